import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { endTrip } from '../../src/domain/declarations/trip-actions.ts';
import { decideTrip } from '../../src/domain/declarations/trip-decision-actions.ts';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';
import { testDialect } from '../support/test-database.ts';

/** A Monday morning. */
let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
});
afterEach(() => office.close());

const { say, press, walk, last, texts } = chatting(() => office);
const trips = (who: string) => office.personId(who).then((id) => office.app.office.read.trips.listOpenOf(id));

/** Whether words can be read in the database's files; on a server of its own nobody can look there. */
function inFiles(words: string): boolean {
  if (testDialect !== 'sqlite') return false;
  const path = office.database.url.replace(/^sqlite:/, '');
  const files = [path, `${path}-wal`].filter((file) => existsSync(file));
  expect(files.length).toBeGreaterThan(0);
  return files.some((file) => readFileSync(file).includes(Buffer.from(words)));
}

/** Goes through the form to its overview. */
async function fill(who: string, { kind = 'Việc riêng ngoài tỉnh', place = 'bac giang' } = {}): Promise<void> {
  await say(who, '/lichtrinh');
  if (last(who).text.includes('Trước khi khai báo lần đầu')) await press(who, '✅ Tôi đồng ý');
  await walk(
    who,
    ...[kind, { say: 'Thăm người thân bị ốm' }, { say: place }],
    ...[{ say: '24/11' }, { say: '26/11' }, 'Không', 'Xe khách', 'Bỏ qua', { say: 'Gia đình anh Tư' }],
    'Tôi cam kết khai đúng sự thật',
  );
}

