import { afterEach, describe, expect, test } from 'vitest';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import { callRoll } from '../../src/domain/rollcalls/call-actions.ts';
import type { SandboxMessage } from '../../src/sandbox/sandbox-message.ts';
import { sql } from '../../src/storage/sql.ts';
import { rollCallStore } from '../../src/storage/stores/roll-call-store.ts';
import type { CastMember } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { crowdOf } from '../support/crowd.ts';
import { detailsOf } from '../support/evidence.ts';
import { openTestOffice, type TestOffice, type TestOfficeOptions } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

/** A Saturday night, long after the hours in which anybody is disturbed. */
const NIGHT = '2026-11-21T16:10:00Z';
const OFFICE = { kind: 'office', name: 'test' } as const;

let office: TestOffice;
afterEach(() => office.close());
const begin = async (options: TestOfficeOptions = {}) => {
  office = await openTestOffice({ clock: new TestClock(NIGHT), ...options });
};

const { say, press, last, texts } = chatting(() => office);
const labels = (message: SandboxMessage): string[] => message.buttons.flat().map(({ label }) => label);
const find = (who: string, part: string): SandboxMessage =>
  office
    .as(who)
    .messages()
    .findLast(({ from, text }) => from === 'bot' && text.includes(part))!;
const account = (who: string) => find(who, 'đã trả lời');
const cards = (who: string) =>
  office
    .as(who)
    .messages()
    .filter(({ text }) => text.startsWith('🔴 ĐIỂM DANH AN TOÀN'));
const countOf = async (rows: ReturnType<typeof sql>): Promise<number> =>
  Number((await office.database.read.query<{ count: unknown }>(rows))[0]!.count);

/** Goes through the form and presses its one button; whoever leads one unit finds it chosen. */
async function call(who: string, about = 'bão số 9'): Promise<void> {
  await say(who, '/diemdanh');
  await press(who, 'Xong · 1 đơn vị');
  await say(who, about);
  await press(who, /🔴 Điểm danh/);
}

const noKey = () => {
  throw new Error('nothing is sealed here');
};

const [SAFE, HELP] = ['✅ Tôi an toàn', 'Tôi cần hỗ trợ'];

