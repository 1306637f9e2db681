import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/documents/document-text.ts';
import { writeZip } from '../../src/documents/zip.ts';
import { pdfFile, pdfOf, type Words } from '../support/pdf-file.ts';
import { p, table, wordFile, zipBomb } from '../support/word-file.ts';

const problemOf = (bytes: Uint8Array, limits = {}) =>
  readDocument(bytes, limits).then(
    () => 'was read',
    (error) => error.code ?? error,
  );

const heading = table([
  [
    ['UBND TỈNH LAM GIANG', 'CHI CỤC KIỂM LÂM'],
    ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'],
  ],
  [['Số:       /CCKL-PC', 'V/v trực phòng cháy', 'dịp nghỉ lễ'], 'Lam Giang, ngày 3 tháng 12 năm 2026'],
]);

describe('a Word document', () => {
  test('has its heading read column by column', async () => {
    const { kind, text, pages, isScan, isSigned } = await readDocument(wordFile(heading + p('Kính gửi: Các Hạt.')));
    expect({ kind, pages, isScan, isSigned }).toEqual({ kind: 'docx', pages: null, isScan: false, isSigned: false });
    expect(text.split('\n')).toEqual([
      'UBND TỈNH LAM GIANG',
      'CHI CỤC KIỂM LÂM',
      'Số:       /CCKL-PC',
      'V/v trực phòng cháy',
      'dịp nghỉ lễ',
      '',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Lam Giang, ngày 3 tháng 12 năm 2026',
      'Kính gửi: Các Hạt.',
    ]);
  });

  test('has a table of tasks read row by row, its cells parted', async () => {
    const tasks = table([
      ['TT', 'Nội dung', 'Chủ trì', 'Thời hạn'],
      ['1', ['Rà soát', 'phương án'], 'Hạt Kiểm lâm số 1', '10/12/2026'],
      ['', '', '', ''],
    ]);
    const { text } = await readDocument(wordFile(tasks));
    expect(text).toBe('TT | Nội dung | Chủ trì | Thời hạn\n1 | Rà soát phương án | Hạt Kiểm lâm số 1 | 10/12/2026');
  });

  test('keeps the numbers that Word itself puts before paragraphs', async () => {
    const body = [
      p({ text: 'Mục đích', style: 'Muc' }),
      p({ text: 'Nhiệm vụ', numbered: [1, 0] }),
      p({ text: 'Trực gác', numbered: [1, 1] }),
      p({ text: 'Tuần tra', numbered: [1, 1] }),
      p({ text: 'Ban ngày', numbered: [1, 2] }),
      p({ text: 'buổi sáng', numbered: [1, 3] }),
      p({ text: 'Tổ chức', numbered: [1, 0] }),
      p({ text: 'Báo cáo', numbered: [1, 1] }),
      p({ text: 'Làm lại từ đầu', numbered: [3, 1] }),
      p({ text: 'một gạch đầu dòng', numbered: [2, 0] }),
    ];
    expect((await readDocument(wordFile(body.join('')))).text.split('\n')).toEqual([
      'I. Mục đích',
      'II. Nhiệm vụ',
      '1. Trực gác',
      '2. Tuần tra',
      '2.1. Ban ngày',
      'a) buổi sáng',
      'III. Tổ chức',
      '1. Báo cáo',
      '1. Làm lại từ đầu',
      '- một gạch đầu dòng',
    ]);
  });

  test('shows capitals where Word shows them, and breaks its lines where Word does', async () => {
    const { text } = await readDocument(wordFile(p({ text: 'Kế hoạch\nnăm 2027', caps: true }) + p('a < b & c')));
    expect(text).toBe('KẾ HOẠCH\nNĂM 2027\na < b & c');
  });

  test('leaves out what was struck in review, and keeps what was put in', async () => {
    const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const body = `<w:p>${run('trước ngày ')}<w:del w:id="1"><w:r><w:delText>05</w:delText></w:r></w:del><w:ins w:id="2">${run('15')}</w:ins>${run('/12')}</w:p>`;
    expect((await readDocument(wordFile(body))).text).toBe('trước ngày 15/12');
  });

  test('is said to be signed when it carries a signature', async () => {
    const signed = wordFile(p('Đã ký'), { '_xmlsignatures/sig1.xml': '<Signature/>' });
    expect(await readDocument(signed)).toMatchObject({ text: 'Đã ký', isSigned: true });
  });

  test('is refused when it is another archive, is damaged, or has a password', async () => {
    expect(await problemOf(writeZip([['xl/workbook.xml', Buffer.from('<workbook/>')]]))).toBe('fileNotText');
    expect(await problemOf(wordFile(p('x')).subarray(0, 400))).toBe('fileDamaged');
    expect(await problemOf(wordFile('<w:p><w:r>'))).toBe('fileDamaged');
    const locked = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('..EncryptedPackage', 'utf16le')]);
    expect(await problemOf(locked)).toBe('fileProtected');
    expect(await problemOf(locked.subarray(0, 20))).toBe('fileNotText');
  });

  test('that reaches out of itself brings nothing in', async () => {
    const outside = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>trước &x; sau</w:t></w:r></w:p></w:body></w:document>`;
    const read = await readDocument(wordFile('', { 'word/document.xml': outside })).catch((error) => error);
    expect(JSON.stringify(read)).not.toContain('root:');
  });

  test('nested without end is refused', async () => {
    const deep = '<w:tbl><w:tr><w:tc>'.repeat(100_000) + '</w:tc></w:tr></w:tbl>'.repeat(100_000);
    expect(await problemOf(wordFile(deep))).toMatch(/fileDamaged|fileTooLarge/);
  });

  test('that unpacks to far more than it is, is refused', async () => {
    expect(await problemOf(zipBomb(80))).toBe('fileTooLarge');
  });
});

const right = 530;
/** A line of words up to the right margin. */
const full = (y: number, from: number, text: string): Words[] => {
  const count = Math.floor((right - from) / 6.5);
  return [{ x: from, y, text: text.slice(0, count).padEnd(count, 'm') }];
};

describe('a PDF', () => {
  const first: Words[] = [
    { x: 295, y: 820, text: '1' },
    { x: 80, y: 780, text: 'UBND TỈNH LAM GIANG', size: 12 },
    { x: 280, y: 780, text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', size: 12 },
    { x: 80, y: 764, text: 'CHI CỤC KIỂM LÂM', size: 12 },
    { x: 310, y: 764, text: 'Độc lập - Tự do - Hạnh phúc' },
    { x: 90, y: 740, text: 'Số:' },
    { x: 150, y: 740, text: '/CCKL-PC' },
    { x: 290, y: 740, text: 'Lam Giang, ngày' },
    { x: 420, y: 740, text: 'tháng 12 năm 2026' },
    { x: 80, y: 724, text: 'V/v trực phòng cháy' },
    { x: 90, y: 708, text: 'dịp nghỉ lễ' },
    { x: 200, y: 670, text: 'Kính gửi: Các Hạt Kiểm lâm và các trạm.' },
    ...full(640, 110, 'Thực hiện phương án đã duyệt, Chi cục yêu cầu các Hạt trực đủ quân số và '),
    { x: 71, y: 622, text: 'báo cáo hằng ngày.' },
    { x: 110, y: 604, text: '- Trực 24/24 giờ.' },
  ];

  test('has its heading read column by column, its broken lines joined, its page number left out', async () => {
    const { text, kind, pages, isScan, isSigned } = await readDocument(pdfFile([first]));
    expect({ kind, pages, isScan, isSigned }).toEqual({ kind: 'pdf', pages: 1, isScan: false, isSigned: false });
    const lines = text.split('\n');
    expect(lines.slice(0, 10)).toEqual([
      'UBND TỈNH LAM GIANG',
      'CHI CỤC KIỂM LÂM',
      'Số: /CCKL-PC',
      'V/v trực phòng cháy',
      'dịp nghỉ lễ',
      '',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Lam Giang, ngày tháng 12 năm 2026',
      '',
    ]);
    expect(lines[11]).toMatch(/^Thực hiện phương án.* báo cáo hằng ngày\.$/);
    expect(lines[12]).toBe('- Trực 24/24 giờ.');
  });

  test('has its end read column by column and its tables row by row', async () => {
    const { text } = await readDocument(
      pdfFile([
        [
          { x: 71, y: 700, text: 'TT' },
          { x: 110, y: 700, text: 'Nội dung' },
          { x: 300, y: 700, text: 'Chủ trì' },
          { x: 71, y: 680, text: '1' },
          { x: 110, y: 680, text: 'Tuần tra' },
          { x: 300, y: 680, text: 'Hạt số 1' },
          { x: 330, y: 646, text: 'TM. ỦY BAN NHÂN DÂN' },
          { x: 71, y: 640, text: 'Nơi nhận:', size: 11 },
          { x: 350, y: 630, text: 'CHỦ TỊCH' },
          { x: 71, y: 624, text: '- Như trên;', size: 11 },
          { x: 71, y: 610, text: '- Lưu: VT.', size: 11 },
          { x: 340, y: 560, text: 'Lò Văn Thắm' },
        ],
      ]),
    );
    expect(text.split('\n')).toEqual([
      'TT | Nội dung | Chủ trì',
      '1 | Tuần tra | Hạt số 1',
      'Nơi nhận:',
      '- Như trên;',
      '- Lưu: VT.',
      '',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
      'Lò Văn Thắm',
    ]);
  });

  test('loses what stands on every page, but no order that is repeated', async () => {
    const page = (number: number): Words[] => [
      { x: 250, y: 820, text: `Trang ${number}/4` },
      { x: 71, y: 800, text: 'Văn bản số 9 của Chi cục' },
      ...full(760, 71, 'Các Hạt báo cáo quân số'),
      { x: 71, y: 720, text: 'Quân số:' },
      { x: 71, y: 700, text: `Nội dung của trang ${number}, viết cho đủ dài một chút` },
      { x: 71, y: 680, text: `Hết phần ${'ABCD'[number]}` },
    ];
    const { text, pages } = await readDocument(pdfFile([1, 2, 3, 4].map(page)));
    expect(pages).toBe(4);
    expect(text).not.toMatch(/Trang|Văn bản số 9/);
    expect(text.match(/Các Hạt báo cáo quân số/g)).toHaveLength(4);
    expect(text.match(/Nội dung của trang \d/g)).toHaveLength(4);
  });

  test('without text is a scan', async () => {
    expect(await readDocument(pdfFile([[], []]))).toMatchObject({ text: '', pages: 2, isScan: true });
    const stamped = [{ x: 71, y: 800, text: 'Chi cục' }];
    expect(await readDocument(pdfFile([stamped, [], []]))).toMatchObject({ text: 'Chi cục', isScan: true });
  });

  test('is said to be signed when it carries a signature, and not for a time stamp or an empty field', async () => {
    const signature = (filter: string) =>
      pdfFile([first], {
        more: [`<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${filter} /ByteRange [0 10 20 30] >>`],
      });
    expect(await readDocument(signature('adbe.pkcs7.detached'))).toMatchObject({ isSigned: true });
    const stamp = pdfFile([first], {
      more: ['<< /Type /DocTimeStamp /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] >>'],
    });
    expect(await readDocument(stamp)).toMatchObject({ isSigned: false });
    const empty = pdfFile([first], { more: ['<< /FT /Sig /T (Signature1) >>'] });
    expect(await readDocument(empty)).toMatchObject({ isSigned: false });
  });

  test('is refused when it has a password or is damaged', async () => {
    const word = '0'.repeat(64);
    const locked = pdfFile([first], {
      trailer: `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <${word}> /U <${word}> /P -1 >>`,
    });
    expect(await problemOf(locked)).toBe('fileProtected');
    expect(await problemOf(Buffer.from('%PDF-1.7\nnothing more'))).toBe('fileDamaged');
  });

  test('with far too many pages is refused', async () => {
    expect(await problemOf(pdfFile(Array.from({ length: 1001 }, () => [])))).toBe('fileTooLarge');
  });

  test('that unpacks without end is stopped, and nobody waits for it', async () => {
    const data = deflateSync(deflateSync(Buffer.alloc(300 * 1024 * 1024, '0 ')));
    const bomb = pdfOf([{ entries: '/Filter [/FlateDecode /FlateDecode]', data }]);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    expect(await problemOf(bomb, { megabytes: 300 })).toBe('fileTooLarge');
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  test('that takes too long is stopped, and the next one is read', async () => {
    const [late, next] = await Promise.all([
      problemOf(pdfFile([first]), { milliseconds: 1 }),
      readDocument(pdfFile([first])),
    ]);
    expect(late).toBe('fileTooLarge');
    expect(next.text).toContain('Kính gửi');
  });
});

describe('a text file', () => {
  test('is read in UTF-8 and in the UTF-16 of Notepad', async () => {
    const text = 'KẾ HOẠCH\r\nTrực Tết  \r\n\r\n\r\nHết';
    const cleaned = { kind: 'text', text: 'KẾ HOẠCH\nTrực Tết\n\nHết', pages: null, isScan: false, isSigned: false };
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), wide, Buffer.from(wide).swap16()]) {
      expect(await readDocument(bytes)).toEqual(cleaned);
    }
  });

  test('is refused in another encoding, as another kind of file, or too large', async () => {
    expect(await problemOf(Buffer.from([0x4b, 0xd5, 0x20, 0x68]))).toBe('fileEncoding');
    expect(await problemOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]))).toBe('fileNotText');
    expect(await problemOf(Buffer.from('{\\rtf1 x}'))).toBe('fileNotText');
    expect(await problemOf(Buffer.alloc(1_000_001, 'a'))).toBe('fileTooLarge');
    expect(await problemOf(Buffer.alloc(20_000_001))).toBe('fileTooLarge');
  });
});
