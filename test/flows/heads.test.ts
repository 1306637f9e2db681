import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { passOn } from '../../src/domain/directives/head-actions.ts';
import { markAway } from '../../src/domain/people/absence-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed, figuresOf, HAND, issue, receiptOf, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';

let office: TestOffice;
let directive: Directive;

/** Owed by ranger-head (KL, and H2, which has no head) and by h1-head. */
beforeEach(async () => {
  office = await openTestOffice();
  const attachments = [{ fileName: 'phu-luc.pdf', mime: 'application/pdf', size: 8, fileId: await upload() }];
  const deadlineAt = instant('2026-11-23T17:00:00+07:00');
  const fields = { number: '12/CĐ-SNNMT', title: 'Về việc ứng phó bão số 9', audience: 'heads' as const };
  directive = await issue(office, ['KL'], { ...fields, deadlineAt, attachments });
});
afterEach(async () => {
  expect(await recount(office.database.url)).toEqual([]);
  await office.close();
});
const { say, press } = chatting(() => office);

async function upload(): Promise<string> {
  const bytes = Buffer.from('%PDF-1.7');
  return office.as('clerk').sendDocument({ name: 'phu-luc.pdf', mime: 'application/pdf', bytes }).document!.fileId;
}

const last = (who: string) => office.as(who).last();
const labels = (who: string) =>
  last(who)
    .buttons.flat()
    .map(({ label }) => label)
    .filter((label) => label !== 'Mã kiểm tra');
const labelsOf = (who: string): string[] =>
  office
    .as(who)
    .messages()
    .flatMap(({ buttons }) => buttons.flat().map(({ label }) => label));
const receipt = (who: string) => receiptOf(office, directive.id, who);
const inForce = async () => await office.app.office.read.directives.listInForce();
const passedOn = async () => (await inForce()).filter((one) => one.parentId === directive.id);
const owing = async (id: number) => {
  const roster = await office.app.office.read.receipts.listRoster(id, 0, 100);
  return roster.map(({ staffNo }) => staffNo).sort();
};

async function passOnBy(who: string, note: string | null): Promise<void> {
  const { id } = await receipt(who);
  await press(who, { data: `start:passOn:${id}` });
  if (note === null) await press(who, 'Bỏ qua');
  else await say(who, note);
  await press(who, /Chuyển cho \d+ người/);
}