describe('a storm', () => {
  test('200 people are asked at night, two call for help, five stay silent and are chased, named and told by telephone', async () => {
    const head: CastMember = { staffNo: 'h1-head', name: 'Bùi Hạt Trưởng', posts: [['H1', 'leader']] };
    const people = crowdOf(198, [head]);
    const silent = ['p3', 'p4', 'p5', 'p6', 'p7'];
    const enrolled = people.map(({ staffNo }) => staffNo).filter((staffNo) => staffNo !== 'p6');
    await begin({ people, enrolled });
    office.as('p7').block();
    await office.settle();

    await say('director', '/diemdanh');
    await press('director', 'Xong · 1 đơn vị');
    await say('director', 'bão số 9');
    expect(last('director').text).toContain('198 người nhận được tin ngay');
    expect(last('director').text).toContain('👤 1 người chưa kích hoạt');
    expect(last('director').text).toContain('🚫 1 người không liên lạc được');
    await press('director', '🔴 Điểm danh 200 người');
    expect(last('p0').text).toContain(
      'Sở Nông nghiệp và Môi trường tỉnh Lam Giang hỏi lúc 23:10: bạn có an toàn không?',
    );
    expect(cards('p6')).toEqual([]);

    // The first one in need is heard of before anybody else answers.
    expect(await press('p1', HELP)).toContain('Đã báo ngay');
    for (const who of ['h1-head', 'director']) expect(last(who).text).toContain('Có người vừa báo cần hỗ trợ.');
    office.as('p1').send('Nước lên tới mái, có <2 trẻ em');
    await office.settle();
    await press('p2', HELP);
    office.as('p2').sendLocation(21.0285, 105.8542);
    await office.settle();
    await press('h1-head', 'Xem ai, ở đâu', find('h1-head', 'vừa gửi vị trí'));
    expect(last('h1-head').text).toContain('Nguyễn Văn 2\nHạt Kiểm lâm số 1\nĐiện thoại: +84900000003');
    const place = office
      .as('h1-head')
      .messages()
      .find(({ text }) => text.includes('Vị trí: 21.0285, 105.8542'))!;
    expect(place.html).toContain('https://maps.google.com/?q=21.0285%2C105.8542');
    await press('director', 'Xem ai, ở đâu', find('director', 'vừa nói thêm'));
    expect(find('director', 'Nước lên').text).toContain('“Nước lên tới mái, có <2 trẻ em”');

    const rest = people.map(({ staffNo }) => staffNo).filter((one) => !['p1', 'p2', ...silent].includes(one));
    const presses = rest.map((who) => office.as(who).press(SAFE));
    await Promise.all(presses.map(({ settled }) => settled));
    await office.advance({ minutes: 1 });
    expect(account('director').text).toContain(
      '195/200 đã trả lời\n🔴 Cần hỗ trợ 2 · ⏳ Chưa trả lời 5 · ✅ An toàn 193',
    );
    expect(account('h1-head').text).toContain('194/199 đã trả lời');

    for (let round = 1; round <= 8; round += 1) await office.advance({ minutes: 5 });
    for (const who of ['p3', 'p4', 'p5']) expect(cards(who)).toHaveLength(7);
    for (const who of ['p0', 'p1', 'p6', 'p7']) expect(cards(who).length).toBeLessThan(2);

    await press('director', /7 người cần liên hệ/);
    expect(last('director').text).toContain(
      [
        '1. 🔴 Nguyễn Văn 1, Hạt Kiểm lâm số 1, 0900 000 002',
        '2. 🔴 Nguyễn Văn 2, Hạt Kiểm lâm số 1, 0900 000 003',
        '3. ⏳ Nguyễn Văn 3, Hạt Kiểm lâm số 1, 0900 000 004',
        '4. ⏳ Nguyễn Văn 4, Hạt Kiểm lâm số 1, 0900 000 005',
        '5. ⏳ Nguyễn Văn 5, Hạt Kiểm lâm số 1, 0900 000 006',
        '6. 👤 Nguyễn Văn 6, Hạt Kiểm lâm số 1, 0900 000 007',
        '7. 🚫 Nguyễn Văn 7, Hạt Kiểm lâm số 1, 0900 000 008',
      ].join('\n'),
    );
    await press('director', '6');
    await press('director', 'Đã gọi điện: an toàn');
    expect(last('director').text).toContain('Ghi nhận qua điện thoại: Nguyễn Thị Minh');

    const board = account('director');
    await press('director', 'Kết thúc điểm danh', board);
    await press('director', 'Kết thúc điểm danh', find('director', 'Kết thúc thì không ai'));
    await office.advance({ minutes: 1 });
    expect(last('director').text).toMatch(/Đã kết thúc lúc[\s\S]+🔴 Cần hỗ trợ 2 · ⏳ Chưa trả lời 4 · ✅ An toàn 194/);
    expect(last('director').text).toContain('\n6. 🚫 Nguyễn Văn 7, Hạt Kiểm lâm số 1, 0900 000 008');
    for (const who of ['p0', 'p1', 'p3']) {
      for (const card of cards(who)) {
        expect(card.text).toContain('Đợt điểm danh đã kết thúc lúc');
        expect(card.buttons).toEqual([]);
      }
    }
    expect(await detailsOf(office, 'rollcall.call')).toMatchObject([{ asked: 200, units: ['SO'], about: 'bão số 9' }]);
    expect(await detailsOf(office, 'rollcall.end')).toEqual([{ safe: 194, help: 2, silent: 4 }]);
    expect(await detailsOf(office, 'rollcall.record')).toHaveLength(1);
  }, 60_000);

  test('is told of without any name, phone, word or place in what reaches a chat by itself', async () => {
    await begin();
    await call('ranger-head');
    await press('an', HELP);
    office.as('an').send('Kẹt ở lán Khe Sâu');
    await office.settle();
    office.as('an').sendLocation(21.5, 105.5);
    await office.settle();
    await press('an', '✅ Tôi đã an toàn');
    await office.advance({ minutes: 5 });
    for (const who of ['ranger-head', 'ranger-deputy', 'h1-head', 'binh', 'dung']) {
      const pushed = office
        .as(who)
        .messages()
        .filter(({ from }) => from === 'bot')
        .map(({ text }) => text);
      expect(pushed.length).toBeGreaterThan(1);
      expect(pushed.join('\n')).not.toMatch(/Đặng|Văn An|Hoàng Kiểm|Vũ Phó|Bùi|Bình|Dũng|0900|\+84|Khe Sâu|21\.5/);
    }
    expect(texts('h1-head')).toContainEqual(expect.stringContaining('nay đã an toàn'));
  });
});

