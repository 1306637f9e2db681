import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { acknowledgementSheet } from '../../src/documents/acknowledgement-sheet.ts';
import { exportFile } from '../../src/documents/export-file.ts';
import { reportFile } from '../../src/documents/report-file.ts';
import { packageRoot } from '../../src/i18n.ts';
import { canPrint, type Line, type Page, type Printed, print } from '../support/printed.ts';
import {
  LONG_TITLE,
  LONG_UNIT,
  OFFICE,
  sampleExport,
  sampleList,
  sampleReport,
  saying,
  sayingInTables,
} from '../support/sample-papers.ts';

const LONG = { unitName: LONG_UNIT, title: LONG_TITLE };
const largeReport = sampleReport({ units: 40, listed: 30, hasAbove: true });
const papers = {
  'report.docx': () => reportFile(largeReport, 'docx', saying),
  'report-empty.docx': () =>
    reportFile(sampleReport({ units: 0, listed: 0, figure: 0, hasBefore: false }), 'docx', saying),
  'report-one.docx': () => reportFile(sampleReport({ units: 0, listed: 1, figure: 1 }), 'docx', saying),
  'report-long.docx': () => reportFile(sampleReport({ units: 3, listed: 3, figure: 500_000, ...LONG }), 'docx', saying),
  'list.docx': () => acknowledgementSheet(sampleList({ people: 440, units: 4 }), saying),
  'list-one.docx': () => acknowledgementSheet(sampleList({ people: 1, units: 1 }), saying),
  'list-long.docx': () => acknowledgementSheet(sampleList({ people: 12, units: 2, ...LONG }), saying),
  'report-figures.xlsx': () => reportFile(largeReport, 'xlsx', saying),
  'table.xlsx': () => exportFile(sampleExport(150, { unitName: LONG_UNIT }), 'xlsx', sayingInTables),
};
type Paper = keyof typeof papers;

let printed: Record<Paper, Printed>;

beforeAll(async () => {
  if (!canPrint) return;
  const made = Object.entries(papers).map(async ([name, make]) => [name, await make()] as const);
  const files = Object.fromEntries(await Promise.all(made)) as Record<Paper, Buffer>;
  printed = await print(files, join(packageRoot, 'test/screenshots/papers'));
}, 240_000);

const MILLIMETRE = 72 / 25.4;
const A4 = [210 * MILLIMETRE, 297 * MILLIMETRE] as const;
/** As Decree 30/2020/NĐ-CP has them: 20 to 25 mm above and below, 30 to 35 to the left, 15 to 20 to the right. */
const EDGE = { top: 20, bottom: 20, left: 30, right: 20 } as const;
/** Points: a table's line may stand beside the text's edge. */
const SLACK = 3;

const find = ({ lines }: Page, text: string): Line => {
  const found = lines.find((line) => line.text.startsWith(text));
  if (!found) throw new Error(`no line begins with ${text}: ${lines.map((line) => line.text).join(' | ')}`);
  return found;
};
const count = (text: string, word: string): number => text.split(word).length - 1;
const middle = ({ left, right }: Line): number => (left + right) / 2;

function expectInOrder(text: string, words: readonly string[]): void {
  let at = 0;
  for (const word of words) {
    const found = text.indexOf(word, at);
    expect(found, `“${word}” after “${text.slice(Math.max(0, at - 60), at)}”`).toBeGreaterThanOrEqual(0);
    at = found + word.length;
  }
}

/** Numbers of pages stand in the edge. */
const isNumber = ({ text }: Line): boolean => /^\d+(\/\d+)?$/.test(text);

