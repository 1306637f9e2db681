import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { split } from '../../src/documents/text-lines.ts';
import { type EvidenceValue, eraseValues } from '../../src/domain/evidence/erase-actions.ts';
import { revokeKey, rotateKey } from '../../src/domain/evidence/key-actions.ts';
import { beginEpoch } from '../../src/domain/evidence/seal-actions.ts';
import type { Fault } from '../../src/domain/evidence/verdict.ts';
import { EvidenceKeyFile } from '../../src/storage/evidence-key-file.ts';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { EVIDENCE_KEY_FILE } from '../support/evidence-key.ts';
import { edit, entryAt, isEntry, relinked, resigned, stolen } from '../support/forging.ts';
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

describe('a package in which something was changed', () => {
  let lines: string[];
  let anchor: string;
  /** The first acknowledgement. */
  let n: number;
  let last: number;
  beforeAll(async () => {
    const id = await live();
    lines = await packageOf(office, id);
    anchor = (await postedAnchor(office)).text;
    n = JSON.parse(lines.find((line) => line.includes('"directive.acknowledge"'))!).n;
    last = JSON.parse(lines.findLast(isEntry)!).n;
    expect(verify(lines, { anchor })).toMatchObject({ proven: true, faults: [] });
  });
  afterAll(() => office.close());

  const expectFaults = (changed: readonly string[], faults: Fault[]) => expect(verify(changed).faults).toEqual(faults);
  const swap = (one: number, other: number) => lines.with(one, lines[other]!).with(other, lines[one]!);
  const without = (at: number) => lines.toSpliced(at, 1);

  test('one byte of the text', () => {
    const at = lines.findIndex((line) => line.startsWith('{"text"'));
    const changed = edit(lines, at, (record) => {
      record.text = Buffer.from('Trực 12/24 giờ.').toString('base64');
    });
    expect(verify(changed).faults).toMatchObject([{ kind: 'textUnknown' }, { kind: 'textMissing', entry: 2 }]);
    expect(verify(without(at)).faults).toMatchObject([{ kind: 'textMissing', entry: 2 }]);
  });

  test('one row, and one time', () => {
    for (const change of [
      (record: { entry: { way: string } }) => {
        record.entry.way = 'paper';
      },
      (record: { entry: { at: string } }) => {
        record.entry.at = record.entry.at.replace(/^2026/, '2025');
      },
    ]) {
      expect(kindsOf(edit(lines, entryAt(lines, n), change))).toContain('entryChanged');
      expect(verify(edit(lines, entryAt(lines, n), change)).faults[0]).toEqual({ kind: 'entryChanged', entry: n });
    }
  });

  test('who it was, and what', () => {
    const at = entryAt(lines, n);
    const actor = edit(lines, at, ({ open }) => {
      open.actor[1] = 'person:chau';
    });
    expectFaults(actor, [{ kind: 'valueChanged', entry: n, what: 'actor' }]);
    const details = edit(lines, at, ({ open }) => {
      open.details[1].account += 1;
    });
    expectFaults(details, [{ kind: 'valueChanged', entry: n, what: 'details' }]);
    const gone = edit(lines, at, ({ open }) => {
      delete open.subject;
    });
    expectFaults(gone, [{ kind: 'valueMissing', entry: n, what: 'subject' }]);
  });

  test('an entry dropped', () => {
    const dropped = without(entryAt(lines, n));
    expect(verify(dropped).faults[0]).toEqual({ kind: 'entryMissing', entry: n, to: n });
    expect(kindsOf(edited(dropped))).toContain('entriesBroken');
    expect(verify(edited(dropped)).faults[0]).toEqual({ kind: 'entriesBroken', entry: n, to: last - 1 });
    expect(new Set(kindsOf(relinked(dropped)))).toEqual(new Set(['sealNotOfStream', 'stateWrong']));
  });

  /** Numbered anew, with the links as they were. */
  function edited(changed: readonly string[]): string[] {
    let number = 0;
    return changed.map((line) => {
      if (!isEntry(line)) return line;
      number += 1;
      return edit([line], 0, (record) => {
        record.n = number;
      })[0]!;
    });
  }

  test('two entries swapped', () => {
    const swapped = swap(entryAt(lines, n), entryAt(lines, n + 1));
    expect(kindsOf(swapped)).toContain('entryMoved');
    expect(verify(swapped).faults[0]).toEqual({ kind: 'entryMoved', entry: n });
    expect(kindsOf(edited(swapped))).toContain('entriesBroken');
    expect(kindsOf(relinked(swapped))).toContain('stateWrong');
  });

  test('an entry inserted', () => {
    const again = lines.toSpliced(entryAt(lines, n), 0, lines[entryAt(lines, n)]!);
    expectFaults(again, [{ kind: 'entryDouble', entry: n }]);
    expect(verify(edited(again)).faults[0]).toEqual({ kind: 'entriesBroken', entry: n + 1, to: last + 1 });
    expect(kindsOf(relinked(again))).toContain('stateWrong');
  });

  test('the end cut off', () => {
    const cut = without(entryAt(lines, last));
    expect(kindsOf(cut)).toContain('stateWrong');
    expect(kindsOf(lines.slice(0, -1)).length).toBeGreaterThan(0);
    for (let end = 1; end < lines.length; end += 1) expect(verify(lines.slice(0, end)).proven).toBe(false);
    // The office itself, with its own key, shows less than it had when the anchor was posted.
    const shorter = resigned(cut, stolen('the evidence key of the tests'));
    expect(verify(shorter)).toMatchObject({ proven: true });
    expect(kindsOf(shorter, { anchor })).toEqual(['anchorBeyond']);
  });

  test('all of it signed anew by somebody else', () => {
    const forged = resigned(lines);
    expect(kindsOf(forged)).toEqual(['keyUnknown']);
    expect(kindsOf(forged, { fingerprint: null })).toEqual(['fingerprintMissing']);
    expect(verify(forged, { fingerprint: stolen('a forger').fingerprint }).proven).toBe(true);
    expect(kindsOf(forged, { anchor })).toEqual(['keyUnknown', 'anchorBeyond']);
  });

  test('the list, a seal, its time, its signature', () => {
    const list = lines.findIndex((line) => line.startsWith('{"roster"'));
    const other = edit(lines, list, ({ roster }) => {
      roster[0][0] = 'chau';
    });
    expectFaults(other, [{ kind: 'listChanged', entry: 2 }]);
    const anchorAt = lines.findLastIndex((line) => line.includes('"signature"'));
    const { seal } = JSON.parse(lines[anchorAt]!);
    const late = edit(lines, anchorAt, (record) => {
      record.seal.at = record.seal.at.replace('2026', '2025');
    });
    expectFaults(late, [
      { kind: 'sealChanged', seal: seal.number },
      { kind: 'signatureWrong', seal: seal.number },
    ]);
    const touched = lines.findIndex((line) => line.includes('"kind":"entries"'));
    const { number } = JSON.parse(lines[touched]!).seal;
    const early = edit(lines, touched, (record) => {
      record.seal.at = record.seal.at.replace('2026', '2025');
    });
    expectFaults(early, [{ kind: 'sealChanged', seal: number }]);
    expect(kindsOf(without(touched))).toContain('historyWrong');
    const unsigned = edit(lines, anchorAt, (record) => {
      record.signature = Buffer.alloc(64).toString('base64');
    });
    expectFaults(unsigned, [{ kind: 'signatureWrong', seal: seal.number }]);
  });

  test('a line that belongs elsewhere, or nowhere', () => {
    expect(kindsOf([])).toEqual(['noPackage']);
    expect(kindsOf(lines.slice(1))).toContain('noPackage');
    expect(kindsOf([...lines, lines[0]!])).toEqual(['lineMisplaced']);
    expect(kindsOf([...lines, '{"note":"x"}'])).toEqual(['lineUnreadable']);
    expect(kindsOf([...lines, null])).toEqual(['lineUnreadable']);
    expect(kindsOf([...lines, ''])).toEqual([]);
    expect(kindsOf(lines.with(1, `${lines[1]} `))).toContain('lineUnreadable');
  });

  test('an anchor that was never posted', () => {
    const [, number, ...hash] = /^(\S+) (.*)$/.exec(anchor)!;
    expect(kindsOf(lines, { anchor: `${number} ${'0'.repeat(32)}` })).toEqual(['anchorDiffers']);
    const shown = lines.flatMap((line) => (/^{"hash"/.test(line) ? [JSON.parse(line).seal.number] : []));
    const hidden = shown.find((one, at) => shown[at + 1] > one + 1)! + 1;
    expect(kindsOf(lines, { anchor: `1-${hidden} ${hash[0]}` })).toEqual(['anchorUnknown']);
    expect(kindsOf(lines, { anchor: `1-99999 ${hash[0]}` })).toEqual(['anchorBeyond']);
  });

  test('any one value, written as it has to be', () => {
    const places = lines.flatMap((line, at) => [...valuesOf(JSON.parse(line))].map((way) => ({ at, way })));
    const place = fc.constantFrom(...places);
    fc.assert(
      fc.property(
        place,
        fc.boolean(),
        fc.nat(),
        fc.constantFrom('0', 'a', 'Z', '='),
        ({ at, way }, isGone, pick, sign) => {
          const changed = edit(lines, at, (record) => {
            const [name, within] = [way.at(-1)!, way.slice(0, -1).reduce((inner, step) => inner[step], record)];
            const value = within[name];
            if (isGone) Array.isArray(within) ? within.splice(name as number, 1) : delete within[name];
            else if (typeof value === 'number') within[name] = value + 1;
            else if (typeof value === 'string')
              within[name] =
                value.slice(0, pick % (value.length + 1)) + sign + value.slice((pick % (value.length + 1)) + 1);
            else within[name] = sign;
          });
          if (changed[at] === lines[at]) return;
          expect(verify(changed).faults, `${way.join('.')}: ${changed[at]}`).not.toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  }, 120_000);

  test('any one byte, wherever it stands', async () => {
    const bytes = Buffer.from(`${lines.join('\n')}\n`, 'utf8');
    const where = fc.integer({ min: 0, max: bytes.length - 1 });
    const how = fc.constantFrom('change', 'drop', 'insert');
    await fc.assert(
      fc.asyncProperty(where, how, fc.integer({ min: 0, max: 255 }), async (at, way, byte) => {
        const replaced = way === 'drop' ? [] : way === 'insert' ? [byte, bytes[at]!] : [byte];
        const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from(replaced), bytes.subarray(at + 1)]);
        const read: (string | null)[] = [];
        for await (const line of split([changed].values() as unknown as AsyncIterable<Buffer>)) read.push(line);
        // Empty lines and the last line's end say nothing.
        if (read.filter((line) => line !== '').join('\n') === lines.join('\n')) return;
        expect(
          verify(read).faults,
          `${way} ${byte} at ${at}: ${read.find((line, i) => line !== lines[i])}`,
        ).not.toEqual([]);
      }),
      { numRuns: 600 },
    );
  }, 120_000);
});

/** Every value in a record with the way to it. */
function* valuesOf(value: unknown, way: (string | number)[] = []): Generator<(string | number)[]> {
  if (way.length > 0) yield way;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    yield* valuesOf(inner, [...way, Array.isArray(value) ? Number(name) : name]);
}

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

  const ACK = sql`action = 'directive.acknowledge'`;

  test('an entry changed, and an entry deleted', async () => {
    const id = await live();
    await withoutTriggers(sql`UPDATE evidence_entries SET line = replace(line, '2026-', '2025-') WHERE ${ACK}`);
    expect(kindsOf(await packageOf(office, id))).toContain('entryChanged');
    await inDatabase(sql`DELETE FROM evidence_entries WHERE ${ACK}`);
    expect(kindsOf(await packageOf(office, id))).toContain('entryMissing');
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
    const how = { actor: 'office:test', at: parts.clock.now(), way: 'cli' as const, reason: 'yêu cầu của người đó' };
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

  /** The office with a key file of its own, since it will be changed. */
  async function withOwnKey(): Promise<number> {
    const id = await live();
    return id;
  }

  test('both fingerprints prove the record, the old one by its signature of the new one', async () => {
    const id = await withOwnKey();
    const before = keys().peek()!.fingerprint;
    const { copyFileSync } = await import('node:fs');
    const own = `${EVIDENCE_KEY_FILE}.${process.pid}.rotate`;
    copyFileSync(EVIDENCE_KEY_FILE, own);
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
    const { rmSync } = await import('node:fs');
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
