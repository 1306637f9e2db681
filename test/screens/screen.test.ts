import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callbacks } from '../../src/screens/callbacks.ts';
import { bar, marked, rows } from '../../src/screens/screen.ts';

test('a bar is full only when all is done and empty only when nothing is', () => {
  expect(bar(0, 900)).toBe('░░░░░░░░░░');
  expect(bar(1, 900)).toBe('█░░░░░░░░░');
  expect(bar(899, 900)).toBe('█████████░');
  expect(bar(900, 900)).toBe('██████████');
  expect(bar(0, 0)).toBe('░░░░░░░░░░');
});

test('bold and headings of a text are shown, the rest stays as it was written', () => {
  expect(marked('**KT.GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**')).toBe('<b>KT.GIÁM ĐỐC\nPHÓ GIÁM ĐỐC</b>');
  expect(marked('***Nơi nhận:***')).toBe('<b>Nơi nhận:</b>');
  expect(marked('# Điều 1\nNội dung')).toBe('<b>Điều 1</b>\nNội dung');
  expect(marked('cỡ 2 ** 3 và <b>')).toBe('cỡ 2 ** 3 và &lt;b&gt;');
  expect(marked('**mở mà không\n\nđóng**')).toBe('**mở mà không\n\nđóng**');
});

test('whatever was written, its tags are balanced and nothing of it is lost', () => {
  const piece = fc.constantFrom('**', '***', '*', '#', ' ', '\n', 'chữ', '<', '&', '# tiêu đề');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const html = marked(pieces.join(''));
      expect(html.match(/<b>/g)?.length ?? 0).toBe(html.match(/<\/b>/g)?.length ?? 0);
      expect(html).not.toMatch(/<b>[^<]*<b>/);
      expect(html.match(/chữ/g)?.length ?? 0).toBe(pieces.filter((one) => one === 'chữ').length);
    }),
  );
});

test('buttons stand in rows of equal length, the last one shorter', () => {
  const buttons = Array.from({ length: 5 }, (_, index) => ({ label: String(index), data: 'x' }));
  expect(rows(buttons, 2).map((row) => row.length)).toEqual([2, 2, 1]);
});

test('no two kinds of buttons share their first word', () => {
  const words = Object.values(callbacks).map(({ name }) => name);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});
