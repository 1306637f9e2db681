import { afterEach, describe, expect, test } from 'vitest';
import type { RosterTable } from '../../src/domain/people/roster.ts';
import { importRoster } from '../../src/domain/people/roster-actions.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { receiptIdOf } from '../support/desk.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed, figuresOf, HAND, issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { packageOf, verify } from '../support/package.ts';
import { give } from '../support/tasks.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, hear } = chatting(() => office);

const looks = () => detailsOf(office, 'directive.look');

describe('what an inspector opens', () => {
  test('is written down before it is shown, and stands in the record of the directive', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['KL'], { audience: 'heads' }, await actorNamed(office, 'director'));
    await press('ranger-head', /Xác nhận đã đọc/);
    const unitId = await office.unitId('KL');
    await say('inspector', '/tinhhinh KL');
    for (const data of [`sd:${id}:${unitId}`, `miss:${id}:${unitId}:0`, `heads:${id}:${unitId}:0`]) {
      await press('inspector', { data });
    }
    await hear('inspector', () => office.as('inspector').press({ data: `list:${id}:${unitId}` }));
    await press('inspector', { data: `arch:${id}` });
    expect(await looks()).toEqual([
      { what: 'figures', unit: 'KL' },
      { what: 'missing', unit: 'KL', from: 1 },
      { what: 'heads', unit: 'KL', from: 1 },
      { what: 'text', unit: 'SO' },
    ]);
    expect(await detailsOf(office, 'office.look')).toEqual([{ what: 'figures', unit: 'KL' }]);
    expect(await detailsOf(office, 'directive.listAcknowledgements')).toHaveLength(1);

    await hear('inspector', () => office.as('inspector').press({ data: `proof:${id}` }));
    const lines = await packageOf(office, id);
    expect(verify(lines).faults).toEqual([]);
    const by = lines.filter((line) => line.includes('"person:inspector"'));
    expect(by.map((line) => JSON.parse(line).entry.action)).toEqual([
      ...['directive.look', 'directive.look', 'directive.look', 'directive.listAcknowledgements', 'directive.look'],
      'directive.exportEvidence',
    ]);
  });

  test('people and tasks are no different, and each time counts', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['KL'], {}, await actorNamed(office, 'director'));
    const task = await give(office, id, { lead: 'H1' });
    await say('inspector', '/trogiup');
    const unitId = await office.unitId('KL');
    const person = await office.personId('an');
    for (const data of [`dtasks:${id}:${unitId}:0`, `task:${task.id}`, `task:${task.id}`, `pcard:${person}`])
      await press('inspector', { data });
    expect(await looks()).toEqual([
      { what: 'tasks', unit: 'KL', from: 1 },
      { what: 'task', unit: 'H1', task: task.id },
      { what: 'task', unit: 'H1', task: task.id },
    ]);
    expect(await detailsOf(office, 'office.look')).toContainEqual({ what: 'person', unit: 'H1', person: 'an' });
  });

  test('pictures and the report on the screen are looks as well', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['KL'], {}, await actorNamed(office, 'director'));
    await say('inspector', '/trogiup');
    const unitId = await office.unitId('KL');
    for (const data of [`pic:units:${id}:${unitId}`, `pic:curve:${id}:${unitId}`, `pic:acknowledged:0:${unitId}`]) {
      await hear(
        'inspector',
        () => office.as('inspector').press({ data }),
        ({ photo }) => photo !== undefined,
      );
    }
    await hear('inspector', () => office.as('inspector').press({ data: `rep:${unitId}` }));
    expect(await looks()).toEqual([
      { what: 'figures', unit: 'KL' },
      { what: 'figures', unit: 'KL' },
    ]);
    expect(await detailsOf(office, 'office.look')).toEqual([
      { what: 'figures', unit: 'KL' },
      { what: 'figures', unit: 'KL' },
    ]);
    await hear('ranger-head', () => office.as('ranger-head').press({ data: `rep:${unitId}` }));
    expect(await detailsOf(office, 'office.look')).toHaveLength(2);
  });

  test('what is not theirs to see leaves no trace, nor does what leaders and others see', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['KL'], {}, await actorNamed(office, 'director'));
    const unitId = await office.unitId('KL');
    for (const { staffNo } of people.filter((one) => one.staffNo !== 'inspector')) {
      await say(staffNo, '/trogiup');
      for (const data of [`sd:${id}:${unitId}`, `miss:${id}:${unitId}:0`, `arch:${id}`]) await press(staffNo, { data });
    }
    await say('inspector', '/trogiup');
    await press('inspector', { data: `sd:4711:${unitId}` });
    expect(await looks()).toEqual([]);
    expect(await receiptIdOf(office, id, await office.personId('an'))).toBeGreaterThan(0);
  });
});

