import { afterEach, describe, expect, test } from 'vitest';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed, figuresOf, issue, receiptOf, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());
const { press: pressed } = chatting(() => office);

const SAFETY = 'Kiểm tra hệ thống điện, bình chữa cháy và lối thoát nạn tại từng phòng làm việc.\n';
const longText = (kilobytes: number): string => {
  const lines = Math.ceil((kilobytes * 1_024) / Buffer.byteLength(SAFETY));
  return Array.from({ length: lines }, (_, index) => `${index + 1}. ${SAFETY}`).join('');
};

describe('acknowledging', () => {
  test('twice records the first time and says it again', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1']);
    const card = office.as('an').last();
    expect(await pressed('an', /Xác nhận đã đọc/)).toContain('Đã ghi nhận lúc 14:00');
    await office.advance({ minutes: 5 });
    const again = office.as('an').press({ data: card.buttons[0]![0]!.data! }, card);
    await again.settled;
    expect(again.answer?.text).toContain('Bạn đã xác nhận lúc 14:00');
    expect(await figuresOf(office, id, 'H1')).toMatchObject({ acknowledged: 1, sent: 2 });
  });

  test('with two fingers at the very same time counts once', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1']);
    const [an, binh] = [office.as('an'), office.as('binh')];
    const presses = [an, binh, an, binh, an].map((user) => user.press(/Xác nhận đã đọc/));
    await Promise.all(presses.map((press) => press.settled));
    await office.settle();
    expect(presses.filter((press) => press.answer?.text?.startsWith('Đã ghi nhận'))).toHaveLength(2);
    expect(await figuresOf(office, id, 'H1')).toMatchObject({ acknowledged: 2, sent: 1 });
    expect(an.last().text.match(/✅ Bạn đã xác nhận/g)).toHaveLength(1);
  });

  test('by an update that Telegram delivers twice is handled once', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1']);
    await pressed('an', /Xác nhận đã đọc/);
    const before = office.as('an').last();
    office.sandbox.redeliver();
    office.as('an').send('/toi'); // handled after it
    await office.settle();
    expect(office.as('an').messages().at(-3)).toEqual(before);
    const [update] = await office.database.read.query(
      sql`SELECT tries FROM updates WHERE id = ${office.sandbox.updates.at(-2)!.update_id}`,
    );
    expect(update).toEqual({ tries: 2 });
    expect((await receiptOf(office, id, 'an')).status).toBe('acknowledged');
  });

  test('after the press has died at Telegram is still recorded and shown', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1']);
    const press = office.as('an').press(/Xác nhận đã đọc/);
    office.clock.advance({ minutes: 3 });
    await office.settle();
    expect(press.answered).toBe(false);
    expect((await receiptOf(office, id, 'an')).status).toBe('acknowledged');
    expect(office.as('an').last().text).toContain('✅ Bạn đã xác nhận');
  });

  test('on a card that was deleted is recorded, and the card comes back below', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1']);
    const an = office.as('an');
    const card = an.last();
    an.delete(card);
    const press = an.press(/Xác nhận đã đọc/, card);
    await press.settled;
    await office.settle();
    expect((await receiptOf(office, id, 'an')).status).toBe('acknowledged');
    expect(an.last().text).toContain('✅ Bạn đã xác nhận');
    expect(an.last().messageId).not.toBe(card.messageId);
  });

  test('from the last page turns the page back into the card', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1'], { text: longText(8) });
    await pressed('an', /Đọc toàn văn/);
    while (
      office
        .as('an')
        .last()
        .buttons.flat()
        .some((button) => button.label === '›')
    )
      await pressed('an', '›');
    expect(await pressed('an', /Xác nhận đã đọc/)).toContain('Đã ghi nhận');
    expect(office.as('an').last().text).toContain('✅ Bạn đã xác nhận');
    expect((await receiptOf(office, id, 'an')).status).toBe('acknowledged');
  });
});

describe('a text', () => {
  test.each([25, 200])('of %i KB is read in place, page by page, without a word lost', async (kilobytes) => {
    office = await openTestOffice();
    const text = longText(kilobytes);
    await issue(office, ['H1'], { text });
    const an = office.as('an');
    const seen = an.messages().length;
    let read = '';
    await pressed('an', /Đọc toàn văn/);
    for (;;) {
      const { text: page, buttons } = an.last();
      expect(page.length).toBeLessThanOrEqual(4_096);
      read += page.slice(page.indexOf('\n\n'));
      if (!buttons.flat().some((button) => button.label === '›')) break;
      await pressed('an', '›');
    }
    expect(read.replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' ').trim());
    expect(an.messages()).toHaveLength(seen);
    await pressed('an', /Về đầu văn bản/);
    expect(an.last().buttons[0]![0]!.label).toContain('Xác nhận');
  });
});

