import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { officeModel } from '../../src/storage/model.ts';
import { sql } from '../../src/storage/sql.ts';
import { type CastMember, people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed, figuresOf, issue, receiptOf, submit, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());

const clerk = (): SandboxUser => office.as('clerk');

const { say: sayBy, press: pressBy, send: sendBy } = chatting(() => office);
const say = (text: string, who = 'clerk') => sayBy(who, text);
const press = (button: Parameters<SandboxUser['press']>[0], who = 'clerk') => pressBy(who, button);

const send = (document: Parameters<SandboxUser['sendDocument']>[0]) => sendBy('clerk', document);

const pdf = (name: string, caption?: string) => ({
  name,
  mime: 'application/pdf',
  bytes: Buffer.from(`%PDF-1.7 ${name}`),
  ...(caption ? { caption } : {}),
});
const txt = (text: string, name = 'van-ban.txt', caption?: string) => ({
  name,
  mime: 'text/plain',
  bytes: Buffer.from(text),
  ...(caption ? { caption } : {}),
});

const labels = (): string[] =>
  clerk()
    .last()
    .buttons.flat()
    .map((button) => button.label);
const draft = async (who = 'clerk') => await office.app.office.read.drafts.find(await office.personId(who));
const inForce = async () =>
  (await office.app.office.read.compliance.listDirectives({ path: null }, office.clock.now())).directives;

/** Goes through the form to its overview. */
async function fill({
  title = 'Về việc trực bão',
  to = /Chi cục Kiểm lâm/,
  urgency = 'Bình thường',
} = {}): Promise<void> {
  await say('/phathanh');
  await press('Bỏ qua');
  await say(title);
  await say('Yêu cầu các đơn vị trực 24/24 giờ.');
  await press('Xong');
  await press('Bỏ qua');
  await press(to);
  await press(/^Xong/);
  await press('Tất cả mọi người');
  await press('17:00 ngày mai');
  await press(new RegExp(urgency));
  await press('Có');
  await press(/Tôi xác nhận/);
  expect(clerk().last().text).toContain('Xem lại trước khi phát hành');
}