describe('a trip that asks', () => {
  test('is asked about, approved, changed on the way, extended and ended, and its leader sees each step', async () => {
    await fill('an');
    expect(last('an').text).toContain('24/11 ● Bắc Ninh (trước là Bắc Giang)\n26/11 ○ về');
    await press('an', 'Gửi thủ trưởng duyệt');
    expect(last('an').text).toContain('Đi việc riêng ngoài tỉnh · chờ duyệt');
    expect(last('h1-head').text).toBe('Có một chuyến đi chờ bạn duyệt.');
    expect(texts('ranger-head')).toEqual([]);
    await walk('h1-head', 'Mở chuyến đi', 'Hỏi thêm', { say: 'Ai trực thay?' }, 'Gửi câu hỏi');
    expect(last('an').text).toBe('Thủ trưởng hỏi thêm về chuyến đi của bạn.');
    await press('an', 'Mở chuyến đi');
    expect(last('an').text).toContain('“Ai trực thay?”');
    await walk('an', 'Trả lời', { say: 'Chị Bình trực thay' }, 'Gửi trả lời');
    await press('h1-head', 'Mở chuyến đi');
    expect(last('h1-head').text).toContain('“Chị Bình trực thay”');
    await press('h1-head', '✅ Duyệt');
    expect(last('an').text).toBe('✅ Chuyến đi của bạn đã được duyệt.');

    await office.advance({ days: 2 });
    await walk('an', 'Mở chuyến đi', 'Thay đổi lịch trình', 'Sửa', '1. Còn nơi khác', 'Có, thêm nơi đến');
    await walk('an', { say: 'hn' }, { say: '26/11' }, { say: '27/11' }, 'Không');
    await press('an', 'Gửi thay đổi');
    expect(last('an').text).toContain('26/11 ● Hà Nội\n27/11 ○ về');
    expect(last('an').text).toContain('đang đi');
    expect(last('h1-head').text).toBe('Một chuyến đi vừa thay đổi lịch trình.');
    await walk('an', 'Về muộn hơn', { say: '28/11' }, 'Báo về muộn hơn');
    expect(last('an').text).toContain('28/11 ○ về');
    await office.advance({ days: 3, hours: 9 });
    expect(last('an').text).toContain('Hôm nay là ngày về của bạn');
    await press('an', '✅ Tôi đã về');
    expect(last('an').text).toContain('đã về');
    expect(last('h1-head').text).toBe('Một người đi đã báo về.');
    expect(await trips('an')).toEqual([]);
  });

  test('that is refused says why, and is over', async () => {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    await walk('h1-head', 'Mở chuyến đi', 'Không duyệt', { say: 'Đang cao điểm trực cháy' }, 'Không duyệt');
    expect(last('an').text).toContain('không được duyệt');
    await press('an', 'Mở chuyến đi');
    expect(last('an').text).toContain('“Đang cao điểm trực cháy”');
    expect(await trips('an')).toEqual([]);
  });

  test('goes to the deputy while the leader is away, to the unit above for whoever leads, and never to oneself', async () => {
    await office.app.office.inTransaction(async ({ absences }) => {
      const personId = await office.personId('ranger-head');
      await absences.add(
        { personId, fromOn: '2026-11-20', toOn: '2026-11-30', markedById: personId },
        office.clock.now(),
      );
    });
    await fill('h1-head');
    await press('h1-head', 'Gửi thủ trưởng duyệt');
    expect(last('ranger-deputy').text).toContain('Có một chuyến đi');
    expect(texts('ranger-head')).toEqual([]);
    await fill('ranger-deputy');
    await press('ranger-deputy', 'Gửi thủ trưởng duyệt');
    expect(last('director').text).toContain('Có một chuyến đi');
    const [own] = await trips('ranger-deputy');
    expect(await press('ranger-deputy', { data: `tripdo:${own!.id}:approve` })).not.toBe('');
    expect((await trips('ranger-deputy'))[0]!.state).toBe('awaiting');
  });

  test('is cancelled by two presses, after a look at what follows', async () => {
    await fill('an');
    await walk('an', 'Gửi thủ trưởng duyệt', 'Hủy chuyến');
    expect(last('an').text).toContain('Chuyến đã hủy không mở lại được');
    await press('an', '‹ Quay lại');
    expect(last('an').text).toContain('chờ duyệt');
    expect(last('an').text).toContain('Chờ thủ trưởng Hạt Kiểm lâm số 1 duyệt.');
    expect((await trips('an'))[0]!.state).toBe('awaiting');
    await walk('an', 'Hủy chuyến', 'Hủy chuyến này', '‹ Chuyến đi của tôi');
    expect(last('an').text).toContain('Bạn không có chuyến đi nào');
    expect(last('h1-head').text).toBe('Một chuyến đi đã được hủy.');
  });

  test('leads back from whatever was begun about it and not sent, and an old button about it asks for nothing', async () => {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    await walk('h1-head', 'Mở chuyến đi', 'Hỏi thêm', 'Hủy', '‹ Quay lại', '‹ Các chuyến đi', '1');
    expect(last('h1-head').text).toContain('chờ duyệt');
    await walk('h1-head', 'Không duyệt', 'Hủy', '‹ Quay lại', '✅ Duyệt');
    await walk('an', 'Mở chuyến đi', 'Thay đổi lịch trình', 'Hủy', '‹ Quay lại');
    expect(last('an').text).toContain('sắp đi');
    await office.advance({ days: 2 });
    await say('an', '/lichtrinh');
    const [{ id } = { id: 0 }] = await trips('an');
    await walk('an', '1', '✅ Tôi đã về');
    for (const form of ['trip', 'tripExtend']) {
      expect(await press('an', { data: `start:${form}:${id}` })).toContain('đã chuyển sang bước khác');
    }
  });

  test('awaits a yes once more when its itinerary is changed before it begins', async () => {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    await walk('h1-head', 'Mở chuyến đi', '✅ Duyệt');
    await walk('an', 'Mở chuyến đi', 'Thay đổi lịch trình', 'Sửa', 'Người đi cùng', { say: 'Chị Hoa' }, 'Gửi thay đổi');
    expect((await trips('an'))[0]!.state).toBe('planned');
    await walk('an', 'Thay đổi lịch trình', 'Sửa', '1. Nơi đến', { say: 'da nang' }, 'Gửi thay đổi');
    expect((await trips('an'))[0]!.state).toBe('awaiting');
  });
});

