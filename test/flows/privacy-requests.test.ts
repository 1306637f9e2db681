import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { collectOwnData } from '../../src/domain/compliance/own-data-views.ts';
import { sql } from '../../src/storage/sql.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { entriesOf } from '../support/desk.ts';
import { detailsOf } from '../support/evidence.ts';
import { actorNamed } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

/** The rangers have an administrator of their own. */
const PEOPLE: typeof people = [...people, { staffNo: 'kl-admin', name: 'Kim Dữ Liệu', posts: [['KL', 'admin']] }];

/** A Monday morning, 8:30. */
let office: TestOffice;
let logged: string[];
beforeEach(async () => {
  logged = [];
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:30:00Z'), people: PEOPLE, logged });
});
afterEach(() => office.close());

const { say, press } = chatting(() => office);
const last = (who: string) => office.as(who).last();
const texts = (who: string): string[] =>
  office
    .as(who)
    .messages()
    .map(({ text }) => text);
const labels = (who: string): string[] =>
  last(who)
    .buttons.flat()
    .map(({ label }) => label);
const requests = async (who: string) => await office.app.office.read.privacyRequests.listOf(await office.personId(who));

type Click = string | RegExp | { say: string };
async function walk(who: string, ...clicks: Click[]): Promise<void> {
  for (const click of clicks) {
    if (typeof click === 'object' && 'say' in click) await say(who, click.say);
    else await press(who, click);
  }
}

const WORDS = 'Đề nghị xóa số điện thoại cũ 0905 111 222';
async function ask(who: string, kind = 'Xóa dữ liệu', words = WORDS): Promise<void> {
  await say(who, '/riengtu');
  await walk(who, 'Yêu cầu của tôi', 'Gửi yêu cầu mới', kind, { say: words }, 'Gửi yêu cầu');
}

const PUSH = 'Có một yêu cầu về dữ liệu cá nhân cần bạn trả lời.';
const told = (): string[] =>
  PEOPLE.map(({ staffNo }) => staffNo).filter((who) => texts(who).some((text) => text.startsWith(PUSH)));

