/**
 * How alike two texts are, and where they differ: word by word, whatever their white space. Cheap enough to be asked about some
 * hundred texts of 25 KB, and bounded for whatever somebody sends.
 */

/** A text on one line: what a messenger does to white space and line breaks makes no difference any more. */
export const inOneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** Words that stand together, as numbers: so many of them that one altered word leaves most of them as they were. */
const TOGETHER = 3;

/** The shingles of a text, sorted and each once; 25 KB take about two milliseconds. */
export function shinglesOf(text: string): Uint32Array {
  const words = inOneLine(text).toLowerCase().split(' ').map(hashOf);
  const count = Math.max(words.length - TOGETHER + 1, 1);
  const shingles = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    let sum = 0;
    for (let word = 0; word < TOGETHER; word++) sum = Math.imul(sum ^ (words[at + word] ?? 0), 0x01000193);
    shingles[at] = sum;
  }
  shingles.sort();
  return shingles.filter((shingle, at) => at === 0 || shingle !== shingles[at - 1]);
}

/** FNV-1a over UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Which part of the first text's shingles the second has too: 1 where it holds it all. */
export function shareOf(asked: Uint32Array, known: Uint32Array): number {
  let [shared, at] = [0, 0];
  for (const shingle of asked) {
    while (at < known.length && known[at]! < shingle) at += 1;
    if (known[at] === shingle) shared += 1;
  }
  return shared / asked.length;
}

export interface Change {
  kind: 'added' | 'removed';
  words: string;
}

/** More single changes than this are not looked for: the texts are different ones. */
const MOST_EDITS = 300;

/** What one has to take out of the first text and put in to come to the second, in its order; null when that is too much to say. */
export function changesBetween(from: string, to: string): Change[] | null {
  const [before, after] = [inOneLine(from).split(' '), inOneLine(to).split(' ')];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const shorter = Math.min(before.length, after.length) - start;
  while (end < shorter && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const [removed, added] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const steps = shortestWay(removed, added);
  return steps && joined(steps);
}

/** Myers' greedy way from one list to the other: each round allows one edit more, and its reach is kept to walk back. */
function shortestWay(from: string[], to: string[]): Change[] | null {
  const reach = new Int32Array(2 * MOST_EDITS + 3);
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= MOST_EDITS; edits++) {
    rounds.push(reach.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = startOf(reach, diagonal, edits);
      while (x < from.length && x - diagonal < to.length && from[x] === to[x - diagonal]) x += 1;
      reach[diagonal + MOST_EDITS + 1] = x;
      if (x >= from.length && x - diagonal >= to.length) return walkBack(from, to, rounds);
    }
  }
  return null;
}

const isDown = (reach: Int32Array, diagonal: number, edits: number): boolean => {
  const at = diagonal + MOST_EDITS + 1;
  return diagonal === -edits || (diagonal !== edits && reach[at - 1]! < reach[at + 1]!);
};

const startOf = (reach: Int32Array, diagonal: number, edits: number): number => {
  const at = diagonal + MOST_EDITS + 1;
  return isDown(reach, diagonal, edits) ? reach[at + 1]! : reach[at - 1]! + 1;
};

function walkBack(from: string[], to: string[], rounds: Int32Array[]): Change[] {
  const steps: Change[] = [];
  let [x, y] = [from.length, to.length];
  for (let edits = rounds.length - 1; edits > 0; edits--) {
    const reach = rounds[edits]!;
    const isAdded = isDown(reach, x - y, edits);
    const diagonal = isAdded ? x - y + 1 : x - y - 1;
    x = reach[diagonal + MOST_EDITS + 1]!;
    y = x - diagonal;
    steps.push(isAdded ? { kind: 'added', words: to[y]! } : { kind: 'removed', words: from[x]! });
    // What is the same between two edits parts them.
    if (edits > 1) steps.push({ kind: 'removed', words: '' });
    const before = rounds[edits - 1]!;
    const at = startOf(before, diagonal, edits - 1);
    if (edits > 1 && at === x) steps.pop();
  }
  return steps.reverse();
}

/** Words that were changed side by side are one change. */
function joined(steps: Change[]): Change[] {
  const changes: Change[] = [];
  let run: { added: string[]; removed: string[] } = { added: [], removed: [] };
  const close = () => {
    for (const kind of ['removed', 'added'] as const) {
      if (run[kind].length > 0) changes.push({ kind, words: run[kind].join(' ') });
    }
    run = { added: [], removed: [] };
  };
  for (const { kind, words } of steps) {
    if (words === '') close();
    else run[kind].push(words);
  }
  close();
  return changes;
}
