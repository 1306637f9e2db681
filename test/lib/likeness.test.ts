import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, inOneLine, shareOf, shinglesOf } from '../../src/lib/likeness.ts';

describe('what differs between two texts', () => {
  const table: [from: string, to: string, changes: string[]][] = [
    ['trực 24/24 giờ', 'trực  24/24\n giờ ', []],
    ['trước ngày 20/11', 'trước ngày 25/11', ['-20/11', '+25/11']],
    ['các đơn vị trực', 'các đơn vị không phải trực', ['+không phải']],
    ['một hai ba bốn năm', 'một ba bốn sáu năm', ['-hai', '+sáu']],
    ['một hai', 'ba bốn', ['-một hai', '+ba bốn']],
    ['', 'một', ['+một']],
  ];
  test.each(table)('“%s” and “%s”', (from, to, changes) => {
    const found = changesBetween(from, to)!.filter(({ words }) => words !== '');
    expect(found.map(({ kind, words }) => `${kind === 'added' ? '+' : '-'}${words}`)).toEqual(changes);
  });

  test('is nothing exactly where the words are the same, and takes one text to the other', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(words, words, (from, to) => {
        const changes = changesBetween(from, to)!;
        const count = (kind: string) =>
          changes.filter((one) => one.kind === kind).flatMap((one) => one.words.split(' ').filter(Boolean)).length;
        const length = (text: string) => text.split(' ').filter(Boolean).length;
        expect(length(from) - count('removed') + count('added')).toBe(length(to));
        expect(changes.every(({ words: said }) => said === '')).toBe(from === to);
      }),
    );
  });

  test('is not said of texts that have nothing to do with each other', () => {
    const text = (word: string) => Array.from({ length: 2_000 }, (_, at) => `${word}${at}`).join(' ');
    expect(changesBetween(text('a'), text('b'))).toBeNull();
  });
});

test('a part of a text is like the whole, an altered one nearly so, another one not', () => {
  const text = Array.from({ length: 300 }, (_, at) => `từ${(at * 7919) % 293}`).join(' ');
  const known = shinglesOf(text);
  expect(shareOf(shinglesOf(text.split(' ').slice(100, 200).join('\n')), known)).toBe(1);
  const altered = text.replace('từ50 ', 'chữ ');
  expect(shareOf(shinglesOf(altered), known)).toBeGreaterThan(0.95);
  expect(shareOf(shinglesOf(altered), known)).toBeLessThan(1);
  expect(shareOf(shinglesOf('hoàn toàn khác với văn bản kia'), known)).toBe(0);
});

test('marks without width and white space are no difference; letters in another spelling are none either', () => {
  expect(inOneLine(' Hỏa\u200b  tốc\r\n\u00a0ngày ')).toBe('Hỏa tốc ngày');
  expect(inOneLine('a\u0301')).toBe('á');
});