describe('a request', () => {
  test('is confirmed at once with its last day, answered by the nearest administrator, and told to whoever asked', async () => {
    await say('an', '/riengtu');
    await press('an', 'Yêu cầu của tôi');
    expect(last('an').text).toContain('sửa dữ liệu trong 10 ngày, xóa trong 20 ngày');
    await ask('an');
    expect(last('an').text).toContain('Xóa dữ liệu · chờ trả lời');
    expect(last('an').text).toContain('Đã tiếp nhận lúc 08:30 ngày 23/11/2026');
    expect(last('an').text).toContain('Hạn trả lời 13/12, còn 20 ngày');
    expect(told()).toEqual(['kl-admin']);
    expect(last('kl-admin').text).toBe(`${PUSH} Hạn trả lời 13/12, còn 20 ngày.`);

    await press('kl-admin', 'Mở yêu cầu');
    expect(last('kl-admin').text).toContain('Đặng Văn An (an), Hạt Kiểm lâm số 1');
    expect(last('kl-admin').text).toContain(`“${WORDS}”`);
    await walk('kl-admin', 'Trả lời', { say: 'Đã xóa số cũ khỏi danh sách ngày 23/11' });
    expect(last('kl-admin').text).toContain('Trả lời yêu cầu của Đặng Văn An');
    await press('kl-admin', 'Gửi trả lời');
    expect(last('an').text).toBe('✅ Yêu cầu về dữ liệu cá nhân của bạn đã được trả lời.');
    await press('an', 'Mở yêu cầu');
    expect(last('an').text).toContain('✅ Kim Dữ Liệu trả lời lúc');
    expect(last('an').text).toContain('“Đã xóa số cũ khỏi danh sách ngày 23/11”');
    expect(labels('an')).toEqual(['‹ Yêu cầu của tôi']);
    await press('an', '‹ Yêu cầu của tôi');
    expect(last('an').text).toContain('1. Xóa dữ liệu · đã trả lời 23/11');

    expect((await entriesOf(office, 'person:an')).filter((action) => action.startsWith('request.'))).toEqual([
      'request.submit',
      'request.answer',
    ]);
    expect(await detailsOf(office, 'request.submit')).toMatchObject([{ kind: 'erase', due: '2026-12-13' }]);
  });

  test('that cannot be done says why and where to complain, and the complaint is a request of its own', async () => {
    await ask('an');
    await press('kl-admin', 'Mở yêu cầu');
    await walk('kl-admin', 'Không chấp nhận, nêu lý do', { say: 'Hồ sơ phải lưu theo quy định' }, 'Gửi lý do');
    expect(last('an').text).toContain('không được chấp nhận. Bạn mở để xem lý do');
    await press('an', 'Mở yêu cầu');
    expect(last('an').text).toContain('“Hồ sơ phải lưu theo quy định”');
    expect(last('an').text).toContain('khiếu nại tới cơ quan có thẩm quyền');
    await ask('an', 'Khiếu nại', 'Tôi không đồng ý với câu trả lời');
    expect(await requests('an')).toMatchObject([
      { kind: 'complain', state: 'received', dueOn: '2026-12-23' },
      { kind: 'erase', state: 'refused' },
    ]);
  });

  test('can be withdrawn until somebody answers; the first answer counts', async () => {
    await ask('an');
    await ask('an', 'Sửa dữ liệu', 'Tên đệm viết sai');
    const [second, first] = await requests('an');
    await press('an', 'Rút lại yêu cầu');
    expect(last('an').text).toContain('đã rút lại');
    expect(last('kl-admin').text).toContain('đã được người gửi rút lại');
    await press('an', { data: `requndo:${second!.id}` });
    await press('kl-admin', { data: `start:privacyAnswer:${second!.id}` });
    expect((await requests('an'))[0]!.state).toBe('withdrawn');

    await say('director', '/trogiup');
    for (const who of ['kl-admin', 'director']) {
      await press(who, { data: `start:privacyAnswer:${first!.id}` });
      await say(who, `Trả lời của ${who}`);
    }
    await press('director', 'Gửi trả lời');
    await press('kl-admin', 'Gửi trả lời');
    expect(last('kl-admin').text).toContain('Trả lời yêu cầu của Đặng Văn An');
    expect((await requests('an'))[1]).toMatchObject({ state: 'answered', by: { fullName: 'Nguyễn Thị Minh' } });
    expect(await press('an', { data: `requndo:${first!.id}` })).toContain('đã được trả lời hoặc rút lại');
    expect(await detailsOf(office, 'request.answer')).toHaveLength(1);
    expect(await detailsOf(office, 'request.withdraw')).toHaveLength(1);
  });

  test('sent by two quick presses is one', async () => {
    await say('an', '/riengtu');
    await walk('an', 'Yêu cầu của tôi', 'Gửi yêu cầu mới', 'Hạn chế, phản đối', { say: 'Không gửi tin ngoài giờ' });
    const overview = last('an');
    const data = overview.buttons[0]![0]!.data!;
    await Promise.all([1, 2].map(() => office.as('an').press({ data }, overview).settled));
    await office.settle();
    expect(await requests('an')).toHaveLength(1);
    expect(texts('kl-admin').filter((text) => text.startsWith(PUSH))).toHaveLength(1);
  });
});