describe('a new directive', () => {
  test('goes the whole way, with every answer, to everybody who owes it', async () => {
    office = await openTestOffice({ enrolled: people.map(({ staffNo }) => staffNo).filter((no) => no !== 'binh') });
    expect(await say('/phathanh')).toContain('1/10');
    await say('415/SNNMT-VP');
    await say('V/v kiểm tra an toàn phòng cháy');
    await say('Phần một.');
    expect(await say('Phần hai.')).toContain('Đã nhận 19 ký tự');
    await press('Xong');
    await send(pdf('phu-luc-1.pdf'));
    expect(await send(pdf('phu-luc-2.pdf', 'Biểu mẫu'))).toContain('Đã nhận 2 tệp');
    await press('Xong');
    expect(await say('hat kiem lam')).toContain('Tìm “hat kiem lam”: 2 đơn vị');
    await press(/Hạt Kiểm lâm số 1/);
    expect(clerk().last().text).toContain('Đã chọn: Hạt Kiểm lâm số 1');
    await press(/^Xong · 1/);
    await press('Tất cả mọi người');
    await say('17:00 25/11');
    await press(/Thượng khẩn/);
    await press('Không');
    await press(/Tôi xác nhận/);
    const { text } = clerk().last();
    for (const words of [
      'Số 415/SNNMT-VP',
      'V/v kiểm tra an toàn phòng cháy',
      'Hạt Kiểm lâm số 1',
      '17:00 thứ Tư 25/11',
      'Thượng khẩn',
      '📎 2 tệp',
      '3 người phải xác nhận',
      '👤 trong đó 1 người chưa kích hoạt',
      'Không thuộc bí mật nhà nước: bạn đã xác nhận',
    ]) {
      expect(text).toContain(words);
    }
    expect(text.split('\n').filter(Boolean).length).toBeLessThanOrEqual(12);
    await press('Xem thử văn bản');
    expect(clerk().last().text).toContain('🟠 THƯỢNG KHẨN');
    await press('‹ Xem lại');
    await press('Phát hành cho 3 người');
    expect(clerk().last().text).toMatch(/^✅ .*: đã phát hành/);
    expect(await draft()).toBeNull();
    const [directive] = await inForce();
    expect(directive).toMatchObject({ number: '415/SNNMT-VP', owed: 3, sent: 2, notEnrolled: 1 });
    expect(office.as('an').last().text).toContain('Phần một.\nPhần hai.');
    expect(office.as('chau').messages()).toEqual([]);
    // What the files consist of is known without anybody's asking.
    const hashed = () => office.database.read.query(sql`SELECT id FROM attachments WHERE sha256 IS NOT NULL`);
    await vi.waitFor(async () => expect(await hashed()).toHaveLength(2));
    await press(/Tệp kèm theo/, 'an');
    await press(/Tệp kèm theo/, 'h1-head');
    const received = (who: string) =>
      office
        .as(who)
        .messages()
        .flatMap(({ document }) => document?.name ?? []);
    expect(received('an')).toEqual(['phu-luc-1.pdf', 'phu-luc-2.pdf']);
    expect(received('h1-head')).toEqual(received('an'));
    expect(office.sandbox.uploadCount(pdf('phu-luc-1.pdf').bytes)).toBe(0); // by its file_id alone
    await press('Xem tình hình');
    expect(clerk().last().text).toContain('Phải xác nhận: 3');
  });

  test('can be gone back in, changed from the overview, and cancelled', async () => {
    office = await openTestOffice();
    await fill();
    await press('Sửa');
    await press('Trích yếu');
    expect(labels()).toContain('‹ Xem lại');
    await say('Về việc ứng phó lũ');
    expect(clerk().last().text).toContain('Về việc ứng phó lũ');
    expect(clerk().last().text).toContain('Xem lại trước khi phát hành');
    await press('Sửa');
    await press('Nơi nhận');
    await press(/Chi cục Kiểm lâm/);
    await press(/Văn phòng Sở/);
    await press(/^Xong · 1/);
    expect(clerk().last().text).toContain('Gửi: Văn phòng Sở');
    await press('Sửa');
    await press('Hạn xác nhận');
    await press('‹ Xem lại');
    await press('Hủy');
    expect(clerk().last().text).toContain('Đã hủy.');
    expect(await draft()).toBeNull();
    expect(await inForce()).toEqual([]);
    await say('/phathanh');
    await press('Bỏ qua');
    await press('‹ Quay lại');
    expect(clerk().last().text).toContain('hoặc gõ số, ký hiệu');
    expect(await say('/huy')).toContain('Đã hủy');
  });

  test('waits for its author: /phathanh again offers to go on, or to start again', async () => {
    office = await openTestOffice();
    await say('/phathanh');
    await press('Bỏ qua');
    await say('Về việc trực bão');
    expect(await say('/phathanh')).toContain('Về việc trực bão');
    await press('Làm tiếp');
    expect(clerk().last().text).toContain('Nội dung văn bản?');
    await say('/phathanh');
    await press('Bắt đầu lại');
    expect(clerk().last().text).toContain('1/10');
    expect((await draft())?.answers).toEqual({});
  });

  test('survives a restart of the bot at any question', async () => {
    office = await openTestOffice();
    await say('/phathanh');
    await say('1/KH');
    await office.restart();
    await say('Về việc trực bão');
    await say('Phần một.');
    await office.restart();
    await say('Phần hai.');
    await press('Xong');
    await press('Bỏ qua');
    await press(/Chi cục Thủy lợi/);
    await office.restart();
    await press(/^Xong · 1/);
    expect((await draft())?.answers).toMatchObject({ number: '1/KH', text: 'Phần một.\nPhần hai.', files: null });
  });

  test('shows where it stands to whoever presses a stale button, and is not moved by it', async () => {
    office = await openTestOffice();
    await say('/phathanh');
    const stale = clerk().last();
    await press('Bỏ qua');
    await say('Về việc trực bão');
    const old = clerk().press({ data: stale.buttons.flat()[0]!.data! }, stale);
    await old.settled;
    await office.settle();
    expect(old.answer?.text).toContain('đã sang bước khác');
    expect(clerk().last().text).toContain('Nội dung văn bản?');
    expect(await draft()).toMatchObject({ step: 'text', answers: { number: null, title: 'Về việc trực bão' } });
  });

  test('takes two quick messages one after the other, and one that is delivered twice once', async () => {
    office = await openTestOffice();
    await say('/phathanh');
    clerk().send('1/KH');
    clerk().send('Về việc trực bão');
    clerk().send('Phần một.');
    clerk().send('Phần hai.');
    await office.settle();
    office.sandbox.redeliver();
    clerk().send('Phần ba.');
    await office.settle();
    await press('Xong');
    expect((await draft())?.answers).toMatchObject({
      number: '1/KH',
      title: 'Về việc trực bão',
      text: 'Phần một.\nPhần hai.\nPhần ba.',
    });
  });

  test('that is submitted twice is issued once, and the second press is told so', async () => {
    office = await openTestOffice();
    await fill();
    const overview = clerk().last();
    const issuing = overview.buttons[0]![0]!.data!;
    const presses = [clerk().press({ data: issuing }, overview), clerk().press({ data: issuing }, overview)];
    await Promise.all(presses.map((one) => one.settled));
    await office.settle();
    expect(presses[1]!.answer?.text).toContain('đã được gửi đi');
    expect(await inForce()).toHaveLength(1);
    expect(office.as('an').messages()).toHaveLength(1);
  });

  test('with a number that was issued this year is refused, and the number can be changed', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], { number: '12/CĐ-SNNMT' }, await actorNamed(office, 'clerk'));
    await fill();
    await press('Sửa');
    await press('Số, ký hiệu');
    await say('12/cđ-snnmt');
    expect(await press('Phát hành cho 7 người')).toContain('đã được phát hành trong năm nay');
    await press('Sửa');
    await press('Số, ký hiệu');
    await say('13/CĐ-SNNMT');
    await press('Phát hành cho 7 người');
    expect(await inForce()).toHaveLength(2);
  });

  test('whose deadline passed while it waited is refused, and the deadline can be changed', async () => {
    office = await openTestOffice();
    await fill();
    await office.advance({ days: 2 });
    expect(await press('Phát hành cho 7 người')).toContain('đã qua');
    await press('Sửa');
    await press('Hạn xác nhận');
    await press('17:00 ngày mai');
    await press('Phát hành cho 7 người');
    expect(await inForce()).toHaveLength(1);
  });

  test('goes to the heads of units alone when that is wanted', async () => {
    office = await openTestOffice();
    await fill();
    await press('Sửa');
    await press('Người nhận');
    await press('Chỉ thủ trưởng đơn vị');
    await press('Phát hành cho 2 người');
    expect(office.as('ranger-head').last().text).toContain('trực bão');
    expect(office.as('h1-head').last().text).toContain('trực bão');
    expect(office.as('an').messages()).toEqual([]);
  });

  test('is for clerks and leaders, and within their own tree only', async () => {
    office = await openTestOffice();
    expect(await say('/phathanh', 'an')).toContain('văn thư');
    expect(await say('/phathanh', 'inspector')).toContain('văn thư');
    await say('/phathanh', 'h1-head');
    await press('Bỏ qua', 'h1-head');
    await say('Tên', 'h1-head');
    await say('Nội dung', 'h1-head');
    await press('Xong', 'h1-head');
    await press('Bỏ qua', 'h1-head');
    const shown = office
      .as('h1-head')
      .last()
      .buttons.flat()
      .map((button) => button.label);
    expect(shown.filter((label) => /Hạt|Chi cục|Sở/.test(label))).toEqual([
      expect.stringContaining('Hạt Kiểm lâm số 1'),
    ]);
    expect(await say('thuy loi', 'h1-head')).toContain('Không có đơn vị nào khớp với “thuy loi”');
    const waiting = (await draft('h1-head'))!;
    const forged = office.as('h1-head').press({
      data: `form:${waiting.id}:${waiting.revision}:toggle:${await office.unitId('TL')}`,
    });
    await forged.settled;
    await office.settle();
    await press(/^Xong/, 'h1-head');
    await press('Tất cả mọi người', 'h1-head');
    await press('17:00 ngày mai', 'h1-head');
    await press('Bình thường', 'h1-head');
    await press('Có', 'h1-head');
    await press(/Tôi xác nhận/, 'h1-head');
    expect(office.as('h1-head').last().text).toContain('Chưa có ai');
    expect(await submit(office, ['TL'], {}, await actorNamed(office, 'h1-head')).catch((error) => error.code)).toBe(
      'unitsNotYours',
    );
    expect(await inForce()).toEqual([]);
  });
});

