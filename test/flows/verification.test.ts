import { afterEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { passOn } from '../../src/domain/directives/head-actions.ts';
import { checkCodeOf } from '../../src/domain/directives/verification.ts';
import { instant } from '../../src/lib/clock.ts';
import { sql } from '../../src/storage/sql.ts';
import { chatting } from '../support/chatting.ts';
import { actorNamed, HAND, issue, receiptOf } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
afterEach(() => office.close());
const { press, hear } = chatting(() => office);

const TEXT = `Thực hiện chỉ đạo của tỉnh về ứng phó bão số 9, Giám đốc Sở yêu cầu:
1. Các đơn vị trực **24/24 giờ**, báo cáo trước 17 giờ hằng ngày.
2. Rà soát phương án sơ tán, chuẩn bị lực lượng, phương tiện.
3. Văn phòng Sở tổng hợp, báo cáo Giám đốc Sở trước ngày 25/11/2026.`;
const LONG = Array.from(
  { length: 120 },
  (_, at) => `${at + 1}. Nhiệm vụ thứ ${at + 1} giao cho các đơn vị trực thuộc thực hiện.`,
).join('\n');
const NUMBERED = { number: '12/CĐ-SNNMT', title: 'Về việc ứng phó bão số 9', text: TEXT };

/** What somebody is answered in the end: the bot may have to fetch a file first. */
const answerTo = async (who: string, send: () => unknown): Promise<string> =>
  (await hear(who, send, ({ text }) => !text.includes('Đang kiểm tra'))).text;

const say = (who: string, text: string) => answerTo(who, () => office.as(who).send(text));
const forward = (who: string, message = office.as(who).last(), of = who) =>
  answerTo(who, () => office.as(who).forward(message, office.as(of)));
const sendFile = (who: string, name: string, bytes: Buffer, mime = 'application/pdf') =>
  answerTo(who, () => office.as(who).sendDocument({ name, mime, bytes }));

const ISSUED = /^Được phát hành qua Báo Nhận, còn hiệu lực/;
const NOT = /^Chưa tìm thấy văn bản nào như vậy/;

describe('a forwarded message of our own', () => {
  test('is recognised as a card, whatever its hour, its state and the language of who sends it on', async () => {
    office = await openTestOffice();
    await issue(office, ['SO'], { ...NUMBERED, deadlineAt: instant('2026-11-21T10:00:00Z') });
    const [an, dung] = [office.as('an').last(), office.as('dung').last()];
    const answer = await forward('an', an);
    expect(answer).toMatch(ISSUED);
    expect(answer).toContain('Số 12/CĐ-SNNMT, Sở Nông nghiệp và Môi trường tỉnh Lam Giang, ngày 21/11/2026');
    expect(answer).toContain('đúng nguyên văn tin nhắn của Báo Nhận');
    expect(answer).not.toMatch(/authentic|xác thực|chính thức/i);
    expect(await forward('binh', dung, 'dung')).toMatch(ISSUED);
    await press('chau', /Xác nhận đã đọc/);
    office.clock.advance({ hours: 30 });
    expect(await forward('binh', office.as('chau').last(), 'chau')).toMatch(ISSUED);
    await press('binh', /^Mở văn bản/);
    expect(office.as('binh').last().text).toContain('17:00 hôm qua');
    expect(await forward('an', office.as('binh').last(), 'binh')).toMatch(ISSUED);
  });

  test('is recognised page by page, with a number or without', async () => {
    office = await openTestOffice();
    for (const number of ['7/KH-SNNMT', null]) {
      await issue(office, ['H1'], {
        number,
        title: 'Kế hoạch phòng cháy, chữa cháy rừng mùa khô năm 2026',
        text: LONG,
      });
      await press('an', /Đọc toàn văn/);
      await press('an', '›');
      const answer = await forward('an');
      expect(answer).toMatch(ISSUED);
      expect(answer).toContain('đúng nguyên văn một trang');
    }
  });

  test('does not pass once a word was changed, and what was changed is said', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], NUMBERED);
    const card = office.as('an').last().text;
    const altered = card.replace('17 giờ', '19 giờ');
    expect(altered).not.toBe(card);
    const answer = await say('binh', `/kiemtra ${altered}`);
    expect(answer).toMatch(/^Nội dung này không khớp với văn bản được phát hành qua Báo Nhận/);
    expect(answer).toContain('Bản phát hành có: “17”');
    expect(answer).toContain('Bạn gửi có: “19”');
    for (const bad of [card.replace('ngày 21/11', 'ngày 22/11'), `${card}\nKhông phải báo cáo.`, card.toUpperCase()]) {
      expect(await say('binh', `/kiemtra ${bad}`)).not.toMatch(ISSUED);
    }
    expect(await say('binh', `/kiemtra ${card.replaceAll('\n', '  \n\n')}`)).toMatch(ISSUED);
  });
});