test('a card shows what is asked, and the way to the whole text only where there is more of it', async () => {
  office = await openTestOffice();
  const labels = () =>
    office
      .as('an')
      .last()
      .buttons.flat()
      .map(({ label }) => label);
  await issue(office, ['H1'], { title: 'Về việc trực bão', text: 'Yêu cầu trực 24/24 giờ.' });
  expect(labels()).toEqual(['✅ Xác nhận đã đọc', 'Mã kiểm tra']);
  const head = 'Số: /SNNMT-VP\nV/v trực bão\n\nLam Giang, ngày tháng 11 năm 2026\n\nKính gửi: Các đơn vị';
  await issue(office, ['H1'], { title: 'Về việc trực bão', text: `${head}\n\nYêu cầu trực 24/24 giờ.` });
  expect(office.as('an').last().text).toMatch(/nhận được\n\nYêu cầu trực 24\/24 giờ\.$/);
  expect(labels()).toEqual(['✅ Xác nhận đã đọc', 'Đọc toàn văn', 'Mã kiểm tra']);
  await issue(office, ['H1'], { title: 'Về việc trực bão', text: longText(8) });
  expect(labels()).toEqual(['✅ Xác nhận đã đọc', 'Đọc toàn văn · 2 trang', 'Mã kiểm tra']);
});

test('attachments arrive on request, and somebody else’s do not', async () => {
  office = await openTestOffice();
  const clerk = office.as('clerk');
  const sent = clerk.sendDocument({ name: 'phu-luc.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7') });
  const { fileId } = sent.document!;
  const attachments = [{ fileName: 'phu-luc.pdf', mime: 'application/pdf', size: 8, fileId }];
  const { id } = await issue(office, ['H1'], { attachments });
  expect(office.as('an').last().text).toContain('📎 1 tệp kèm theo');
  await pressed('an', /Tệp kèm theo/);
  expect(office.as('an').last().document?.name).toBe('phu-luc.pdf');
  const { id: receiptId } = await receiptOf(office, id, 'an');
  office.as('chau').send('/canlam');
  await office.settle();
  expect(await pressed('chau', { data: `files:${receiptId}` })).toContain('dành cho người khác');
  expect(
    office
      .as('chau')
      .messages()
      .some((message) => message.document),
  ).toBe(false);
});

/** A forged press that has to be refused in words, and by whom. */
interface Forgery {
  data: (ids: Ids) => string;
  by: string[];
}
interface Ids {
  directive: Directive;
  awaiting: Directive;
  receiptId: number;
  unit: Record<'SO' | 'KL' | 'H1' | 'H2' | 'TL', number>;
}

const STAFF = 'giang';
const BESIDE = 'water-head';
const BELOW = 'h1-head';
const READER = 'inspector';
const STRANGER = 'stranger';
const ABOVE_ALL = [STAFF, BESIDE, STRANGER];