describe('a head', () => {
  test('says after acknowledging that it is under way, once, and those above see who has not', async () => {
    const { id: receiptId } = await receipt('h1-head');
    expect(labels('h1-head')).toEqual(['✅ Xác nhận đã đọc', '📎 Tệp kèm theo']);
    expect(await press('h1-head', { data: `impl:${receiptId}` })).toContain('xác nhận đã đọc văn bản này trước');
    await press('h1-head', /Xác nhận đã đọc/);
    expect(labels('h1-head')).toEqual([
      '✅ Đã quán triệt, triển khai',
      '↪ Chuyển cho cán bộ của đơn vị',
      '📎 Tệp kèm theo',
    ]);
    expect(await press('h1-head', /Đã quán triệt/)).toContain('Đã ghi nhận');
    expect(last('h1-head').text).toContain('✅ Đã quán triệt, triển khai lúc 14:00');
    expect(labels('h1-head')).toEqual(['↪ Chuyển cho cán bộ của đơn vị', '📎 Tệp kèm theo']);
    await office.advance({ minutes: 5 });
    await press('h1-head', { data: `impl:${receiptId}` });
    expect(last('h1-head').text).toContain('triển khai lúc 14:00');
    expect(await detailsOf(office, 'directive.implement')).toHaveLength(1);

    await say('director', '/tinhhinh');
    await press('director', '1');
    expect(last('director').text).toContain('Đã quán triệt, triển khai: 1/2');
    await press('director', 'Quán triệt, triển khai');
    expect(last('director').text).toMatch(
      /1\. ⏳ Hoàng Kiểm, .*chưa triển khai\n2\. ✅ Bùi Hạt Trưởng, .*đã triển khai/,
    );
    await press('director', '2');
    expect(last('director').text).toContain('✅ Đã quán triệt, triển khai lúc 14:00');
  });

  test('passes it on with a note in one press; the people owe it, those above see how far they are', async () => {
    await press('h1-head', /Xác nhận đã đọc/);
    await press('h1-head', /Chuyển cho cán bộ/);
    await press('h1-head', 'Hủy');
    await press('h1-head', '‹ Quay lại');
    await press('h1-head', /Chuyển cho cán bộ/);
    expect(last('h1-head').text).toContain('Bạn có chỉ đạo gì kèm theo không?');
    const overview = await say('h1-head', 'Tổ trực báo quân số trước 16:00 <gấp>');
    expect(overview).toContain('Gửi: Hạt Kiểm lâm số 1, 2 người phải xác nhận');
    await press('h1-head', '↪ Chuyển cho 2 người');
    expect(last('h1-head').text).toContain('đã chuyển cho cán bộ của đơn vị');
    expect(
      last('h1-head')
        .buttons.flat()
        .map(({ label }) => label),
    ).toEqual(['Xem tình hình']);
    const [child] = await passedOn();
    expect(child).toMatchObject({ number: '12/CĐ-SNNMT', title: directive.title, audience: 'everyone' });
    expect(child!.deadlineAt).toEqual(directive.deadlineAt);
    expect(await owing(child!.id)).toEqual(['an', 'binh']);
    const { text } = last('an');
    expect(text).toMatch(
      /^Chỉ đạo của thủ trưởng: Tổ trực báo quân số trước 16:00 <gấp>\n↪ Bùi Hạt Trưởng, Hạt Kiểm lâm số 1/,
    );
    expect(text).toContain('Số 12/CĐ-SNNMT, Sở Nông nghiệp và Môi trường tỉnh Lam Giang');
    await press('an', /Tệp kèm theo/);
    expect(last('an').document?.name).toBe('phu-luc.pdf');
    const card = office
      .as('an')
      .messages()
      .find((message) => message.text.startsWith('Chỉ đạo'))!;
    const ack = office.as('an').press(/Xác nhận đã đọc/, card);
    await ack.settled;
    await office.settle();
    expect((await receipt('h1-head')).implementedAt).not.toBeNull();

    await say('director', '/tinhhinh');
    const place = last('director')
      .text.split('\n')
      .find((line) => line.includes('12/CĐ') && !line.includes('↪'))!
      .trim()[0]!;
    await press('director', place);
    await press('director', 'Quán triệt, triển khai');
    expect(last('director').text).toContain('↪ Bùi Hạt Trưởng, Hạt Kiểm lâm số 1: đã chuyển, 1/2 người đã xác nhận');
    const [entry] = await detailsOf(office, 'directive.pass-on');
    expect(entry).toMatchObject({ to: child!.id, units: ['H1'], note: 'Tổ trực báo quân số trước 16:00 <gấp>' });
  });

  test.each(['withdrawn', 'amended'] as const)(
    'gives nobody what is %s at the moment of passing it on',
    async (how) => {
      await press('h1-head', /Xác nhận đã đọc/);
      const actor = (await actorNamed(office, 'h1-head')) as PersonActor;
      const [parts, { id }] = [office.app.office, await receipt('h1-head')];
      const { title, deadlineAt } = directive;
      const change = { title, deadlineAt, text: 'Trực 12/24 giờ.', reason: 'Bão yếu đi', keepsAcknowledged: true };
      const [child] = await Promise.all([
        passOn(actor, { receiptId: id, note: null }, parts),
        how === 'withdrawn'
          ? endDirective(HAND, directive.id, { as: 'withdrawn', reason: 'Ban hành nhầm' }, parts)
          : amendDirective(HAND, directive.id, change, parts),
      ]);
      const ending = async () => (await parts.read.directives.get(child.id)).endedAs;
      await expect.poll(ending, { timeout: 10_000 }).toBe('withdrawn');
      await office.advance({ minutes: 1 });
      expect(await passedOn()).toEqual([]);
      const shown = () => labelsOf('an');
      await expect.poll(shown, { timeout: 10_000 }).not.toContain('✅ Xác nhận đã đọc');
    },
  );

  test('passes it on once, whatever is pressed again', async () => {
    await press('h1-head', /Xác nhận đã đọc/);
    const card = last('h1-head');
    await press('h1-head', /Chuyển cho cán bộ/);
    await press('h1-head', 'Bỏ qua');
    const overview = last('h1-head');
    const send = overview.buttons[0]![0]!.data!;
    const presses = [0, 1].map(() => office.as('h1-head').press({ data: send }, overview));
    await Promise.all(presses.map((one) => one.settled));
    await office.settle();
    expect(await passedOn()).toHaveLength(1);
    const { id } = await receipt('h1-head');
    expect(await press('h1-head', { data: `start:passOn:${id}` }, card)).toContain('đã được chuyển');
    const actor = (await actorNamed(office, 'h1-head')) as PersonActor;
    const again = await passOn(actor, { receiptId: id, note: 'khác' }, office.app.office);
    expect(again.id).toBe((await passedOn())[0]!.id);
    expect(again.note).toBeNull();
    expect(await passedOn()).toHaveLength(1);
  });

  test('leaves units below to heads who were given it themselves, and nobody gets it twice', async () => {
    for (const who of ['ranger-head', 'h1-head']) await press(who, /Xác nhận đã đọc/);
    const { id } = await receipt('ranger-head');
    await press('ranger-head', { data: `start:passOn:${id}` });
    await press('ranger-head', 'Bỏ qua');
    expect(last('ranger-head').text).toContain('1 đơn vị bên dưới có thủ trưởng cùng nhận');
    await press('ranger-head', /Chuyển cho 3 người/);
    await passOnBy('h1-head', 'Riêng Hạt số 1');
    const rosters = await Promise.all((await passedOn()).map((one) => owing(one.id)));
    expect(rosters.sort()).toEqual([
      ['an', 'binh'],
      ['chau', 'dung', 'ranger-deputy'],
    ]);
  });

  test('of several units passes it on to all of them, and one of several heads of a unit does so for all', async () => {
    await takePost(office, 'h1-head', 'H2', { role: 'leader' });
    await takePost(office, 'an', 'H1', { role: 'leader' });
    await press('h1-head', /Xác nhận đã đọc/);
    await passOnBy('h1-head', null);
    const [child] = await passedOn();
    expect(await owing(child!.id)).toEqual(['binh', 'chau', 'dung']);
    const { id } = await receipt('an');
    await press('an', /Xác nhận đã đọc/);
    expect(await press('an', { data: `start:passOn:${id}` })).toContain('đã được chuyển');
    expect(await passedOn()).toHaveLength(1);
  });

  test('gives newcomers of the unit what was passed on, and its own people alone', async () => {
    await press('h1-head', /Xác nhận đã đọc/);
    await passOnBy('h1-head', null);
    const [child] = await passedOn();
    await takePost(office, 'giang', 'H1', { instead: true });
    expect(await owing(child!.id)).toEqual(['an', 'binh', 'giang']);
    await takePost(office, 'an', 'H2', { instead: true });
    expect((await figuresOf(office, child!.id, 'H1')).closed).toBe(1);
  });

  test('passes on without a deadline what is late already, and nothing of what has ended', async () => {
    await press('h1-head', /Xác nhận đã đọc/);
    await office.advance({ days: 4 });
    await passOnBy('h1-head', null);
    expect((await passedOn())[0]!.deadlineAt).toBeNull();
    const { id } = await receipt('ranger-head');
    await press('ranger-head', { data: `ack:${id}` });
    await office.database.inTransaction((connection) =>
      connection.execute(sql`UPDATE directives SET state = 'closed' WHERE id = ${directive.id}`),
    );
    for (const data of [`impl:${id}`, `start:passOn:${id}`]) {
      expect(await press('ranger-head', { data })).toContain('đã kết thúc theo dõi');
    }
    await press('ranger-head', { data: `card:${id}` });
    expect(labels('ranger-head')).toEqual(['📎 Tệp kèm theo']);
  });

  test('is told when there is nobody to pass it on to', async () => {
    const alone = await issue(office, ['VP'], { audience: 'heads' });
    await takePost(office, 'clerk', 'TL', { instead: true });
    const { id } = await receiptOf(office, alone.id, 'office-head');
    await press('office-head', /Xác nhận đã đọc/);
    expect(await press('office-head', { data: `start:passOn:${id}` })).toContain('không có ai khác để chuyển');
  });

  test('writes no state secret’s mark beside it', async () => {
    await press('h1-head', /Xác nhận đã đọc/);
    await press('h1-head', /Chuyển cho cán bộ/);
    expect(await say('h1-head', 'TUYỆT MẬT')).toContain('dấu độ mật');
    expect(await passedOn()).toEqual([]);
  });
});

