import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { people } from '../support/cast.ts';
import { answered, chatting } from '../support/chatting.ts';
import { issue, receiptOf } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press } = chatting(() => office);

const sent = (user: SandboxUser, send: (user: SandboxUser) => void): Promise<string> => answered(office, user, send);

/** A clerk whose new directive stands at its text. */
async function atText(): Promise<SandboxUser> {
  const clerk = office.as('clerk');
  await say('clerk', '/phathanh');
  await press('clerk', 'Bỏ qua');
  await say('clerk', 'Về việc trực bão');
  expect(clerk.last().text).toContain('Nội dung văn bản?');
  return clerk;
}

const draftOf = async (staffNo: string) => {
  const draft = await office.app.office.read.drafts.find(await office.personId(staffNo));
  return draft?.answers ?? {};
};

const draftStep = async () => (await office.app.office.read.drafts.find(await office.personId('clerk')))?.step;

const file = (bytes: Buffer | string, name = 'van-ban.txt', mime = 'text/plain', caption?: string) => ({
  name,
  mime,
  bytes: Buffer.from(bytes),
  ...(caption ? { caption } : {}),
});

describe('somebody with nothing to answer', () => {
  test('is shown the way after an unknown command, a photo, a sticker, a place or a file', async () => {
    office = await openTestOffice();
    const an = office.as('an');
    expect(await say('an', '/khongco')).toContain('/trogiup');
    expect(await say('an', 'xin chào')).toContain('/trogiup');
    expect(await sent(an, (user) => user.sendPhoto())).toContain('/trogiup');
    expect(await sent(an, (user) => user.sendSticker())).toContain('/trogiup');
    expect(await sent(an, (user) => user.sendLocation(21, 105))).toContain('/trogiup');
    expect(await sent(an, (user) => user.sendDocument(file('abc')))).toContain('/trogiup');
  });

  test('who writes a command under a picture has not given it', async () => {
    office = await openTestOffice();
    expect(await sent(office.as('clerk'), (user) => user.sendPhoto(undefined, '/phathanh'))).toContain('/trogiup');
    expect(await draftOf('clerk')).toEqual({});
  });

  test('who edits an old message is left alone', async () => {
    office = await openTestOffice();
    await say('an', '/canlam');
    const before = office.as('an').messages().length;
    office.as('an').edit(office.as('an').messages().at(-2)!, '/phathanh');
    await office.settle();
    expect(office.as('an').messages()).toHaveLength(before);
  });

  test('cancels nothing, and is told so', async () => {
    office = await openTestOffice();
    expect(await say('an', '/huy')).toBe('Bạn không có việc nào đang làm dở.');
  });
});

test('added to a group the bot says once that it works in private, and leaves', async () => {
  office = await openTestOffice();
  const groupId = office.as('an').addBotToGroup('Hạt số 1');
  await office.settle();
  const to = (method: string) =>
    office.sandbox.requests.filter((one) => one.method === method && Number(one.params.chat_id) === groupId);
  expect(to('sendMessage').map((request) => request.params.text)).toEqual([
    expect.stringContaining('trò chuyện riêng'),
  ]);
  expect(to('leaveChat')).toHaveLength(1);
});

describe('a question that wants words', () => {
  test('says so to a photo, a sticker and a place, and stays open', async () => {
    office = await openTestOffice();
    await say('clerk', '/phathanh');
    const clerk = office.as('clerk');
    for (const send of [
      (user: SandboxUser) => user.sendPhoto(),
      (user: SandboxUser) => user.sendSticker(),
      (user: SandboxUser) => user.sendLocation(21, 105),
    ]) {
      expect(await sent(clerk, send)).toContain('trả lời bằng chữ');
    }
    expect(await say('clerk', '12/CĐ-SNNMT')).toContain('Trích yếu');
  });

  test('takes a number that is still blank, though it begins like a command', async () => {
    office = await openTestOffice();
    await say('clerk', '/phathanh');
    expect(await say('clerk', '/KH-SNNMT')).toContain('Trích yếu');
    expect(await draftOf('clerk')).toMatchObject({ number: '/KH-SNNMT' });
  });

  test('refuses a title or a number that is too long, and keeps its buttons', async () => {
    office = await openTestOffice();
    await say('clerk', '/phathanh');
    expect(await say('clerk', '1'.repeat(61))).toContain('dài quá 60 ký tự');
    await press('clerk', 'Bỏ qua');
    expect(await say('clerk', 'a'.repeat(301))).toContain('dài quá 300 ký tự');
    expect(await say('clerk', '\u202e\u200f')).toContain('chưa có trích yếu');
    await press('clerk', /Quay lại/);
    expect(await draftStep()).toBe('number');
  });
});