describe('a text', () => {
  test('passes whole, with its marks or as it looks, whatever its white space; a retyped one does not', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], NUMBERED);
    for (const good of [TEXT, TEXT.replaceAll('**', ''), TEXT.replaceAll('\n', '\r\n\r\n')]) {
      await say('an', '/kiemtra');
      expect(await say('an', good)).toMatch(ISSUED);
    }
    await say('an', '/kiemtra');
    const answer = await say('an', TEXT.replace('trước ngày 25/11/2026', 'trước ngày 30/11/2026'));
    expect(answer).toContain('Bản phát hành có: “25/11/2026.”');
    expect(answer).toContain('Bạn gửi có: “30/11/2026.”');
    expect(await say('an', '/kiemtra Hôm nay trời đẹp, cả cơ quan đi dã ngoại ở hồ.')).toMatch(NOT);
    expect(await say('an', 'Chào buổi sáng')).toContain('Chưa rõ bạn cần gì');
    office.as('an').sendDocument({ name: 'a.txt', mime: 'text/plain', bytes: Buffer.from(TEXT) });
    await office.settle();
    expect(office.as('an').last().text).toContain('Muốn kiểm tra tệp, bạn gõ /kiemtra');
  });

  test('is asked for by its number alone', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], NUMBERED);
    for (const typed of ['12/CĐ-SNNMT', 'số 12/cđ-snnmt', '12', 'Công điện số: 12 / CĐ - SNNMT']) {
      const answer = await say('an', `/kiemtra ${typed}`);
      expect(answer).toMatch(ISSUED);
      expect(answer).toContain('Nội dung chưa được so sánh');
    }
    expect(await say('an', '/kiemtra 13/CĐ-SNNMT')).toMatch(NOT);
    expect(await say('an', '/kiemtra 1')).toMatch(NOT);
    await say('an', '/kiemtra 12');
    await press('an', 'Mở văn bản');
    expect(office.as('an').last().text).toContain('trực 24/24 giờ');
  });
});

describe('a file', () => {
  const bytes = Buffer.from('%PDF-1.7 công điện 12');

  async function issueWithFile(): Promise<number> {
    const sent = office.as('clerk').sendDocument({ name: 'cong-dien-12.pdf', mime: 'application/pdf', bytes });
    await office.settle();
    const { fileId, size } = sent.document!;
    const attachments = [{ fileName: 'cong-dien-12.pdf', mime: 'application/pdf', size, fileId }];
    return (await issue(office, ['H1'], { ...NUMBERED, attachments })).id;
  }

  test('is recognised by what it consists of, under any name; one with a byte more is not', async () => {
    office = await openTestOffice();
    await issueWithFile();
    await say('an', '/kiemtra');
    const answer = await sendFile('an', 'tai-ve.pdf', bytes);
    expect(answer).toMatch(ISSUED);
    expect(answer).toContain('đúng là tệp kèm theo');
    await say('an', '/kiemtra');
    expect(await sendFile('an', 'cong-dien-12.pdf', Buffer.concat([bytes, bytes]))).toMatch(NOT);
    const entries = await office.database.read.query(sql`
      SELECT line FROM evidence_entries WHERE action = 'directive.hashFile'`);
    expect(entries).toHaveLength(1);
  });

  test('that the bot sent is recognised when it is sent on', async () => {
    office = await openTestOffice();
    await issueWithFile();
    await press('an', /Tệp kèm theo/);
    expect(await forward('an')).toMatch(ISSUED);
  });

  test('with the text of a directive in it is compared as that; a photograph says nothing', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], NUMBERED);
    await say('an', '/kiemtra');
    expect(await sendFile('an', 'cd12.txt', Buffer.from(TEXT), 'text/plain')).toMatch(ISSUED);
    await say('an', '/kiemtra');
    expect(await answerTo('an', () => office.as('an').sendPhoto())).toContain('không so sánh được');
  });
});

