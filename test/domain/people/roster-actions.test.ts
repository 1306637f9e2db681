import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import { PRIVACY_REQUEST_TERMS } from '../../../src/domain/declarations/privacy-request.ts';
import { RETENTION } from '../../../src/domain/declarations/retention.ts';
import { LADDERS } from '../../../src/domain/directives/ladder.ts';
import type { RosterTable } from '../../../src/domain/people/roster.ts';
import { importRoster } from '../../../src/domain/people/roster-actions.ts';
import type { Office, Stores } from '../../../src/domain/stores.ts';
import { officeModel } from '../../../src/storage/model.ts';
import { sql } from '../../../src/storage/sql.ts';
import { storesOn } from '../../../src/storage/stores/stores.ts';
import { dataKeyOf } from '../../../src/storage/vault-keys.ts';
import { TestClock } from '../../support/test-clock.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const ACTOR: Actor = { kind: 'office', name: 'registrar' };

const dataKey = () => dataKeyOf(Buffer.alloc(32));

let database: TestDatabase;
let office: Office;
/** Whose receipts had to follow, import by import. */
let followed: string[][];
/** What happens elsewhere after an import has looked at the roster and before it writes. */
let meanwhile: (() => Promise<unknown>) | null;

beforeEach(async () => {
  database = await openTestDatabase(officeModel);
  [followed, meanwhile] = [[], null];
  const rosterChanged = async (stores: Stores, personIds: number[]) => {
    followed.push((await stores.people.listByIds(personIds)).map((person) => person.staffNo));
  };
  office = {
    inTransaction: async (work) => {
      await meanwhile?.();
      return await database.inTransaction((connection) => work(storesOn(connection, dataKey)));
    },
    read: storesOn(database.read, dataKey),
    clock: new TestClock(),
    calendar: { zone: 'Asia/Ho_Chi_Minh', quietFrom: '21:30', quietTo: '06:30', closedOn: [], workedOn: [] },
    ladders: LADDERS,
    trips: { approved: [], upFrom: {} },
    homeProvince: null,
    passCheckers: {},
    followUps: { time: '08:00', trips: {}, contacts: {} },
    requests: PRIVACY_REQUEST_TERMS,
    extensions: PRIVACY_REQUEST_TERMS,
    retention: RETENTION,
    hazards: [],
    report: null,
    digest: null,
    zone: 'Asia/Ho_Chi_Minh',
    consequences: {
      rosterChanged,
      personReachable: async () => {},
      personForgotten: async () => {},
      personUnreachable: async () => {},
    },
    erasures: { list: async function* () {}, forgetOld: async () => {} },
    sweepErased: async () => true,
    wake: () => {},
  };
  await importRoster(ACTOR, { units: UNITS, people: people('1,An,A', '2,Bình,B', '3,Chi,C') }, {}, office);
  followed = [];
});
afterEach(() => database.close());

function table(header: string, lines: string[]): RosterTable {
  const names = header.split(',');
  const cellsOf = (line: string) => Object.fromEntries(line.split(',').map((cell, column) => [names[column]!, cell]));
  return { header: names, rows: lines.map((line, index) => ({ line: index + 2, cells: cellsOf(line) })) };
}
const units = (...lines: string[]) => table('code,name,parent_code', lines);
const people = (...lines: string[]) =>
  table(
    'staff_no,full_name,unit_code,role,phone',
    lines.map((line) => (line.split(',').length > 3 ? line : `${line},staff,`)),
  );
const UNITS = units('R,Gốc,', 'A,Phòng A,R', 'B,Phòng B,R', 'C,Tổ C,B');

const staffNos = async () => (await office.read.people.listAll()).map((person) => person.staffNo);
const entries = () =>
  database.read.query<{ stream: string; line: string }>(
    sql`SELECT stream, line FROM evidence_entries WHERE action = 'roster.import' ORDER BY id`,
  );

test('receipts follow those who join, move or come back, and nobody who merely has a new name', async () => {
  const { id } = (await office.read.people.findByStaffNo('3'))!;
  await office.inTransaction(async (stores) => {
    await stores.people.save({ staffNo: '3', fullName: 'Chi', phone: null, locale: null, leftOn: '2026-11-01' });
    await stores.people.endAllPosts(id, '2026-11-01');
  });
  await importRoster(ACTOR, { people: people('1,An Mới,A', '2,Bình,A', '3,Chi,C', '4,Dũng,A') }, {}, office);
  expect(followed).toEqual([['2', '3', '4']]);
});

