import { copyFileSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { eraseValues } from '../../src/domain/evidence/erase-actions.ts';
import type { EvidenceValue } from '../../src/domain/evidence/evidence-store.ts';
import { revokeKey, rotateKey } from '../../src/domain/evidence/key-actions.ts';
import { beginEpoch } from '../../src/domain/evidence/seal-actions.ts';
import { EvidenceKeyFile } from '../../src/storage/evidence-key-file.ts';
import { sql } from '../../src/storage/sql.ts';
import { sealsOf } from '../support/chain.ts';
import { chatting } from '../support/chatting.ts';
import { EVIDENCE_KEY_FILE } from '../support/evidence-key.ts';
import { HAND, issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { POSTED, packageOf, postedAnchor, verify } from '../support/package.ts';
import { testDialect } from '../support/test-database.ts';

let office: TestOffice;
const { press } = chatting(() => office);

/** A directive with two acknowledgements, sealed one after another; the second one is the last but one of its entries. */
async function live(): Promise<number> {
  office = await openTestOffice();
  const { id } = await issue(office, ['H1'], { number: '12/CĐ', text: 'Trực 24/24 giờ.' });
  await office.seal();
  for (const who of ['an', 'binh']) {
    // Another's: some seals are over both records, some over that one alone.
    await issue(office, ['H2']);
    await press(who, /Xác nhận đã đọc/);
    await office.seal();
    await issue(office, ['H2']);
    await office.seal();
  }
  return id;
}

const kindsOf = (lines: readonly (string | null)[], outside = {}) =>
  verify(lines, outside).faults.map(({ kind }) => kind);

describe('a record in whose database something was changed by hand', () => {
  afterEach(() => office.close());

  const inDatabase = (...statements: ReturnType<typeof sql>[]) =>
    office.database.inTransaction(async (connection) => {
      for (const statement of statements) await connection.execute(statement);
    });

  /** As somebody would who owns the database. */
  const withoutTriggers = (...statements: ReturnType<typeof sql>[]) =>
    testDialect === 'sqlite'
      ? inDatabase(
          sql`DROP TRIGGER evidence_entries_no_update`,
          sql`DROP TRIGGER evidence_entries_no_delete`,
          ...statements,
        )
      : inDatabase(sql`ALTER TABLE evidence_entries DISABLE TRIGGER evidence_entries_no_update`, ...statements);

  /** Whatever keeps them from it. */
  const everything = (...statements: ReturnType<typeof sql>[]) =>
    testDialect === 'sqlite'
      ? inDatabase(
          ...['entries', 'links', 'seals'].flatMap((of) =>
            ['no_update', 'no_delete'].map((kind) => sql.raw(`DROP TRIGGER evidence_${of}_${kind}`)),
          ),
          ...statements,
        )
      : inDatabase(
          ...['entries', 'links', 'seals'].map((of) => sql.raw(`ALTER TABLE evidence_${of} DISABLE TRIGGER USER`)),
          ...statements,
          sql`ALTER TABLE evidence_entries ENABLE TRIGGER evidence_entries_to_seal`,
        );

  const ACK = sql`action = 'directive.acknowledge'`;

  test('an entry changed, and an entry deleted', async () => {
    const id = await live();
    await withoutTriggers(sql`UPDATE evidence_entries SET line = replace(line, '2026-', '2025-') WHERE ${ACK}`);
    expect(kindsOf(await packageOf(office, id))).toContain('entryChanged');
    await inDatabase(sql`DELETE FROM evidence_entries WHERE ${ACK}`);
    expect(kindsOf(await packageOf(office, id))).toContain('entryMissing');
  });

  test('a text changed', async () => {
    const id = await live();
    await inDatabase(
      sql`UPDATE directive_versions SET text = replace(text, '24/24', '12/24') WHERE directive_id = ${id}`,
    );
    expect(verify(await packageOf(office, id)).faults).toMatchObject([
      { kind: 'textUnknown' },
      { kind: 'textMissing', entry: 2 },
    ]);
  });

  test('the time of an entry, and two entries exchanged', async () => {
    const id = await live();
    const number = JSON.parse(
      (await packageOf(office, id)).find((line) => line.includes('"directive.acknowledge"'))!,
    ).n;
    const rows = await office.database.read.query<{ id: number; line: string }>(
      sql`SELECT id, line FROM evidence_entries WHERE ${ACK} ORDER BY id`,
    );
    const [first, second] = rows as [(typeof rows)[0], (typeof rows)[0]];
    const { at } = JSON.parse(first.line);
    const later = first.line.replace(at, new Date(Date.parse(at) + 1).toISOString());
    await withoutTriggers(sql`UPDATE evidence_entries SET line = ${later} WHERE id = ${first.id}`);
    expect(verify(await packageOf(office, id)).faults[0]).toEqual({ kind: 'entryChanged', entry: number });
    await inDatabase(
      sql`UPDATE evidence_entries SET line = ${second.line} WHERE id = ${first.id}`,
      sql`UPDATE evidence_entries SET line = ${first.line} WHERE id = ${second.id}`,
    );
    const exchanged = verify(await packageOf(office, id)).faults.filter(({ kind }) => kind === 'entryChanged');
    expect(exchanged.map(({ entry }) => entry)).toEqual([number, expect.toSatisfy((other) => other > number)]);
  });

  test('everything since some seal taken out, and sealed anew by the bot itself, against an anchor from before', async () => {
    const id = await live();
    const anchor = (await postedAnchor(office)).text;
    const issued = (await sealsOf(office.database)).find(({ kind }) => kind === 'entries')!.number;
    const { text: posted } = verify(await packageOf(office, id), { anchor }).head!;
    await everything(
      sql`DELETE FROM evidence_entries WHERE id IN (SELECT entry_id FROM evidence_links WHERE seal > ${issued})`,
      sql`DELETE FROM evidence_links WHERE seal > ${issued}`,
      sql`DELETE FROM evidence_seals WHERE number > ${issued}`,
      sql`DELETE FROM evidence_streams WHERE id NOT IN (SELECT stream_id FROM evidence_links)`,
      sql`UPDATE evidence_streams SET seal = ${issued},
        number = (SELECT max(l.number) FROM evidence_links l WHERE l.stream_id = evidence_streams.id),
        link = (SELECT l.link FROM evidence_links l WHERE l.stream_id = evidence_streams.id ORDER BY l.number DESC LIMIT 1)`,
    );
    const cut = await packageOf(office, id);
    expect(verify(cut)).toMatchObject({ proven: true, acknowledgements: { button: 0 } });
    expect(kindsOf(cut, { anchor: posted })).toEqual(['anchorBeyond']);
    for (let more = 0; more < 12; more += 1) {
      await issue(office, ['H2']);
      await packageOf(office, id);
    }
    const since = kindsOf(await packageOf(office, id), { anchor: posted });
    expect(since).toEqual([expect.toSatisfy((kind) => kind === 'anchorDiffers' || kind === 'anchorUnknown')]);
  });

  const actorOfFirst = async (): Promise<EvidenceValue> => {
    const [row] = await office.database.read.query<{ id: number }>(
      sql`SELECT min(id) AS id FROM evidence_entries WHERE ${ACK}`,
    );
    return { entryId: row!.id, label: 'actor' };
  };

  test('a value erased, by hand and lawfully', async () => {
    const id = await live();
    const part = await actorOfFirst();
    const number = JSON.parse(
      (await packageOf(office, id)).find((line) => line.includes('"directive.acknowledge"'))!,
    ).n;
    await inDatabase(sql`UPDATE evidence_keys SET key = ${Buffer.alloc(32)} WHERE id = (
      SELECT key_id FROM evidence_private WHERE entry_id = ${part.entryId} AND label = 'actor')`);
    expect(verify(await packageOf(office, id)).faults).toEqual([
      { kind: 'valueMissing', entry: number, what: 'actor' },
    ]);
  });

  test('a value erased lawfully leaves the record whole, and is gone', async () => {
    const id = await live();
    const part = await actorOfFirst();
    const { office: parts } = office.app;
    const how = { by: 'office:test', at: parts.clock.now(), way: 'cli' as const, because: 'withdrawn' as const };
    for (const erased of [1, 0]) {
      expect(await parts.inTransaction((stores) => eraseValues([part], how, stores))).toBe(erased);
    }
    expect(await parts.sweepErased()).toBe(true);
    const lines = await packageOf(office, id);
    const verdict = verify(lines);
    expect(verdict.faults).toEqual([]);
    expect(verdict).toMatchObject({ proven: true, erased: 1 });
    expect(lines.filter((line) => line.includes('evidence.erase'))).toHaveLength(1);
    const first = lines.find((line) => line.includes('"directive.acknowledge"'))!;
    expect(Object.keys(JSON.parse(first).open)).toEqual(['details', 'subject']);
  });
});

describe('when the key changes', () => {
  afterEach(() => office.close());
  const keys = () => new EvidenceKeyFile(office.config.evidenceKeyFile!);

  test('both fingerprints prove the record, the old one by its signature of the new one', async () => {
    const id = await live();
    const before = keys().peek()!.fingerprint;
    const own = `${EVIDENCE_KEY_FILE}.${process.pid}.rotate`;
    copyFileSync(EVIDENCE_KEY_FILE, own);
    // A key file of its own, since it will be changed.
    await office.restart(async () => {
      office.config.evidenceKeyFile = own;
    });
    const { to } = await rotateKey(HAND, keys(), office.app.office);
    const lines = await packageOf(office, id);
    for (const fingerprint of [before, to, to.slice(0, 32)])
      expect(verify(lines, { fingerprint })).toMatchObject({ proven: true, key: to, faults: [] });

    const { to: third } = await revokeKey(HAND, { from: 3 }, keys(), office.app.office);
    const since = await packageOf(office, id);
    expect(kindsOf(since, { fingerprint: to })).toEqual(['keyRevoked']);
    expect(kindsOf(since, { fingerprint: before })).toEqual(['keyUnknown']);
    expect(verify(since, { fingerprint: third })).toMatchObject({ proven: true, revocations: 1, faults: [] });
    rmSync(own);
  });

  test('an anchor of before a restore says that something was lost', async () => {
    const id = await live();
    const before = verify(await packageOf(office, id)).head!;
    await office.app.office.inTransaction((stores) => beginEpoch(stores));
    await office.seal();
    const lines = await packageOf(office, id);
    expect(verify(lines, { anchor: before.text })).toMatchObject({ proven: true, restores: 1 });
    const lost = `1-${before.number + 1} ${before.text.replace(/^\S+ /, '')}`;
    expect(kindsOf(lines, { anchor: lost })).toEqual(['anchorLost']);
    const after = (await postedAnchor(office)).text;
    expect(after).toMatch(/^2-/);
    expect(verify(lines, { anchor: after })).toMatchObject({ proven: true });
    expect(POSTED).toBe(verify(lines).key);
  });
});