describe('more time', () => {
  const REASON = 'Phải đối chiếu với hồ sơ ở hai đơn vị cũ';

  test('is taken once, before the last day is over, with a reason that the person is told', async () => {
    await ask('an', 'Sửa dữ liệu', 'Tên đệm viết sai');
    await office.advance({ days: 10 });
    await press('kl-admin', { data: `req:${(await requests('an'))[0]!.id}` });
    expect(labels('kl-admin')).toEqual([
      'Trả lời',
      'Không chấp nhận, nêu lý do',
      'Gia hạn thêm 10 ngày, nêu lý do',
      '‹ Yêu cầu cần trả lời',
    ]);
    await walk('kl-admin', 'Gia hạn thêm 10 ngày, nêu lý do', { say: REASON });
    expect(last('kl-admin').text).toContain('Gia hạn trả lời yêu cầu của Đặng Văn An · Sửa dữ liệu');
    const overview = last('kl-admin');
    const data = overview.buttons[0]![0]!.data!;
    await Promise.all([1, 2].map(() => office.as('kl-admin').press({ data }, overview).settled));
    await office.settle();
    expect(last('kl-admin').text).toContain('Hạn trả lời 13/12, còn 10 ngày');
    expect(labels('kl-admin')).not.toContain('Gia hạn thêm 10 ngày, nêu lý do');
    const told = texts('an').filter((text) => text.includes('được gia hạn một lần, đến 13/12'));
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain('hai đơn vị cũ');
    await press('an', 'Mở yêu cầu');
    expect(last('an').text).toContain('Đã gia hạn một lần, lúc 08:30 ngày 03/12/2026');
    expect(last('an').text).toContain(`“${REASON}”`);
    expect(await detailsOf(office, 'request.extend')).toMatchObject([{ kind: 'correct', due: '2026-12-13' }]);
    const { id } = (await requests('an'))[0]!;
    expect(await press('kl-admin', { data: `start:privacyExtend:${id}` })).toContain('không gia hạn được nữa');
    const rows = await office.database.read.query(sql`SELECT * FROM privacy_requests`);
    expect(JSON.stringify(rows)).not.toContain('đơn vị cũ');
    expect(logged.filter((line) => line.includes('đơn vị cũ'))).toEqual([]);
    const actor = (await actorNamed(office, 'an')) as PersonActor;
    expect((await collectOwnData(actor, office.app.office)).requests).toMatchObject([{ extension: REASON }]);
  });

  test('is not there once it is late, answered or withdrawn, and goes with the words', async () => {
    await ask('an', 'Sửa dữ liệu');
    await office.advance({ days: 11 });
    await press('kl-admin', { data: `req:${(await requests('an'))[0]!.id}` });
    expect(labels('kl-admin').some((label) => label.startsWith('Gia hạn'))).toBe(false);
    const { id } = (await requests('an'))[0]!;
    expect(await press('kl-admin', { data: `start:privacyExtend:${id}` })).toContain('không gia hạn được nữa');
    await ask('binh', 'Khiếu nại');
    const [second] = await requests('binh');
    await press('kl-admin', { data: `req:${second!.id}` });
    await walk('kl-admin', 'Gia hạn thêm 15 ngày, nêu lý do', { say: REASON }, 'Gia hạn');
    await walk('kl-admin', 'Trả lời', { say: 'Đã xem lại' }, 'Gửi trả lời');
    expect((await requests('binh'))[0]!.extensionId).not.toBeNull();
    await office.advance({ days: 366 });
    expect((await requests('binh'))[0]).toMatchObject({ textId: null, answerId: null, extensionId: null });
  });

  test('is what an office sets, or none', async () => {
    Object.assign(office.app.office, { extensions: { ...office.app.office.extensions, erase: 0 } });
    await ask('an');
    await press('kl-admin', 'Mở yêu cầu');
    expect(labels('kl-admin')).toHaveLength(3);
  });
});

describe('what is late', () => {
  test('stands in the list of whoever is to answer, and the head of the office is told of it each morning', async () => {
    await ask('an', 'Sửa dữ liệu');
    const inList = async (who: string) => {
      const text = await say(who, '/canlam');
      return text.includes('Trả lời yêu cầu về dữ liệu cá nhân của Đặng Văn An');
    };
    expect(await Promise.all(['kl-admin', 'admin', 'director', 'an'].map(inList))).toEqual([true, false, false, false]);
    await office.advance({ days: 10 });
    const reminded = (who: string) => texts(who).filter((text) => text.startsWith('🔔 1 yêu cầu')).length;
    expect([reminded('kl-admin'), reminded('director')]).toEqual([1, 0]);
    await office.advance({ days: 1 });
    expect([reminded('kl-admin'), reminded('director'), reminded('admin')]).toEqual([2, 1, 0]);
    expect(await inList('director')).toBe(true);
    expect(last('director').text).toContain('1 việc quá hạn');
    await press('director', '1. Xem yêu cầu');
    expect(last('director').text).toContain('Quá hạn 1 ngày');
    await walk('director', 'Trả lời', { say: 'Đã sửa' }, 'Gửi trả lời');
    for (const who of ['kl-admin', 'director']) expect(await inList(who)).toBe(false);
  });
});

