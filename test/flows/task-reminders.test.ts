import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { takeStep } from '../../src/domain/tasks/task-actions.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed, issue } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { give, historyOf, openOfficeWithPlan, recordOf } from '../support/tasks.ts';

let office: TestOffice;
let directive: Directive;
/** Monday, 23 November 2026, 07:00 in the office; the task is due on Wednesday at 17:00. */
beforeEach(async () => {
  ({ office, directive } = await openOfficeWithPlan('2026-11-23T00:00:00Z'));
});
afterEach(() => office.close());

const { say, press } = chatting(() => office);
const wordsTo = (who: string, words: RegExp) =>
  office
    .as(who)
    .messages()
    .filter((message) => words.test(message.text))
    .map((message) => message.text);
const remindersOf = (who: string) => wordsTo(who, /^🔔 Nhắc bạn \d+ nhiệm vụ/);
const reportsTo = (who: string) => wordsTo(who, /nhiệm vụ quá hạn ở đơn vị bên dưới/);
const actor = async (who: string) => (await actorNamed(office, who)) as PersonActor;

/** So many mornings at 08:05, one after the other; after each how many reminders somebody has had. */
async function mornings(count: number, who: string): Promise<number[]> {
  const counts: number[] = [];
  for (let day = 0; day < count; day += 1) {
    await office.advance(day === 0 && office.clock.now().getUTCHours() === 0 ? { days: 1, minutes: 65 } : { days: 1 });
    counts.push(remindersOf(who).length);
  }
  return counts;
}

describe('the lead unit’s leader', () => {
  test('is reminded before the day, on it, and five working mornings after; the superior hears of it on the third', async () => {
    await give(office, directive.id);
    // Tuesday to Friday, the weekend, then Monday to Friday.
    expect(await mornings(4, 'h1-head')).toEqual([1, 2, 3, 4]);
    expect(reportsTo('ranger-head')).toEqual([]);
    expect(await mornings(7, 'h1-head')).toEqual([4, 4, 5, 6, 7, 7, 7]);
    expect(remindersOf('h1-head')[0]).toMatch(/1\. ⏳ Lập danh sách trực[\s\S]*hạn 17:00 ngày mai/);
    expect(remindersOf('h1-head').at(-1)).toContain('quá hạn');
    expect(reportsTo('ranger-head')).toHaveLength(1);
    expect(reportsTo('ranger-head')[0]).toContain('1. ⏳ Hạt Kiểm lâm số 1: Lập danh sách trực');
    expect(reportsTo('director')).toEqual([]);
    await press('ranger-head', '1');
    expect(office.as('ranger-head').last().text).toContain('Quá hạn, đã báo cáo cấp trên');
  });

  test('gets one list for several tasks, once however often the clock looks', async () => {
    await give(office, directive.id, { text: 'Việc một' });
    await give(office, directive.id, { text: 'Việc hai' });
    expect(await mornings(1, 'h1-head')).toEqual([1]);
    for (let again = 0; again < 3; again += 1) await office.app.ticker.runAll();
    await office.settle();
    expect(remindersOf('h1-head')).toHaveLength(1);
    expect(remindersOf('h1-head')[0]).toMatch(/Nhắc bạn 2 nhiệm vụ[\s\S]*Việc một[\s\S]*Việc hai/);
    expect((await recordOf(office, directive.id)).filter((action) => action === 'task.remind')).toHaveLength(1);
  });

  test('is left alone when it is said to be done', async () => {
    const { id: taskId } = await give(office, directive.id);
    await takeStep(await actor('h1-head'), { taskId, step: 'accept' }, office.app.office);
    const words = { text: 'Xong' };
    await takeStep(await actor('h1-head'), { taskId, step: 'report', words }, office.app.office);
    expect(await mornings(6, 'h1-head')).toEqual([0, 0, 0, 0, 0, 0]);
    expect(reportsTo('ranger-head')).toEqual([]);
  });

  test('is not asked for what was handed on: the one who has it is', async () => {
    const { id: taskId } = await give(office, directive.id);
    const assigneeId = await office.personId('an');
    await takeStep(await actor('h1-head'), { taskId, step: 'hand', assigneeId }, office.app.office);
    expect(await mornings(1, 'an')).toEqual([1]);
    expect(remindersOf('h1-head')).toEqual([]);
    office.as('an').block();
    await office.settle();
    await mornings(1, 'an');
    expect(remindersOf('h1-head')).toHaveLength(1);
  });

  test('is stood in for by the deputy while away, and by whoever is above where there is neither', async () => {
    const away = { personId: await office.personId('ranger-head'), fromOn: '2026-11-23', toOn: '2026-11-30' };
    await markAway(await actor('ranger-head'), away, office.app.office);
    await give(office, directive.id, { lead: 'H2' });
    expect(office.as('ranger-deputy').last().text).toContain('Chủ trì: Hạt Kiểm lâm số 2');
    expect(await mornings(1, 'ranger-deputy')).toEqual([1]);
    expect(remindersOf('ranger-head')).toEqual([]);
    await mornings(6, 'ranger-deputy');
    expect(reportsTo('director')).toHaveLength(1);
  });
});

test('a leader whom no message reaches is reminded through the one above, who is told what it is about', async () => {
  await give(office, directive.id);
  office.as('h1-head').block();
  await office.settle();
  expect(await mornings(1, 'ranger-head')).toEqual([1]);
  expect(remindersOf('ranger-head')[0]).toContain('Lập danh sách trực');
});

test('a request is reminded of once and never reported upwards', async () => {
  const own = await issue(office, ['KL'], { title: 'Kế hoạch của Chi cục' }, await actorNamed(office, 'ranger-head'));
  const by = await actorNamed(office, 'ranger-head');
  await give(office, own.id, { lead: 'TL', isRequest: true, by });
  expect(await mornings(10, 'water-head')).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  expect(reportsTo('director')).toEqual([]);
});

test('a leader sees what is late below in the status of the unit', async () => {
  const { id } = await give(office, directive.id);
  await mornings(4, 'h1-head');
  expect(await say('ranger-head', '/tinhhinh')).toContain('① 1 nhiệm vụ quá hạn');
  await press('ranger-head', '① Nhiệm vụ');
  expect(office.as('ranger-head').last().text).toMatch(/1 nhiệm vụ quá hạn · Chi cục Kiểm lâm[\s\S]*Hạt Kiểm lâm số 1/);
  expect(await say('water-head', '/tinhhinh')).not.toContain('nhiệm vụ quá hạn');
  await say('ranger-head', '/tinhhinh');
  await press('ranger-head', '1');
  await press('ranger-head', 'Nhiệm vụ · 1, quá hạn 1');
  expect(office.as('ranger-head').last().text).toContain('Quá hạn: 1');
  expect(await historyOf(office, id)).toEqual(['give']);
});
