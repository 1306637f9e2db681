import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Amendment, amendDirective } from '../../src/domain/directives/amend-actions.ts';
import type { Directive, DirectiveDraft } from '../../src/domain/directives/directive.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { haltSending, resumeSending, retrySending } from '../../src/domain/directives/sending-actions.ts';
import { leaveOffice, markUnreachable } from '../../src/domain/people/account-actions.ts';
import { Problem } from '../../src/domain/problem.ts';
import { instant } from '../../src/lib/clock.ts';
import { actorNamed, figuresOf, HAND, issue, receiptOf } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { TestClock } from '../support/test-clock.ts';

const TEXT = 'Yêu cầu các đơn vị trực 24/24 giờ.\nBáo cáo trước 16 giờ hằng ngày.';

let office: TestOffice;
let directive: Directive;

beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z'), mayWarn: true });
  directive = await issueTo({ title: 'Ứng phó bão số 9', text: TEXT });
});
afterEach(async () => {
  expect(await recount(office.database.url)).toEqual([]);
  await office.close();
});

async function issueTo(fields: Partial<DirectiveDraft> = {}): Promise<Directive> {
  return await issue(office, ['H1'], fields);
}

async function amend(change: Partial<Amendment> = {}) {
  const { title, deadlineAt } = await office.app.office.read.directives.get(directive.id);
  const text = TEXT.replace('16 giờ', '15 giờ');
  const wish = { title, deadlineAt, text, reason: 'Bão đổi hướng', keepsAcknowledged: false, ...change };
  const amended = await amendDirective(HAND, directive.id, wish, office.app.office);
  await settled();
  return amended;
}

async function end(as: 'closed' | 'withdrawn', reason: string | null = 'Ban hành nhầm') {
  await endDirective(HAND, directive.id, { as, reason }, office.app.office);
  await settled();
}

/** Until cards were brought up to date as well. */
async function settled(): Promise<void> {
  await office.app.ticker.runAll();
  await office.settle();
}

async function press(who: string, button: Parameters<ReturnType<TestOffice['as']>['press']>[0]) {
  const pressed = office.as(who).press(button);
  await office.settle();
  return pressed;
}

const cards = (who: string) =>
  office
    .as(who)
    .messages()
    .filter(({ text }) => text.includes('Ứng phó bão số 9'));
const labels = (who: string, index: number) =>
  cards(who)
    [index]!.buttons.flat()
    .map(({ label }) => label);
const acknowledgedAt = async (who: string) => (await receiptOf(office, directive.id, who)).acknowledgedAt;

describe('an amendment', () => {
  beforeEach(() => office.advance({ minutes: 11 }));

  test('reaches everybody as a new card that says what changed and why, and the old card points to it', async () => {
    await press('an', /Xác nhận đã đọc/);
    await amend();
    const [old, current] = cards('an');
    expect(old!.text).toContain('đã được sửa đổi');
    expect(labels('an', 0)).toEqual(['Mở văn bản đang có hiệu lực']);
    expect(current!.text).toMatch(/✏️ Sửa đổi lần 1[\s\S]*Lý do: Bão đổi hướng/);
    expect(current!.html).toMatch(/<s>16<\/s> <u>15<\/u>/);
    expect(labels('an', 1)).toContain('✅ Xác nhận đã đọc');
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ owed: 3, acknowledged: 0, sent: 3 });
  });

  test('leaves what was acknowledged on record against the text that it was given for', async () => {
    const before = (await receiptOf(office, directive.id, 'an')).id;
    await press('an', /Xác nhận đã đọc/);
    await amend();
    const old = (await office.app.office.read.receipts.find(before))!;
    expect(old).toMatchObject({ version: 1, status: 'acknowledged', isHolding: false });
    expect(await acknowledgedAt('an')).toBeNull();
    await press('an', { data: `ack:${(await receiptOf(office, directive.id, 'an')).id}` });
    expect(await acknowledgedAt('an')).not.toBeNull();
  });

  test('that keeps acknowledgements asks only the others, and says so', async () => {
    await press('an', /Xác nhận đã đọc/);
    await amend({ keepsAcknowledged: true });
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ owed: 3, acknowledged: 1, sent: 2 });
    expect(cards('an')[1]!.text).toContain('Bạn đã xác nhận bản trước');
    expect(labels('an', 1)).not.toContain('✅ Xác nhận đã đọc');
    expect(labels('binh', 1)).toContain('✅ Xác nhận đã đọc');
  });

  test('an old button shows what holds, and acknowledges nothing', async () => {
    const old = (await receiptOf(office, directive.id, 'an')).id;
    await amend();
    const pressed = await press('an', { data: `ack:${old}` });
    expect(pressed.answer?.text).toContain('Văn bản đã được sửa đổi');
    expect(await acknowledgedAt('an')).toBeNull();
    expect(office.as('an').last().text).toContain('✏️ Sửa đổi lần 1');
  });

  test('shows everything that was added and removed, page by page', async () => {
    await amend({ text: `${TEXT.split('\n')[0]}\n${'Đoạn mới. '.repeat(500)}` });
    await press('an', /Xem chỗ sửa đổi/);
    expect(office.as('an').last().text).toMatch(/nội dung sửa đổi[\s\S]*Gạch ngang/);
    await press('an', '›');
    expect(office.as('an').last().text).toContain('Đoạn mới.');
    await press('an', /Về đầu văn bản/);
    expect(office.as('an').last().text).toContain('Lý do: Bão đổi hướng');
  });

  test('of the deadline alone is one too, and nothing at all is refused', async () => {
    await expect(amend({ text: TEXT })).rejects.toMatchObject({ code: 'nothingChanged' });
    await expect(amend({ reason: '  ' })).rejects.toMatchObject({ code: 'reasonMissing' });
    await amend({ text: TEXT, deadlineAt: instant('2026-11-24T17:00:00+07:00') });
    expect(cards('an')[1]!.text).toContain('Hạn mới: 17:00 ngày mai');
  });

  test('reminds nobody of the version before', async () => {
    await amend({ deadlineAt: instant('2026-11-24T17:00:00+07:00') });
    for (const who of ['an', 'binh', 'h1-head']) {
      await press(who, { data: `ack:${(await receiptOf(office, directive.id, who)).id}` });
    }
    await office.advance({ days: 2 });
    expect(
      office
        .as('an')
        .messages()
        .filter(({ text }) => text.includes('Nhắc bạn')),
    ).toEqual([]);
  });

  test('is made twice in a row, each against the one before', async () => {
    await amend();
    await amend({ text: TEXT.replace('16 giờ', '14 giờ') });
    expect(cards('an').at(-1)!.html).toMatch(/<s>15<\/s> <u>14<\/u>/);
    expect(cards('an').at(-1)!.text).toContain('Sửa đổi lần 2');
    expect(cards('an')[1]!.text).toContain('đã được sửa đổi');
  });

  test('is not owed by who has left', async () => {
    await leaveOffice(HAND, 'binh', office.app.office);
    await amend();
    expect(await figuresOf(office, directive.id, 'H1')).toMatchObject({ owed: 2 });
  });
});

