import { afterEach, describe, expect, test } from 'vitest';
import type { DirectiveDraft } from '../../src/domain/directives/directive.ts';
import { viewEscalation } from '../../src/domain/directives/escalation-actions.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { actorNamed, issue, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
afterEach(() => office.close());

/** Monday, 23 November 2026, 08:00 in the office. */
const MONDAY = '2026-11-23T01:00:00Z';
/** The same day at 17:00. */
const CLOSING = '2026-11-23T17:00:00+07:00';

const issueTo = (units: string[], fields: Partial<DirectiveDraft> = {}) =>
  issue(office, units, { title: 'Rà soát phương án', deadlineAt: instant(CLOSING), ...fields });

/** What somebody was told of units that are short, oldest first. */
const reportsTo = (staffNo: string) =>
  office
    .as(staffNo)
    .messages()
    .filter((message) => message.text.includes('chưa đạt yêu cầu xác nhận'))
    .map((message) => message.text);

async function acknowledge(...people: string[]): Promise<void> {
  for (const person of people) office.as(person).press(/Xác nhận đã đọc/);
  await office.settle();
}

/** Past the deadline of the same day. */
const toDeadline = () => office.advance({ hours: 9, minutes: 1 });

describe('a unit below its threshold at the deadline', () => {
  test('is told to its leader by name, then step by step further up, each warned before', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['H1']);
    await acknowledge('h1-head');
    await toDeadline();
    expect(reportsTo('h1-head')).toHaveLength(1);
    const first = reportsTo('h1-head')[0]!;
    expect(first).toContain('Hạt Kiểm lâm số 1: 1/3 người đã xác nhận, còn 2 người');
    expect(first).toMatch(/1\. Đặng Văn An\n2\. Lý Thị Bình/);
    expect(first).toContain(
      'đến 08:00 ngày mai, thứ Ba 24/11 vẫn chưa đạt, việc này sẽ được báo cáo lên Chi cục Kiểm lâm',
    );
    expect(reportsTo('ranger-head')).toHaveLength(0);
    await office.advance({ days: 1 });
    expect(reportsTo('ranger-head')).toHaveLength(1);
    expect(reportsTo('ranger-head')[0]).toContain('• Hạt Kiểm lâm số 1: 1/3');
    expect(reportsTo('ranger-head')[0]).toContain('báo cáo lên Sở Nông nghiệp');
    expect(reportsTo('h1-head')).toHaveLength(1);
    await office.advance({ days: 1 });
    expect(reportsTo('director')).toHaveLength(1);
    expect(reportsTo('director')[0]).not.toContain('báo cáo lên');
    await office.advance({ days: 1 });
    const all = ['h1-head', 'ranger-head', 'director'].map((person) => reportsTo(person).length);
    expect(all).toEqual([1, 1, 1]);
  });

  test('is reported once however often the clock looks', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['H1']);
    await toDeadline();
    for (let again = 0; again < 3; again += 1) await office.app.ticker.runAll();
    await office.settle();
    expect(reportsTo('h1-head')).toHaveLength(1);
    expect(reportsTo('ranger-head')).toHaveLength(0);
  });

  test('goes no further up once enough have acknowledged', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['H1']);
    await toDeadline();
    await acknowledge('h1-head', 'an', 'binh');
    await office.advance({ days: 2 });
    expect(reportsTo('ranger-head')).toHaveLength(0);
  });

  test('without a leader who can be told goes straight to the one above', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['H2']);
    await toDeadline();
    expect(reportsTo('ranger-head')[0]).toContain('• Hạt Kiểm lâm số 2: 0/2');
  });

  test('whose leader has blocked the bot goes straight to the one above', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    office.as('h1-head').block();
    await office.settle();
    await issueTo(['H1']);
    await toDeadline();
    expect(reportsTo('ranger-head')[0]).toContain('• Hạt Kiểm lâm số 1: 0/3');
  });

  test('is told to the deputy while the leader is away', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await away('ranger-head', '2026-11-23', '2026-11-24');
    await issueTo(['H2']);
    await toDeadline();
    expect(reportsTo('ranger-head')).toHaveLength(0);
    expect(reportsTo('ranger-deputy')).toHaveLength(1);
  });

  test('passes over nobody further up when a leader goes on leave after they were told', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['H1']);
    await toDeadline();
    await away('h1-head', '2026-11-24', '2026-11-27');
    await office.advance({ days: 1 });
    expect([reportsTo('ranger-head').length, reportsTo('director').length]).toEqual([1, 0]);
    await office.advance({ days: 1 });
    expect(reportsTo('director')).toHaveLength(1);
  });

  test('is told to nobody twice when a leader comes back who was away at first', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await away('h1-head', '2026-11-23', '2026-11-23');
    await issueTo(['H1']);
    await toDeadline();
    expect(reportsTo('ranger-head')[0]).toContain('báo cáo lên Sở Nông nghiệp');
    await office.advance({ days: 1 });
    expect([reportsTo('ranger-head').length, reportsTo('director').length]).toEqual([1, 1]);
  });

  test('is reported to nobody while the sending is halted, and a step later once it goes on', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    const { id } = await issueTo(['H1']);
    const { inTransaction, clock } = office.app.office;
    await inTransaction(({ directives }) => directives.markHalted(id, clock.now(), 'refused'));
    await toDeadline();
    await inTransaction(({ directives }) => directives.markResumed(id));
    await office.advance({ minutes: 1 });
    expect(reportsTo('h1-head')).toHaveLength(0);
    await office.advance({ days: 1 });
    expect(reportsTo('h1-head')).toHaveLength(1);
  });

  test('leaves out those who are away', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['H1']);
    await acknowledge('h1-head', 'an');
    await away('binh', '2026-11-23', '2026-11-27');
    await toDeadline();
    expect(reportsTo('h1-head')).toHaveLength(0);
  });

  test('of heads alone is told to whoever stands above them', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['KL'], { audience: 'heads' });
    await acknowledge('ranger-head');
    await toDeadline();
    expect(reportsTo('h1-head')).toHaveLength(0);
    expect(reportsTo('ranger-head')[0]).toContain('• Hạt Kiểm lâm số 1: 0/1');
  });

  test('is reported no higher than to the unit that issued', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issue(
      office,
      ['H1'],
      { title: 'Rà soát', deadlineAt: instant(CLOSING) },
      await actorNamed(office, 'ranger-head'),
    );
    await toDeadline();
    for (let day = 0; day < 4; day += 1) await office.advance({ days: 1 });
    expect(reportsTo('ranger-head')).toHaveLength(1);
    expect(reportsTo('director')).toHaveLength(0);
  });

  test('gives each leader their time even after the bot was silent for days', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['H1']);
    await office.advance({ days: 3 });
    expect(reportsTo('h1-head')).toHaveLength(1);
    expect(reportsTo('ranger-head')).toHaveLength(0);
    await office.app.ticker.runAll();
    await office.settle();
    expect(reportsTo('ranger-head')).toHaveLength(0);
    await office.advance({ days: 1 });
    expect(reportsTo('ranger-head')).toHaveLength(1);
  });
});

