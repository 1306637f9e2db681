import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byGivenName,
  cleanName,
  escapeHtml,
  foldText,
  hasClassifiedMark,
  shortenName,
  splitPages,
} from '../../src/lib/text.ts';

describe('folding', () => {
  test('finds Vietnamese words however they were typed', () => {
    expect(foldText('  Sở  Nông nghiệp\tvà Môi trường Đắk Lắk ')).toBe('so nong nghiep va moi truong dak lak');
    expect(foldText('ĐƯỜNG'.normalize('NFD'))).toBe('duong');
  });

  test('gives the same for composed and decomposed text, and the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = foldText(text);
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
        expect(foldText(folded)).toBe(folded);
      }),
    );
  });
});

test('text is harmless in HTML', () => {
  expect(escapeHtml(`<a href="x">Tài chính & Kế hoạch</a>`)).toBe(
    '&lt;a href=&quot;x&quot;&gt;Tài chính &amp; Kế hoạch&lt;/a&gt;',
  );
});

test('a name loses control and bidirectional characters and spare spaces', () => {
  expect(cleanName(' \u202eNguyễn\u0000 \n Văn\u200b  An\u2069 ')).toBe('Nguyễn Văn An');
  expect(cleanName('Đặng'.normalize('NFD'))).toBe('Đặng'.normalize('NFC'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const clean = cleanName(name);
      expect(clean).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|\s\s|^\s|\s$/u);
      expect(cleanName(clean)).toBe(clean);
    }),
  );
});

test('names sort by the given name, as Vietnamese lists do', () => {
  const sorted = ['Bùi Thị Ánh', 'Trần Văn An', 'Lê Đức', 'Nguyễn Văn An', 'Y Dung', 'Đỗ Ân', 'Ama'].sort(byGivenName);
  expect(sorted).toEqual(['Ama', 'Nguyễn Văn An', 'Trần Văn An', 'Bùi Thị Ánh', 'Đỗ Ân', 'Y Dung', 'Lê Đức']);
});

describe('pages', () => {
  const solid = (text: string) => text.replace(/\s+/gu, '');

  test('a short text is one page', () => {
    expect(splitPages('Một dòng.\n')).toEqual(['Một dòng.\n']);
    expect(splitPages('')).toEqual(['']);
  });

  test('pages end at paragraphs, else lines, else sentences, else words', () => {
    expect(splitPages('aaaa bbbb\n\ncccc. dddd\neeee', 18)).toEqual(['aaaa bbbb', 'cccc. dddd\neeee']);
    expect(splitPages('aaaa. bbbb\r\ncccc dddd eeee', 16)).toEqual(['aaaa. bbbb', 'cccc dddd eeee']);
    expect(splitPages('aaaa bbb. cccc dddd', 16)).toEqual(['aaaa bbb.', 'cccc dddd']);
    expect(splitPages('aaaa bbbb cccc', 12)).toEqual(['aaaa bbbb', 'cccc']);
    expect(splitPages('aaaaabbbbbcc', 5)).toEqual(['aaaaa', 'bbbbb', 'cc']);
  });

  test('nothing is lost and no grapheme is divided', () => {
    const unit = fc.constantFrom(
      'a',
      'ệ'.normalize('NFD'),
      '👩‍👩‍👧‍👦',
      '🇻🇳',
      '👍🏽',
      ' ',
      '\n',
      '\r\n',
      '\n\n',
      '. ',
      'từ ngữ ',
      ' \u0301',
    );
    const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' });
    const graphemesOf = (text: string) => [...segmenter.segment(text)].map((part) => part.segment);
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 300 }), fc.integer({ min: 12, max: 60 }), (text, limit) => {
        const pages = splitPages(text, limit);
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
        expect(pages.flatMap(graphemesOf).filter(solid)).toEqual(graphemesOf(text).filter(solid));
      }),
      { numRuns: 500 },
    );
  });

  test('even text that fits nowhere is cut into whole characters and comes to an end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 2, max: 9 }), (text, limit) => {
        const pages = splitPages(text, limit);
        expect(solid(pages.join(''))).toBe(solid(text));
        for (const page of pages) expect(page).not.toMatch(/\p{Cs}/u);
      }),
    );
  });

  test('a long text is cut in a moment', () => {
    const long = 'Yêu cầu thủ trưởng các đơn vị tổ chức trực 24/24 giờ. '.repeat(20_000);
    expect(solid(splitPages(long).join(''))).toBe(solid(long));
  });
});

describe('a state-secret mark', () => {
  const marked = [
    'MẬT',
    ' TỐI MẬT ',
    '**TUYỆT MẬT**',
    '[MẬT]',
    '(TỐI  MẬT).',
    'Độ mật: MẬT',
    'Mức độ mật: **TUYỆT MẬT**',
    'ĐỘ MẬT: TỐI MẬT',
    'Độ mật: Tối mật',
    'ỦY BAN NHÂN DÂN TỈNH      MẬT',
    'MẬT\tSố: 12/CĐ',
    '| MẬT | Số: 12 |',
    'Công văn số 12 (TỐI MẬT)',
    '[MẬT] Công văn số 12',
    'M\u200bẬT',
  ];
  const innocent = [
    'bí mật',
    'Mật',
    'mật độ dân số',
    'MẬT ONG',
    'MẬT ĐỘ',
    'BẢO VỆ BÍ MẬT NHÀ NƯỚC',
    'CÔNG TÁC BẢO VỆ BÍ\nMẬT',
    'BẢO VỆ BÍ  MẬT',
    'Mật khẩu: 123456',
    'Độ mật: không',
    'ĐỘ MẬT',
    'Gửi văn bản MẬT qua đường giao liên',
    'Tài liệu (MẬT) không gửi qua mạng',
    'Không thuộc danh mục TỐI MẬT',
  ];
  const frame = (line: string) => [line, `Dòng đầu\n${line}\r\nDòng cuối`];

  test.each(marked)('is seen in %j', (line) => {
    for (const text of frame(line)) {
      expect(hasClassifiedMark(text)).toBe(true);
      expect(hasClassifiedMark(text.normalize('NFD'))).toBe(true);
    }
  });

  test.each(innocent)('is not seen in %j', (line) => {
    for (const text of frame(line)) {
      expect(hasClassifiedMark(text)).toBe(false);
      expect(hasClassifiedMark(text.normalize('NFD'))).toBe(false);
    }
  });
});

describe('a name that is too long', () => {
  const name = 'Ban Quản lý rừng phòng hộ đầu nguồn và phát triển nông thôn khu vực số 12';

  test('is shortened in its middle, since units differ at the end of theirs', () => {
    expect(shortenName(name, 30)).toBe('Ban Quản lý rừng phòng…số 12');
    expect(shortenName('Chi cục Kiểm lâm', 30)).toBe('Chi cục Kiểm lâm');
  });

  test('is never longer than there is room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        expect([...shortenName(text, most)].length).toBeLessThanOrEqual(most);
      }),
    );
  });
});