describe('a slip', () => {
  test('found within ten minutes and before anybody acknowledged is mended on the cards, with no new version', async () => {
    expect((await amend()).way).toBe('correction');
    expect(cards('an')).toHaveLength(1);
    expect(cards('an')[0]!.text).toContain('15 giờ');
    expect(labels('an', 0)).toContain('✅ Xác nhận đã đọc');
    expect((await office.app.office.read.directives.get(directive.id)).version).toBe(1);
  });

  test('found after the first acknowledgement is an amendment', async () => {
    await press('an', /Xác nhận đã đọc/);
    expect((await amend()).way).toBe('version');
  });
});

describe('a directive that is withdrawn', () => {
  test('says so on every card, keeps no button, and reminds nobody', async () => {
    await press('an', /Xác nhận đã đọc/);
    await end('withdrawn');
    for (const who of ['an', 'binh']) {
      expect(cards(who)[0]!.text).toMatch(/⛔ Đã thu hồi lúc[\s\S]*Lý do: Ban hành nhầm/);
      expect(labels(who, 0)).toEqual([]);
    }
    const { id } = await receiptOf(office, directive.id, 'binh');
    const pressed = await press('binh', { data: `ack:${id}` });
    expect(pressed.answer?.text).toContain('đã được thu hồi');
    expect(await acknowledgedAt('binh')).toBeNull();
    await office.advance({ days: 3 });
    expect(office.as('binh').last().text).toContain('⛔ Đã thu hồi');
    await expect(end('withdrawn', null)).rejects.toBeInstanceOf(Problem);
  });

  test('is not sent to those who had not got it', async () => {
    const chatId = office.as('binh').chatId;
    const effect = { status: 502, body: '{"ok":false,"error_code":502,"description":"Bad Gateway"}' };
    office.sandbox.faults.add({ chatId, effect, times: Number.POSITIVE_INFINITY });
    const parts = office.app.office;
    const unitIds = [await office.unitId('H1')];
    const draft = { number: null, title: 'Ứng phó bão số 9 (đợt hai)', text: TEXT, unitIds, attachments: [] };
    const rest = { audience: 'everyone', deadlineAt: null, urgency: 'normal', lateJoiners: true } as const;
    const { id } = await submitDirective(HAND, { ...draft, ...rest }, null, parts);
    await office.sandbox.waitFor(() => cards('an').length === 2);
    await endDirective(HAND, id, { as: 'withdrawn', reason: 'Ban hành nhầm' }, parts);
    office.sandbox.faults.clear();
    await office.advance({ hours: 1 });
    expect(cards('binh')).toHaveLength(1);
    expect(cards('an')[1]!.text).toContain('⛔ Đã thu hồi');
  });

  test('says so on the cards that had left before its sending was halted, and no other is sent', async () => {
    const parts = office.app.office;
    await haltSending(directive.id, 'Bad Request: a file of it is gone', parts);
    const director = await actorNamed(office, 'director');
    await end('withdrawn');
    expect(cards('an')[0]!.text).toContain('⛔ Đã thu hồi');
    await expect(resumeSending(director, directive.id, parts)).rejects.toMatchObject({ code: 'directiveHoldsNoMore' });
    await expect(retrySending(director, directive.id, parts)).rejects.toMatchObject({ code: 'directiveHoldsNoMore' });
  });
});