describe('a text', () => {
  test('of 200 KB typed in some fifty messages is taken whole', async () => {
    office = await openTestOffice();
    await atText();
    const text = Array.from(
      { length: 3_400 },
      (_, index) => `Dòng ${index}: kiểm tra rà soát và báo cáo kết quả.`,
    ).join('\n');
    expect(Buffer.byteLength(text)).toBeGreaterThan(190_000);
    office.as('clerk').send(text);
    await office.settle();
    await press('clerk', 'Xong');
    const kept = String((await draftOf('clerk')).text);
    expect(kept.replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '));
  });

  test('of 200 KB sent as a file is taken whole', async () => {
    office = await openTestOffice();
    const clerk = await atText();
    const text = 'Kiểm tra, rà soát và báo cáo kết quả thực hiện.\n'.repeat(3_500);
    expect(await sent(clerk, (user) => user.sendDocument(file(`\ufeff${text}`)))).toContain('Đã đọc tệp van-ban.txt');
    expect(String((await draftOf('clerk')).text).trim()).toBe(text.trim());
  });

  test.each([
    ['an empty file', file(' \r\n \n'), 'chưa có nội dung'],
    ['Windows-1258', file(Buffer.from([0x4b, 0xea, 0x20, 0x68, 0x6f, 0x61, 0x3f, 0xfd])), 'UTF-8'],
    ['UTF-16 that does not say so', file(Buffer.from('Kế hoạch', 'utf16le')), 'TXT'],
    ['a program named .txt', file(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0])), 'TXT'],
    ['a PDF that is none', file('%PDF-1.7', 'kh.pdf', 'application/pdf'), 'bị hỏng'],
    ['a picture', file(Buffer.from([0xff, 0xd8, 0xff, 0]), 'anh.jpg', 'image/jpeg'), 'TXT'],
    ['over a megabyte', file('a'.repeat(1_000_001)), 'lớn quá mức'],
    ['too many letters', file('a'.repeat(300_001)), 'dài quá 300.000 ký tự'],
  ])('as %s is refused in words, and the question stays', async (_, document, words) => {
    office = await openTestOffice();
    const clerk = await atText();
    expect(await sent(clerk, (user) => user.sendDocument(document))).toContain(words);
    expect(await draftOf('clerk')).not.toHaveProperty('text');
    expect(await say('clerk', 'Nội dung gõ tay')).toContain('Đã nhận 15 ký tự');
  });

  test('typed beyond the limit is refused at the part that is too much', async () => {
    office = await openTestOffice();
    await atText();
    const before = (await office.app.office.read.drafts.find(await office.personId('clerk')))!;
    const answers = { ...before.answers, 'text…': { value: 'a'.repeat(299_990) } };
    await office.app.office.inTransaction(({ drafts }) => drafts.save({ ...before, answers }));
    await say('clerk', 'Phần cuối cùng, quá dài.');
    expect(
      office
        .as('clerk')
        .messages()
        .some((message) => message.text.includes('dài quá 300.000')),
    ).toBe(true);
  });
});