test('approved and cancelled at the same moment a trip has one end, and no yes after it', async () => {
  const [traveller, leader] = (await Promise.all(
    ['an', 'h1-head'].map((who) => actorNamed(office, who)),
  )) as PersonActor[];
  const { office: inside } = office.app;
  for (let round = 0; round < 12; round += 1) {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    const [trip] = await trips('an');
    await Promise.allSettled([
      decideTrip(leader!, trip!.id, { as: 'approve' }, inside),
      endTrip(traveller!, trip!.id, 'cancel', inside),
      endTrip(traveller!, trip!.id, 'cancel', inside),
    ]);
    const steps = (await inside.read.trips.listEntries(trip!.id)).map(({ step }) => step);
    expect(steps.filter((step) => step === 'cancel')).toHaveLength(1);
    expect(steps.at(-1)).toBe('cancel');
    await office.advance({ minutes: 1 });
  }
});

test('a private trip that stays in the province need not be declared, a mission is', async () => {
  Object.assign(office.app.office, { homeProvince: '24' });
  await fill('an');
  expect(last('an').text).toContain('trong tỉnh thì không cần khai báo');
  await walk('an', 'Sửa', '1. Nơi đến', { say: 'da nang' });
  await press('an', 'Gửi thủ trưởng duyệt');
  expect(await trips('an')).toHaveLength(1);
  await fill('binh', { kind: 'Công tác' });
  await press('binh', 'Báo thủ trưởng');
  expect(await trips('binh')).toHaveLength(1);
});

describe('a mission', () => {
  test('is notified and needs no yes, and a return that is not said is asked for each day and told to the leader', async () => {
    await fill('an', { kind: 'Công tác' });
    await press('an', 'Báo thủ trưởng');
    expect((await trips('an'))[0]!.state).toBe('planned');
    await office.advance({ days: 4 });
    expect(last('an').text).toContain('Đã qua ngày về bạn khai');
    expect(last('h1-head').text).toContain('đã quá ngày về');
    const count = texts('an').length;
    await office.advance({ hours: 1 });
    expect(texts('an')).toHaveLength(count);
    await office.advance({ days: 1 });
    expect(texts('an')).toHaveLength(count + 1);
  });
});

