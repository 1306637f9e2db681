import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import { takeStep } from '../../src/domain/tasks/task-actions.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed, HAND, takePost } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { give, historyOf, openOfficeWithPlan, taskNow } from '../support/tasks.ts';

let office: TestOffice;
let directive: Directive;
beforeEach(async () => {
  ({ office, directive } = await openOfficeWithPlan());
});
afterEach(async () => {
  await office.settle();
  await office.close();
});

const { say, press } = chatting(() => office);
const lastOf = (who: string) => office.as(who).last().text;
const actor = async (who: string) => (await actorNamed(office, who)) as PersonActor;
const handTo = async (taskId: number, who: string) =>
  await takeStep(
    await actor('h1-head'),
    { taskId, step: 'hand', assigneeId: await office.personId(who) },
    office.app.office,
  );

describe('people who come and go', () => {
  test('what somebody who left had in hand is the leader’s again, who is told', async () => {
    const { id } = await give(office, directive.id);
    await handTo(id, 'an');
    await leaveOffice(HAND, 'an', office.app.office);
    office.app.office.wake();
    await office.settle();
    expect(lastOf('h1-head')).toMatch(/Người thực hiện đã rời đơn vị[\s\S]*Đang thực hiện/);
    expect((await taskNow(office, id)).assignee).toBeNull();
    expect(await historyOf(office, id)).toEqual(['give', 'hand', 'takeBack']);
  });

  test('whoever moved to another unit can do nothing more about it', async () => {
    const { id } = await give(office, directive.id);
    await handTo(id, 'an');
    await takePost(office, 'an', 'TL', { instead: true });
    expect(await press('an', { data: `task:${id}` })).toContain('không thuộc phần việc của bạn');
    await expect(handTo(id, 'an')).rejects.toMatchObject({ code: 'notOfUnit' });
  });

  test('whoever had it before is told when it is handed to another', async () => {
    const { id } = await give(office, directive.id);
    await handTo(id, 'an');
    await handTo(id, 'binh');
    await office.settle();
    expect(lastOf('an')).toContain('đã giao nhiệm vụ này cho Lý Thị Bình');
    expect(lastOf('binh')).toContain('giao nhiệm vụ này cho bạn');
  });

  test('a unit without a leader is answered for by the one above, until it has one', async () => {
    const { id } = await give(office, directive.id, { lead: 'H2' });
    expect(lastOf('ranger-head')).toContain('Đơn vị bạn được giao 1 nhiệm vụ');
    expect(await say('ranger-deputy', '/nhiemvu')).toContain('Bạn có 1 nhiệm vụ');
    await press('ranger-head', { data: `taskdo:${id}:accept` });
    await takePost(office, 'chau', 'H2', { role: 'leader' });
    expect(await say('chau', '/nhiemvu')).toContain('Bạn có 1 nhiệm vụ');
    expect(await say('ranger-head', '/nhiemvu')).toContain('Bạn không có nhiệm vụ nào');
  });

  test('a leader who enrols, or lets the bot in again, finds what waits', async () => {
    office.as('h1-head').block();
    await office.settle();
    await give(office, directive.id);
    expect(office.as('ranger-head').last().text).toContain('Chủ trì: Hạt Kiểm lâm số 1');
    office.as('h1-head').unblock();
    await office.settle();
    expect(
      office
        .as('h1-head')
        .messages()
        .map((message) => message.text),
    ).toContainEqual(expect.stringContaining('Bạn có 1 nhiệm vụ'));
  });
});
