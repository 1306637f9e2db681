import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { qrPicture } from '../../src/documents/qr.ts';
import { makePass, PASS_KEY } from '../../src/domain/declarations/work-pass.ts';
import { leaveOffice, revokeAccount } from '../../src/domain/people/account-actions.ts';
import { invite } from '../../src/domain/people/enrolment-actions.ts';
import { type Role, roles } from '../../src/domain/people/post.ts';
import { deriveKey, newKey } from '../../src/lib/sealing.ts';
import { sql } from '../../src/storage/sql.ts';
import { healthStories, ILL, openHealthOffice, PEOPLE, WELL } from '../support/health.ts';
import { HAND, takePost } from '../support/issuing.ts';
import type { TestOffice } from '../support/office.ts';
import { readTable } from '../support/table.ts';

/** For every role somebody at the rangers' (KL), at what is above, below and beside them, and somebody without a post. */
const PLACES = { own: 'KL', above: 'SO', below: 'H1', beside: 'TL' } as const;
const scanner = (role: string, place: string): string => `${role}-${place}`;
const scanners: typeof PEOPLE = roles.flatMap((role) =>
  Object.entries(PLACES).map(([place, unit]) => {
    const staffNo = scanner(role, place);
    return { staffNo, name: `Lê ${staffNo}`, posts: [[unit, role] as [string, Role]] };
  }),
);