describe('a directive that is closed', () => {
  test('holds on and can still be acknowledged, but nobody is followed up', async () => {
    await end('closed', null);
    expect(cards('an')[0]!.text).toContain('Đã kết thúc theo dõi lúc');
    await press('an', /Xác nhận đã đọc/);
    expect(await acknowledgedAt('an')).not.toBeNull();
    await office.advance({ days: 3 });
    expect(
      office
        .as('binh')
        .messages()
        .filter(({ text }) => text.includes('Nhắc bạn')),
    ).toEqual([]);
  });
});

describe('a directive that is replaced', () => {
  test('points to what took its place from the moment of that issue', async () => {
    await issueTo({ title: 'Công điện mới', number: '13/CĐ-SNNMT', replacesId: directive.id });
    await settled();
    expect(cards('an')[0]!.text).toContain('🔁 Đã được thay thế bằng Công điện 13/CĐ-SNNMT');
    await press('an', { data: office.as('an').messages()[0]!.buttons[0]![0]!.data! });
    expect(office.as('an').last().text).toContain('Công điện mới');
    await expect(issueTo({ title: 'Thêm', replacesId: directive.id })).rejects.toMatchObject({ code: 'replaceEnded' });
  });
});

describe('whoever may not issue in its unit’s name, though it may have gone to their own', () => {
  test.each(['an', 'h1-head', 'ranger-head', 'ranger-deputy', 'water-head', 'inspector', 'admin'])(
    'does not change or end it: %s',
    async (who) => {
      const actor = await actorNamed(office, who);
      const other = await issue(office, ['H1']);
      const change = { title: 'x', text: 'y', deadlineAt: null, reason: 'z', keepsAcknowledged: false };
      await expect(amendDirective(actor, other.id, change, office.app.office)).rejects.toMatchObject({
        code: 'notFound',
      });
      const how = { as: 'withdrawn' as const, reason: 'z' };
      await expect(endDirective(actor, other.id, how, office.app.office)).rejects.toMatchObject({ code: 'notFound' });
    },
  );

  test('does not put a directive of their own in its place', async () => {
    const other = await issue(office, ['H1']);
    const own = issue(office, ['H1'], { replacesId: other.id }, await actorNamed(office, 'h1-head'));
    await expect(own).rejects.toMatchObject({ code: 'notFound' });
  });
});

test('the account of a sending is not renewed for an author who cannot be reached any more: nothing waits for them', async () => {
  const { office: parts } = office.app;
  const director = await actorNamed(office, 'director');
  const { id } = await issue(office, ['H1'], { title: 'Ứng phó bão số 10', text: TEXT }, director);
  const account = (await parts.read.people.findAccount(await office.personId('director')))!;
  const renew = () =>
    parts.inTransaction(({ deliveries }) =>
      deliveries.renewAsEdit(account.personId, `directive:${id}:directive.issued`, parts.clock.now()),
    );
  await renew();
  expect(await parts.read.deliveries.nextDueAt()).not.toBeNull();
  await office.settle();
  await parts.inTransaction((stores) => markUnreachable(account.id, 'blocked', stores, parts));
  await renew();
  expect(await parts.read.deliveries.nextDueAt()).toBeNull();
});

describe('in the chat', () => {
  test('a clerk amends, looks at what changes, and withdraws', async () => {
    await office.advance({ minutes: 11 });
    const say = async (words: string) => {
      office.as('clerk').send(words);
      await office.settle();
    };
    await say('/tinhhinh');
    await press('clerk', '1');
    await press('clerk', 'Thêm');
    await press('clerk', /Sửa đổi, thu hồi/);
    await press('clerk', /✏️ Sửa đổi/);
    await say(TEXT.replace('16 giờ', '15 giờ'));
    await press('clerk', 'Xong');
    await say('Bão đổi hướng');
    await press('clerk', /Giữ xác nhận cũ/);
    await press('clerk', /không thuộc bí mật/);
    expect(office.as('clerk').last().text).toMatch(/Xem lại trước khi sửa đổi[\s\S]*3 người phải xác nhận bản mới/);
    await press('clerk', /✏️ Sửa đổi/);
    await settled();
    expect(cards('an').at(-1)!.text).toContain('✏️ Sửa đổi lần 1');
    await say('/tinhhinh');
    await press('clerk', '1');
    await press('clerk', 'Thêm');
    await press('clerk', /Sửa đổi, thu hồi/);
    await press('clerk', /Thu hồi/);
    await say('Ban hành nhầm');
    await press('clerk', /⛔ Thu hồi/);
    await settled();
    expect(cards('an').at(-1)!.text).toContain('⛔ Đã thu hồi');
  });
});