describe('a post that has its days', () => {
  const columns = ['staff_no', 'full_name', 'unit_code', 'role', 'phone', 'valid_from', 'valid_to'];
  const table = (...lines: string[]): RosterTable => ({
    header: columns,
    rows: lines.map((line, index) => {
      const cells = Object.fromEntries(line.split(',').map((cell, at) => [columns[at]!, cell]));
      return { line: index + 2, cells };
    }),
  });
  const add = (...lines: string[]) => importRoster(HAND, { people: table(...lines) }, {}, office.app.office);
  /** Everybody else stays as they are: a file names some only. */
  const giang = (from: string, to: string, role = 'inspector', code = 'KL') => [
    'giang,Tạ Giang,TL,staff,+84900000013',
    `giang,Tạ Giang,${code},${role},,${from},${to}`,
  ];
  const sees = async () => (await say('giang', '/tinhhinh KL')).startsWith('Chi cục Kiểm lâm');

  test('an inspector sees from the first day to the last, and neither before nor after', async () => {
    office = await openTestOffice();
    await issue(office, ['KL']);
    const result = await add(...giang('2026-11-23', '2026-11-25'));
    expect(result).toMatchObject({ ok: true, warnings: [] });
    const days: [string, boolean][] = [];
    for (let day = 21; day <= 26; day += 1) {
      days.push([String(day), await sees()]);
      await office.advance({ days: 1 });
    }
    expect(days.filter(([, isSeen]) => isSeen).map(([day]) => day)).toEqual(['23', '24', '25']);
  });

  test('is not opened twice by the same file, is prolonged by another, and ends where a day has passed', async () => {
    office = await openTestOffice();
    const first = await add(...giang('', '2026-11-25'));
    expect(first).toMatchObject({
      ok: true,
      plan: { people: { changed: [{ opens: [{ role: 'inspector', toOn: '2026-11-26' }] }] } },
    });
    expect(await add(...giang('', '2026-11-25'))).toMatchObject({ plan: { people: { changed: [] } } });
    expect(await sees()).toBe(true);
    expect(await add(...giang('', '2026-11-30'))).toMatchObject({
      plan: { people: { changed: [{ opens: [], ends: [], retimes: [{ toOn: '2026-12-01' }] }] } },
    });
    await office.advance({ days: 6 });
    expect(await sees()).toBe(true);
    await add(...giang('', '2026-11-26'));
    expect(await sees()).toBe(false);
    expect(await add(...giang('', '2026-11-26'))).toMatchObject({ plan: { people: { changed: [] } } });
  });

  test('an inspector without a last day is worth a word; days that cannot be read are refused', async () => {
    office = await openTestOffice();
    expect(await add(...giang('', ''))).toMatchObject({
      ok: true,
      warnings: [{ code: 'inspectorOpenEnded', params: { staffNo: 'giang' } }],
    });
    for (const [from, to, code] of [
      ['31/2/2026', '', 'dayUnreadable'],
      ['', 'mai', 'dayUnreadable'],
      ['2026-11-25', '2026-11-24', 'daysReversed'],
    ] as const) {
      expect(await add(...giang(from, to))).toMatchObject({ ok: false, faults: [{ line: 3, code }] });
    }
  });

  test('brings and takes what is owed when its day comes, once', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1']);
    await office.advance({ minutes: 1 });
    await add(...giang('2026-11-23', '2026-11-24', 'staff', 'H1'));
    const owed = async () => (await figuresOf(office, id, 'SO')).owed;
    const closed = async () => (await figuresOf(office, id, 'SO')).closed;
    const before = await owed();
    await office.advance({ days: 1 });
    expect(await owed()).toBe(before);
    await office.advance({ days: 1 });
    expect([await owed(), await closed()]).toEqual([before + 1, 0]);
    await office.advance({ hours: 1 });
    expect([await owed(), await closed()]).toEqual([before + 1, 0]);
    // The bot was down over the day on which it ended.
    await office.restart(async () => office.clock.advance({ days: 3 }));
    await office.advance({ minutes: 1 });
    expect([await owed(), await closed()]).toEqual([before + 1, 1]);
  });
});