let office: TestOffice;
let logged: string[];
beforeEach(async () => {
  logged = [];
  office = await openHealthOffice({ logged, people: [...PEOPLE, ...scanners] });
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last, buttons } = stories;
const REFUSED = 'Không xem được thẻ này';
/** The day on which every story begins. */
const DAY = '2026-11-23';

/** The code in somebody's picture, of today or another day. */
async function codeOf(who: string, day = DAY): Promise<string> {
  const personId = await office.personId(who);
  return makePass({ personId, day }, office.app.office.read.vault.keyFor(PASS_KEY));
}
const scan = async (who: string, of: string): Promise<string> => await say(who, `/start ${await codeOf(of)}`);

async function looksAt(who: string): Promise<{ what: string; by: string; on: string }[]> {
  const page = { limit: 20, offset: 0 };
  const { looks } = await office.app.office.read.health.listLooks(await office.personId(who), page);
  return looks.map(({ what, by, on }) => ({ what, by: by.fullName, on }));
}

describe('a pass', () => {
  test('is a picture of the link to the bot, the same when it is asked for again, by either name or a button', async () => {
    await say('an', '/thedilam');
    const { photo, text } = last('an');
    const { username } = await office.app.sender.request<{ username: string }>('getMe', {});
    const picture = await qrPicture(`https://t.me/${username}?start=${await codeOf('an')}`);
    expect(office.sandbox.uploadCount(picture)).toBe(1);
    for (const words of ['Thẻ đi làm ngày 23/11/2026', 'Đặng Văn An', 'Hạt Kiểm lâm số 1', 'đến 24:00']) {
      expect(text).toContain(words);
    }
    await say('an', '/pass');
    expect(last('an').photo?.fileId).toBe(photo?.fileId);
    await stories.declare('an', WELL);
    await press('an', 'Thẻ đi làm');
    expect(last('an').photo?.fileId).toBe(photo?.fileId);
    expect(office.sandbox.uploadCount(picture)).toBe(1);
    await say('binh', '/pass');
    expect(last('binh').photo?.fileId).not.toBe(photo?.fileId);
  });

  test('says whether one has declared and lets one declare, but shows a result to nobody who merely looks at it', async () => {
    await say('an', '/pass');
    expect(last('an').text).toContain('đơn vị không yêu cầu');
    expect(buttons('an')).toEqual(['Khai báo y tế', 'Ai đã xem (0)']);
    await stories.begin('h1-head');
    await say('an', '/pass');
    expect(last('an').text).toContain('chưa khai báo y tế hôm nay, hạn 08:00');
    expect(buttons('an')).toEqual(['Khai báo', 'Ai đã xem (0)']);
    const picture = last('an');
    await press('an', 'Khai báo');
    await walk('an', '✅ Tôi đồng ý', ...ILL, 'Gửi khai báo');
    expect(last('an').text).toContain('Bạn cần ở nhà');
    const stays = office
      .as('an')
      .messages()
      .find(({ messageId }) => messageId === picture.messageId);
    expect(stays?.text).toBe(picture.text);
    await say('an', '/pass');
    expect(last('an').text).toContain('Bạn đã khai báo lúc 05:00');
    expect(last('an').text).not.toMatch(/nhà|theo dõi|đủ điều kiện/i);
    await office.advance({ days: 1 });
    await stories.declare('binh', WELL);
    await office.advance({ days: 1, hours: 2 });
    await say('binh', '/pass');
    expect(buttons('binh')).toEqual(['✅ Như hôm qua, không có triệu chứng', 'Khai báo', 'Ai đã xem (0)']);
    await press('binh', '✅ Như hôm qua, không có triệu chứng');
    expect(last('binh').text).toContain('Bạn đủ điều kiện đi làm');
  });

  test('is for everybody with a unit, and for nobody else', async () => {
    const personId = await office.personId('giang');
    await office.app.office.inTransaction(({ people }) => people.endAllPosts(personId, DAY));
    expect(await say('giang', '/pass')).toContain('chưa có vị trí ở đơn vị nào');
    const stranger = office.sandbox.addUser({ id: 99, firstName: 'Người lạ', phone: '+84911000000' });
    stranger.send('/pass');
    await office.settle();
    expect(stranger.messages().some(({ photo }) => photo)).toBe(false);
  });
});

describe('whoever may scan it', () => {
  test('sees name, unit, one word and the day, and nothing else', async () => {
    await stories.begin('h1-head');
    const card = (word: string, name = 'Đặng Văn An', unit = 'Hạt Kiểm lâm số 1') =>
      `Thẻ đi làm ngày 23/11/2026\n${name}\n${unit}\n\n${word}\n\nLần quét này được ghi lại và người có thẻ biết được.`;
    expect(await scan('focal', 'an')).toBe(card('Chưa khai báo hôm nay'));
    expect(last('focal').buttons).toEqual([]);
    await stories.declare('an', ILL);
    expect(await scan('ranger-head', 'an')).toBe(card('Cần ở nhà'));
    await walk('an', 'Sửa khai báo', 'Sửa', 'Nhiệt độ', { say: '36,8' }, 'Gửi khai báo');
    expect(await stories.resultOf('an')).toBe('watch');
    expect(await scan('ranger-head', 'an')).toBe(card('Đủ điều kiện đi làm'));
    await stories.declare('binh', WELL);
    expect(await scan('ranger-head', 'binh')).toBe(card('Đủ điều kiện đi làm', 'Lý Thị Bình'));
    const asked = card('Không phải khai báo hôm nay', 'Mai Châu', 'Hạt Kiểm lâm số 2');
    expect(await scan('ranger-head', 'chau')).toBe(asked);
  });

  test('is written down each time, and the bearer reads it, also who never agreed to declare', async () => {
    await stories.begin('h1-head');
    await scan('h1-head', 'binh');
    await scan('h1-head', 'binh');
    await stories.declare('an', ILL);
    await scan('director', 'an');
    expect(await looksAt('binh')).toEqual([
      { what: 'pass', by: 'Bùi Hạt Trưởng', on: DAY },
      { what: 'pass', by: 'Bùi Hạt Trưởng', on: DAY },
    ]);
    await say('binh', '/pass');
    await press('binh', 'Ai đã xem (2)');
    const lines = last('binh').text.split('\n').slice(2);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toContain('Bùi Hạt Trưởng quét thẻ đi làm của bạn');
    await say('an', '/khaibao');
    await press('an', 'Ai đã xem (1)');
    expect(last('an').text).toContain('Nguyễn Thị Minh quét thẻ đi làm của bạn');
  });

  test('learns that somebody who is followed up has not declared, also where no campaign asks for it', async () => {
    await stories.declare('giang', ['Không có triệu chứng', 'Bỏ qua', 'F1', 'Không xét nghiệm', '2 mũi', 'Bỏ qua']);
    expect(await scan('water-head', 'giang')).toContain('Cần ở nhà');
    await office.advance({ days: 1 });
    const code = await codeOf('giang', '2026-11-24');
    expect(await say('water-head', `/start ${code}`)).toContain('Chưa khai báo hôm nay');
    await say('giang', '/pass');
    expect(last('giang').text).toContain('Bạn chưa khai báo y tế hôm nay');
    expect(buttons('giang')[0]).toContain('không có triệu chứng');
  });

  test('learns no more from what was erased than that nothing is declared', async () => {
    await stories.begin('h1-head');
    await stories.declare('an', ILL);
    await say('an', '/riengtu');
    await walk('an', 'Rút lại đồng ý', 'Rút lại và xóa');
    expect(await scan('h1-head', 'an')).toContain('Chưa khai báo hôm nay');
    await say('an', '/pass');
    expect(last('an').text).toContain('Bạn chưa khai báo y tế hôm nay');
    await press('an', 'Khai báo');
    await walk('an', '✅ Tôi đồng ý', ...WELL, 'Gửi khai báo');
    expect(await scan('h1-head', 'an')).toContain('Đủ điều kiện đi làm');
  });

  test('is the bearer too, who sees what others would and is not written down', async () => {
    await stories.declare('an', ILL);
    expect(await scan('an', 'an')).toContain('Cần ở nhà\n\nĐây là thẻ của bạn');
    expect(await looksAt('an')).toEqual([]);
  });

  /** Of somebody who works at the rangers' (`own`). */
  const MAY = `
            | own | above | below | beside
  ----------+-----+-------+-------+-------
  staff     | –   | –     | –     | –
  leader    | yes | yes   | –     | –
  deputy    | yes | yes   | –     | –
  clerk     | –   | –     | –     | –
  focal     | yes | yes   | –     | –
  inspector | –   | –     | –     | –
  admin     | –   | –     | –     | –
  `;

  test('answers for the unit where the bearer works; to all others it is like any wrong code', async () => {
    await stories.begin('director');
    const refusals = new Set<string>();
    let allowed = 0;
    for (const [role, cells] of readTable(MAY)) {
      for (const [place, cell] of Object.entries(cells)) {
        const said = await scan(scanner(role, place), 'ranger-deputy');
        if (cell === 'yes') allowed += 1;
        else refusals.add(said);
        expect(said.includes('Vũ Phó'), `${role} ${place}`).toBe(cell === 'yes');
      }
    }
    expect(await looksAt('ranger-deputy')).toHaveLength(allowed);
    const wrong = await say('staff-own', `/start p${'A'.repeat(36)}`);
    expect([...refusals]).toEqual([wrong]);
    expect(wrong).toContain(REFUSED);
  });

  test('is who answers for the bearer today, wherever they worked yesterday', async () => {
    expect(await scan('h1-head', 'an')).toContain('Đặng Văn An');
    await takePost(office, 'an', 'TL', { instead: true });
    expect(await scan('h1-head', 'an')).toContain(REFUSED);
    expect(await scan('water-head', 'an')).toContain('Chi cục Thủy lợi');
    expect(await looksAt('an')).toHaveLength(2);
  });
});

describe('whoever stands at the door, by the office’s settings', () => {
  const atDoor = (passCheckers: Record<string, string[]>) => Object.assign(office.app.office, { passCheckers });

  test('sees the one word of all who belong there, is written down, and sees nothing else of anybody’s health', async () => {
    await stories.begin('director');
    await stories.declare('an', ILL);
    expect(await scan('giang', 'an')).toContain(REFUSED);
    atDoor({ KL: ['giang'], NOWHERE: ['giang'] });
    expect(await scan('giang', 'an')).toContain('Đặng Văn An\nHạt Kiểm lâm số 1\n\nCần ở nhà');
    expect(await scan('giang', 'binh')).toContain('Chưa khai báo hôm nay');
    expect(await looksAt('an')).toEqual([{ what: 'pass', by: 'Tạ Giang', on: DAY }]);
    // Beside and above that unit the door is not theirs, nor is anybody else's telephone one.
    for (const of of ['director', 'water-head', 'clerk']) expect(await scan('giang', of)).toContain(REFUSED);
    expect(await scan('chau', 'an')).toContain(REFUSED);
    const { id } = (await stories.declarationOf('an'))!;
    const [h1, kl] = [await office.unitId('H1'), await office.unitId('KL')];
    expect(await press('giang', { data: `health:${id}` })).toContain('Không còn tìm thấy');
    for (const unit of [h1, kl]) {
      for (const data of [`hunit:${unit}:0`, `hmiss:${unit}:0`, `hcare:${unit}:0`, `hfol:${unit}:0`]) {
        expect(await press('giang', { data }), data).not.toBe('');
      }
    }
    expect(await say('giang', '/suckhoe')).not.toContain('Kiểm lâm');
    expect(await looksAt('an')).toHaveLength(1);
  });
});

describe('a pass holds no more', () => {
  test('after midnight where the office is, to the minute', async () => {
    const code = await codeOf('an');
    await office.advance({ hours: 18, minutes: 58 });
    expect(await say('h1-head', `/start ${code}`)).toContain('Đặng Văn An');
    await office.advance({ minutes: 2 });
    expect(await say('h1-head', `/start ${code}`)).toContain(REFUSED);
    await say('an', '/pass');
    expect(last('an').text).toContain('24/11/2026');
    expect(await say('h1-head', `/start ${await codeOf('an', '2026-11-24')}`)).toContain('Đặng Văn An');
    expect(await say('h1-head', `/start ${await codeOf('an', '2026-11-25')}`)).toContain(REFUSED);
    expect((await looksAt('an')).map(({ on }) => on)).toEqual(['2026-11-24', DAY]);
  });

  test('once its bearer has left the office or was cut off, and holds again for who came back', async () => {
    await leaveOffice(HAND, 'an', office.app.office);
    await revokeAccount(HAND, 'binh', office.app.office);
    for (const gone of ['an', 'binh']) {
      const code = await codeOf(gone);
      expect(await scan('h1-head', gone)).toBe(await say('h1-head', `/start p${'A'.repeat(36)}`));
      office.as(gone).send(`/start ${code}`);
      await office.settle();
      expect(last(gone).text).toContain('Xin chào');
    }
    const [invited] = await invite(HAND, { staffNo: 'binh' }, office.app.office);
    await say('binh', `/start ${invited!.code}`);
    office.as('binh').shareContact();
    await office.settle();
    expect(await scan('h1-head', 'binh')).toContain('Lý Thị Bình');
  });

  test('after the data key was changed: it is asked for anew', async () => {
    const personId = await office.personId('an');
    const before = makePass({ personId, day: DAY }, deriveKey(newKey(), PASS_KEY));
    expect(await say('h1-head', `/start ${before}`)).toContain(REFUSED);
    expect(await looksAt('an')).toEqual([]);
  });
});

describe('a code that is scanned', () => {
  test('tells a stranger nothing, true or made up, and is no try at an invite', async () => {
    const stranger = office.sandbox.addUser({ id: 99, firstName: 'Người lạ', phone: '+84911000000' });
    const sayAs = async (text: string): Promise<string> => {
      stranger.send(text);
      await office.settle();
      return stranger.last().text;
    };
    const greeting = await sayAs('/start');
    const [good, nobody] = [await codeOf('an'), makePass({ personId: 999_999, day: DAY }, newKey())];
    for (let time = 0; time < 3; time += 1) {
      for (const code of [good, nobody, `p${'A'.repeat(36)}`]) expect(await sayAs(`/start ${code}`)).toBe(greeting);
    }
    expect(await office.app.office.read.people.findTries(99)).toBeNull();
    expect(await looksAt('an')).toEqual([]);
  });

  test('in pieces, with more behind it, or of nobody is refused, and nothing is written', async () => {
    const code = await codeOf('an');
    const key = office.app.office.read.vault.keyFor(PASS_KEY);
    const flipped = `${code.slice(0, 20)}${code[20] === 'x' ? 'y' : 'x'}${code.slice(21)}`;
    for (const wrong of [flipped, makePass({ personId: 999_999, day: DAY }, key)]) {
      expect(await say('h1-head', `/start ${wrong}`)).toContain(REFUSED);
    }
    for (const cut of [code.slice(0, -1), `${code}A`]) {
      expect(await say('h1-head', `/start ${cut}`)).toContain('Liên kết mời này không dùng được');
    }
    expect(await say('h1-head', `/kiemtra ${code}`)).not.toContain('Đặng Văn An');
    expect(await looksAt('an')).toEqual([]);
  });
});

test('names, results and codes stand in no log line, also when nothing arrives, and in no message to anybody else', async () => {
  await office.close();
  office = await openHealthOffice({ logged, mayWarn: true });
  await stories.begin('h1-head');
  await stories.declare('an', ILL);
  const code = await codeOf('an');
  office.sandbox.requests.length = 0;
  const refused = { status: 400, body: '{"ok":false,"error_code":400,"description":"Bad Request: no"}' };
  office.sandbox.faults.add({ method: 'sendPhoto', effect: refused });
  await say('an', '/pass');
  office.sandbox.faults.add({ method: 'sendMessage', effect: refused });
  await scan('h1-head', 'an');
  await scan('clerk', 'an');
  await say('an', '/pass');
  expect(last('an').photo).toBeDefined();
  await office.advance({ hours: 2 });
  const chats = ['an', 'h1-head', 'clerk'].map((who) => String(office.as(who).chatId));
  const sent = office.sandbox.requests.filter(({ params }) => params.chat_id !== undefined);
  const elsewhere = sent.filter(({ params }) => !chats.includes(String(params.chat_id)));
  expect(elsewhere.length).toBeGreaterThan(0);
  const secrets = new RegExp(`Văn An|\\+8490|ở nhà|điều kiện|${code}`);
  for (const { params } of elsewhere) expect(JSON.stringify(params)).not.toMatch(secrets);
  expect(logged.filter((line) => line.includes('reply refused'))).toHaveLength(2);
  expect(logged.filter((line) => secrets.test(line) || /"(?:home|watch|fit)"/.test(line))).toEqual([]);
  expect(await looksAt('an')).toHaveLength(1);
  const [look] = await office.database.read.query<object>(sql`SELECT * FROM health_looks`);
  expect(Object.keys(look!).sort()).toEqual(['at', 'by_id', 'details_id', 'id', 'person_id', 'seen_on', 'what']);
  expect(look).toMatchObject({ by_id: null, what: null });
});