describe('the picker of units', () => {
  const toUnits = async () => {
    await say('/phathanh');
    await press('Bỏ qua');
    await say('Về việc trực bão');
    await say('Yêu cầu trực 24/24 giờ.');
    await press('Xong');
    await press('Bỏ qua');
  };

  test('lets a unit take in those below it, and names it when one of them is pressed', async () => {
    office = await openTestOffice();
    await toUnits();
    await say('kiem lam');
    await press(/Hạt Kiểm lâm số 1/);
    await press(/Hạt Kiểm lâm số 2/);
    expect(labels()).toContain('Xong · 2 đơn vị');
    await press(/Chi cục Kiểm lâm/);
    expect(clerk().last().text).toContain('Đã chọn: Chi cục Kiểm lâm');
    expect(labels()).toContain('Xong · 1 đơn vị');
    const before = clerk().last();
    expect(await press(/Hạt Kiểm lâm số 2/)).toBe('Đã gồm trong Chi cục Kiểm lâm.');
    expect(clerk().last()).toEqual(before);
    await press(/Chi cục Kiểm lâm/);
    expect(labels().some((label) => label.startsWith('Xong'))).toBe(false);
  });

  test('says when no unit has these words, and shows the way up by an arrow of its own', async () => {
    office = await openTestOffice();
    await toUnits();
    expect(await say('zzz')).toContain('Không có đơn vị nào khớp với “zzz”. Bạn thử từ khác.');
    expect(labels()).toContain('↑ Sở Nông nghiệp và Môi trường tỉnh Lam Giang');
    expect(labels()).toContain('‹ Quay lại');
  });
});

