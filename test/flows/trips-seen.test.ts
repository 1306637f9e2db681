import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sql, sql } from '../../src/storage/sql.ts';
import { people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { detailsOf } from '../support/evidence.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

/** A Monday morning. */
let office: TestOffice;
let logged: string[];
beforeEach(async () => {
  logged = [];
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z'), logged, mayWarn: true });
});
afterEach(() => office.close());

const { say, press } = chatting(() => office);
const last = (who: string) => office.as(who).last();

type Click = string | RegExp | { say: string } | { data: string };
async function walk(who: string, ...clicks: Click[]): Promise<void> {
  for (const click of clicks) {
    if (typeof click === 'object' && 'say' in click) await say(who, click.say);
    else await press(who, click);
  }
}

/** What somebody says about a trip, with telephone numbers as people write them. */
const REASON = 'Thăm người thân bị ốm, gọi 0905 111 222';
const SAID = ['Chị Hoa đi cùng', 'Gia đình anh Tư +84 905.111.333', 'Ai trực thay?', 'Chị Bình trực thay'];
const WHY = 'Đang cao điểm trực cháy';
const PLACES = ['Bắc Ninh', 'Bắc Giang', 'Hà Nội', 'Đà Nẵng', 'bac giang', 'da nang'];
const WORDS = [
  ...['người thân', 'Chị Hoa', 'anh Tư', 'trực thay', 'cao điểm', ...PLACES],
  ...people.map(({ name }) => name.split(' ').slice(-2).join(' ')),
];
/** Digits of a telephone number, whatever stands between them. */
const PHONE = /(?:\+?84|0)[ .()-]?9(?:[ .()-]{0,2}\d){8}|905[ .]?111/;
const leaks = (text: string): string[] => [
  ...WORDS.filter((word) => text.toLowerCase().includes(word.toLowerCase())),
  ...(PHONE.exec(text) ?? []),
];

/** What left by itself: the text of each delivery as it was sent, whatever became of its message since. */
async function pushed(): Promise<{ kind: string; text: string }[]> {
  const rows = await office.database.read.query<{ kind: string; chatId: number; messageId: number }>(sql`
    SELECT d.kind, a.telegram_id AS "chatId", d.message_id AS "messageId" FROM deliveries d
    JOIN accounts a ON a.person_id = d.person_id WHERE d.state = 'sent' ORDER BY d.id`);
  return rows.map(({ kind, chatId, messageId }) => {
    const sent = office.sandbox.requests.find(
      ({ method, params, userMessageId }) =>
        method === 'sendMessage' && Number(params.chat_id) === chatId && userMessageId === messageId,
    );
    return { kind, text: JSON.stringify(sent!.params) };
  });
}

async function fill(who: string, { kind = 'Việc riêng ngoài tỉnh', place = 'bac giang' } = {}): Promise<void> {
  await say(who, '/lichtrinh');
  if (last(who).text.includes('Trước khi khai báo lần đầu')) await press(who, '✅ Tôi đồng ý');
  await walk(who, kind, { say: REASON }, { say: place }, { say: '24/11' }, { say: '26/11' }, 'Không', 'Xe khách');
  await walk(who, { say: SAID[0]! }, { say: SAID[1]! }, 'Tôi cam kết khai đúng sự thật');
}

/** Declared, asked about, approved, changed, extended, returned from; another refused, a third cancelled; a level set and lifted. */
async function liveThroughTrips(): Promise<void> {
  await fill('an');
  await press('an', 'Gửi thủ trưởng duyệt');
  await walk('h1-head', 'Mở chuyến đi', 'Hỏi thêm', { say: SAID[2]! }, 'Gửi câu hỏi');
  await walk('an', 'Mở chuyến đi', 'Trả lời', { say: SAID[3]! }, 'Gửi trả lời');
  await walk('h1-head', 'Mở chuyến đi', '✅ Duyệt');
  await fill('binh');
  await press('binh', 'Gửi thủ trưởng duyệt');
  await walk('h1-head', 'Mở chuyến đi', 'Không duyệt', { say: WHY }, 'Không duyệt');
  await fill('chau', { kind: 'Công tác', place: 'da nang' });
  await walk('chau', 'Báo thủ trưởng', 'Hủy chuyến', 'Hủy chuyến này');
  await walk('clerk', { say: '/diaban' }, 'Đặt cấp độ cho địa bàn', 'Dịch bệnh', { say: 'bac ninh' }, 'Cấp 4');
  await walk('clerk', { say: 'hôm nay' }, 'Bỏ qua', 'Bỏ qua', 'Đặt cấp độ');
  await office.advance({ days: 1 });
  await walk('an', 'Xem', '1', 'Thay đổi lịch trình', 'Sửa', '1. Còn nơi khác', 'Có, thêm nơi đến', { say: 'hn' });
  await walk('an', { say: '26/11' }, { say: '27/11' }, 'Không', 'Gửi thay đổi');
  await walk('an', 'Về muộn hơn', { say: '28/11' }, 'Báo về muộn hơn');
  await walk('clerk', 'Bỏ cấp độ này', 'Bỏ và báo ngay');
  await office.advance({ days: 4, hours: 9 });
  await office.advance({ days: 1 });
  await press('an', '✅ Tôi đã về');
}

/** Contacts after 60 days, all of it after 180; the second one by its own person, a third with the consent. */
async function forgetTrips(): Promise<void> {
  const trip = (await office.app.office.read.trips.listAllOf(await office.personId('binh')))[0]!;
  await press('binh', { data: `erase:trip:${trip.id}` });
  await say('chau', '/riengtu');
  await walk('chau', 'Rút lại đồng ý', 'Rút lại và xóa');
  await office.advance({ days: 61 });
  await office.advance({ days: 121 });
}

const KINDS = ['trip.word', 'trip.return', 'trip.overdue', 'area.level', 'area.people'];

describe('a whole life of trips', () => {
  test('leaves no name, place, reason, companion, contact or number in a log line or in what reaches a chat by itself', async () => {
    await liveThroughTrips();
    await forgetTrips();
    const sent = await pushed();
    expect([...new Set(sent.map(({ kind }) => kind))].sort()).toEqual([...KINDS].sort());
    // The level's own message names the province that was set, which is public, and no trip.
    for (const { kind, text } of sent.filter((one) => !one.kind.startsWith('area.'))) {
      expect(leaks(text), kind).toEqual([]);
    }
    for (const { kind, text } of sent) {
      expect(
        leaks(text).filter((word) => !PLACES.includes(word)),
        kind,
      ).toEqual([]);
    }
    const answers = office.sandbox.requests.filter(({ method }) => method === 'answerCallbackQuery');
    for (const { params } of answers) expect(leaks(JSON.stringify(params))).toEqual([]);
    expect(logged.filter((line) => leaks(line).length > 0)).toEqual([]);
  });

  test('leaves nothing of what was typed in the chat, nor in any row that can be read', async () => {
    await liveThroughTrips();
    for (const who of ['an', 'binh', 'chau', 'h1-head']) {
      const typed = office
        .as(who)
        .messages()
        .filter(({ from }) => from !== 'bot');
      const kept = typed.filter(({ text }) => [REASON, WHY, ...SAID].includes(text));
      expect(kept).toEqual([]);
    }
    for (const table of ['drafts', 'trips', 'trip_entries', 'deliveries', 'evidence_entries']) {
      const rows = await office.database.read.query(sql`SELECT * FROM ${sql.raw(table)}`);
      const text = JSON.stringify(rows);
      for (const words of [REASON, WHY, ...SAID]) expect(text, table).not.toContain(words.slice(0, 12));
    }
  });
});

test('two people who say the very same leave different hashes, and with what was said goes what they could be guessed by', async () => {
  for (const who of ['an', 'binh']) {
    await fill(who);
    await press(who, 'Gửi thủ trưởng duyệt');
  }
  const hashes = (await detailsOf(office, 'trip.declare')).map(({ said }) => said);
  expect(hashes).toHaveLength(2);
  expect(new Set(hashes).size).toBe(2);
  const sealed = async () => (await office.database.read.query(sql`SELECT id FROM vault_values`)).length;
  // Of each the details and the random part.
  expect(await sealed()).toBe(4);
  await office.advance({ days: 65 });
  expect(await sealed()).toBe(2);
  await office.advance({ days: 121 });
  expect(await sealed()).toBe(0);
});

const run = (...statements: Sql[]) =>
  office.database.inTransaction(async (connection) => {
    for (const statement of statements) await connection.execute(statement);
  });

/** From now on the database refuses each new step of a trip. */
async function breakTrips(): Promise<void> {
  if (office.database.dialect === 'sqlite') {
    return await run(
      sql`CREATE TRIGGER broken BEFORE INSERT ON trip_entries BEGIN SELECT RAISE(ABORT, 'this table is broken'); END`,
    );
  }
  await run(
    sql`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this table is broken'; END $$`,
    sql`CREATE TRIGGER broken BEFORE INSERT ON trip_entries FOR EACH ROW EXECUTE FUNCTION broken()`,
  );
}

describe('when something goes wrong', () => {
  const faults = () => logged.filter((line) => /"level":"(?:warn|error|fatal)"/.test(line));

  test('in the database, its log lines say nothing of the trip', async () => {
    await fill('an');
    await breakTrips();
    await press('an', 'Gửi thủ trưởng duyệt');
    expect(faults().length).toBeGreaterThan(0);
    expect(logged.filter((line) => leaks(line).length > 0)).toEqual([]);
  });

  test('with what was sealed, neither', async () => {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    await run(sql`UPDATE vault_values SET sealed = ${Buffer.from('not what was sealed, by far')}`);
    await press('h1-head', 'Mở chuyến đi');
    await walk('an', { say: '/lichtrinh' }, '1');
    expect(faults().length).toBeGreaterThan(0);
    expect(logged.filter((line) => leaks(line).length > 0)).toEqual([]);
  });

  test('with Telegram, neither', async () => {
    const description = `Bad Request: can't parse entities: Unsupported start tag "${REASON}" at byte offset 7`;
    const body = JSON.stringify({ ok: false, error_code: 400, description });
    await fill('an');
    office.sandbox.faults.add({ method: 'sendMessage', times: 3, effect: { status: 400, body } });
    office.sandbox.faults.add({ method: 'editMessageText', times: 3, effect: { status: 500, body: `oops ${REASON}` } });
    await press('an', 'Gửi thủ trưởng duyệt');
    await say('an', '/lichtrinh');
    await office.settle();
    expect(faults().length).toBeGreaterThan(0);
    expect(logged.filter((line) => leaks(line).length > 0)).toEqual([]);
  });
});
