import { afterEach, describe, expect, test } from 'vitest';
import { leaveOffice, revokeAccount } from '../../src/domain/people/account-actions.ts';
import { invite } from '../../src/domain/people/enrolment-actions.ts';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { people } from '../support/cast.ts';
import { figuresOf, HAND, issue, receiptOf } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

const ALL = people.map((person) => person.staffNo);
const without = (...absent: string[]): string[] => ALL.filter((staffNo) => !absent.includes(staffNo));

let office: TestOffice;
afterEach(() => office.close());

async function say(user: SandboxUser, text: string): Promise<string> {
  user.send(text);
  await office.settle();
  return user.last().text;
}

async function share(user: SandboxUser, contact: Parameters<SandboxUser['shareContact']>[0] = {}): Promise<string> {
  user.shareContact(contact);
  await office.settle();
  return user.last().text;
}

async function codeFor(staffNo: string): Promise<string> {
  const [invited] = await invite(HAND, { staffNo }, office.app.office);
  return invited!.code;
}

async function accountOf(staffNo: string) {
  return await office.app.office.read.people.findAccount(await office.personId(staffNo));
}

const newPhone = (id: number, phone: string, languageCode = 'vi'): SandboxUser =>
  office.sandbox.addUser({ id, firstName: 'Máy mới', phone, languageCode });

describe('a stranger', () => {
  test('learns what to do and nothing else, whatever they send', async () => {
    office = await openTestOffice();
    await issue(office, ['KL']);
    const stranger = newPhone(9_001, '+84911111111');
    const screens = [await say(stranger, '/start'), await say(stranger, 'alo'), await say(stranger, '/linhtinh')];
    stranger.sendPhoto();
    await office.settle();
    screens.push(stranger.last().text);
    for (const command of [
      '/canlam',
      '/vanban kiem lam',
      '/tinhhinh',
      '/tinhhinh KL',
      '/phathanh',
      '/toi',
      '/ngonngu',
    ]) {
      screens.push(await say(stranger, command));
    }
    for (const screen of screens) {
      expect(screen).toMatch(/chia sẻ số điện thoại|chưa kích hoạt/i);
      expect(screen).not.toMatch(/bão|Kiểm lâm|Sở Nông nghiệp/);
    }
    expect(stranger.keyboard()?.[0]?.[0]).toEqual({ label: 'Chia sẻ số điện thoại của tôi', requestContact: true });
    expect(await say(stranger, '/trogiup')).not.toMatch(/phathanh|tinhhinh|canlam/);
    const press = stranger.press({ data: 'ack:1' });
    await press.settled;
    expect(press.answer?.text).toContain('chưa kích hoạt');
  });

  test('is spoken to in English when their Telegram is', async () => {
    office = await openTestOffice();
    expect(await say(newPhone(9_002, '+84911111112', 'en-GB'), '/start')).toContain('share your own phone number');
  });

  test('whose number nobody knows is told whom to ask, and can try again', async () => {
    office = await openTestOffice();
    const stranger = newPhone(9_003, '+84911111113');
    expect(await share(stranger)).toContain('chưa có trong danh sách');
    expect(stranger.keyboard()?.[0]?.[0]?.requestContact).toBe(true);
  });
});

describe('staff', () => {
  test('enrol with their own contact, and sharing it again changes nothing', async () => {
    office = await openTestOffice({ enrolled: without('an') });
    const an = office.as('an');
    await say(an, '/start');
    expect(await share(an)).toContain('Đã kích hoạt tài khoản của Đặng Văn An');
    expect(an.keyboard()).toBeUndefined();
    const account = await accountOf('an');
    expect(await share(an)).toContain('đã được kích hoạt');
    expect(await accountOf('an')).toEqual(account);
  });

  test.each([
    ['somebody else’s contact', { phone: '+84900000009', userId: 7_009 }],
    ['a contact without its account', { userId: null }],
    ['an own contact with another account in it', { userId: 7_009 }],
    ['a forwarded contact', { forwardedFrom: 7_009 }],
  ])('are refused with %s', async (_, contact) => {
    office = await openTestOffice({ enrolled: without('an') });
    expect(await share(office.as('an'), contact)).toContain('của chính bạn');
    expect(office.as('an').keyboard()?.[0]?.[0]?.requestContact).toBe(true);
    expect(await accountOf('an')).toBeNull();
  });

  test('who share one number with a colleague are sent to the clerk', async () => {
    office = await openTestOffice({ enrolled: without('an') });
    await office.app.office.inTransaction(async (stores) => {
      const binh = (await stores.people.findByStaffNo('binh'))!;
      await stores.people.save({ ...binh, phone: office.as('an').phone });
    });
    expect(await share(office.as('an'))).toContain('nhiều người');
    expect(await accountOf('an')).toBeNull();
  });

  test('cannot take over a Telegram account that belongs to a colleague', async () => {
    office = await openTestOffice({ enrolled: without('an') });
    const binh = office.as('binh');
    expect(await share(binh, { phone: office.as('an').phone })).toContain('đang gắn với người khác');
    expect(await accountOf('an')).toBeNull();
  });

  test('who have left the office are not known any more', async () => {
    office = await openTestOffice();
    const directive = await issue(office, ['H1']);
    await leaveOffice(HAND, 'an', office.app.office);
    const press = office.as('an').press(/Xác nhận đã đọc/);
    await press.settled;
    expect(press.answer?.text).toContain('chưa kích hoạt');
    expect(await share(office.as('an'))).toContain('chưa có trong danh sách');
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ owed: 3, closed: 1, sent: 2 });
  });

  test('who open a colleague’s link by mistake still enrol with their own number', async () => {
    office = await openTestOffice({ enrolled: without('an', 'binh') });
    await say(office.as('an'), `/start ${await codeFor('binh')}`);
    expect(await share(office.as('an'))).toContain('Đặng Văn An');
    expect(await accountOf('binh')).toBeNull();
  });
});

