import { canonicalJson } from '../../src/domain/evidence/evidence.ts';
import { partsBeside, sealLeaf } from '../../src/domain/evidence/history.ts';
import { rootOver } from '../../src/domain/evidence/merkle.ts';
import {
  changedRoot,
  lineOf,
  linkOf,
  NO_LINK,
  type Seal,
  sayAnchor,
  sealHash,
} from '../../src/domain/evidence/seal.ts';
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

/** Seals one after another, by whoever has the key. */
class Chain {
  readonly seals: Seal[] = [];
  readonly key: EvidenceKey;

  constructor(key: EvidenceKey) {
    this.key = key;
  }

  get hashes(): string[] {
    return this.seals.map((seal) => sealHash(lineOf(seal)));
  }

  add(saying: Partial<Seal> & Pick<Seal, 'kind'>): Seal {
    const before = this.hashes;
    const history = before.length > 0 ? rootOver(before.map(sealLeaf)).toString('hex') : null;
    const place = { v: 1 as const, number: before.length + 1, epoch: 1, at: '2026-11-21T08:00:00.000Z' };
    const seal = { ...place, key: this.key.fingerprint, before: before.at(-1) ?? null, history, ...saying };
    this.seals.push(seal);
    return seal;
  }

  begin = (): Seal => this.add({ kind: 'begin', publicKey: this.key.publicKey });
  over = (link: string): Seal => this.add({ kind: 'entries', changed: changedRoot([{ link }]) });
  anchor(stream: string, link: string): Seal {
    const state = new StateRoot(stream);
    state.add(streamKey(stream), link);
    return this.add({ kind: 'anchor', state: state.root().toString('hex') });
  }

  signed(seal: Seal): string {
    return canonicalJson({ hash: sealHash(lineOf(seal)), seal, signature: this.key.sign(lineOf(seal)) });
  }

  /** The last link is all that the seal changes. */
  unsigned = (seal: Seal): string => canonicalJson({ hash: sealHash(lineOf(seal)), path: [], seal });

  /** What links these seals to the history of the last one. */
  historyOf(shown: readonly Seal[]): string[] {
    const leaves = this.hashes.map(sealLeaf);
    const numbers = shown.map(({ number }) => number);
    const parts = [...partsBeside(numbers, this.seals.length - 1)].map(({ level, index }) =>
      rootOver(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)).toString('hex'),
    );
    return parts.length > 0 ? [canonicalJson({ history: parts })] : [];
  }
}

interface Stripped {
  head: string;
  rest: string[];
  stream: string;
  link: string;
}

/** What was recorded, numbered anew, without any seal. */
function stripped(lines: readonly string[]): Stripped {
  const [head, ...rest] = relinked(lines).filter((line) => !/^{"(?:hash|state|history)"/.test(line));
  return { head: head!, rest, stream: JSON.parse(head!).stream, link: JSON.parse(rest.findLast(isEntry)!).link };
}

/** The first seal stands before the first entry. */
const withFirst = (rest: readonly string[], first: string): string[] =>
  rest.toSpliced(rest.findIndex(isEntry), 0, first);

/** A whole new chain over these entries, by somebody with a key: everything fits, and it is not the office's. */
export function resigned(lines: readonly string[], key = stolen('a forger')): string[] {
  const { head, rest, stream, link } = stripped(lines);
  const chain = new Chain(key);
  const [begin, over, anchor] = [chain.begin(), chain.over(link), chain.anchor(stream, link)];
  const seals = [chain.unsigned(over), chain.signed(anchor), canonicalJson({ state: [] })];
  return [head, ...withFirst(rest, chain.signed(begin)), ...seals, ...chain.historyOf([begin, over])];
}

/**
 * By whoever has the office's own key: a package of these entries with the anchor that was posted of them, and another of others in which
 * that very anchor stands over entries that were not there. Between them lies a seal that is not shown.
 */
export function backdated(was: readonly string[], is: readonly string[], key: EvidenceKey) {
  const packages = [was, is].map((lines) => ({ ...stripped(lines), chain: new Chain(key) }));
  const [true_, false_] = packages as [(typeof packages)[0], (typeof packages)[0]];
  const shownOf = ({ chain, link }: (typeof packages)[0]) => [chain.begin(), chain.over(link)] as const;
  const shown = packages.map(shownOf);
  const hidden = true_.chain.over('0'.repeat(64));
  false_.chain.seals.push(hidden);
  const posted = true_.chain.anchor(true_.stream, true_.link);
  false_.chain.seals.push(posted);
  const lines = packages.map(({ head, rest, chain, stream, link }, at) => {
    const [begin, over] = shown[at]!;
    const last = chain.anchor(stream, link);
    const seals = [chain.unsigned(over), chain.signed(posted), chain.signed(last), canonicalJson({ state: [] })];
    return [head, ...withFirst(rest, chain.signed(begin)), ...seals, ...chain.historyOf([begin, over, posted])];
  });
  const anchor = sayAnchor({ epoch: 1, number: posted.number, hash: sealHash(lineOf(posted)) });
  return { was: lines[0]!, is: lines[1]!, anchor, seal: posted.number };
}

/** Somebody's key, or the office's own in the wrong hands. */
export const stolen = (words: string): EvidenceKey => readEvidenceKey(evidenceKeyPem(words))!;