describe('what is declared', () => {
  test('is offered the next time, and what was typed is taken out of the chat', async () => {
    await fill('an');
    expect(texts('an').some((text) => text.includes('Thăm người thân bị ốm') && !text.includes('Lý do'))).toBe(false);
    await press('an', 'Gửi thủ trưởng duyệt');
    await walk('an', 'Hủy chuyến', 'Hủy chuyến này', { say: '/lichtrinh' }, 'Việc riêng ngoài tỉnh');
    await press('an', 'Như lần trước: Thăm người thân bị ốm');
    await press('an', 'Bắc Ninh (trước là Bắc Giang)');
    expect(last('an').text).toContain('Ngày nào đến đó');
  });

  test('is seen by the traveller, their leaders and the focal point, and by nobody beside or below', async () => {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    const [trip] = await trips('an');
    for (const who of ['binh', 'chau', 'water-head', 'clerk', 'inspector', 'admin']) {
      office.as(who).send('/trogiup');
      await office.settle();
      expect(await press(who, { data: `trip:${trip!.id}` })).toContain('Không còn tìm thấy');
      expect(await press(who, { data: `tripdo:${trip!.id}:approve` })).not.toBe('');
    }
    expect(await say('water-head', '/chuyendi')).toContain('Không có ai');
    expect(await say('giang', '/chuyendi')).not.toContain('An');
    for (const who of ['ranger-head', 'director']) {
      expect(await say(who, '/chuyendi')).toContain('Đặng Văn An, Hạt Kiểm lâm số 1');
    }
    expect((await trips('an'))[0]!.state).toBe('awaiting');
  });

  test('names nobody, no place and no reason in what reaches a chat by itself', async () => {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    const pushed = [last('h1-head').text];
    await walk('h1-head', 'Mở chuyến đi', '✅ Duyệt');
    pushed.push(last('an').text);
    await office.advance({ days: 4 });
    pushed.push(last('an').text, last('h1-head').text);
    expect(new Set(pushed).size).toBe(4);
    for (const text of pushed) expect(text).not.toMatch(/An\b|Bắc|người thân|anh Tư/);
  });

  test('cannot be read in the database, not even while it is being filled', async () => {
    await fill('an');
    expect(inFiles('Thăm người thân')).toBe(false);
    await press('an', 'Gửi thủ trưởng duyệt');
    expect(inFiles('Thăm người thân')).toBe(false);
    const rows = await office.database.read.query<{ answers: unknown }>(sql`SELECT answers FROM drafts`);
    expect(JSON.stringify(rows)).not.toContain('người thân');
  });

  test('is erased when its time is over, contacts first, and what proves that it was declared stays', async () => {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    await walk('h1-head', 'Mở chuyến đi', '✅ Duyệt');
    await office.advance({ days: 3 });
    await walk('an', 'Mở chuyến đi', '✅ Tôi đã về');
    const { trips: read } = office.app.office.read;
    const before = await office.database.read.query(sql`SELECT line FROM evidence_entries ORDER BY id`);
    const detailsOf = async () => await read.getDetails((await read.find(1))!);
    await office.advance({ days: 59 });
    expect(await detailsOf()).toMatchObject({ contacts: 'Gia đình anh Tư' });
    await office.advance({ days: 2 });
    expect(await detailsOf()).toMatchObject({ reason: 'Thăm người thân bị ốm', contacts: null });
    await office.advance({ days: 121 });
    expect(await detailsOf()).toBeNull();
    expect((await read.find(1))!.stops).toMatchObject([{ place: '' }]);
    expect(await press('h1-head', { data: 'trip:1' })).toBe('');
    expect(last('h1-head').text).toContain('đã được xóa: hết thời hạn lưu');
    const after = await office.database.read.query(sql`SELECT line FROM evidence_entries ORDER BY id`);
    expect(after.slice(0, before.length)).toEqual(before);
    const erased = await office.database.read.query(sql`SELECT id FROM evidence_entries WHERE action = 'trip.erase'`);
    expect(erased).toHaveLength(2);
    await office.advance({ days: 1 });
    expect(await office.database.read.query(sql`SELECT id FROM evidence_entries`)).toHaveLength(after.length);
  });

  test('is copied for whoever it is about, and goes when they withdraw what they agreed to', async () => {
    await fill('an');
    await press('an', 'Gửi thủ trưởng duyệt');
    await walk('an', 'Hủy chuyến', 'Hủy chuyến này');
    await say('an', '/riengtu');
    expect(last('an').text).toContain('Bạn có 1 chuyến đi đã khai');
    await press('an', 'Bản sao dữ liệu của tôi');
    await office.sandbox.waitFor(() => last('an').document !== undefined);
    expect(last('an').document?.name).toBe('du-lieu-cua-toi.txt');
    await say('an', '/riengtu');
    await walk('an', 'Rút lại đồng ý', 'Rút lại và xóa');
    expect(last('an').text).toContain('Đã xóa nội dung 1 tờ khai');
    expect(await say('an', '/lichtrinh')).toContain('Trước khi khai báo lần đầu');
    const { trips: read } = office.app.office.read;
    expect(await read.getDetails((await read.find(1))!)).toBeNull();
    await press('an', { data: 'withdraw' });
    expect(
      await office.database.read.query(sql`SELECT id FROM evidence_entries WHERE action = 'trip.erase'`),
    ).toHaveLength(1);
  });
});

