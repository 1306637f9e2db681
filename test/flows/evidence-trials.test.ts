import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { split } from '../../src/documents/text-lines.ts';
import type { Fault } from '../../src/domain/evidence/verdict.ts';
import { chatting } from '../support/chatting.ts';
import { backdated, edit, entryAt, isEntry, relinked, resigned, stolen } from '../support/forging.ts';
import { issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { packageOf, postedAnchor, verify } from '../support/package.ts';

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

  test('entries put before an anchor that was posted, by the office itself', () => {
    const key = stolen('the evidence key of the tests');
    const { was, is, anchor: posted, seal } = backdated(without(entryAt(lines, n)), lines, key);
    expect(verify(was, { anchor: posted })).toMatchObject({ proven: true, anchor: { entries: last - 1 } });
    expect(verify(is, { anchor: posted }).faults).toEqual([{ kind: 'historyWrong', seal }]);
    expect(verify(backdated(lines, without(entryAt(lines, n)), key).is).faults).toEqual([
      { kind: 'historyWrong', seal },
    ]);
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