describe('an answer', () => {
  test('given twice at once counts once, may be changed from help to safe, and is kept with all that was said', async () => {
    await begin();
    await call('ranger-head');
    const card = last('an');
    const quick = [office.as('an').press(HELP, card), office.as('an').press(HELP, card)];
    await Promise.all(quick.map(({ settled }) => settled));
    await office.settle();
    expect(texts('h1-head').filter((text) => text.includes('Có người vừa báo'))).toHaveLength(1);
    expect(last('an').text).toContain('Bạn cần gì, đang ở đâu?');
    expect(await say('an', 'Gãy chân')).toBe('Đã chuyển thêm cho người phụ trách.');
    await press('an', '✅ Tôi đã an toàn');
    expect(cards('an').at(-1)!.text).toContain('✅ Bạn đã báo an toàn lúc 23:10');
    expect(labels(cards('an').at(-1)!)).toEqual([HELP]);
    // What is written from now on belongs to nothing.
    expect(await say('an', 'cảm ơn')).not.toContain('Đã chuyển thêm');
    await press('h1-head', 'Xem ai, ở đâu', find('h1-head', 'nay đã an toàn'));
    expect(find('h1-head', 'Đặng Văn An').text).toMatch(/✅ An toàn, lúc[\s\S]+“Gãy chân”/);
    const said = (await detailsOf(office, 'rollcall.answer')).map(({ answer, before }) => [before, answer]);
    expect(said).toEqual([
      [null, 'help'],
      ['help', 'safe'],
    ]);
    const rows = await office.database.read.query(sql`SELECT * FROM roll_call_entries`);
    expect(JSON.stringify(rows)).not.toContain('Gãy');
    expect(texts('binh').join('\n')).not.toContain('hỗ trợ. ');
  });

  test('after the end is told that it is over, is written down as late, and a call for help is still passed on', async () => {
    await begin();
    await call('ranger-head');
    const [early, late] = [last('an'), last('binh')];
    await press('ranger-head', 'Cập nhật', account('ranger-head'));
    await press('ranger-head', 'Kết thúc điểm danh', account('ranger-head'));
    await press('ranger-head', 'Kết thúc điểm danh', find('ranger-head', 'Kết thúc thì'));
    await press('an', HELP, early);
    expect(find('h1-head', 'Có người vừa báo cần hỗ trợ.')).toBeDefined();
    await press('binh', SAFE, late);
    expect(cards('binh').at(-1)!.text).toMatch(/Bạn đã báo an toàn[\s\S]+đã kết thúc/);
    await say('ranger-head', '/diemdanh');
    expect(last('ranger-head').text).toMatch(/1\. ✅ bão số 9, .* đã kết thúc/);
    await press('ranger-head', '1');
    expect(last('ranger-head').text).toContain('Trong đó trả lời sau khi kết thúc: 2');
    await office.advance({ days: 2 });
    expect(await press('chau', { data: await dataOf('chau') })).toContain('đã kết thúc');
  });

  test('told by telephone is written down with the leader’s name, passed on, and stands below one’s own word', async () => {
    await begin({ enrolled: ['director', 'ranger-head', 'ranger-deputy', 'h1-head', 'an'] });
    await call('ranger-head');
    const openPerson = async (name: RegExp) => {
      await press('h1-head', /người cần liên hệ/, account('h1-head'));
      const place = last('h1-head')
        .text.split('\n')
        .find((line) => name.test(line))!;
      await press('h1-head', place.split('.')[0]!);
    };
    await openPerson(/Bình/);
    expect(last('h1-head').text).toContain('👤 Chưa trả lời\nChưa kích hoạt tài khoản');
    await press('h1-head', 'Đã gọi điện: cần hỗ trợ');
    await press('h1-head', 'Ghi thêm cần gì, ở đâu');
    expect(await say('h1-head', 'Cần thuyền')).toBe('Đã ghi thêm và chuyển cho người phụ trách.');
    expect(await say('h1-head', 'việc khác')).not.toContain('Đã ghi thêm');
    await press('ranger-deputy', 'Xem ai, ở đâu', find('ranger-deputy', 'vừa nói thêm'));
    expect(find('ranger-deputy', 'Lý Thị Bình').text).toContain('“Cần thuyền” (ghi lại: Bùi Hạt Trưởng)');
    expect(texts('h1-head').filter((text) => text.includes('Có người vừa báo'))).toEqual([]);
    await openPerson(/An,/);
    await press('h1-head', 'Đã gọi điện: an toàn');
    expect(cards('an').at(-1)!.text).toContain('✅ Đã ghi nhận qua điện thoại lúc');
    await press('an', HELP);
    expect(find('h1-head', 'Có người vừa báo cần hỗ trợ.')).toBeDefined();
    expect(await detailsOf(office, 'rollcall.record')).toHaveLength(2);
  });

  test('of somebody else, or forged, is refused like one to a roll call that never was', async () => {
    await begin();
    await call('ranger-head');
    const data = cards('an').at(-1)!.buttons[0]![0]!.data!;
    for (const who of ['giang', 'director']) await say(who, '/trogiup');
    for (const who of ['binh', 'giang', 'director']) {
      expect(await press(who, { data })).toContain('Không còn tìm thấy');
      expect(await press(who, { data: 'rc:999999:safe' })).toContain('Không còn tìm thấy');
    }
    expect(await press('an', { data: data.replace('safe', 'dead') })).toContain('Không còn tìm thấy');
    expect(await countOf(sql`SELECT count(*) AS count FROM roll_call_people WHERE answer IS NOT NULL`)).toBe(0);
  });
});