describe('a question', () => {
  const above = () => clerk().messages().at(-3)!;

  test('that was refused an answer stands below the refusal, once', async () => {
    office = await openTestOffice();
    await fill();
    await press('Sửa');
    await press('Hạn xác nhận');
    const refused = await say('bao giờ cũng được');
    expect(refused).toMatch(/^Chưa đọc được thời hạn này\..*\n\n.*Hạn xác nhận đến khi nào\?/s);
    expect(above().text).toBe('Hạn xác nhận: bạn trả lời ở câu hỏi bên dưới.');
    expect(above().buttons).toEqual([]);
    expect(await say('17:00 21/11/2020')).toMatch(/^Thời hạn này đã qua\./);
    await press('17:00 ngày mai');
    expect(clerk().last().text).toContain('Xem lại trước khi phát hành');
    expect(await say('được rồi')).toMatch(/^Bạn vui lòng chọn một trong các nút.*Xem lại trước khi phát hành/s);
    await press('Phát hành cho 7 người');
    expect(await inForce()).toHaveLength(1);
  });

  test('loses its buttons when the form is cancelled by hand, also after going on with it', async () => {
    office = await openTestOffice();
    await say('/phathanh');
    expect(await say('/huy')).toContain('Đã hủy.');
    expect(above().buttons).toEqual([]);
    await say('/phathanh');
    await say('/phathanh');
    await press('Làm tiếp');
    await say('/huy');
    expect(above().text).toContain('Đã hủy.');
    expect(above().buttons).toEqual([]);
  });
});

