import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../src/domain/directives/changes.ts';

const told = (before: string, after: string) =>
  changesBetween(before, after).map((change) => change.map(({ kind, text }) => `${kind[0]}:${text}`).join('|'));

describe('what an amendment changed', () => {
  test('is told word by word, with a few words around', () => {
    expect(told('Báo cáo trước 16 giờ', 'Báo cáo trước 15 giờ')).toEqual(['s:Báo cáo trước |r:16|a:15|s: giờ']);
  });

  test('is told line by line where as many came as went, and as a whole passage where not', () => {
    expect(told('một\nhai\nba', 'mốt\nhai\nbốn')).toEqual(['r:một|a:mốt', 'r:ba|a:bốn']);
    expect(told('một\nhai', 'một\nhai\nba\nbốn')).toEqual(['a:ba\nbốn']);
    expect(told('một\nhai\nba', 'một')).toEqual(['r:hai\nba']);
  });

  test('is nothing where only empty lines differ', () => {
    expect(told('một\n\nhai', 'một\nhai')).toEqual([]);
    expect(told('một', 'một')).toEqual([]);
  });

  test('leaves out of long lines what stayed far from any change', () => {
    const long = Array.from({ length: 60 }, (_, index) => `từ${index}`).join(' ');
    const [change] = told(long, long.replace('từ30', 'khác'));
    expect(change).toMatch(/^s:… từ2[45] .*từ29 \|r:từ30\|a:khác\|s: từ31 .* …$/);
  });

  test('never loses a word that came or went, whatever the texts', () => {
    const line = fc.array(fc.constantFrom('ban', 'hành', 'trước', '16', '15', 'giờ', 'Sở'), { maxLength: 8 });
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.map((words) => words.join(' ')).join('\n'));
    const wordsOf = (kind: string, before: string, after: string) =>
      changesBetween(before, after).flatMap((change) => change.filter((piece) => piece.kind === kind));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const there = new Set(before.split(/\s+/));
        const added = after.split(/\s+/).filter((word) => word !== '' && !there.has(word));
        const shown = wordsOf('added', before, after).flatMap(({ text: words }) => words.split(/\s+/));
        for (const word of added) expect(shown).toContain(word);
      }),
    );
  });

  test('of two texts of 300,000 characters that have nothing in common is found in reasonable time', () => {
    const one = Array.from({ length: 6_000 }, (_, index) => `đoạn ${index} của bản trước với vài từ nữa cho dài`).join(
      '\n',
    );
    const other = Array.from({ length: 6_000 }, (_, index) => `mục ${index} của bản sau và những từ khác hẳn thế`).join(
      '\n',
    );
    expect(changesBetween(one, other).length).toBeGreaterThan(0);
  });

  test('of long paragraphs that were all written anew is found without holding everybody up', () => {
    const written = (step: number) =>
      Array.from({ length: 30 }, (_, line) =>
        Array.from({ length: 1_200 }, (_, index) => `từ${(index * step + line) % 99_991}`).join(' '),
      ).join('\n');
    const [one, other] = [written(7_919), written(104_729)];
    const begin = performance.now();
    expect(changesBetween(one, other)).toHaveLength(30);
    // One paragraph takes 200 ms to be given up; each of them had so much.
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