const forgeries: Record<string, Forgery> = {
  'acknowledging for another': { data: (ids) => `ack:${ids.receiptId}`, by: [...ABOVE_ALL, BELOW, READER] },
  'acknowledging nothing': { data: () => 'ack:424242', by: [...ABOVE_ALL, BELOW, READER] },
  'acknowledging a huge number': { data: () => 'ack:999999999999999', by: [...ABOVE_ALL, BELOW] },
  'a number too long': { data: () => 'ack:99999999999999999999', by: [STAFF, BESIDE] },
  'no number': { data: () => 'ack:', by: [STAFF, BESIDE] },
  'letters for a number': { data: () => 'ack:abc', by: [STAFF, BESIDE] },
  'the card of another': { data: (ids) => `card:${ids.receiptId}`, by: [...ABOVE_ALL, BELOW, READER] },
  'opening the card of another': { data: (ids) => `open:${ids.receiptId}`, by: [...ABOVE_ALL, BELOW, READER] },
  'the text of another': { data: (ids) => `read:${ids.receiptId}:0`, by: [...ABOVE_ALL, BELOW, READER] },
  'the figures of a unit beside': { data: (ids) => `st:${ids.unit.H2}:0`, by: [...ABOVE_ALL, BELOW] },
  'the figures of the unit above': { data: (ids) => `st:${ids.unit.SO}:0`, by: [...ABOVE_ALL, BELOW] },
  'the figures of no unit': { data: () => 'st:424242:0', by: [...ABOVE_ALL, BELOW, READER] },
  'the units of a unit above': { data: (ids) => `stu:${ids.unit.KL}:0`, by: [...ABOVE_ALL, BELOW] },
  'a directive in a unit beside': {
    data: (ids) => `sd:${ids.directive.id}:${ids.unit.H2}`,
    by: [...ABOVE_ALL, BELOW],
  },
  'a directive in the unit above': {
    data: (ids) => `sd:${ids.directive.id}:${ids.unit.KL}`,
    by: [...ABOVE_ALL, BELOW],
  },
  'a directive that nobody here owes': { data: (ids) => `sd:${ids.directive.id}:${ids.unit.TL}`, by: [BESIDE, READER] },
  'the names of a unit above': {
    data: (ids) => `miss:${ids.directive.id}:${ids.unit.KL}:0`,
    by: [...ABOVE_ALL, BELOW],
  },
  'the names of a directive not owed here': {
    data: (ids) => `miss:${ids.directive.id}:${ids.unit.TL}:0`,
    by: [BESIDE],
  },
  'reminding a unit above': {
    data: (ids) => `remind:${ids.directive.id}:${ids.unit.KL}`,
    by: [...ABOVE_ALL, BELOW, READER],
  },
  'reminding a unit beside': {
    data: (ids) => `remind:${ids.directive.id}:${ids.unit.H2}`,
    by: [...ABOVE_ALL, BELOW, READER],
  },
  'reminding of nothing': { data: (ids) => `remind:424242:${ids.unit.TL}`, by: [...ABOVE_ALL] },
  'approving what is not theirs': { data: (ids) => `yes:${ids.awaiting.id}`, by: [...ABOVE_ALL, BELOW, READER] },
  'refusing what is not theirs': {
    data: (ids) => `start:refuse:${ids.awaiting.id}`,
    by: [...ABOVE_ALL, BELOW, READER],
  },
  'approving one’s own': { data: (ids) => `yes:${ids.awaiting.id}`, by: ['clerk'] },
  'approving what needs no approval': { data: (ids) => `yes:${ids.directive.id}`, by: [...ABOVE_ALL, 'director'] },
  'reading what waits for approval': { data: (ids) => `asks:${ids.awaiting.id}:1`, by: [...ABOVE_ALL, BELOW, READER] },
  'a form that is not there': { data: () => 'form:424242:1:send:', by: [...ABOVE_ALL, BELOW, READER, 'clerk'] },
  'starting a form without the right': { data: () => 'start:directive', by: [STAFF, READER, STRANGER] },
  'starting a form that never was': { data: () => 'start:constructor', by: [...ABOVE_ALL, 'clerk'] },
  'a language that is not spoken': { data: () => 'lang:xx', by: [STAFF] },
  'a button of no version': { data: () => 'what:is:this', by: [...ABOVE_ALL, BELOW, READER] },
};

test('a forged press is refused in words and changes nothing, whoever sends it', async () => {
  office = await openTestOffice();
  office.sandbox.addUser({ id: 9_100, firstName: 'Người lạ', phone: '+84911111199' }).send('/start');
  for (const who of [STAFF, BESIDE, BELOW, READER, 'clerk', 'director']) office.as(who).send('/trogiup');
  const directive = await issue(office, ['KL'], { title: 'Chuyện của kiểm lâm' });
  const awaiting = await submit(office, ['KL'], { urgency: 'immediate' }, await actorNamed(office, 'clerk'));
  await office.settle();
  const { id: receiptId } = await receiptOf(office, directive.id, 'an');
  const codes = ['SO', 'KL', 'H1', 'H2', 'TL'] as const;
  const unitIds = await Promise.all(codes.map(async (code) => [code, await office.unitId(code)]));
  const ids: Ids = { directive, awaiting, receiptId, unit: Object.fromEntries(unitIds) };
  const userOf = (who: string) => (who === STRANGER ? office.sandbox.user(9_100) : office.as(who));
  const stateOf = async () => ({
    figures: await figuresOf(office, directive.id, 'SO'),
    awaiting: await office.app.office.read.directives.get(awaiting.id),
    chats: office.sandbox.users().map((user) => user.messages().map(({ text }) => text)),
  });
  const before = await stateOf();
  for (const [what, { data, by }] of Object.entries(forgeries)) {
    for (const who of by) {
      const press = userOf(who).press({ data: data(ids) });
      await press.settled;
      expect(press.answer?.text ?? '', `${what}, by ${who}`).toMatch(/[.]$/);
      expect(press.answer?.showAlert, `${what}, by ${who}`).toBe(true);
    }
  }
  await office.settle();
  expect(await stateOf()).toEqual(before);
});