describe.skipIf(!canPrint)('a paper as it is printed', () => {
  test.each(Object.keys(papers) as Paper[])(
    '%s fills pages of A4, none of them empty, and nothing leaves its page',
    (name) => {
      const isTable = name.endsWith('.xlsx');
      const [width, height] = isTable ? [A4[1], A4[0]] : A4;
      const edge = isTable ? { top: 10, bottom: 8, left: 8, right: 8 } : EDGE;
      for (const [at, page] of printed[name].pages.entries()) {
        const where = `page ${at + 1}`;
        expect(Math.abs(page.width - width) + Math.abs(page.height - height), where).toBeLessThan(2);
        const lines = page.lines.filter((line) => !isNumber(line) || middle(line) < width / 2 - 60);
        expect(lines.length, where).toBeGreaterThan(2);
        for (const { text, left, top, right, bottom } of lines) {
          const said = `${where}: ${text}`;
          expect(left, said).toBeGreaterThanOrEqual(edge.left * MILLIMETRE - SLACK);
          expect(right, said).toBeLessThanOrEqual(width - edge.right * MILLIMETRE + SLACK);
          expect(top, said).toBeGreaterThanOrEqual(edge.top * MILLIMETRE - SLACK);
          expect(bottom, said).toBeLessThanOrEqual(height - edge.bottom * MILLIMETRE + SLACK);
        }
      }
      expect(printed[name].text).not.toContain('\ufffd');
    },
  );

  test.each(['report.docx', 'report-empty.docx', 'list.docx', 'list-long.docx'] as const)(
    '%s has the head of Decree 30',
    (name) => {
      const [first] = printed[name].pages as [Page];
      const [state, motto] = [
        find(first, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
        find(first, 'Độc lập - Tự do - Hạnh phúc'),
      ];
      const day = find(first, 'Lam Giang, ngày 24 tháng 11 năm 2026');
      for (const line of [state, motto, day]) {
        expect(line.left).toBeGreaterThan(first.width / 2 - 40);
        expect(Math.abs(middle(line) - middle(state))).toBeLessThan(2);
      }
      const issuer = find(first, 'SỞ NÔNG NGHIỆP');
      expect(issuer.right).toBeLessThan(state.left);
      const title = find(first, name.startsWith('list') ? 'DANH SÁCH XÁC NHẬN' : 'BÁO CÁO');
      expect(title.top).toBeGreaterThan(day.bottom);
      expect(
        Math.abs(middle(title) - (EDGE.left * MILLIMETRE + first.width - EDGE.right * MILLIMETRE) / 2),
      ).toBeLessThan(4);
    },
  );

  test('a report’s number stands beside its place and day, whatever is above it', () => {
    for (const name of ['report.docx', 'report-empty.docx'] as const) {
      const [first] = printed[name].pages as [Page];
      const [number, day] = [find(first, 'Số:'), find(first, 'Lam Giang, ngày')];
      expect(Math.abs(number.bottom - day.bottom)).toBeLessThan(2);
      expect(number.right).toBeLessThan(day.left);
    }
  });

  test('a report reads from its head to its recipients, with every letter', () => {
    expectInOrder(printed['report.docx'].text, [
      ...['ỦY BAN NHÂN DÂN TỈNH LAM GIANG', 'BÁO CÁO', 'Kính gửi: Ủy ban nhân dân tỉnh Lam Giang.'],
      ...['I. TIẾP NHẬN VĂN BẢN CHỈ ĐẠO', '2. Theo đơn vị', 'khu vực số 40', 'Tổng cộng', '3. Theo văn bản'],
      ...['129/CĐ-SNNMT', '4. Người chưa xác nhận', 'Nguyễn Thị Hoàng Mỹ', 'Nguyễn Thị Hoàng Phượng'],
      ...['II. THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO', '3. Nhiệm vụ quá hạn', '4. Khó khăn, vướng mắc'],
      ...['III. ĐƠN VỊ KHÔNG CÓ BÁO CÁO TRONG KỲ', 'IV. TÌNH HÌNH NHÂN SỰ', `Trên đây là báo cáo của ${OFFICE}./.`],
      ...['Nơi nhận:', '- Ủy ban nhân dân tỉnh Lam Giang (để b/c);', '- Lưu: VT.', 'Số liệu lấy từ hệ thống'],
    ]);
    expectInOrder(printed['report-empty.docx'].text, [
      ...['Trong kỳ không có văn bản chỉ đạo nào phải theo dõi.', 'Trong kỳ không có nhiệm vụ nào', 'Không có.'],
      ...['IV. TÌNH HÌNH NHÂN SỰ', 'Nơi nhận:', 'THỦ TRƯỞNG ĐƠN VỊ'],
    ]);
    expect(printed['report-empty.docx'].pages).toHaveLength(1);
  });

  test('its pages are numbered in the middle above, but for the first', () => {
    for (const [at, { lines, width }] of printed['report.docx'].pages.entries()) {
      const above = lines.filter(({ bottom }) => bottom < EDGE.top * MILLIMETRE);
      expect(above.map(({ text }) => text)).toEqual(at === 0 ? [] : [String(at + 1)]);
      const text = (width + (EDGE.left - EDGE.right) * MILLIMETRE) / 2;
      for (const line of above) expect(Math.abs(middle(line) - text)).toBeLessThan(2);
    }
  });

  test('whoever signs stands beside the recipients, with room for the hand, and never alone on a page', () => {
    for (const name of ['report.docx', 'report-empty.docx', 'report-one.docx', 'report-long.docx'] as const) {
      const last = printed[name].pages.at(-1)!;
      const [post, signer, to] = [find(last, 'THỦ TRƯỞNG'), find(last, 'Trần Văn Quyết'), find(last, 'Nơi nhận:')];
      expect(find(last, 'Trên đây là báo cáo').bottom).toBeLessThan(post.top);
      expect(Math.abs(post.top - to.top)).toBeLessThan(4);
      expect(to.right).toBeLessThan(last.width / 2);
      expect(post.left).toBeGreaterThan(last.width / 2);
      expect(Math.abs(middle(post) - middle(signer))).toBeLessThan(2);
      expect(signer.top - post.bottom).toBeGreaterThan(45);
    }
    for (const name of ['list.docx', 'list-one.docx', 'list-long.docx'] as const) {
      const last = printed[name].pages.at(-1)!;
      expect(find(last, 'Xác nhận là việc').bottom).toBeLessThan(find(last, 'NGƯỜI LẬP DANH SÁCH').top);
    }
  });

  test('a table’s heading is on each of its pages', () => {
    const [, second] = printed['report.docx'].pages as [Page, Page];
    expect(second.text).toContain('Phải xác nhận');
    expect(second.text).toMatch(/khu vực số [12]\d/);
    const rows = /^\d+\nNguyễn Thị Hoàng/m;
    const listed = printed['list.docx'].pages.filter(({ text }) => rows.test(text) || text.includes('Bấm nút'));
    expect(listed.length).toBeGreaterThan(15);
    for (const { text } of listed) expect(text).toContain('STT');
    const table = printed['table.xlsx'].pages.filter(({ text }) => text.includes('0900 000 008'));
    expect(table.length).toBeGreaterThan(1);
    for (const { text } of table) expect(text).toContain('Ký nhận');
  });

  test('a list names everybody once, and says of which directive it is', () => {
    const { text, pages } = printed['list.docx'];
    expectInOrder(text, [
      ...[
        'DANH SÁCH XÁC NHẬN ĐÃ ĐỌC VĂN BẢN',
        'Về việc chủ động ứng phó với bão số 9',
        '(Văn bản số 12/CĐ-SNNMT, ngày 24',
      ],
      ...[
        'Phải xác nhận: 440 người',
        'Xác nhận là việc của chính người',
        'SHA-256',
        'Mốc niêm phong',
        'NGƯỜI LẬP DANH SÁCH',
      ],
    ]);
    expect(text.match(/Nguyễn Thị Hoàng/g)).toHaveLength(440);
    expect(pages.at(-1)!.lines.at(-1)!.text).toBe(`${pages.length}/${pages.length}`);
  });

  test('names of units, titles and figures are whole, however long', () => {
    const whole = (text: string) => text.replace(/\s+/g, '');
    for (const name of ['report-long.docx', 'list-long.docx'] as const) {
      expect(whole(printed[name].text)).toContain(whole(LONG_UNIT));
      // Lines of cells beside each other are read in turns: the title's words are counted.
      const times = name === 'list-long.docx' ? 1 : 9;
      expect(count(printed[name].text, 'vật')).toBe(times * count(LONG_TITLE, 'vật'));
    }
    expect(printed['report-long.docx'].text).toContain('2.000.000');
    const [first] = printed['table.xlsx'].pages as [Page];
    for (const word of LONG_UNIT.split(' ')) expect(first.text).toContain(word);
    const figures = printed['report-figures.xlsx'].pages[0]!;
    for (const word of ['Quá hạn xác nhận', 'Tổng cộng']) expect(printed['report-figures.xlsx'].text).toContain(word);
    expect(find(figures, 'Đơn vị').bottom).toBeLessThan(find(figures, `${OFFICE.slice(0, 20)}`).top);
  });
});
