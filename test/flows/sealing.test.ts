import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { holdRestored } from '../../src/domain/directives/restore-actions.ts';
import { sealNext } from '../../src/domain/evidence/seal-actions.ts';
import { createLog } from '../../src/lib/log.ts';
import { openOffice } from '../../src/open-office.ts';
import { EvidenceKeyFile } from '../../src/storage/evidence-key-file.ts';
import { sql } from '../../src/storage/sql.ts';
import { faultsOfChain, sealsOf } from '../support/chain.ts';
import { chatting } from '../support/chatting.ts';
import { EVIDENCE_KEY_FILE, evidenceKeyPem } from '../support/evidence-key.ts';
import { HAND, issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { testDialect } from '../support/test-database.ts';

let office: TestOffice;
afterEach(() => office.close());
const { press } = chatting(() => office);

const unsealed = () => office.app.office.read.seals.countUnsealed();

/** So many entries as they were before there were seals. */
async function addEntries(count: number, stream = (place: number) => `person:NV${place % 7}`): Promise<void> {
  for (let start = 0; start < count; start += 500) {
    const places = Array.from({ length: Math.min(500, count - start) }, (_, at) => start + at);
    const at = '2026-11-20T00:00:00.000Z';
    const rows = places.map((place) => sql`(${stream(place)}, 'test', ${at}, ${`{"place":${place}}`})`);
    await office.database.inTransaction((connection) =>
      connection.execute(sql`INSERT INTO evidence_entries (stream, action, at, line) VALUES ${sql.join(rows)}`),
    );
  }
}

describe('the sealer', () => {
  test('gives every entry its number, and a second run changes nothing', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1']);
    await press('an', /Xác nhận đã đọc/);
    await office.seal();
    await office.seal();
    expect(await faultsOfChain(office.database)).toEqual([]);
    expect(await unsealed()).toBe(0);
    const before = await sealsOf(office.database);
    await office.seal();
    expect(await sealsOf(office.database)).toEqual(before);
    expect(before[0]).toMatchObject({ kind: 'begin', number: 1, before: null, history: null });
    expect(before.filter(({ kind }) => kind === 'anchor')).toHaveLength(1);
    const [head] = await office.app.office.read.seals.listHeads([`directive:${id}`]);
    expect(head!.number).toBeGreaterThanOrEqual(3);
  });

  test('an anchor comes by itself once an hour, and only where something was sealed since', async () => {
    office = await openTestOffice();
    await issue(office, ['H1']);
    await office.seal();
    const anchors = async () => (await sealsOf(office.database)).filter(({ kind }) => kind === 'anchor').length;
    const first = await anchors();
    await office.advance({ minutes: 30 });
    await issue(office, ['H2']);
    await office.seal();
    expect(await anchors()).toBe(first);
    await office.advance({ minutes: 40 });
    expect(await anchors()).toBe(first + 1);
    await office.advance({ hours: 12 });
    await office.advance({ hours: 12 });
    const afterNight = await anchors();
    await office.seal();
    expect(await anchors()).toBe(afterNight);
    expect(await faultsOfChain(office.database)).toEqual([]);
  });

  test('what an office wrote before there were seals is sealed in pieces, while others go on', async () => {
    office = await openTestOffice();
    await addEntries(2_300);
    await issue(office, ['H1']);
    await office.seal();
    expect(await faultsOfChain(office.database)).toEqual([]);
    const counts = await office.database.read.query<{ count: number }>(sql`
      SELECT count(*) AS count FROM evidence_links GROUP BY seal ORDER BY count(*) DESC`);
    expect(counts[0]!.count).toBe(200);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(2_300);
  });

  test('two that seal at the same time leave one chain', async () => {
    office = await openTestOffice();
    await addEntries(1_200);
    const other = await createApp(office.config, { clock: office.clock, log: createLog({ level: 'silent' }) });
    const keys = new EvidenceKeyFile(EVIDENCE_KEY_FILE);
    const seal = async (parts: TestOffice['app']['office']) => {
      for (let round = 0; round < 12; round += 1) await sealNext(keys, parts);
    };
    await Promise.all([seal(office.app.office), seal(other.office), seal(office.app.office)]);
    await other.stop();
    await office.seal();
    expect(await faultsOfChain(office.database)).toEqual([]);
  });

  test.runIf(testDialect === 'postgres')(
    'an entry that is committed after later ones is sealed all the same',
    async () => {
      office = await openTestOffice();
      let begun = () => {};
      let mayEnd = () => {};
      const hasBegun = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const end = new Promise<void>((resolve) => {
        mayEnd = resolve;
      });
      const insert = sql`INSERT INTO evidence_entries (stream, action, at, line) VALUES ('office', 'test', now(), '{"late":1}')`;
      const late = office.database.inTransaction(async (connection) => {
        await connection.execute(insert);
        begun();
        await end;
      });
      await hasBegun;
      await addEntries(20);
      await office.seal();
      mayEnd();
      await late;
      await office.seal();
      expect(await faultsOfChain(office.database)).toEqual([]);
      expect(await unsealed()).toBe(0);
    },
  );
});

test('after a restore the chain says that it begins anew, before anything else is sealed, and once', async () => {
  office = await openTestOffice();
  await issue(office, ['H1']);
  await office.seal();
  const before = await sealsOf(office.database);
  await office.restart(async () => {
    const parts = await openOffice(office.config, { log: createLog({ level: 'error' }), clock: office.clock });
    for (let run = 0; run < 2; run += 1) await holdRestored(HAND, parts.office);
    await parts.close();
  });
  await office.seal();
  const since = (await sealsOf(office.database)).slice(before.length);
  expect(since[0]).toMatchObject({ kind: 'restore', epoch: 2, number: before.length + 1 });
  expect(since.filter(({ kind }) => kind === 'restore')).toHaveLength(1);
  expect(since.at(-1)).toMatchObject({ kind: 'entries', epoch: 2 });
  expect(await faultsOfChain(office.database)).toEqual([]);
});

describe('without the key that signs', () => {
  const folderOf = (url: string) => join(url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : '/tmp/x', '..');

  test('directives go on, nothing is sealed, the administrators are told once; with the key back all of it is sealed', async () => {
    const logged: string[] = [];
    office = await openTestOffice({ logged, mayWarn: true });
    await office.seal();
    const file = join(folderOf(office.config.databaseUrl), 'signing-key');
    const chain = await sealsOf(office.database);
    await office.restart(async () => {
      office.config.evidenceKeyFile = file;
    });
    await issue(office, ['H1']);
    await press('an', /Xác nhận đã đọc/);
    await office.advance({ minutes: 1 });
    await office.app.sealer.runAll();
    await office.settle();
    expect(await sealsOf(office.database)).toEqual(chain);
    expect(await unsealed()).toBeGreaterThan(2);
    expect(logged.filter((line) => line.includes('evidence.unsealed'))).toHaveLength(1);
    const told = () =>
      office
        .as('admin')
        .messages()
        .filter(({ text }) => text.includes('niêm phong')).length;
    expect(told()).toBe(1);

    writeFileSync(file, evidenceKeyPem('another key'));
    await office.app.sealer.runAll();
    expect(logged.filter((line) => line.includes('keyWrong'))).toHaveLength(1);
    expect(await sealsOf(office.database)).toEqual(chain);

    writeFileSync(file, evidenceKeyPem('the evidence key of the tests'));
    await office.seal();
    expect(await faultsOfChain(office.database)).toEqual([]);
    expect(await unsealed()).toBe(0);
    expect(told()).toBe(1);
    rmSync(file);
  });
});