describe('what cannot be compared', () => {
  test('is said in words, and the next question is answered again', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], NUMBERED);
    await say('an', '/kiemtra');
    expect(await sendFile('an', 'lon.pdf', Buffer.alloc(20_000_001, 1))).toContain('nhỏ hơn 20 MB');
    office.sandbox.faults.add({
      method: 'getFile',
      times: Number.POSITIVE_INFINITY,
      effect: { status: 502, body: '' },
    });
    await say('an', '/kiemtra');
    expect(await sendFile('an', 'a.pdf', Buffer.from('%PDF'))).toContain('Chưa tải được tệp này');
    office.sandbox.faults.clear();
    await say('an', '/kiemtra');
    office.as('an').sendLocation(21, 105);
    await office.settle();
    expect(office.as('an').last().text).toContain('không so sánh được');
    expect(await say('an', '12/CĐ-SNNMT')).toMatch(ISSUED);
    expect(await forward('an', office.as('an').messages()[1])).not.toMatch(ISSUED);
  });

  test('a message that is sent on while a form is open is that form’s answer', async () => {
    office = await openTestOffice();
    await issue(office, ['SO'], NUMBERED);
    const card = office.as('clerk').last();
    await say('clerk', '/phathanh');
    office.as('clerk').forward(card);
    await office.settle();
    expect(office.as('clerk').last().text).not.toContain('phát hành qua Báo Nhận');
    await say('clerk', '/huy');
    expect(await forward('clerk', card)).toMatch(ISSUED);
  });

  test('pressed twice and asked twice, it is the same', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], NUMBERED);
    const card = office.as('an').last();
    expect(await forward('an', card)).toBe(await forward('an', card));
    await press('an', 'Mã kiểm tra', card);
    const code = office.as('an').last();
    await press('an', 'Mã kiểm tra', card);
    expect(office.as('an').last().photo?.fileId).toBe(code.photo?.fileId);
  });
});

describe('the code of a card', () => {
  test('comes as a picture, once uploaded for everybody, and opens the answer', async () => {
    office = await openTestOffice();
    await issue(office, ['H1'], NUMBERED);
    await press('an', 'Mã kiểm tra');
    await press('binh', 'Mã kiểm tra');
    const { photo, text } = office.as('an').last();
    expect(photo?.name).toMatch(/^v.*\.png$/);
    expect(office.as('binh').last().photo?.fileId).toBe(photo?.fileId);
    const code = text.split('\n').at(-1)!;
    expect(await say('an', `/start ${code}`)).toMatch(ISSUED);
    expect(await say('giang', `/start ${code}`)).toMatch(ISSUED);
    expect(office.as('giang').last().text).not.toContain('bão');
    expect(await say('an', `/kiemtra ${code}`)).toMatch(ISSUED);
    expect(await say('an', `/start ${code.slice(0, -1)}${code.endsWith('x') ? 'y' : 'x'}`)).toMatch(NOT);
    const stranger = office.sandbox.addUser({ id: 99, firstName: 'Người lạ', phone: '+84911000000' });
    stranger.send('/start');
    await office.settle();
    const before = stranger.last().text;
    stranger.send(`/start ${code}`);
    await office.settle();
    expect(stranger.last().text).toBe(before);
    stranger.send('/kiemtra 12');
    await office.settle();
    expect(stranger.last().text).not.toContain('Sở');
  });
});

const ENDINGS: [endedAs: 'closed' | 'withdrawn' | 'replaced', says: string][] = [
  ['closed', 'đã kết thúc theo dõi'],
  ['withdrawn', 'đã bị thu hồi'],
  ['replaced', 'đã được thay thế'],
];

test.each(ENDINGS)(
  'what was %s is said to be so, with what holds instead, whenever its card was sent on',
  async (endedAs, says) => {
    office = await openTestOffice();
    const { id } = await issue(office, ['H1'], NUMBERED);
    const before = office.as('an').last().text;
    const card = office.as('an').last();
    const replacesId = endedAs === 'replaced' ? id : null;
    await issue(office, ['H1'], { ...NUMBERED, number: '15/CĐ-SNNMT', text: 'Yêu cầu mới.', replacesId });
    if (endedAs !== 'replaced') await endDirective(HAND, id, { as: endedAs, reason: 'Nhầm' }, office.app.office);
    await office.advance({ minutes: 1 });
    const isSaid = `Được phát hành qua Báo Nhận, ${endedAs === 'closed' ? '' : 'nhưng '}${says}`;
    expect(await say('an', `/kiemtra ${before}`)).toContain(isSaid);
    const answer = await forward('an', card);
    expect(answer).toContain(isSaid);
    if (endedAs !== 'replaced') return;
    expect(answer).toContain('Văn bản thay thế: Công điện 15/CĐ-SNNMT');
    await press('an', 'Mở Công điện 15/CĐ-SNNMT');
    expect(office.as('an').last().text).toContain('Yêu cầu mới.');
  },
);

