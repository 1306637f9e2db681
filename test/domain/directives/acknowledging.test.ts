import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerOrder,
  areAnswersFit,
  checkTerms,
  PLAIN,
  pageAbout,
} from '../../../src/domain/directives/acknowledging.ts';
import { pagesOf, pageWithin, unreadPages } from '../../../src/domain/directives/text-pages.ts';
import { sha256 } from '../../../src/lib/ids.ts';

const answers = fc
  .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,12}$/), { minLength: 2, maxLength: 4 })
  .filter(areAnswersFit);
const receiptId = fc.integer({ min: 1, max: 1_000_000 });

describe('the answers to a question', () => {
  test('stand in an order of their own for each receipt, always the same, none lost', () => {
    fc.assert(
      fc.property(receiptId, answers, fc.string(), (id, list, ask) => {
        const order = answerOrder(id, { ask, answers: list });
        expect([...order].sort()).toEqual([...list].sort());
        expect(answerOrder(id, { ask, answers: [...list] })).toEqual(order);
      }),
    );
  });

  test('put the right one in every place, for about as many people', () => {
    const question = { ask: 'Báo cáo gửi trước ngày nào?', answers: ['25/11', '26/11', '27/11', '28/11'] };
    const places = [0, 0, 0, 0];
    for (let id = 1; id <= 2_000; id += 1) places[answerOrder(id, question).indexOf('25/11')]! += 1;
    for (const count of places) expect(count).toBeGreaterThan(400);
  });

  test.each([
    [['một']],
    [['một', 'hai', 'ba', 'bốn', 'năm']],
    [['Một', 'một']],
    [['Đúng', 'dung']],
    [['một', '']],
    [['một', 'x'.repeat(101)]],
  ])('are refused when they are %j', (list) => {
    const question = { ask: 'Hỏi gì?', answers: list };
    expect(() => checkTerms({ ...PLAIN, mode: 'question', question })).toThrow('answersUnfit');
  });
});

describe('the terms of acknowledging', () => {
  test.each([
    ['commitment', { commitment: ' \n' }, 'commitmentMissing'],
    ['commitment', { commitment: 'x'.repeat(401) }, 'commitmentTooLong'],
    ['question', { question: { ask: '', answers: ['a', 'b'] } }, 'questionMissing'],
    ['question', { question: { ask: 'x'.repeat(301), answers: ['a', 'b'] } }, 'questionTooLong'],
  ] as const)('by %s are refused with %j', (mode, fields, code) => {
    const terms = { ...PLAIN, ...fields, mode } as Parameters<typeof checkTerms>[0];
    expect(() => checkTerms(terms)).toThrow(code);
  });

  test('keep nothing that their way does not use', () => {
    const question = { ask: 'Hỏi?', answers: ['a', 'b'] };
    expect(checkTerms({ mode: 'plain', commitment: 'Tôi cam kết', question, allPages: true })).toEqual({
      ...PLAIN,
      allPages: true,
    });
    expect(checkTerms({ mode: 'commitment', commitment: ' Tôi  cam kết ', question, allPages: false })).toEqual({
      mode: 'commitment',
      commitment: 'Tôi cam kết',
      question: null,
      allPages: false,
    });
  });
});

const textOf = (lines: number) => {
  const text = Array.from(
    { length: lines },
    (_, index) => `${index + 1}. Kiểm tra hệ thống điện và lối thoát nạn.`,
  ).join('\n');
  return { text, textHash: sha256(text), title: 'Phòng cháy' };
};

describe('the pages of a text', () => {
  test('are all unread until each was opened, in whatever order, and a page that never was is none of them', () => {
    const card = { ...textOf(400), terms: { allPages: true } };
    const count = pagesOf(card).length;
    expect(count).toBeGreaterThan(3);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: count + 3 }), { maxLength: 2 * count }), (wanted) => {
        const seen = new Set(wanted.map((page) => pageWithin(card, page)));
        const unread = unreadPages(card, [...seen]);
        expect(unread.length + seen.size).toBe(count);
        expect(unread.some((page) => seen.has(page))).toBe(false);
      }),
    );
  });

  test('need not be opened where that is not asked, or where the card shows the whole text', () => {
    expect(unreadPages({ ...textOf(400), terms: { allPages: false } }, [])).toEqual([]);
    expect(unreadPages({ ...textOf(1), terms: { allPages: true } }, [])).toEqual([]);
    expect(unreadPages({ ...textOf(40), terms: { allPages: true } }, [])).toEqual([0]);
  });

  test('lead whoever was wrong to the one that says it', () => {
    const pages = [
      'Điều 1. Trực 24/24 giờ.',
      'Điều 2. Báo cáo gửi Văn phòng trước ngày 25/11.',
      'Điều 3. Tổ chức thực hiện.',
    ];
    const question = { ask: 'Báo cáo gửi trước ngày nào?', answers: ['25/11', '30/11'] };
    expect(pageAbout(question, pages)).toBe(1);
    expect(pageAbout({ ask: 'xyz', answers: ['a', 'b'] }, pages)).toBe(0);
  });
});