describe('the overview', () => {
  test.each(['abc', '-1', '9.5'])('shows the first page to whoever asks for page %s', async (page) => {
    office = await openTestOffice({ enrolled: ['clerk'] });
    await fill();
    const { id, revision } = (await draft())!;
    await pressBy('clerk', { data: `form:${id}:${revision}:people:${page}` });
    expect(clerk().last().text).toContain('1. Hoàng Kiểm');
  });

  test('names those who have no account, page by page, and goes back', async () => {
    office = await openTestOffice({ enrolled: ['clerk'] });
    await fill();
    const { text } = clerk().last();
    expect(text).toContain('Gửi: Chi cục Kiểm lâm và các đơn vị trực thuộc\nNgười phải xác nhận: tất cả mọi người');
    expect(text).toContain('👤 trong đó 7 người chưa kích hoạt');
    await press('👤 Chưa kích hoạt');
    expect(clerk().last().text).toContain(
      '1. Hoàng Kiểm, Chi cục Kiểm lâm\n2. Vũ Phó, Chi cục Kiểm lâm\n3. Đặng Văn An, Hạt',
    );
    await press('‹ Xem lại');
    await press('Sửa');
    await press('Nơi nhận');
    await press(/Chi cục Kiểm lâm/);
    await press(/Chi cục Thủy lợi/);
    await press(/^Xong/);
    expect(clerk().last().text).toContain('Gửi: Chi cục Thủy lợi\n');
    await press('Sửa');
    await press('Nơi nhận');
    await press(/Chi cục Thủy lợi/);
    await press(/Sở Nông nghiệp/);
    await press(/^Xong/);
    await press('👤 Chưa kích hoạt');
    expect(clerk().last().text).toContain('👤 13 người chưa kích hoạt');
    await press('›');
    expect(clerk().last().text).toContain('9. ');
    await press('‹ Xem lại');
    expect(clerk().last().text).toContain('Xem lại trước khi phát hành');
  });
});

describe('a text with a mark of secrecy', () => {
  const SECRET = 'Chuyện không ai được biết';

  /** Every text that stands anywhere in the database. */
  async function everythingKept(): Promise<string> {
    const entities = officeModel.entities(office.database.dialect);
    const tables = entities.map(({ options }) => String(options.tableName ?? options.name));
    expect(tables).toContain('drafts');
    const rows = await Promise.all(
      tables.map((table) => office.database.read.query(sql`SELECT * FROM ${sql.raw(table)}`)),
    );
    return JSON.stringify(rows);
  }

  test.each([
    ['typed', async () => say(`MẬT\n${SECRET}`)],
    ['typed at the end', async () => say(`${SECRET}\nĐộ mật: Tối mật`)],
    [
      'typed in two parts',
      async () => {
        await say('Phần đầu.\nTUYỆT');
        return say(`MẬT\n${SECRET}`);
      },
    ],
    ['a file', async () => send(txt(`TỐI MẬT\n${SECRET}`))],
    ['a file by its caption', async () => send(txt(SECRET, 'kh.txt', 'MẬT'))],
    ['a file by its name', async () => send(txt(SECRET, 'TUYỆT MẬT.txt'))],
  ])('is refused as %s, and nothing of it is kept', async (_, give) => {
    office = await openTestOffice();
    await say('/phathanh');
    await press('Bỏ qua');
    await say('Về việc trực bão');
    expect(await give()).toContain('dấu độ mật');
    expect(await draft()).toMatchObject({ step: 'text' });
    expect(await everythingKept()).not.toContain(SECRET);
    expect(await everythingKept()).toContain('Về việc trực bão');
  });

  test('is refused as a number, a title, a name or a caption of an attachment', async () => {
    office = await openTestOffice();
    await say('/phathanh');
    expect(await say('TỐI MẬT')).toContain('dấu độ mật');
    await press('Bỏ qua');
    expect(await say(`(MẬT) ${SECRET}`)).toContain('dấu độ mật');
    await say('Về việc trực bão');
    await say('Nội dung');
    await press('Xong');
    expect(await send(pdf(`MẬT (${SECRET}).pdf`))).toContain('dấu độ mật');
    expect(await send(pdf(`${SECRET}.pdf`, 'TUYỆT MẬT'))).toContain('dấu độ mật');
    expect(await draft()).toMatchObject({ step: 'files' });
    expect(await everythingKept()).not.toContain(SECRET);
  });
});