describe('who answers', () => {
  test('is the next administrator up, then the head of the office, and never whoever asked', async () => {
    await ask('giang');
    expect(told()).toEqual(['admin']);
    await ask('admin');
    expect(told()).toEqual(['director', 'admin']);
    await ask('kl-admin');
    expect(texts('admin').filter((text) => text.startsWith(PUSH))).toHaveLength(2);
    await office.app.office.inTransaction(async (stores) => {
      for (const who of ['admin', 'kl-admin']) {
        const account = (await stores.people.findAccount(await office.personId(who)))!;
        await stores.people.setUnreachable(account.id, office.clock.now(), 'blocked');
      }
    });
    await ask('an');
    expect(texts('director').filter((text) => text.startsWith(PUSH))).toHaveLength(2);
  });

  test('is nobody else, whatever a client sends', async () => {
    await ask('an');
    const { id } = (await requests('an'))[0]!;
    for (const who of ['binh', 'h1-head', 'ranger-head', 'ranger-deputy', 'office-head', 'clerk', 'inspector']) {
      await say(who, '/riengtu');
      expect(
        labels(who).some((label) => label.startsWith('Cần trả lời')),
        who,
      ).toBe(false);
      for (const data of [`req:${id}`, `start:privacyAnswer:${id}`, `start:privacyRefuse:${id}`, `requndo:${id}`]) {
        expect(await press(who, { data }), `${who} ${data}`).toContain('Không còn tìm thấy');
      }
      expect(await press(who, { data: 'reqall:0' }), who).toContain('dành cho quản trị viên');
    }
    expect(await press('an', { data: `start:privacyAnswer:${id}` })).toContain('đã được trả lời hoặc rút lại');
    expect((await requests('an'))[0]!.state).toBe('received');
  });

  test('finds all that waits in one list, late ones first, and not their own', async () => {
    await ask('an', 'Khiếu nại');
    await ask('binh', 'Sửa dữ liệu');
    await ask('admin');
    office.clock.advance({ days: 12 });
    await say('admin', '/riengtu');
    expect(labels('admin')).toContain('Cần trả lời (2)');
    await press('admin', 'Cần trả lời (2)');
    expect(last('admin').text).toContain('1. Lý Thị Bình: Sửa dữ liệu · quá hạn 2 ngày, từ 03/12');
    expect(last('admin').text).toContain('2. Đặng Văn An: Khiếu nại · hạn 23/12, còn 18 ngày');
    await press('admin', '1');
    expect(last('admin').text).toContain('Lý Thị Bình (binh)');
  });
});