/** The data of the button with which somebody says that they are safe, from their line on the list. */
async function dataOf(who: string): Promise<string> {
  const personId = await office.personId(who);
  const rows = await office.database.read.query<{ id: number }>(
    sql`SELECT id FROM roll_call_people WHERE person_id = ${personId}`,
  );
  return `rc:${rows[0]!.id}:safe`;
}

describe('who is not in charge', () => {
  test('learns nothing: neighbours, staff, clerks, inspectors and administrators are refused', async () => {
    await begin();
    await call('ranger-head');
    await press('an', HELP);
    const id = (await office.app.office.read.rollCalls.listRunning())[0]!.id;
    const an = (await office.app.office.read.rollCalls.findListedOf(id, await office.personId('an')))!.id;
    for (const who of ['binh', 'chau', 'water-head', 'giang', 'clerk', 'inspector', 'admin']) {
      office.as(who).send('/trogiup');
      await office.settle();
      const forged = [`rca:${id}`, `rcw:${id}:0:0:0`, `rcu:${id}:0:0:0`, `rcp:${an}`, `rct:${an}:safe`, `rce:${id}:1`];
      for (const data of [...forged, `start:help:${an}`]) {
        expect(await press(who, { data }), `${who} ${data}`).toContain('Không còn tìm thấy');
      }
    }
    for (const who of ['giang', 'clerk', 'inspector'])
      expect(await say(who, '/diemdanh')).toContain('dành cho thủ trưởng');
    expect(await say('binh', '/diemdanh')).toContain('ĐIỂM DANH AN TOÀN');
    // Below, a leader sees their own part, and neither ends the whole nor looks beside.
    await press('h1-head', { data: `rca:${id}` });
    expect(last('h1-head').text).toContain('1/3 đã trả lời');
    expect(await press('h1-head', { data: `rce:${id}:1` })).toContain('Không còn tìm thấy');
    expect(await press('h1-head', { data: `rcu:${id}:${await office.unitId('H2')}:0:0` })).toContain('Không còn');
    expect((await office.app.office.read.rollCalls.find(id))!.state).toBe('open');
  });
});

