import { afterEach, describe, expect, test } from 'vitest';
import { writeZip } from '../../src/documents/zip.ts';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { chatting } from '../support/chatting.ts';
import { type File, letter, pdf, plain, word } from '../support/document-files.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { pdfFile, pdfOf } from '../support/pdf-file.ts';
import { p, wordFile, zipBomb } from '../support/word-file.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, send: sendBy } = chatting(() => office);
const clerk = (): SandboxUser => office.as('clerk');
const send = (document: File) => sendBy('clerk', document);
const draft = async () => await office.app.office.read.drafts.find(await office.personId('clerk'));

/** What a clerk is asked after the file, up to the overview. */
async function answerTheRest(): Promise<void> {
  await press('clerk', 'Tất cả mọi người');
  await press('clerk', '17:00 ngày mai');
  await press('clerk', /Bình thường/);
  await press('clerk', 'Có');
  await press('clerk', /Tôi xác nhận/);
  expect(clerk().last().text).toContain('Xem lại trước khi phát hành');
}

const scan = (): Buffer => pdfOf([{ entries: '', data: Buffer.from('0 0 m 100 100 l S') }]);

describe('a file that cannot be read', () => {
  test.each([
    ['a scan', () => pdf(scan(), 'quet.pdf'), 'là bản quét, không có chữ để đọc'],
    ['of 60 MB', () => pdf(Buffer.alloc(60_000_000), 'lon.pdf'), 'lớn hơn 20 MB'],
  ])('%s is said to be so, and goes along with what is typed', async (_, file, words) => {
    office = await openTestOffice();
    expect(await send(file())).toContain(words);
    await press('clerk', 'Tiếp tục');
    await say('clerk', '12/CĐ-SNNMT');
    await say('clerk', 'Về việc trực bão');
    await say('clerk', 'Trực 24/24 giờ theo văn bản kèm theo.');
    await press('clerk', 'Xong');
    expect(clerk().last().text).toContain('Gửi cho đơn vị nào?');
    await press('clerk', /Chi cục Thủy lợi/);
    await press('clerk', /^Xong/);
    await answerTheRest();
    await press('clerk', /^Phát hành cho/);
    await press('giang', /Tệp kèm theo/);
    const names = office
      .as('giang')
      .messages()
      .flatMap(({ document }) => document?.name ?? []);
    expect(names).toEqual([file().name]);
  });

  const zip = (bytes: Buffer) => word(bytes, 'van-ban.docx');
  test.each<[string, () => File, string]>([
    [
      'with a password',
      () => pdf(pdfFile([[]], { trailer: '/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>' })),
      'mật khẩu',
    ],
    ['malformed', () => pdf(Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog')), 'bị hỏng'],
    [
      'a ZIP under another name',
      () => zip(writeZip(new Map([['a.txt', Buffer.from('a')]]))),
      'Chưa đọc được loại tệp này',
    ],
    ['a ZIP bomb', () => zip(zipBomb(80)), 'lớn quá mức'],
    ['empty', () => plain(''), 'chưa có nội dung'],
    ['empty of words', () => word(wordFile(p(''))), 'chưa có nội dung'],
  ])('%s is refused in words, and nothing is begun', async (_, file, words) => {
    office = await openTestOffice();
    expect(await send(file())).toContain(words);
    expect(await draft()).toBeNull();
    expect(await say('an', '/canlam')).toContain('Bạn không còn việc nào');
    await press('clerk', 'Gõ nội dung văn bản');
    expect(clerk().last().text).toContain('1/10');
  });

  test.each<[string, () => File]>([
    ['in its text', () => word(letter({ stamp: ['MẬT'] }))],
    ['in its name', () => word(letter(), 'TỐI MẬT.docx')],
    ['in its caption', () => ({ ...word(letter()), caption: 'TUYỆT MẬT' })],
  ])('because it bears a mark of secrecy %s is refused, and nothing of it is kept', async (_, file) => {
    office = await openTestOffice();
    expect(await send(file())).toContain('dấu độ mật');
    expect(await draft()).toBeNull();
  });
});