describe('the clock', () => {
  const reminders = (who: string) => texts(who).filter((text) => text.startsWith('🔔'));

  test('reminds on each working morning from two days before the last one until there is an answer', async () => {
    await ask('an', 'Sửa dữ liệu');
    await ask('binh', 'Sửa dữ liệu');
    await office.advance({ days: 7 });
    expect(reminders('kl-admin')).toEqual([]);
    // Tuesday, 1 December: due on Thursday.
    await office.advance({ days: 1 });
    await office.advance({ minutes: 10 });
    expect(reminders('kl-admin')).toEqual(['🔔 2 yêu cầu về dữ liệu cá nhân sắp đến hạn trả lời.']);
    await office.advance({ days: 2 });
    expect(reminders('kl-admin')).toHaveLength(2);
    await office.advance({ days: 1 });
    expect(reminders('kl-admin').at(-1)).toBe('🔔 2 yêu cầu về dữ liệu cá nhân đã quá hạn trả lời.');
    // A weekend.
    await office.advance({ days: 1 });
    await office.advance({ days: 1 });
    expect(reminders('kl-admin')).toHaveLength(3);
    await press('kl-admin', 'Mở danh sách');
    await press('kl-admin', '1');
    await walk('kl-admin', 'Trả lời', { say: 'Đã sửa' }, 'Gửi trả lời');
    await office.advance({ days: 1 });
    expect(reminders('kl-admin').at(-1)).toBe('🔔 1 yêu cầu về dữ liệu cá nhân đã quá hạn trả lời.');
    expect(reminders('admin')).toEqual([]);
  });

  test('erases the words a year after the answer, and what proves that it was asked and answered stays', async () => {
    await ask('an');
    await press('kl-admin', 'Mở yêu cầu');
    await walk('kl-admin', 'Trả lời', { say: 'Đã xóa' }, 'Gửi trả lời');
    await office.advance({ days: 364 });
    expect((await requests('an'))[0]!.textId).not.toBeNull();
    await office.advance({ days: 2 });
    expect(await requests('an')).toMatchObject([{ state: 'answered', textId: null, answerId: null }]);
    await say('an', '/riengtu');
    await walk('an', 'Yêu cầu của tôi', '1');
    expect(last('an').text).toContain('Nội dung đã được xóa');
    expect(await detailsOf(office, 'request.erase')).toEqual([{ requests: ['1'], why: 'retention' }]);
    await office.advance({ days: 1 });
    expect(await detailsOf(office, 'request.erase')).toHaveLength(1);
  });
});

test('what is asked and answered is in no log line, no push and no table that can be read', async () => {
  const SECRETS = /0905|số điện thoại cũ|khỏi danh sách|Văn An/;
  office.sandbox.requests.length = 0;
  await ask('an');
  await press('kl-admin', 'Mở yêu cầu');
  await walk('kl-admin', 'Trả lời', { say: 'Đã xóa số cũ khỏi danh sách' }, 'Gửi trả lời');
  await office.advance({ days: 19 });
  const pushed = office.sandbox.requests.filter(({ method }) => method === 'sendMessage');
  const asked = [office.as('an').chatId, office.as('kl-admin').chatId].map(String);
  for (const { params } of pushed.filter(({ params: p }) => !asked.includes(String(p.chat_id)))) {
    expect(JSON.stringify(params)).not.toMatch(SECRETS);
  }
  expect(texts('kl-admin').filter((text) => text.startsWith(PUSH) && SECRETS.test(text))).toEqual([]);
  expect(logged.filter((line) => SECRETS.test(line))).toEqual([]);
  const rows = await office.database.read.query(sql`SELECT * FROM privacy_requests`);
  expect(JSON.stringify(rows)).not.toMatch(SECRETS);
  expect(JSON.stringify(await office.database.read.query(sql`SELECT answers FROM drafts`))).not.toMatch(SECRETS);
  for (const who of ['an', 'kl-admin']) {
    const typed = office
      .as(who)
      .messages()
      .filter(({ from }) => from !== 'bot');
    expect(typed.some(({ text }) => SECRETS.test(text))).toBe(false);
  }
});

test('a copy of one’s own data holds what was asked and answered', async () => {
  await ask('an');
  await press('kl-admin', 'Mở yêu cầu');
  await walk('kl-admin', 'Trả lời', { say: 'Đã xóa số cũ' }, 'Gửi trả lời');
  await say('an', '/riengtu');
  await press('an', 'Bản sao dữ liệu của tôi');
  await office.sandbox.waitFor(() => last('an').document !== undefined);
  const actor = (await actorNamed(office, 'an')) as PersonActor;
  const { requests: own } = await collectOwnData(actor, office.app.office);
  expect(own).toMatchObject([{ text: WORDS, answer: 'Đã xóa số cũ' }]);
});
