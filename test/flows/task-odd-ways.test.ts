import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { giveTasks } from '../../src/domain/tasks/give-actions.ts';
import { taskSteps } from '../../src/domain/tasks/task.ts';
import { takeStep } from '../../src/domain/tasks/task-actions.ts';
import { STEP_FORMS } from '../../src/domain/tasks/task-form.ts';
import { instant } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed, issue } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { give, historyOf, openOfficeWithPlan, recordOf, taskNow } from '../support/tasks.ts';

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
/** The directive ends, as closing, replacing and withdrawing leave it. */
async function endDirective(): Promise<void> {
  const statement = sql`UPDATE directives SET state = 'closed' WHERE id = ${directive.id}`;
  await office.database.inTransaction((connection) => connection.execute(statement));
}

describe('pressing twice', () => {
  test('changes nothing, whichever button it is', async () => {
    const { id } = await give(office, directive.id);
    for (const who of ['h1-head', 'h1-head']) await press(who, { data: `taskdo:${id}:accept` });
    const an = await office.personId('an');
    for (let again = 0; again < 2; again += 1) await press('h1-head', { data: `hand:${id}:${an}` });
    const form = (await office.app.office.read.drafts.find(await office.personId('an')))?.id;
    expect(form).toBeUndefined();
    await press('an', '✅ Báo hoàn thành');
    await say('an', 'Xong cả');
    await press('an', 'Xong');
    const overview = office.as('an').last();
    for (let again = 0; again < 2; again += 1) await press('an', '✅ Gửi', overview);
    for (let again = 0; again < 2; again += 1) await press('clerk', { data: `taskdo:${id}:confirm` });
    expect(await historyOf(office, id)).toEqual(['give', 'accept', 'hand', 'report', 'confirm']);
    const steps = ['give', 'accept', 'hand', 'report', 'confirm'].map((step) => `task.${step}`);
    expect(await recordOf(office, directive.id)).toEqual(steps);
  });

  test('gives a task once, also where three people give it at the same moment', async () => {
    const dueAt = instant('2026-11-25T17:00:00+07:00');
    const words = {
      text: 'Lập danh sách trực',
      dueAt,
      isStanding: false,
      amount: null,
      measure: null,
      isRequest: false,
    };
    const wish = { ...words, leadUnitId: await office.unitId('H1'), cooperatingIds: [] };
    const given = await Promise.all(
      ['clerk', 'clerk', 'director'].map(async (who) =>
        giveTasks(await actor(who), directive.id, [wish], office.app.office),
      ),
    );
    expect(given.map(({ tasks }) => tasks.length).sort()).toEqual([0, 0, 1]);
    expect(await recordOf(office, directive.id)).toEqual(['task.give']);
  });

  test('a draft that was submitted before a crash is one step', async () => {
    const { id: taskId } = await give(office, directive.id);
    const wish = { taskId, step: 'difficulty' as const, words: { text: 'Thiếu xe' }, draftId: 77 };
    for (let again = 0; again < 3; again += 1) await takeStep(await actor('h1-head'), wish, office.app.office);
    expect(await historyOf(office, taskId)).toEqual(['give', 'difficulty']);
  });
});