describe('an immediate directive', () => {
  test('is reported half an hour after its issue, at night too, and up every half an hour', async () => {
    office = await openTestOffice({ clock: new TestClock('2026-11-21T16:00:00Z') }); // Saturday, 23:00
    await issueTo(['H1'], { urgency: 'immediate', deadlineAt: null });
    await office.advance({ minutes: 29 });
    expect(reportsTo('h1-head')).toHaveLength(0);
    await office.advance({ minutes: 2 });
    expect(reportsTo('h1-head')).toHaveLength(1);
    await office.advance({ minutes: 31 });
    expect(reportsTo('ranger-head')).toHaveLength(1);
    await office.advance({ minutes: 31 });
    expect(reportsTo('director')).toHaveLength(1);
  });
});

describe('from the report', () => {
  test('nobody reads who is missing who no longer leads the unit when it arrives', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY), mayWarn: true });
    const { id } = await issueTo(['H1']);
    await toDeadline();
    const parts = office.app.office;
    const personId = await office.personId('h1-head');
    expect((await viewEscalation(id, personId, parts))?.missing).toHaveLength(3);
    await takePost(office, 'h1-head', 'TL', { instead: true, role: 'leader' });
    expect(await viewEscalation(id, personId, parts)).toBeNull();
  });

  test('is made at once for whoever is told of thousands of units', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    const { id } = await issueTo(['H1']);
    await toDeadline();
    await office.database.inTransaction((connection) =>
      connection.execute(sql`
        INSERT INTO escalations (directive_id, version, unit_id, level, told_unit_id, person_id, at)
        WITH RECURSIVE step (level) AS (SELECT 1 UNION ALL SELECT level + 1 FROM step WHERE level < 3000)
        SELECT e.directive_id, e.version, e.unit_id, step.level, e.told_unit_id, e.person_id, e.at FROM escalations e, step`),
    );
    const begin = performance.now();
    await viewEscalation(id, await office.personId('h1-head'), office.app.office);
    expect(performance.now() - begin).toBeLessThan(300);
  });

  test('the first of many to be told reads a next time that is still to come', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    const { id } = await issueTo(['H1']);
    await toDeadline();
    await office.database.inTransaction((connection) =>
      connection.execute(sql`UPDATE directives SET escalated_at = NULL WHERE id = ${id}`),
    );
    const view = await viewEscalation(id, await office.personId('h1-head'), office.app.office);
    expect(view?.next?.at).toEqual(instant('2026-11-24T08:00:00+07:00'));
  });

  test('a leader reminds all, and opens each of those missing', async () => {
    office = await openTestOffice({ clock: new TestClock(MONDAY) });
    await issueTo(['H1']);
    await acknowledge('h1-head');
    await toDeadline();
    const report = office.as('h1-head').last();
    await office.advance({ hours: 2 });
    office.as('h1-head').press(/Đôn đốc tất cả/, report);
    await office.settle();
    expect(office.as('an').last().text).toContain('Nhắc bạn');
    office.as('h1-head').press(/người chưa xác nhận/);
    await office.settle();
    office.as('h1-head').press('1');
    await office.settle();
    expect(office.as('h1-head').last().text).toMatch(/Đặng Văn An[\s\S]*Điện thoại: 0900 ?000 ?008/);
  });
});

async function away(staffNo: string, fromOn: string, toOn: string): Promise<void> {
  const actor = await actorNamed(office, staffNo);
  if (actor.kind !== 'person') throw new Error('nobody');
  await markAway(actor, { personId: actor.person.id, fromOn, toOn }, office.app.office);
}