describe('whoever holds a role', () => {
  test('needs an invite and the own contact; neither alone is enough', async () => {
    office = await openTestOffice({ enrolled: without('ranger-head') });
    const head = office.as('ranger-head');
    expect(await share(head)).toContain('liên kết mời');
    const code = await codeFor('ranger-head');
    expect(await say(head, `/start ${code}`)).toContain('Liên kết mời hợp lệ');
    expect(await accountOf('ranger-head')).toBeNull();
    expect(await share(head)).toContain('Đã kích hoạt tài khoản của Hoàng Kiểm');
  });

  test('cannot use an invite that has expired, before or after it was opened', async () => {
    office = await openTestOffice({ enrolled: without('ranger-head', 'h1-head') });
    const [code, other] = [await codeFor('ranger-head'), await codeFor('h1-head')];
    await say(office.as('h1-head'), `/start ${other}`);
    await office.advance({ days: 8 });
    expect(await say(office.as('ranger-head'), `/start ${code}`)).toContain('đã hết hạn');
    expect(await share(office.as('h1-head'))).toContain('đã hết hạn');
    expect(await accountOf('h1-head')).toBeNull();
  });

  test('cannot use an invite twice, nor one that a newer one replaced', async () => {
    office = await openTestOffice({ enrolled: without('ranger-head') });
    const [old, code] = [await codeFor('ranger-head'), await codeFor('ranger-head')];
    expect(await say(office.as('ranger-head'), `/start ${old}`)).toContain('không dùng được');
    await say(office.as('ranger-head'), `/start ${code}`);
    await share(office.as('ranger-head'));
    const thief = newPhone(9_010, '+84911111120');
    expect(await say(thief, `/start ${code}`)).toContain('không dùng được');
  });

  test('cannot use the invite of another', async () => {
    office = await openTestOffice({ enrolled: without('ranger-head', 'h1-head') });
    await say(office.as('h1-head'), `/start ${await codeFor('ranger-head')}`);
    expect(await share(office.as('h1-head'))).toContain('dành cho người khác');
    expect(await accountOf('h1-head')).toBeNull();
    expect(await accountOf('ranger-head')).toBeNull();
    await say(office.as('h1-head'), `/start ${await codeFor('h1-head')}`);
    expect(await share(office.as('h1-head'))).toContain('Bùi Hạt Trưởng');
  });

  test('waits an hour after five wrong codes, even with the right one', async () => {
    office = await openTestOffice({ enrolled: without('ranger-head') });
    const head = office.as('ranger-head');
    const code = await codeFor('ranger-head');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await say(head, `/start wrong${attempt}`)).toContain('không dùng được');
    }
    expect(await say(head, `/start ${code}`)).toContain('một giờ');
    expect(await share(head)).toContain('liên kết mời');
    await office.advance({ minutes: 61 });
    expect(await say(head, `/start ${code}`)).toContain('hợp lệ');
    expect(await share(head)).toContain('Hoàng Kiểm');
  });
});