test('a version that was amended is told from the one in force', async () => {
  office = await openTestOffice();
  const directive = await issue(office, ['H1'], NUMBERED);
  const card = { ...office.as('an').last() };
  await office.advance({ minutes: 11 });
  const { title, deadlineAt } = directive;
  const wish = { title, deadlineAt, text: 'Yêu cầu đã sửa đổi.', reason: 'Bão đổi hướng', keepsAcknowledged: false };
  await amendDirective(HAND, directive.id, wish, office.app.office);
  await office.advance({ minutes: 1 });
  const current = { ...office.as('an').last() };
  expect(current.text).toContain('Sửa đổi lần 1');
  expect(await forward('an', card)).toContain('Được phát hành qua Báo Nhận, nhưng đã được sửa đổi');
  expect(await forward('an', current)).toMatch(ISSUED);
  expect(await say('an', '/kiemtra 12/CĐ-SNNMT')).toMatch(ISSUED);
});

test('a card that asks for a commitment, or that a head passed on with a note, is recognised as well', async () => {
  office = await openTestOffice();
  const terms = { mode: 'commitment', commitment: 'Tôi cam kết trực đủ', question: null, allPages: false } as const;
  await issue(office, ['H1'], { ...NUMBERED, terms });
  expect(await forward('an', { ...office.as('an').last() })).toMatch(ISSUED);
  const { id } = await issue(office, ['H1'], { title: 'Họp giao ban', text: 'Họp lúc 8 giờ.', audience: 'heads' });
  const receiptId = (await receiptOf(office, id, 'h1-head')).id;
  await press('h1-head', { data: `ack:${receiptId}` });
  const head = (await actorNamed(office, 'h1-head')) as PersonActor;
  await passOn(head, { receiptId, note: 'Đến sớm 10 phút' }, office.app.office);
  await office.settle();
  expect(office.as('an').last().text).toContain('Đến sớm 10 phút');
  expect(await forward('an', { ...office.as('an').last() })).toMatch(ISSUED);
});

/** Who learns what of a directive that was issued to H1. */
const WHO: [who: string, learns: 'all' | 'thatItWas'][] = [
  ['an', 'all'],
  ['h1-head', 'all'],
  ['ranger-head', 'all'],
  ['ranger-deputy', 'all'],
  ['director', 'all'],
  ['clerk', 'all'],
  ['inspector', 'all'],
  ['admin', 'all'],
  ['chau', 'thatItWas'],
  ['giang', 'thatItWas'],
  ['water-head', 'thatItWas'],
  ['office-head', 'thatItWas'],
];

test.each(WHO)('%s learns %s of what was issued to another unit', async (who, learns) => {
  office = await openTestOffice();
  const { id } = await issue(office, ['H1'], NUMBERED);
  const card = office.as('an').last();
  const { textHash } = await office.app.office.read.directives.getText(id);
  const code = checkCodeOf({ directiveId: id, version: 1, textHash });
  const secret = /ứng phó bão|trực 24|sơ tán/;
  const answers = [
    await forward(who, card, 'an'),
    await say(who, `/kiemtra ${TEXT}`),
    await say(who, '/kiemtra 12/CĐ-SNNMT'),
    await say(who, `/start ${code}`),
  ];
  for (const answer of answers) {
    expect(answer).toMatch(ISSUED);
    expect(answer).toContain('Sở Nông nghiệp và Môi trường tỉnh Lam Giang');
    expect(answer).toContain('21/11/2026');
    if (learns === 'all') expect(answer).toMatch(secret);
    else expect(answer).not.toMatch(secret);
  }
  const altered = await say(who, `/kiemtra Số 12/CĐ-SNNMT\n${TEXT.replace('17 giờ', '18 giờ')}`);
  if (learns === 'all') expect(altered).toContain('Bản phát hành có');
  else expect(altered).toMatch(/^Có văn bản mang số này/);
  if (learns === 'thatItWas') expect(altered).not.toMatch(secret);
});

test('what is still awaiting a second person’s yes was not issued', async () => {
  office = await openTestOffice();
  await issue(office, ['H1'], { ...NUMBERED, number: '1/KH-SNNMT' });
  await office.database.inTransaction((connection) =>
    connection.execute(sql`UPDATE directives SET state = 'awaiting'`),
  );
  expect(await say('an', '/kiemtra 1/KH-SNNMT')).toMatch(NOT);
  expect(await say('an', `/kiemtra ${TEXT}`)).toMatch(NOT);
});
