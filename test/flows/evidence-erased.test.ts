import { existsSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RETENTION } from '../../src/domain/declarations/retention.ts';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import { createI18n } from '../../src/i18n.ts';
import { decrypt } from '../../src/lib/sealing.ts';
import { verdictLines } from '../../src/screens/evidence.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { officeModel } from '../../src/storage/model.ts';
import { sql } from '../../src/storage/sql.ts';
import { backUp, bringBack, canBackUp } from '../support/backups.ts';
import { faultsOfChain } from '../support/chain.ts';
import { healthStories, ILL, openHealthOffice, WELL } from '../support/health.ts';
import { HAND, issue } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { declaredPackageOf, packageOf, verify } from '../support/package.ts';
import { testDialect } from '../support/test-database.ts';

let office: TestOffice;
beforeEach(async () => {
  // Words of a roll call stay longer than leavers' here, so that it is seen whose are gone.
  office = await openHealthOffice({ settings: { retention: { ...RETENTION, rollCalls: 180 } } });
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk } = stories;

interface Part {
  entryId: number;
  action: string;
  key: Buffer;
  iv: Buffer;
  sealed: Buffer;
}

/** The details of what a stream holds, with the keys as they stand there now. */
async function partsOf(stream: string, { read }: Pick<Database, 'read'> = office.database): Promise<Part[]> {
  const rows = await read.query<Part>(sql`
    SELECT e.id AS "entryId", e.action, COALESCE(k.key, q.key) AS key, p.iv, p.sealed FROM evidence_entries e
    JOIN evidence_private p ON p.entry_id = e.id AND p.label = 'details'
    LEFT JOIN evidence_keys k ON k.id = p.key_id LEFT JOIN evidence_passing_keys q ON q.entry_id = e.id AND p.key_id = 0
    WHERE e.stream = ${stream} ORDER BY e.id`);
  return rows.map(({ key, iv, sealed, ...row }) => {
    return { ...row, key: Buffer.from(key), iv: Buffer.from(iv), sealed: Buffer.from(sealed) };
  });
}

function isReadable({ key, iv, sealed }: Part): boolean {
  try {
    decrypt(key, { nonce: iv, sealed });
    return true;
  } catch {
    return false;
  }
}

const readableIn = async (stream: string, database?: Pick<Database, 'read'>) =>
  (await partsOf(stream, database)).filter(isReadable).map(({ action }) => action);

/** All that the database keeps on the disk: on PostgreSQL of the tables with keys. */
async function rawBytes(): Promise<Buffer> {
  const { url } = office.database;
  if (testDialect === 'sqlite') {
    const files = ['', '-wal', '-shm'].map((end) => `${url.replace('sqlite:', '')}${end}`);
    return Buffer.concat(files.filter((file) => existsSync(file)).map((file) => readFileSync(file)));
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CHECKPOINT');
  const { rows } = await client.query(`SELECT pg_read_binary_file(pg_relation_filepath(name)) AS bytes
    FROM unnest(ARRAY['evidence_keys', 'evidence_passing_keys', 'vault_keys']) AS name`);
  await client.end();
  return Buffer.concat(rows.map((row) => row.bytes));
}

/** On PostgreSQL whoever else uses the table just then makes it wait for a later turn. */
const swept = () =>
  vi.waitFor(async () => expect(await office.app.office.sweepErased()).toBe(true), { timeout: 20_000, interval: 200 });

const keysLeft = async (parts: readonly Part[]): Promise<string[]> => {
  const bytes = await rawBytes();
  return parts.filter(({ key }) => bytes.includes(key)).map(({ action }) => action);
};

async function travel(who: string): Promise<void> {
  await say(who, '/lichtrinh');
  if (stories.last(who).text.includes('Trước khi khai báo lần đầu')) await press(who, '✅ Tôi đồng ý');
  await walk(who, 'Công tác', { say: 'Họp về cháy rừng' }, { say: 'hue' }, { say: '24/11' }, { say: '26/11' }, 'Không');
  await walk(who, 'Xe cơ quan', 'Bỏ qua', { say: 'Ông Ba' }, 'Tôi cam kết khai đúng sự thật', 'Báo thủ trưởng');
}

const DECLARED = ['health.declare', 'health.correct'];

describe('what the record tells of a health declaration', () => {
  test('goes with it when its person erases it: neither key nor hash is left, and the chain is whole', async () => {
    await stories.declare('an', WELL);
    await walk('an', 'Sửa khai báo', 'Sửa', 'Nhiệt độ', { say: '37,4' }, 'Gửi khai báo');
    await stories.declare('binh', WELL);
    const [mine, another] = [await partsOf('person:an'), await partsOf('person:binh')];
    const told = mine.filter(({ action }) => DECLARED.includes(action));
    expect(told.map(({ action }) => action)).toEqual(DECLARED);
    expect(await keysLeft(told)).toEqual(DECLARED);

    const { id } = (await stories.declarationOf('an'))!;
    for (let times = 0; times < 2; times += 1) await press('an', { data: `erase:health:${id}` });
    await swept();
    expect(await keysLeft([...mine, ...another])).toEqual([...['consent.give', 'consent.give', 'health.declare']]);
    expect(await readableIn('person:an')).toEqual(['consent.give', 'health.erase', 'evidence.erase']);
    expect(await readableIn('person:binh')).toEqual(['consent.give', 'health.declare']);
    await office.seal();
    expect(await faultsOfChain(office.database)).toEqual([]);
    expect(await office.database.read.query(sql`SELECT id FROM vault_erasures`)).toEqual([]);
  });

  test('is said to be erased, and why, in a record that still proves that it was declared', async () => {
    await stories.declare('an', ILL);
    const whole = verify(await declaredPackageOf(office, 'an'));
    expect(whole).toMatchObject({ proven: true, stream: 'person:an', erased: 0, erasures: [] });
    await press('an', { data: `erase:health:${(await stories.declarationOf('an'))!.id}` });
    const lines = await declaredPackageOf(office, 'an');
    const verdict = verify(lines);
    expect(verdict).toMatchObject({ proven: true, faults: [], erased: 1 });
    const entry = (action: string) => JSON.parse(lines.find((line) => line.includes(`{"action":"${action}"`))!);
    expect(verdict.erasures).toEqual([
      {
        entry: entry('evidence.erase').n,
        at: entry('evidence.erase').entry.at,
        why: 'withdrawn',
        values: [{ entry: entry('health.declare').n, what: 'details' }],
      },
    ]);
    expect(Object.keys(entry('health.declare').open)).toEqual(['actor', 'subject']);
    const t = createI18n('vi').t();
    const said = verdictLines(verdict, { t, zone: 'Asia/Ho_Chi_Minh' }).join('\n');
    expect(said).toMatch(/– chi tiết của mục 2: xóa lúc .*, theo yêu cầu của người khai \(mục \d ghi lại việc này\)\./);
  });

  test('that somebody erased by hand is found and named', async () => {
    await stories.declare('an', ILL);
    await office.database.inTransaction((connection) =>
      connection.execute(sql`UPDATE evidence_passing_keys SET key = ${Buffer.alloc(32)} WHERE entry_id IN (
        SELECT id FROM evidence_entries WHERE action = 'health.declare')`),
    );
    const verdict = verify(await declaredPackageOf(office, 'an'));
    expect(verdict).toMatchObject({ proven: false, erased: 0 });
    expect(verdict.faults).toEqual([{ kind: 'valueMissing', entry: 2, what: 'details' }]);
  });

  test('goes when its time is over, of many people at once, each in their own stream', async () => {
    for (const who of ['an', 'binh']) await stories.declare(who, WELL);
    const before = [...(await partsOf('person:an')), ...(await partsOf('person:binh'))];
    await office.advance({ days: 27 });
    await swept();
    expect((await keysLeft(before)).filter((action) => DECLARED.includes(action))).toEqual([]);
    for (const who of ['an', 'binh']) {
      const { erasures, faults } = verify(await declaredPackageOf(office, who));
      expect([faults, erasures.map(({ why, values }) => [why, values.length])]).toEqual([[], [['retention', 1]]]);
    }
  });
});

describe('what the record tells of a trip', () => {
  test('goes with the contacts where they were hashed with it, and with the trip as a whole', async () => {
    await travel('an');
    await office.advance({ days: 3 });
    await press('an', { data: `trip:1` });
    await press('an', '✅ Tôi đã về');
    await office.advance({ days: 62 });
    expect(await readableIn('person:an')).toEqual(['consent.give', 'trip.return', 'trip.erase', 'evidence.erase']);
    await office.advance({ days: 120 });
    expect(await readableIn('person:an')).toEqual([
      ...['consent.give', 'trip.erase', 'evidence.erase', 'trip.erase', 'evidence.erase'],
    ]);
    const { faults, erasures } = verify(await declaredPackageOf(office, 'an'));
    expect([faults, erasures.map(({ values }) => values.length)]).toEqual([[], [1, 1]]);
  });
});

test('of whoever has left all of it is gone, and what proves that they were told stays', async () => {
  const { id } = await issue(office, ['H1']);
  await press('an', /Xác nhận đã đọc/);
  await stories.declare('an', ['Không có triệu chứng', 'Bỏ qua', 'F1', 'Không xét nghiệm', '2 mũi', 'Bỏ qua']);
  await say('h1-head', '/diemdanh');
  await walk('h1-head', 'Xong · 1 đơn vị', { say: 'Bão số 9' }, /^🔴/);
  for (const who of ['an', 'binh']) {
    await press(who, /cần hỗ trợ/);
    await say(who, 'Kẹt ở cầu Đá');
  }
  const [call] = await office.database.read.query<{ id: number }>(sql`SELECT id FROM roll_calls`);
  const inCall = `rollcall:${call!.id}`;
  const told = (await partsOf(inCall)).filter(({ action }) => action === 'rollcall.say');
  expect(
    new Set(told.map(({ sealed, key, iv }) => decrypt(key, { nonce: iv, sealed }).subarray(32).toString())).size,
  ).toBe(2);
  const open = (await partsOf('person:an')).map(({ action }) => action);
  expect(open).toContain('followup.open');
  await leaveOffice(HAND, 'an', office.app.office);
  await office.advance({ days: 62 });
  expect(new Set(await readableIn('person:an'))).toEqual(new Set(['consent.give', 'evidence.erase']));
  expect((await readableIn(inCall)).filter((action) => action === 'rollcall.say')).toHaveLength(1);
  await swept();
  expect(await keysLeft(told)).toEqual(['rollcall.say']);
  const verdict = verify(await packageOf(office, id));
  expect(verdict).toMatchObject({ proven: true, erased: 0, acknowledgements: { button: 1, listed: 1 } });
  const before = await partsOf('person:an');
  await office.advance({ days: 40 });
  expect((await partsOf('person:an')).length).toBe(before.length);
  await office.seal();
  expect(await faultsOfChain(office.database)).toEqual([]);
});

test.runIf(canBackUp)(
  'a backup from before brings none of it back, and the record says that it was erased once more',
  async () => {
    await stories.declare('an', ILL);
    await travel('an');
    const kept = { url: office.config.databaseUrl, clock: office.clock };
    await office.seal();
    const file = await backUp(kept);
    await press('an', { data: `erase:health:${(await stories.declarationOf('an'))!.id}` });
    const gone = (await readableIn('person:an')).join();
    await office.database.disconnect();
    await office.restart(async () => {
      // The declaration, and what the record tells of it.
      expect(await bringBack(kept, file)).toMatchObject({ erasedAgain: 2 });
    });
    const database = await openDatabase({ ...officeModel, url: kept.url });
    expect((await readableIn('person:an', database)).join()).toBe(
      gone.replace('health.erase,evidence.erase', 'evidence.erase'),
    );
    await database.close();
    const verdict = verify(await declaredPackageOf(office, 'an'));
    expect(verdict).toMatchObject({ proven: true, restores: 1 });
    expect(verdict.erasures.map(({ why }) => why)).toEqual(['restored']);
  },
);

test('what was recorded before such keys stood apart is erased as well', async () => {
  await stories.declare('an', [...WELL]);
  // As an older version had it.
  await office.database.inTransaction(async (connection) => {
    await connection.execute(
      sql`INSERT INTO evidence_keys (id, key) SELECT entry_id + 100000, key FROM evidence_passing_keys`,
    );
    await connection.execute(sql`UPDATE evidence_private SET key_id = entry_id + 100000 WHERE key_id = 0`);
    await connection.execute(sql`DELETE FROM evidence_passing_keys`);
  });
  expect(await readableIn('person:an')).toEqual(['consent.give', 'health.declare']);
  await press('an', { data: `erase:health:${(await stories.declarationOf('an'))!.id}` });
  expect(await readableIn('person:an')).toEqual(['consent.give', 'health.erase', 'evidence.erase']);
  expect(verify(await declaredPackageOf(office, 'an'))).toMatchObject({ proven: true, erased: 1 });
});