describe('a deputy', () => {
  test('passes it on for a head who is away, from the list of heads, and not while the head is there', async () => {
    const { id } = await receipt('ranger-head');
    await say('ranger-deputy', '/tinhhinh');
    expect(await press('ranger-deputy', { data: `start:passOn:${id}` })).toContain('dành cho thủ trưởng');
    const head = (await actorNamed(office, 'ranger-head')) as PersonActor;
    const leave = { personId: head.person.id, fromOn: '2026-11-21', toOn: '2026-11-24' };
    await markAway(head, leave, office.app.office);
    await press('ranger-deputy', '1');
    await press('ranger-deputy', 'Quán triệt, triển khai');
    await press('ranger-deputy', '1');
    await press('ranger-deputy', /Chuyển thay thủ trưởng/);
    await press('ranger-deputy', 'Bỏ qua');
    await press('ranger-deputy', /Chuyển cho 2 người/);
    const [child] = await passedOn();
    expect(await owing(child!.id)).toEqual(['chau', 'dung']);
    expect(last('chau').text).toContain('↪ Vũ Phó, Chi cục Kiểm lâm chuyển');
    expect(await receipt('ranger-head')).toMatchObject({ status: 'sent', passedOnId: child!.id });
    expect((await receipt('ranger-head')).implementedAt).not.toBeNull();
    await press('ranger-head', { data: `ack:${id}` });
    expect(labels('ranger-head')).not.toContain('↪ Chuyển cho cán bộ của đơn vị');
  });
});

