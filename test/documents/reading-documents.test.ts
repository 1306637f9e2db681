import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/documents/document-text.ts';
import { type Reading, readDirective } from '../../src/domain/directives/reading.ts';
import { pdfFile, type Words } from '../support/pdf-file.ts';
import { p, table, wordFile } from '../support/word-file.ts';

/** A document in the two columns of its heading and end, as it is set out on paper. */
interface Sheet {
  heading: [left: string[], right: string[]];
  title: string[];
  body: string[];
  end: [left: string[], right: string[]];
}

const plan: Sheet = {
  heading: [
    ['UBND TỈNH LAM GIANG', 'SỞ Y TẾ', 'Số:        /KH-SYT'],
    ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Lam Giang, ngày      tháng 10 năm 2026'],
  ],
  title: ['KẾ HOẠCH', 'Phòng, chống dịch mùa đông xuân', 'năm 2026 - 2027'],
  body: [
    'Căn cứ Luật Phòng bệnh;',
    'Thực hiện Kế hoạch số 120/KH-UBND ngày 01/10/2026 của Ủy ban nhân dân tỉnh về phòng, chống dịch bệnh mùa đông xuân trên địa bàn tỉnh, Sở Y tế ban hành Kế hoạch như sau:',
    'I. MỤC ĐÍCH, YÊU CẦU',
    '1. Mục đích',
    'Không để dịch chồng dịch, bảo đảm người dân được khám, chữa bệnh kịp thời trong mọi tình huống, kể cả các ngày nghỉ Tết.',
    '2. Yêu cầu',
    'Các đơn vị báo cáo trước 16 giờ 00 thứ năm hằng tuần, đột xuất khi có ca bệnh nặng.',
    'II. TỔ CHỨC THỰC HIỆN',
    'Trung tâm Kiểm soát bệnh tật xây dựng phương án, trình Giám đốc Sở phê duyệt, hoàn thành trước ngày 15/11/2026./.',
  ],
  end: [
    ['Nơi nhận:', '- UBND tỉnh (b/c);', '- Các phòng, đơn vị thuộc Sở', '(để thực hiện);', '- Lưu: VT, NVY.'],
    ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC', '', '', 'Vương Thị Thơm'],
  ],
};

const letter: Sheet = {
  heading: [
    ['ỦY BAN NHÂN DÂN', 'XÃ BẾN ĐÁ', 'Số: 318/UBND-VP', 'V/v trực Tết Dương lịch', 'năm 2027'],
    ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Bến Đá, ngày 21 tháng 12 năm 2026'],
  ],
  title: [],
  body: [
    'Kính gửi:',
    '- Các phòng chuyên môn;',
    '- Trưởng các thôn, bản trên địa bàn xã.',
    'Để bảo đảm an ninh trật tự trong dịp Tết Dương lịch, Chủ tịch Ủy ban nhân dân xã yêu cầu các đơn vị phân công cán bộ trực đủ 24/24 giờ.',
    'Danh sách trực gửi về Văn phòng trước ngày 28/12./.',
  ],
  end: [
    ['Nơi nhận:', '- Như trên;', '- Lưu: VT.'],
    ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', '', '', 'Giàng A Páo'],
  ],
};

const asWord = ({ heading, title, body, end }: Sheet): Buffer =>
  wordFile([table([heading]), ...title.map(p), p(''), ...body.map(p), p(''), table([end])].join(''));

const LEFT = 71;
const RIGHT = 545;
const WIDTH = 6;

/** Set as Word prints it: columns centred side by side, lines filled and broken, a number on every further page. */
function asPdf({ heading, title, body, end }: Sheet): Buffer {
  const pages: Words[][] = [[]];
  let y = 790;
  const put = (x: number, text: string, size = 2 * WIDTH) => text && pages.at(-1)!.push({ x, y, text, size });
  const down = (by: number) => {
    y -= by;
    if (y > 70) return;
    pages.push([{ x: 305, y: 810, text: String(pages.length + 1), size: 12 }]);
    y = 780;
  };
  const columns = ([left, right]: [string[], string[]], at: number, drop: number) => {
    for (let row = 0; row < Math.max(left.length, right.length); row++) {
      put(LEFT, left[row] ?? '', 10);
      y -= drop;
      put(at + (right[0]!.length - (right[row] ?? '').length) * 2, right[row] ?? '');
      y += drop;
      down(17);
    }
  };
  columns(heading, 300, 0);
  for (const line of title) {
    put((LEFT + RIGHT - line.length * WIDTH) / 2, line);
    down(17);
  }
  for (const paragraph of body) {
    let x = LEFT + 30;
    for (let rest = paragraph; rest; x = LEFT) {
      const room = Math.floor((RIGHT - x) / WIDTH);
      const cut = rest.length <= room ? rest.length : rest.lastIndexOf(' ', room);
      put(x, rest.slice(0, cut));
      rest = rest.slice(cut).trim();
      down(18);
    }
  }
  columns(end, 330, 6);
  return pdfFile(pages);
}

const asText = ({ heading, title, body, end }: Sheet): string =>
  [...heading[0], '', ...heading[1], '', ...title, '', ...body, '', ...end[0], '', ...end[1]].join('\n');

/** Without the lines in which it stands: these are broken differently. */
const valuesOf = (reading: Reading): unknown =>
  JSON.parse(JSON.stringify({ ...reading, furniture: [] }, (key, value) => (key === 'where' ? undefined : value)));

describe.each([
  ['a plan', plan],
  ['an official letter', letter],
])('%s', (_, sheet) => {
  const expected = valuesOf(readDirective(asText(sheet)));

  test('is read the same from Word', async () => {
    const { text } = await readDocument(asWord(sheet));
    expect(valuesOf(readDirective(text))).toEqual(expected);
  });

  test('is read the same from a PDF', async () => {
    const { text } = await readDocument(asPdf(sheet));
    expect(valuesOf(readDirective(text))).toEqual(expected);
  });

  test('has all that it says', () => {
    expect(expected).toMatchObject(
      sheet === plan
        ? {
            number: { value: '/KH-SYT' },
            month: { value: '2026-10' },
            issuingBody: { value: 'SỞ Y TẾ' },
            title: { value: 'Phòng, chống dịch mùa đông xuân năm 2026 - 2027' },
            signer: { value: { name: 'Vương Thị Thơm', post: 'PHÓ GIÁM ĐỐC', onBehalf: ['KT. GIÁM ĐỐC'] } },
            deadlines: [
              { value: { kind: 'weekly', weekday: 4, time: '16:00' } },
              { value: { kind: 'before', day: '2026-11-15' } },
            ],
          }
        : {
            number: { value: '318/UBND-VP' },
            date: { value: '2026-12-21' },
            kind: { value: 'công văn' },
            title: { value: 'V/v trực Tết Dương lịch năm 2027' },
            signer: { value: { name: 'Giàng A Páo', post: 'CHỦ TỊCH', onBehalf: ['TM. ỦY BAN NHÂN DÂN'] } },
            deadlines: [{ value: { kind: 'before', day: '2026-12-28' }, confidence: 'likely' }],
          },
    );
  });
});
