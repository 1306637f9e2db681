/**
 * The tree over all seals in the order of their numbers. Every seal names its root over the seals before, so that any seal can be
 * shown to stand before any later one with a handful of hashes, however many lie between them.
 */
import { EMPTY_ROOT, largestPowerBelow, leafOf, nodeOf } from './merkle.ts';

/** A whole part of the tree: 2^level seals, of which the first has the number index · 2^level + 1. */
export interface Part {
  level: number;
  index: number;
}

/** The seal with which a whole part was full; that seal's row keeps the part's hash, if it is more than the seal itself. */
export const lastOf = ({ level, index }: Part): number => (index + 1) * 2 ** level;

export const sealLeaf = (sealHash: string): Buffer => leafOf(Buffer.from(sealHash, 'hex'));

/** The whole parts that make up the tree of so many seals, the largest first. */
export function peaksOf(size: number): Part[] {
  const peaks: Part[] = [];
  for (let start = 0; start < size; ) {
    let level = 0;
    while (2 ** (level + 1) <= size - start) level += 1;
    peaks.push({ level, index: start / 2 ** level });
    start += 2 ** level;
  }
  return peaks;
}

/** The root over these peaks, the largest first. */
export const rootOfPeaks = (peaks: readonly Buffer[]): Buffer =>
  peaks.reduceRight<Buffer | null>((right, left) => (right ? nodeOf(left, right) : left), null) ?? EMPTY_ROOT;

/** The parts that a new seal completes, from the smallest on; `peaks` are those of the tree before it, the largest first. */
export function completedBy(number: number, leaf: Buffer, peaks: readonly Buffer[]): Buffer[] {
  const completed: Buffer[] = [];
  for (let [rest, at] = [number, peaks.length - 1]; rest % 2 === 0; rest /= 2, at -= 1)
    completed.push(nodeOf(peaks[at]!, completed.at(-1) ?? leaf));
  return completed;
}

/** The targets, rising numbers of seals, that stand in a part: from one place to (not including) another. */
interface Within {
  from: number;
  to: number;
}

const isWhole = (size: number): boolean => Number.isInteger(Math.log2(size));

/** The parts that have to be given beside these seals to show that they are in the tree of so many; in the order of `rootsBefore`. */
export function* partsBeside(targets: readonly number[], size: number): Generator<Part> {
  if (size > 0) yield* beside(targets, { from: 0, to: targets.length }, 0, size);
}

function* beside(targets: readonly number[], within: Within, start: number, size: number): Generator<Part> {
  const isEmpty = within.from === within.to;
  if (size === 1 && !isEmpty) return;
  if (isEmpty && isWhole(size)) {
    yield { level: Math.log2(size), index: start / size };
    return;
  }
  const [left, right] = divide(targets, within, start, size);
  yield* beside(targets, left.within, left.start, left.size);
  yield* beside(targets, right.within, right.start, right.size);
}

function divide(targets: readonly number[], { from, to }: Within, start: number, size: number) {
  const half = largestPowerBelow(size);
  let middle = from;
  for (let [low, high] = [from, to]; ; ) {
    middle = (low + high) >> 1;
    if (low === high) break;
    if (targets[middle]! <= start + half) low = middle + 1;
    else high = middle;
  }
  return [
    { within: { from, to: middle }, start, size: half },
    { within: { from: middle, to }, start: start + half, size: size - half },
  ] as const;
}

/**
 * The root over all seals before each that is asked for, and before the one after the last (`size` + 1), out of some of them with their
 * hashes and the parts beside. What stands before a seal that is shown can thus be held against what that seal says of it, not only against the
 * last: whoever has the key could else put an old anchor into another history. Null when parts are missing.
 */
export function rootsBefore(
  seals: ReadonlyMap<number, string>,
  targets: readonly number[],
  size: number,
  parts: Iterator<Buffer>,
  isAsked: (number: number) => boolean,
): Map<number, string> | null {
  const roots = new Map<number, string>();
  const peaks: { level: number; hash: Buffer }[] = [];
  const push = (level: number, hash: Buffer): void => {
    if (peaks.at(-1)?.level === level) push(level + 1, nodeOf(peaks.pop()!.hash, hash));
    else peaks.push({ level, hash });
  };
  const beside = partsBeside(targets, size);
  // No part goes across a seal that is shown, so that each stands wholly before it or after it.
  let part = beside.next();
  for (const number of [...targets, size + 1]) {
    for (; !part.done && lastOf(part.value) < number; part = beside.next()) {
      const next = parts.next();
      if (next.done) return null;
      push(part.value.level, next.value);
    }
    if (number > size || isAsked(number)) roots.set(number, rootOfPeaks(peaks.map(({ hash }) => hash)).toString('hex'));
    if (number <= size) push(0, sealLeaf(seals.get(number)!));
  }
  return roots;
}