describe('days', () => {
  test('that cannot be are refused in words, and the draft stays to be mended', async () => {
    await say('an', '/lichtrinh');
    await walk('an', '✅ Tôi đồng ý', 'Công tác', { say: 'Họp' }, { say: 'hcm' });
    expect(last('an').text).toContain('Ngày nào đến đó');
    expect(await say('an', '30/02')).toContain('Lịch không có ngày này');
    await walk('an', { say: '25/11/2025' }, { say: '26/11/2025' }, 'Không', 'Máy bay', 'Bỏ qua', 'Bỏ qua');
    await press('an', 'Tôi cam kết khai đúng sự thật');
    expect(last('an').text).toContain('hơn 30 ngày trước');
    expect(
      last('an')
        .buttons.flat()
        .map(({ label }) => label),
    ).toEqual(['Sửa', 'Hủy']);
    await walk('an', 'Sửa', '1. Ngày đến', { say: '27/11' });
    expect(last('an').text).toContain('ngày rời sớm hơn ngày đến');
    await walk('an', 'Sửa', '1. Ngày rời', { say: '27/11' });
    await press('an', 'Báo thủ trưởng');
    expect(await trips('an')).toMatchObject([{ fromOn: '2026-11-27', toOn: '2026-11-27' }]);
  });

  test('are the office’s own at one minute to midnight', async () => {
    office.clock.advance({ hours: 15, minutes: 59 });
    await say('an', '/lichtrinh');
    await walk('an', '✅ Tôi đồng ý', 'Công tác', { say: 'Họp' }, { say: 'hue' }, { say: 'mai' }, { say: 'mai' });
    await walk('an', 'Không', 'Máy bay', 'Bỏ qua', 'Bỏ qua', 'Tôi cam kết khai đúng sự thật', 'Báo thủ trưởng');
    expect(await trips('an')).toMatchObject([{ fromOn: '2026-11-24' }]);
  });
});

describe('off the path', () => {
  test('a choice may be typed, accents or not, and what fits no button or two of them is asked again', async () => {
    await say('an', '/lichtrinh');
    await press('an', '✅ Tôi đồng ý');
    expect(await say('an', 'đi chơi')).toContain('chọn một trong các nút');
    expect(await say('an', 'cong tac')).toContain('Lý do chuyến đi?');
    await walk('an', { say: 'Họp' }, { say: 'hue' }, { say: 'ngày 25' });
    expect(texts('an')).toContain('✓ 1. Ngày đến: thứ Tư 25/11');
    await walk('an', { say: '25' }, { say: 'không' });
    expect(await say('an', 'xe')).toContain('chọn một trong các nút');
    expect(await say('an', 'máy bay')).toContain('Có ai đi cùng không?');
  });

  test('two quick presses on “send” give one trip, and a photo or a novel as a reason nothing', async () => {
    await say('an', '/lichtrinh');
    await walk('an', '✅ Tôi đồng ý', 'Công tác');
    expect(await say('an', 'x'.repeat(4_000))).toContain('500');
    await fill('binh', { kind: 'Công tác' });
    const overview = last('binh');
    const data = overview.buttons[0]![0]!.data!;
    const presses = [office.as('binh').press({ data }, overview), office.as('binh').press({ data }, overview)];
    await Promise.all(presses.map((one) => one.settled));
    await office.settle();
    expect(await trips('binh')).toHaveLength(1);
    expect(texts('h1-head')).toHaveLength(1);
  });

  test('nobody declares before they agree, whatever their client sends', async () => {
    office.as('an').send('/trogiup');
    await office.settle();
    expect(await press('an', { data: 'start:trip:0' })).toContain('Bạn cần đồng ý');
    await say('an', '/lichtrinh');
    await press('an', 'Không đồng ý');
    expect(last('an').text).toContain('chưa đồng ý');
  });
});