describe('moving to another Telegram account', () => {
  test('needs an invite, tells the old chat, and leaves the old one with nothing to press', async () => {
    office = await openTestOffice();
    const directive = await issue(office, ['H1']);
    const old = office.as('an');
    const card = old.last();
    const fresh = newPhone(9_020, old.phone);
    expect(await share(fresh)).toContain('liên kết mời');
    await say(fresh, `/start ${await codeFor('an')}`);
    await share(fresh);
    expect(fresh.messages().some((message) => message.text.includes('Đã kích hoạt'))).toBe(true);
    expect(fresh.last().text).toContain('bão số 9');
    expect(old.last().text).toContain('chuyển sang một tài khoản Telegram khác');
    const press = old.press(/Xác nhận đã đọc/, card);
    await press.settled;
    expect(press.answer?.text).toContain('chưa kích hoạt');
    expect((await receiptOf(office, directive.id, 'an')).status).toBe('sent');
    await fresh.press(/Xác nhận đã đọc/).settled;
    expect((await receiptOf(office, directive.id, 'an')).status).toBe('acknowledged');
    expect(await say(old, '/canlam')).toContain('chưa kích hoạt');
  });
});

describe('an account that is revoked', () => {
  test('is cut off at once, gets nothing more, and comes back by invite only', async () => {
    office = await openTestOffice();
    const directive = await issue(office, ['H1']);
    const an = office.as('an');
    await revokeAccount(HAND, 'an', office.app.office);
    const press = an.press(/Xác nhận đã đọc/);
    await press.settled;
    expect(press.answer?.text).toContain('chưa kích hoạt');
    expect((await receiptOf(office, directive.id, 'an')).status).toBe('sent');
    const seen = an.messages().length;
    const second = await issue(office, ['H1'], { title: 'Về việc trực Tết' });
    expect(an.messages()).toHaveLength(seen);
    expect(await figuresOf(office, second.id, 'H1')).toMatchObject({ owed: 3, sent: 2, notEnrolled: 1 });
    expect(await share(an)).toContain('liên kết mời');
    await say(an, `/start ${await codeFor('an')}`);
    await share(an);
    expect(await figuresOf(office, second.id, 'H1')).toMatchObject({ owed: 3, sent: 3, notEnrolled: 0 });
  });
});

describe('blocking the bot', () => {
  test('marks a person unreachable; coming back delivers what is owed', async () => {
    office = await openTestOffice();
    const an = office.as('an');
    an.block();
    await office.settle();
    const directive = await issue(office, ['H1']);
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ sent: 2, unreachable: 1 });
    an.unblock();
    await office.settle();
    expect(an.last().text).toContain('bão số 9');
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ sent: 3, unreachable: 0 });
  });

  test('is also noticed when a message is refused, and when an account is gone', async () => {
    office = await openTestOffice({ mayWarn: true });
    office.as('binh').deactivate();
    const directive = await issue(office, ['H1']);
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ sent: 2, unreachable: 1 });
    expect((await accountOf('binh'))?.unreachableReason).toBe('deactivated');
  });

  test('does not undo what was sent before', async () => {
    office = await openTestOffice();
    const directive = await issue(office, ['H1']);
    office.as('an').block();
    await office.settle();
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ sent: 3, unreachable: 0 });
    office.as('an').send('/canlam');
    await office.settle();
    expect((await accountOf('an'))?.unreachableAt).toBeNull();
    await office.as('an').press(/Xác nhận đã đọc/).settled;
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ sent: 2, acknowledged: 1 });
  });
});

describe('whoever enrols late', () => {
  test('gets up to three directives as cards', async () => {
    office = await openTestOffice({ enrolled: without('an') });
    for (const title of ['Một', 'Hai', 'Ba']) await issue(office, ['H1'], { title });
    await share(office.as('an'));
    const cards = office
      .as('an')
      .messages()
      .filter((message) => message.buttons.flat()[0]?.data?.startsWith('ack:'));
    expect(cards).toHaveLength(3);
  });

  test('gets more than three as one list, each of which opens', async () => {
    office = await openTestOffice({ enrolled: without('an') });
    const titles = ['Một', 'Hai', 'Ba', 'Bốn', 'Năm'];
    const directives = [];
    for (const title of titles) directives.push(await issue(office, ['H1'], { title }));
    const an = office.as('an');
    await share(an);
    const sent = an.messages().filter((message) => message.from === 'bot');
    expect(sent).toHaveLength(2);
    expect(an.last().text).toContain('Bạn còn 5 văn bản cần xác nhận');
    for (const { id } of directives) expect((await receiptOf(office, id, 'an')).status).toBe('sent');
    await an.press('2').settled;
    await office.settle();
    await an.press(/Xác nhận đã đọc/).settled;
    await office.settle();
    expect(await say(an, '/canlam')).toContain('Bạn còn 4 việc');
  });
});
