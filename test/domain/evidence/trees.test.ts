import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrozenRoster } from '../../../src/domain/evidence/frozen-roster.ts';
import {
  completedBy,
  lastOf,
  type Part,
  partsBeside,
  peaksOf,
  rootOfPeaks,
  rootsBefore,
  sealLeaf,
} from '../../../src/domain/evidence/history.ts';
import { climb, leafOf, pathOf, rootOver } from '../../../src/domain/evidence/merkle.ts';
import { climbState, StateRoot, streamKey } from '../../../src/domain/evidence/state.ts';
import { sha256 } from '../../../src/lib/ids.ts';

const leaves = (count: number): Buffer[] => Array.from({ length: count }, (_, at) => leafOf(Buffer.from(`${at}`)));

test('the root of a frozen roster is the one that entries have held from the first day on', () => {
  const rootOf = (count: number) => {
    const roster = new FrozenRoster(Buffer.alloc(32, 'secret'));
    for (let id = 1; id <= count; id += 1) roster.add(id, `NV${id}`, `U${id % 3}`);
    return roster.root();
  };
  expect([0, 1, 5, 11].map(rootOf)).toEqual([
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'f26875f68e1de483c79cf912300f4da7cac1a73e68604fcfb9819442bca62ed6',
    'b4967ec504a65fc6e58af114e5a822a9ce65d248e5862e109aba8789f1f94bce',
    '22ed9a14cddc1a2ad52f1c0c8011e1208f07843ddb3912f77d777dfecb917161',
  ]);
});

test('every leaf has a way to the root, and no other leaf has it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (count, pick) => {
      const all = leaves(count);
      const index = pick % count;
      const path = pathOf(all, index);
      expect(climb(all[index]!, path)).toEqual(rootOver(all));
      expect(climb(leafOf(Buffer.from('other')), path)).not.toEqual(rootOver(all));
    }),
  );
});

describe('the history', () => {
  const hashOf = (number: number) => sha256(`seal ${number}`);

  /** As the sealer keeps it: the parts that each seal completed. */
  function kept(size: number) {
    const rows = new Map<number, Buffer[]>();
    const partAt = ({ level, index }: Part): Buffer =>
      level === 0 ? sealLeaf(hashOf(index + 1)) : rows.get(lastOf({ level, index }))![level - 1]!;
    for (let number = 1; number <= size; number += 1) {
      rows.set(number, completedBy(number, sealLeaf(hashOf(number)), peaksOf(number - 1).map(partAt)));
    }
    return { partAt, root: rootOfPeaks(peaksOf(size).map(partAt)) };
  }

  test('has the same root, kept seal by seal, as the tree over all seals', () => {
    for (const size of [0, 1, 2, 3, 7, 8, 9, 31, 64, 100]) {
      const all = Array.from({ length: size }, (_, at) => sealLeaf(hashOf(at + 1)));
      expect(kept(size).root).toEqual(rootOver(all));
    }
  });

  test('shows any seals in it, and fits no others', () => {
    const sizes = fc.integer({ min: 1, max: 130 });
    fc.assert(
      fc.property(sizes, fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 12 }), (size, picks) => {
        const { partAt, root } = kept(size);
        const targets = [...new Set(picks.map((pick) => (pick % size) + 1))].sort((a, b) => a - b);
        const parts = [...partsBeside(targets, size)].map(partAt);
        const seals = new Map(targets.map((number) => [number, hashOf(number)]));
        const roots = rootsBefore(seals, targets, size, parts.values(), () => true)!;
        expect([...roots.keys()]).toEqual([...targets, size + 1]);
        for (const [number, before] of roots) expect(before).toBe(kept(number - 1).root.toString('hex'));
        expect(roots.get(size + 1)).toBe(root.toString('hex'));
        expect(rootsBefore(seals, targets, size, parts.values(), () => false)).toEqual(
          new Map([[size + 1, root.toString('hex')]]),
        );
        const fewer = rootsBefore(seals, targets, size, parts.slice(0, -1).values(), () => true);
        expect(fewer).toEqual(parts.length > 0 ? null : roots);
        seals.set(targets[0]!, hashOf(0));
        const others = rootsBefore(seals, targets, size, parts.values(), () => true)!;
        expect(
          [...others].filter(([number, before]) => before === roots.get(number)).map(([number]) => number),
        ).toEqual([targets[0]]);
      }),
    );
  });

  test('needs few hashes for one seal among a million', () => {
    expect([...partsBeside([123_456], 1_000_000)].length).toBeLessThan(30);
    expect([...partsBeside([], 6)]).toEqual([
      { level: 2, index: 0 },
      { level: 1, index: 2 },
    ]);
  });
});

describe('the state', () => {
  const streams = fc.uniqueArray(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 60 });
  const headOf = (stream: string) => sha256(`head of ${stream}`);

  function rootOf(names: string[], target: string | null, head = headOf) {
    const state = new StateRoot(target);
    const keyed = names.map((name) => ({ name, key: streamKey(name) }));
    for (const { name, key } of keyed.sort((a, b) => Buffer.compare(a.key, b.key))) state.add(key, head(name));
    return { root: state.root(), path: state.path };
  }

  test('shows the head of any stream, and no other head for it', () => {
    fc.assert(
      fc.property(streams, fc.nat(), (names, pick) => {
        const target = names[pick % names.length]!;
        const { root, path } = rootOf(names, target);
        expect(climbState(target, headOf(target), path)).toEqual(root);
        expect(climbState(target, sha256('a shorter stream'), path)).not.toEqual(root);
        const bits = path.map(([bit]) => bit);
        expect(bits).toEqual([...new Set(bits)].sort((a, b) => b - a));
        expect(rootOf(names, null, (name) => (name === target ? sha256('x') : headOf(name))).root).not.toEqual(root);
      }),
    );
  });

  test('is the same in whichever order streams came to be', () => {
    fc.assert(
      fc.property(streams, (names) => {
        expect(rootOf([...names].reverse(), null).root).toEqual(rootOf(names, null).root);
      }),
    );
  });
});