describe('a deadline', () => {
  test.each([
    ['17:00 20/11/2026', 'đã qua'],
    ['hôm qua', 'đã qua'],
    ['32/13', 'Chưa đọc được'],
    ['khi nào rảnh', 'Chưa đọc được'],
  ])('“%s” is refused in words, and its buttons stay', async (typed, words) => {
    office = await openTestOffice();
    await atDeadline();
    expect(await say('clerk', typed)).toContain(words);
    await press('clerk', '17:00 ngày mai');
    expect(office.as('clerk').last().text).toContain('Mức độ khẩn?');
    expect(await draftOf('clerk')).toMatchObject({ deadline: '2026-11-22T10:00:00.000Z' });
  });

  test.each([
    ['thứ 2 tuần sau', '2026-11-23T10:00:00.000Z', '17:00 thứ Hai 23/11'],
    ['8h sáng mai', '2026-11-22T01:00:00.000Z', '08:00 ngày mai, Chủ nhật 22/11'],
    ['3h chiều mai', '2026-11-22T08:00:00.000Z', '15:00 ngày mai, Chủ nhật 22/11'],
    ['17h30 25/11', '2026-11-25T10:30:00.000Z', '17:30 thứ Tư 25/11'],
    ['thứ 7 hàng tuần', '2026-11-21T10:00:00.000Z', '17:00 hôm nay, thứ Bảy 21/11'],
    ['1/1', '2027-01-01T10:00:00.000Z', '17:00 thứ Sáu 01/01/2027'],
  ])('“%s” is read, and said again as it was understood', async (typed, instant, said) => {
    office = await openTestOffice();
    await atDeadline();
    expect(await say('clerk', typed)).toContain('Mức độ khẩn?');
    expect(await draftOf('clerk')).toMatchObject({ deadline: instant });
    expect(
      office
        .as('clerk')
        .messages()
        .some((message) => message.text.includes(`✓ Hạn xác nhận: ${said}`)),
    ).toBe(true);
  });

  async function atDeadline(): Promise<void> {
    await atText();
    await say('clerk', 'Nội dung');
    await press('clerk', 'Xong');
    await press('clerk', 'Bỏ qua');
    await press('clerk', /Chi cục Kiểm lâm/);
    await press('clerk', /^Xong/);
    await press('clerk', 'Tất cả mọi người');
    expect(office.as('clerk').last().text).toContain('Hạn xác nhận');
  }
});

const NASTY = '<b>Đậm</b> & "Ngoặc" 👩🏽‍🚒\u202Egnơưđ\u202C';

test('names and texts with HTML, emoji and marks of direction look like what they are, on every screen', async () => {
  const odd = people.map((person) => (person.staffNo === 'an' ? { ...person, name: NASTY } : person));
  office = await openTestOffice({ people: odd });
  await office.app.office.inTransaction(async (stores) => {
    const unit = (await stores.units.findByCode('H1'))!;
    await stores.units.save({ ...unit, name: `Hạt <i>1</i> ${NASTY}`, parentCode: 'KL' });
  });
  const text = `${NASTY}\n</b></code> &amp; **đậm <script>1 < 2</script>\n# Mục **`.repeat(300);
  const { id } = await issue(office, ['KL'], { title: `V/v ${NASTY}`, number: `1/<u>&${NASTY}`, text });
  for (const command of ['/toi', '/canlam', '/vanban', '/vanban <b>', '/trogiup', '/start']) await say('an', command);
  await say('ranger-head', '/tinhhinh');
  for (const label of ['1', /chưa xác nhận$/, '‹ Văn bản', /Đôn đốc/, '2', '‹ Chi cục Kiểm lâm']) {
    await press('ranger-head', typeof label === 'string' && label.startsWith('‹') ? new RegExp(label) : label);
  }
  await press('an', /Đọc toàn văn/);
  await press('an', '›');
  await say('h1-head', '/tinhhinh');
  await press('h1-head', 'Làm mới');
  const seen = office.sandbox.users().flatMap((user) => user.messages().filter((message) => message.from === 'bot'));
  const shown = seen.flatMap(({ text: words, buttons }) => [words, ...buttons.flat().map((button) => button.label)]);
  expect(shown.filter((words) => words.includes('<b>Đậm</b>')).length).toBeGreaterThan(10);
  expect(shown.filter((words) => /[\u202a-\u202e\u2066-\u2069]|&amp;lt|&lt;/.test(words))).toEqual([]);
  expect((await receiptOf(office, id, 'an')).status).toBe('sent');
});