describe('newcomers', () => {
  test('owe what is in force in their unit, unless that was switched off', async () => {
    office = await openTestOffice();
    const [wide, narrow] = [
      await issue(office, ['KL'], { title: 'Cả người mới' }),
      await issue(office, ['KL'], { title: 'Không người mới', lateJoiners: false }),
    ];
    await takePost(office, 'giang', 'H2');
    expect(
      office
        .as('giang')
        .messages()
        .map(({ text }) => text),
    ).toEqual([expect.stringContaining('Cả người mới')]);
    expect(await receiptOf(office, wide.id, 'giang')).toMatchObject({ lateJoiner: true, status: 'sent' });
    expect(await figuresOf(office, wide.id, 'H2')).toMatchObject({ owed: 3 });
    expect(await figuresOf(office, narrow.id, 'H2')).toMatchObject({ owed: 2 });
    await takePost(office, 'giang', 'H1');
    expect(office.as('giang').messages()).toHaveLength(1);
  });
});

describe('an immediate directive', () => {
  const hasCard = (who: string): boolean =>
    office
      .as(who)
      .messages()
      .some(({ text }) => text.includes('HỎA TỐC') && text.includes('Xác nhận trước'));

  test('reaches nobody before a second person has said yes', async () => {
    office = await openTestOffice();
    await fill({ urgency: 'Hỏa tốc' });
    await press('🔴 Trình duyệt hỏa tốc');
    expect(clerk().last().text).toContain('Đã trình');
    expect(office.as('an').messages()).toEqual([]);
    expect(office.as('director').last().text).toContain('Cần bạn duyệt');
    expect(office.as('ranger-head').last().text).toContain('Cần bạn duyệt');
    expect(office.as('water-head').messages()).toEqual([]);
    expect(office.as('inspector').messages()).toEqual([]);
    await press(/Đọc toàn văn/, 'director');
    expect(office.as('director').last().text).toContain('trực 24/24');
    await press('‹ Quay lại', 'director');
    await press('✅ Đồng ý phát hành', 'director');
    expect(
      office
        .as('director')
        .messages()
        .some(({ text }) => text.includes('Bạn đã đồng ý')),
    ).toBe(true);
    expect(hasCard('an')).toBe(true);
    expect(clerk().last().text).toMatch(/^✅ .*: đã phát hành/);
    for (const other of ['ranger-head', 'ranger-deputy']) {
      const [request, ...more] = office
        .as(other)
        .messages()
        .filter(({ text }) => text.includes('Nguyễn Thị Minh duyệt'));
      expect(request).toMatchObject({ buttons: [] });
      expect(more).toEqual([]);
    }
    const { id } = (await inForce())[0]!;
    expect(await press({ data: `start:refuse:${id}` }, 'ranger-head')).toContain('đã được quyết định');
    await press({ data: `yes:${id}` }, 'ranger-head');
    expect(office.as('ranger-head').last().text).toContain('đã được Nguyễn Thị Minh duyệt, bạn không cần làm gì thêm');
    expect(await inForce()).toHaveLength(1);
  });

  test('shows the second person all that goes out, attachments too, and them to nobody else', async () => {
    office = await openTestOffice();
    await fill({ urgency: 'Hỏa tốc' });
    await press('Sửa');
    await press('Tệp kèm theo');
    await send(pdf('phu-luc.pdf'));
    await press('Xong');
    await press('🔴 Trình duyệt hỏa tốc');
    const asked = office.as('director').last();
    expect(asked.text).toContain(
      'Gửi: Chi cục Kiểm lâm và các đơn vị trực thuộc\nNgười phải xác nhận: tất cả mọi người',
    );
    expect(asked.text).toContain('📎 1 tệp');
    await press('📎 Tệp kèm theo', 'director');
    expect(office.as('director').last().document?.name).toBe('phu-luc.pdf');
    await say('/canlam', 'water-head');
    const files = asked.buttons.flat().find((one) => one.label.includes('Tệp'))!.data!;
    const forged = office.as('water-head').press({ data: files });
    await forged.settled;
    await office.settle();
    expect(forged.answer?.showAlert).toBe(true);
    expect(office.as('water-head').last().document).toBeUndefined();
  });

  test('is decided once when two press at the same time', async () => {
    office = await openTestOffice();
    await fill({ urgency: 'Hỏa tốc' });
    await press('🔴 Trình duyệt hỏa tốc');
    await press('Không đồng ý', 'ranger-head');
    await say('Chưa rõ đơn vị nào trực', 'ranger-head');
    const presses = [
      office.as('director').press('✅ Đồng ý phát hành'),
      office.as('ranger-deputy').press('✅ Đồng ý phát hành'),
      office.as('ranger-head').press('Không đồng ý'),
    ];
    await Promise.all(presses.map((one) => one.settled));
    await office.settle();
    const said = ['director', 'ranger-head', 'ranger-deputy'].map(
      (who) =>
        office
          .as(who)
          .messages()
          .filter(({ text }) => /Bạn đã đồng ý|bạn không đồng ý/.test(text)).length,
    );
    expect(said.reduce((sum, count) => sum + count)).toBe(1);
    const [directive] = await office.database.read.query<{ state: string }>(sql`SELECT state FROM directives`);
    expect((await inForce()).length).toBe(directive?.state === 'issued' ? 1 : 0);
  });

  test('that is not approved goes nowhere, and its author is told', async () => {
    office = await openTestOffice();
    await fill({ urgency: 'Hỏa tốc' });
    await press('🔴 Trình duyệt hỏa tốc');
    await press('Không đồng ý', 'ranger-head');
    await say('Chưa rõ đơn vị nào trực', 'ranger-head');
    await press('Không đồng ý', 'ranger-head');
    expect(office.as('ranger-head').last().text).toContain('không được phát hành');
    expect(office.as('director').last()).toMatchObject({
      buttons: [],
      text: expect.stringContaining('không được Hoàng Kiểm duyệt'),
    });
    expect(clerk().last().text).toContain('Hoàng Kiểm không đồng ý');
    expect(clerk().last().text).toContain('Lý do: Chưa rõ đơn vị nào trực');
    expect(office.as('an').messages()).toEqual([]);
    await press('Sửa và trình lại');
    expect(clerk().last().text).toContain('Xem lại trước khi phát hành');
    expect(clerk().last().text).toContain('Về việc trực bão');
  });

  test('without anybody who could approve is refused in words, and the draft stays', async () => {
    const alone: CastMember[] = people.filter(({ staffNo }) => ['clerk', 'an', 'binh'].includes(staffNo));
    office = await openTestOffice({ people: alone });
    await fill({ urgency: 'Hỏa tốc' });
    expect(await press('🔴 Trình duyệt hỏa tốc')).toContain('Chưa có lãnh đạo nào');
    expect(await draft()).not.toBeNull();
  });
});