describe('a stranger’s forged button', () => {
  test.each(['an', 'binh', 'water-head', 'office-head', 'inspector', 'chau'])('does nothing for %s', async (who) => {
    const { id } = await give(office, directive.id);
    await say(who, '/help');
    const colleague = await office.personId('binh');
    const forms = Object.values(STEP_FORMS).map((form) => `start:${form}:${id}`);
    for (const data of [`taskdo:${id}:accept`, `taskdo:${id}:confirm`, `hand:${id}:${colleague}`, ...forms]) {
      await press(who, { data });
    }
    await press(who, { data: `start:task:${directive.id}` });
    await press(who, { data: `taskdo:${id}:hand` });
    expect(await historyOf(office, id)).toEqual(['give']);
    expect(await office.app.office.read.drafts.find(await office.personId(who))).toBeNull();
    if (who !== 'inspector') {
      const count = office.as(who).messages().length;
      expect(await press(who, { data: `task:${id}` })).toContain('không thuộc phần việc của bạn');
      expect(await press(who, { data: `taskto:${id}:0` })).toContain('không thuộc phần việc của bạn');
      expect(office.as(who).messages()).toHaveLength(count);
    }
  });

  test('shows no file, and says the same of a task that never was', async () => {
    const { id: taskId } = await give(office, directive.id);
    const file = { fileId: 'f', fileName: 'a.pdf', fileKind: 'document' as const };
    const words = { text: null, files: [file] };
    await takeStep(await actor('h1-head'), { taskId, step: 'progress', words }, office.app.office);
    await say('giang', '/help');
    for (const data of ['taskf:2', 'taskf:999', 'task:999', 'taskh:1:0']) {
      expect(await press('giang', { data })).toContain('không thuộc phần việc của bạn');
    }
    expect(office.sandbox.requests.filter(({ method }) => method === 'sendDocument')).toEqual([]);
  });

  test('does not give tasks beyond what somebody may issue to', async () => {
    const own = await issue(office, ['KL'], { title: 'Của Chi cục' });
    await expect(give(office, own.id, { by: await actor('h1-head') })).rejects.toMatchObject({
      code: 'mayNotGiveTask',
    });
    await expect(give(office, own.id, { lead: 'TL' })).rejects.toMatchObject({ code: 'taskUnitOutside' });
    const ranger = await actor('ranger-head');
    await expect(give(office, own.id, { by: ranger, cooperating: ['TL'] })).rejects.toMatchObject({
      code: 'unitsNotYours',
    });
    await give(office, own.id, { by: ranger });
  });
});

describe('a step out of turn', () => {
  test('is refused in words, and leaves the task as it was', async () => {
    const { id: taskId } = await give(office, directive.id);
    const who: Record<string, string> = { confirm: 'clerk', sendBack: 'clerk', giveAgain: 'clerk' };
    for (const step of taskSteps.filter((one) => ['report', 'confirm', 'sendBack', 'giveAgain'].includes(one))) {
      const wish = { taskId, step, words: { text: 'x' } };
      await expect(takeStep(await actor(who[step] ?? 'h1-head'), wish, office.app.office), step).rejects.toMatchObject({
        code: 'taskMovedOn',
      });
    }
    expect(await taskNow(office, taskId)).toMatchObject({ state: 'given' });
  });

  test('a leader and a deputy who both accept are both told that it is accepted', async () => {
    const { id } = await give(office, directive.id, { lead: 'KL' });
    office.as('ranger-head').press({ data: `taskdo:${id}:accept` });
    office.as('ranger-deputy').send('/help');
    await office.settle();
    expect(await press('ranger-deputy', { data: `taskdo:${id}:accept` })).toBe('Đã nhận nhiệm vụ.');
    expect(await historyOf(office, id)).toEqual(['give', 'accept']);
  });
});

describe('a directive that has ended', () => {
  test('takes its open tasks with it, and nothing can be done about them any more', async () => {
    const { id } = await give(office, directive.id);
    const { id: done } = await give(office, directive.id, { text: 'Việc đã xong' });
    for (const step of ['accept', 'report'] as const) {
      await takeStep(await actor('h1-head'), { taskId: done, step, words: { text: 'x' } }, office.app.office);
    }
    await takeStep(await actor('clerk'), { taskId: done, step: 'confirm' }, office.app.office);
    await endDirective();
    expect(await press('h1-head', { data: `taskdo:${id}:accept` })).toContain('đã kết thúc theo dõi');
    expect(await say('h1-head', '/nhiemvu')).toContain('Bạn không có nhiệm vụ nào');
    for (let again = 0; again < 2; again += 1) await office.advance({ minutes: 1 });
    expect(lastOf('h1-head')).toContain('Nhiệm vụ này dừng lại vì văn bản đã kết thúc');
    expect([(await taskNow(office, id)).state, (await taskNow(office, done)).state]).toEqual(['withdrawn', 'done']);
    expect(await historyOf(office, id)).toEqual(['give', 'withdraw']);
    await expect(give(office, directive.id)).rejects.toMatchObject({ code: 'directiveEnded' });
    await office.advance({ days: 1 });
    expect(
      office
        .as('h1-head')
        .messages()
        .filter(({ text }) => text.includes('Nhắc bạn')),
    ).toEqual([]);
  });

  test('ends a report that was half-written meanwhile', async () => {
    await give(office, directive.id);
    await press('h1-head', 'Vướng mắc');
    await endDirective();
    await say('h1-head', 'Thiếu xe');
    expect(await press('h1-head', '✅ Gửi')).toContain('đã kết thúc theo dõi');
  });
});
