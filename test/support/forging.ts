import { canonicalJson } from '../../src/domain/evidence/evidence.ts';
import { partsBeside, sealLeaf } from '../../src/domain/evidence/history.ts';
import { rootOver } from '../../src/domain/evidence/merkle.ts';
import { changedRoot, lineOf, linkOf, NO_LINK, type Seal, sealHash } from '../../src/domain/evidence/seal.ts';
import { type EvidenceKey, readEvidenceKey } from '../../src/domain/evidence/signing.ts';
import { StateRoot, streamKey } from '../../src/domain/evidence/state.ts';
import { sha256 } from '../../src/lib/ids.ts';
import { evidenceKeyPem } from './evidence-key.ts';

// biome-ignore lint/suspicious/noExplicitAny: a forger does not care for types
type Loose = any;

export const isEntry = (line: string): boolean => line.startsWith('{"entry"');

/** The place of the n-th entry among the lines. */
export const entryAt = (lines: readonly string[], n: number): number =>
  lines.findIndex((line) => isEntry(line) && JSON.parse(line).n === n);

/** Changes one record, written as it has to be. */
export function edit(lines: readonly string[], at: number, change: (record: Loose) => void): string[] {
  const record = JSON.parse(lines[at]!);
  change(record);
  return lines.with(at, canonicalJson(record));
}

/** Numbers and links as they would have to be for these entries in this order. */
export function relinked(lines: readonly string[]): string[] {
  let [number, link] = [0, NO_LINK];
  return lines.map((line) => {
    if (!isEntry(line)) return line;
    const record = JSON.parse(line);
    link = linkOf({ stream: record.entry.stream, number, link }, sha256(canonicalJson(record.entry)));
    number += 1;
    return canonicalJson({ ...record, n: number, link });
  });
}

/** A whole new chain over these entries, by somebody with a key: everything fits, and it is not the office's. */
export function resigned(lines: readonly string[], key = stolen('a forger')): string[] {
  const [head, ...rest] = relinked(lines).filter((line) => !/^{"(?:hash|state|history)"/.test(line));
  const { stream } = JSON.parse(head!);
  const { link } = JSON.parse(rest.findLast(isEntry)!);
  const seals: Seal[] = [];
  const add = (saying: Partial<Seal> & Pick<Seal, 'kind'>): Seal => {
    const before = seals.map((seal) => sealHash(lineOf(seal)));
    const history = before.length > 0 ? rootOver(before.map(sealLeaf)).toString('hex') : null;
    const place = { v: 1 as const, number: seals.length + 1, epoch: 1, at: '2026-11-21T08:00:00.000Z' };
    const seal = { ...place, key: key.fingerprint, before: before.at(-1) ?? null, history, ...saying };
    seals.push(seal);
    return seal;
  };
  const begin = add({ kind: 'begin', publicKey: key.publicKey });
  const over = add({ kind: 'entries', changed: changedRoot([{ link }]) });
  const state = new StateRoot(stream);
  state.add(streamKey(stream), link);
  const anchor = add({ kind: 'anchor', state: state.root().toString('hex') });
  const signed = (seal: Seal) =>
    canonicalJson({ hash: sealHash(lineOf(seal)), seal, signature: key.sign(lineOf(seal)) });
  const path = canonicalJson({ hash: sealHash(lineOf(over)), path: [], seal: over });
  if ([...partsBeside([1, 2], 2)].length > 0) throw new Error('all seals are shown');
  return [head!, ...rest, path, signed(anchor), canonicalJson({ state: [] })].flatMap((line, at) =>
    at === 1 + rest.findIndex(isEntry) ? [signed(begin), line] : [line],
  );
}

/** Somebody's key, or the office's own in the wrong hands. */
export const stolen = (words: string): EvidenceKey => readEvidenceKey(evidenceKeyPem(words))!;