describe('whoever', () => {
  test('left is looked for no longer, whoever joins or enrols meanwhile is asked too, and nobody twice', async () => {
    await begin({ enrolled: ['director', 'ranger-head', 'h1-head', 'an', 'binh', 'water-head', 'giang'] });
    await call('ranger-head');
    await leaveOffice(OFFICE, 'binh', office.app.office);
    const [chau, giang] = [await office.personId('chau'), await office.personId('giang')];
    office.as('chau').shareContact();
    await office.settle();
    expect(cards('chau')).toHaveLength(1);
    expect(cards('giang')).toHaveLength(0);
    const unitId = await office.unitId('H2');
    await office.app.office.inTransaction(async (stores) => {
      await stores.people.openPosts([{ personId: giang, unitId, role: 'staff', fromOn: '2026-11-21' }]);
      await office.app.office.consequences.rosterChanged(stores, [giang, chau], office.clock.now());
    });
    office.app.office.wake();
    await office.settle();
    expect(cards('giang')).toHaveLength(1);
    expect(cards('chau')).toHaveLength(1);
    await press('ranger-head', 'Cập nhật', account('ranger-head'));
    expect(account('ranger-head').text).toContain('0/7 đã trả lời');
    await press('ranger-head', /7 người cần liên hệ/);
    expect(last('ranger-head').text).not.toContain('Bình');
    await press('giang', SAFE);
    // Whoever moves out of the units that are asked keeps their line, and their answer counts.
    await office.app.office.inTransaction(async (stores) => {
      await stores.people.endAllPosts(chau, '2026-11-21');
      await office.app.office.consequences.rosterChanged(stores, [chau], office.clock.now());
    });
    await press('ranger-head', 'Cập nhật', account('ranger-head'));
    expect(account('ranger-head').text).toContain('1/6 đã trả lời');
    await press('chau', SAFE);
    await press('ranger-head', 'Cập nhật', account('ranger-head'));
    expect(account('ranger-head').text).toContain('2/7 đã trả lời');
    expect(await detailsOf(office, 'rollcall.join')).toHaveLength(1);
    expect(await detailsOf(office, 'rollcall.leave')).toHaveLength(2);
  });
});

describe('a bot that is cut off', () => {
  test('while it writes the list goes on where it was: nobody is missed and nobody asked twice', async () => {
    const people = crowdOf(1_200);
    await begin({ people });
    const { person, accountId, posts } = (await office.app.office.read.people.findSpeaker(7_000, '2026-11-21'))!;
    const actor = { kind: 'person', person, accountId, posts } as const;
    const [wish, at] = [{ about: 'lũ quét', unitIds: [await office.unitId('KL')] }, office.clock.now()];
    // As a process that was killed leaves it: the list begun, and its first people about to be asked.
    await office.restart(async () => {
      await office.database.inTransaction(async (connection) => {
        const rollCalls = rollCallStore(connection, noKey);
        const id = await rollCalls.add({ ...wish, askedById: person.id, at, draftId: 1 });
        await rollCalls.prepareChunk(id, 0, 500, at, '2026-11-21');
      });
    });
    await callRoll(actor, wish, 1, office.app.office);
    await office.settle();
    expect(people.slice(1).every(({ staffNo }) => cards(staffNo).length === 1)).toBe(true);
    expect(await countOf(sql`SELECT count(*) AS count FROM roll_call_people`)).toBe(1_200);
    expect(await countOf(sql`SELECT count(*) AS count FROM roll_calls`)).toBe(1);
    expect(await detailsOf(office, 'rollcall.call')).toMatchObject([{ asked: 1_200 }]);
  }, 60_000);

  test('ends by itself after a day, and each routine may run twice', async () => {
    await begin();
    await call('ranger-head');
    await office.advance({ minutes: 5 });
    const count = cards('an').length;
    await office.advance({ minutes: 0 });
    expect(cards('an')).toHaveLength(count);
    await office.advance({ days: 1 });
    await office.advance({ minutes: 0 });
    expect(cards('an').every(({ buttons }) => buttons.length === 0)).toBe(true);
    expect(account('ranger-head').text).toContain('Đã kết thúc lúc');
    expect(await detailsOf(office, 'rollcall.end')).toHaveLength(1);
  });
});