test('receipts follow the people of a unit that moves, and of all below it', async () => {
  await importRoster(ACTOR, { units: units('B,Phòng B,A') }, {}, office);
  expect(followed).toEqual([['2', '3']]);
  await importRoster(ACTOR, { units: units('B,Phòng B có tên mới,A') }, {}, office);
  expect(followed).toHaveLength(1);
});

test('an import leaves one entry, which says nothing of anybody; one that changes nothing leaves none', async () => {
  const files = { people: people('4,Đặng Thị Kín,A,staff,0912345678') };
  await importRoster(ACTOR, files, { dryRun: true }, office);
  await importRoster(ACTOR, files, {}, office);
  await importRoster(ACTOR, files, {}, office);
  const [, entry, ...more] = await entries();
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ stream: 'office' });
  expect(entry!.line).not.toMatch(/Kín|912345678|registrar/);
});

test('a file that does not fit changes nothing, neither units nor people', async () => {
  const files = { units: units('D,Phòng D,R'), people: people('4,Dũng,D', '5,Giang,NOWHERE') };
  const result = await importRoster(ACTOR, files, {}, office);
  expect(result).toMatchObject({ ok: false, faults: [{ line: 3, code: 'unitUnknown' }] });
  expect(await staffNos()).toEqual(['1', '2', '3']);
  expect(await office.read.units.findByCode('D')).toBeNull();
});

test('what another import wrote meanwhile is neither lost nor overlooked', async () => {
  meanwhile = async () => {
    meanwhile = null;
    await importRoster(ACTOR, { people: people('4,Dũng,A,staff,0912345678', '2,Bình,A') }, {}, office);
  };
  const same = await importRoster(ACTOR, { people: people('4,Dũng,A,staff,0912345678', '2,Bình,B') }, {}, office);
  expect(same).toMatchObject({ ok: true, plan: { people: { added: [], changed: [{ fields: { staffNo: '2' } }] } } });
  expect(await staffNos()).toEqual(['1', '2', '3', '4']);
  meanwhile = async () => {
    meanwhile = null;
    await importRoster(ACTOR, { people: people('5,Giang,A,staff,0987654321') }, {}, office);
  };
  const taken = await importRoster(ACTOR, { people: people('6,Hoa,A,staff,0987654321') }, {}, office);
  expect(taken).toMatchObject({ ok: false, faults: [{ code: 'phoneTaken', params: { staffNo: '5' } }] });
  expect(await staffNos()).toEqual(['1', '2', '3', '4', '5']);
});

test('two imports at the same moment end as if one had come after the other', async () => {
  const files = { people: people('7,Khánh,A', '8,Lan,B', '1,An,B') };
  const results = await Promise.all([1, 2, 3].map(() => importRoster(ACTOR, files, {}, office)));
  expect(results.every((result) => result.ok)).toBe(true);
  expect(await staffNos()).toEqual(['1', '2', '3', '7', '8']);
  const { id } = (await office.read.people.findByStaffNo('1'))!;
  expect(await office.read.people.listHeldPosts(id, '2026-11-21')).toHaveLength(1);
  expect(await entries()).toHaveLength(2);
});

test('a fault halfway undoes everything', async () => {
  office.consequences.rosterChanged = () => Promise.reject(new Error('power cut'));
  await expect(importRoster(ACTOR, { people: people('9,Mai,A') }, {}, office)).rejects.toThrow('power cut');
  expect(await staffNos()).toEqual(['1', '2', '3']);
});

test('thousands of people are written at once, and their receipts follow in portions', async () => {
  const many = Array.from({ length: 3_000 }, (_, index) => `N${index},Người số ${index},${'ABC'[index % 3]}`);
  await importRoster(ACTOR, { people: people(...many) }, {}, office);
  expect(await staffNos()).toHaveLength(3_003);
  expect(followed.map((portion) => portion.length)).toEqual([1_000, 1_000, 1_000]);
  expect(new Set(followed.flat()).size).toBe(3_000);
});