describe('the second step', () => {
  const others = people.map(({ staffNo }) => staffNo).filter((who) => who !== 'h1-head');

  test('is taken by nobody else, whatever their role, and not with a directive for everybody', async () => {
    await press('h1-head', /Xác nhận đã đọc/);
    const { id } = await receipt('h1-head');
    for (const who of others) {
      await say(who, '/trogiup');
      expect(await press(who, { data: `impl:${id}` }), who).toMatch(/dành cho người khác|somebody else/);
      const refused = await press(who, { data: `start:passOn:${id}` });
      expect(refused, who).toMatch(/dành cho thủ trưởng|by the head of the unit/);
    }
    const everyone = await issue(office, ['H1']);
    const { id: other } = await receiptOf(office, everyone.id, 'h1-head');
    await press('h1-head', { data: `ack:${other}` });
    expect(labels('h1-head')).toEqual([]);
    expect(await press('h1-head', { data: `impl:${other}` })).toContain('Không còn tìm thấy');
    expect(await press('h1-head', { data: `start:passOn:${other}` })).toContain('dành cho thủ trưởng');
    expect(await press('h1-head', { data: 'start:passOn:424242' })).toContain('dành cho thủ trưởng');
    expect(await receipt('h1-head')).toMatchObject({ implementedAt: null, passedOnAt: null });
  });

  test('is seen by those above alone', async () => {
    const place = `heads:${directive.id}:${await office.unitId('KL')}:0`;
    for (const who of ['director', 'inspector', 'admin', 'ranger-head', 'ranger-deputy']) {
      await say(who, '/trogiup');
      await press(who, { data: place });
      expect(last(who).text, who).toContain('Đã quán triệt, triển khai: 0/2');
    }
    for (const who of ['h1-head', 'an', 'water-head', 'office-head']) {
      await say(who, '/trogiup');
      expect(await press(who, { data: place }), who).toContain('không thuộc phạm vi');
    }
  });

  test('ends with what it came from, and with its text', async () => {
    await press('h1-head', /Xác nhận đã đọc/);
    await passOnBy('h1-head', null);
    const [child] = await passedOn();
    await office.advance({ minutes: 11 });
    const { title, deadlineAt } = directive;
    const wish = { title, deadlineAt, text: 'Trực 24/24 giờ.', reason: 'Bão đổi hướng', keepsAcknowledged: true };
    await amendDirective(HAND, directive.id, wish, office.app.office);
    await office.advance({ minutes: 1 });
    const ending = async () => (await office.app.office.read.directives.get(child!.id)).endedAs;
    await expect.poll(ending, { timeout: 10_000 }).toBe('withdrawn');
    await expect.poll(() => last('an').text, { timeout: 10_000 }).toMatch(/⛔ Đã thu hồi[\s\S]*Lý do: Bão đổi hướng/);
    await passOnBy('h1-head', null);
    const [again] = await passedOn();
    await endDirective(HAND, directive.id, { as: 'closed', reason: null }, office.app.office);
    expect(await office.app.office.read.directives.get(again!.id)).toMatchObject({ endedAs: 'closed' });
  });
});
