import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opening, openingOf } from '../../src/lib/opening.ts';

const letter = [
  '# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  '---------------',
  'Số: 12/CĐ-SNNMT',
  'Đắk Lắk, ngày 21 tháng 11 năm 2026',
  '',
  '**CÔNG ĐIỆN**',
  'Về việc chủ động ứng phó bão số 9',
];

/** A letter as word processors give it: blanks in number and date, the subject broken off, a list of addressees. */
const blankLetter = [
  'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG',
  '**Số: /SNNMT-VP**',
  'V/v tiếp tục kiểm tra an toàn phòng cháy,  ',
  'chữa cháy tại trụ sở',
  '',
  'Lam Giang, ngày tháng 5 năm 2026',
  '',
  'Kính gửi:',
  '',
  '- Các phòng, đơn vị trực thuộc;',
  '- Văn phòng Sở.',
  '',
  'Thời gian qua, tình hình cháy nổ diễn biến phức tạp.',
];

describe('an opening', () => {
  test('begins where the document begins to say something', () => {
    expect(opening([...letter, 'Bão số 9 đang vào gần bờ.'].join('\n'), 200)).toBe('Bão số 9 đang vào gần bờ.');
    const plan = [
      'KẾ HOẠCH',
      'I. MỤC ĐÍCH, YÊU CẦU',
      '1. Mục đích',
      'Chủ động phòng cháy rừng.',
      '2. Yêu cầu',
      'Thiết thực.',
    ];
    expect(opening(plan.join('\n'), 200)).toBe('Chủ động phòng cháy rừng.\n2. Yêu cầu\nThiết thực.');
    expect(opening(blankLetter.join('\n'), 200)).toBe('Thời gian qua, tình hình cháy nổ diễn biến phức tạp.');
    expect(opening('Số: 12/CĐ-SNNMT', 200)).toBe('Số: 12/CĐ-SNNMT');
    expect(opening('V/v trực bão', 200)).toBe('V/v trực bão');
    expect(opening(' \n ', 10)).toBe('');
  });

  test.each([
    'Số: 12/CĐ-SNNMT   Lam Giang, ngày 21 tháng 11 năm 2026',
    'Số 415/SNNMT-VP',
    'HỎA TỐC',
    'Hoả tốc hẹn giờ',
    'CÔNG ĐIỆN KHẨN',
    'UBND TỈNH LAM GIANG',
    'SỞ NÔNG NGHIỆP      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Lam Giang, ngày ... tháng ... năm 2026',
    'Thứ tư 5/10/2026',
    'Kính gửi: Các phòng, đơn vị trực thuộc Sở',
  ])('leaves out %j', (line) => {
    expect(opening(`${line}\nYêu cầu trực 24/24 giờ.`, 200)).toBe('Yêu cầu trực 24/24 giờ.');
  });

  test('keeps sentences that only begin like a formula', () => {
    const sentences = 'Về việc này, Giám đốc Sở yêu cầu:\n- Trực 24/24 giờ.\nVề việc báo cáo: gửi trước 17 giờ.';
    expect(opening(`Kính gửi: Các đơn vị\n\n${sentences}`, 200)).toBe(sentences);
    const inside = 'Các đơn vị trực bão.\nVề việc trực bão, xem phụ lục';
    expect(opening(inside, 200)).toBe(inside);
  });

  test('goes to the request when much stands before it', () => {
    const context = 'Thời gian qua, mưa lũ diễn biến phức tạp trên nhiều địa bàn. '.repeat(4).trim();
    const request = 'Để chủ động ứng phó, Giám đốc Sở yêu cầu:\n1. Trực 24/24 giờ.';
    expect(opening(`${context}\n\n${context}\n${request}`, 300)).toBe(request);
    expect(opening(`Mưa lũ phức tạp.\n${request}`, 300)).toBe(`Mưa lũ phức tạp.\n${request}`);
  });

  test('does not repeat the title above it', () => {
    const text = 'KẾ HOẠCH **Phòng, chống thiên tai năm 2026**\n\nTrực 24/24 giờ.';
    expect(opening(text, 200, 'Phòng, chống thiên tai năm 2026')).toBe('Trực 24/24 giờ.');
    expect(opening(text, 200, 'V/v phòng chống thiên tai')).toContain('KẾ HOẠCH Phòng');
  });

  test('knows whether it is all that there is', () => {
    expect(openingOf('Trực bão\n\nTrực 24/24 giờ.', 200, 'Về việc trực bão')).toEqual({
      text: 'Trực 24/24 giờ.',
      isWhole: true,
    });
    expect(openingOf('Kính gửi: Các đơn vị\nTrực 24/24 giờ.', 200).isWhole).toBe(false);
    expect(openingOf('Trực 24/24 giờ, kể cả ngày nghỉ.', 20).isWhole).toBe(false);
    expect(openingOf('một\nhai\nba\nbốn\nnăm', 200).isWhole).toBe(false);
  });

  test('is cut at a word', () => {
    expect(opening('Bão số 9\nChủ động ứng phó bão', 22)).toBe('Bão số 9\nChủ động ứng…');
    expect(opening('một\nhai\nba\nbốn\nnăm', 200)).toBe('một\nhai\nba\nbốn…');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 20, max: 40 }), (text, limit) => {
        expect(opening(text, limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
