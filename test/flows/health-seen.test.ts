import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { detailsOf } from '../support/evidence.ts';
import { healthStories, ILL, openHealthOffice, PEOPLE, WELL } from '../support/health.ts';
import type { TestOffice } from '../support/office.ts';
import { testDialect } from '../support/test-database.ts';

let office: TestOffice;
let logged: string[];
beforeEach(async () => {
  logged = [];
  office = await openHealthOffice({ logged });
});
afterEach(() => office.close());

const stories = healthStories(() => office);
const { say, press, walk, last, texts, declarationOf, resultOf, keyOf, inFiles } = stories;
const ALERT = 'Có 1 khai báo y tế cần bạn xem.';
const told = (): string[] => PEOPLE.map(({ staffNo }) => staffNo).filter((who) => texts(who).includes(ALERT));

async function move(who: string, code: string): Promise<void> {
  const [personId, unitId] = [await office.personId(who), await office.unitId(code)];
  await office.app.office.inTransaction(async ({ people }) => {
    await people.endAllPosts(personId, '2026-11-23');
    await people.openPosts([{ personId, unitId, role: 'staff', fromOn: '2026-11-23' }]);
  });
}

async function leave(who: string): Promise<void> {
  const personId = await office.personId(who);
  const spell = { personId, fromOn: '2026-11-20', toOn: '2026-11-30', markedById: personId };
  await office.app.office.inTransaction(({ absences }) => absences.add(spell, office.clock.now()));
}

describe('a bad result', () => {
  test('reaches the leader and the focal point, and nobody else; what it is stands behind a button', async () => {
    await stories.declare('an', ILL);
    expect(last('an').text).toContain('Bạn cần ở nhà');
    expect(told()).toEqual(['h1-head', 'focal']);
    await press('h1-head', 'Xem khai báo');
    for (const words of ['Đặng Văn An', 'Hạt Kiểm lâm số 1', 'Ở nhà', 'Sốt từ 38°C', 'sốt, ho', '38,6°C', 'Ho khan']) {
      expect(last('h1-head').text).toContain(words);
    }
    await stories.declare('binh', WELL);
    expect(told()).toEqual(['focal']);
  });

  test('goes to the deputy while the leader is away, and of a leader to the next one up', async () => {
    await leave('ranger-head');
    await stories.declare('h1-head', ILL);
    expect(told()).toEqual(['ranger-deputy', 'focal']);
  });

  test('is told anew each day at home, once when it got worse, and not when it got better', async () => {
    await stories.declare('an', ['Không có triệu chứng', 'Bỏ qua', 'F2', 'Không xét nghiệm', '2 mũi', 'Bỏ qua']);
    const alerts = () => texts('focal').filter((text) => text === ALERT).length;
    expect([await resultOf('an'), alerts()]).toEqual(['watch', 1]);
    await office.advance({ days: 1 });
    await say('an', '/khaibao');
    await press('an', '✅ Như hôm qua, không có triệu chứng');
    expect([await resultOf('an'), alerts()]).toEqual(['watch', 1]);
    await walk('an', 'Sửa khai báo', 'Sửa', 'Tiếp xúc', 'F1', 'Gửi khai báo');
    expect([await resultOf('an'), alerts()]).toEqual(['home', 2]);
    await walk('an', 'Sửa khai báo', 'Sửa', 'Tiếp xúc', 'Không', 'Gửi khai báo');
    expect([await resultOf('an'), alerts()]).toEqual(['fit', 2]);
    expect(await declarationOf('an')).toMatchObject({ on: '2026-11-24', version: 3 });
    expect(await detailsOf(office, 'health.correct')).toHaveLength(2);
    expect(await detailsOf(office, 'health.declare')).toHaveLength(2);
  });
});

describe('who looks', () => {
  test('is written down, and the person can read it', async () => {
    await stories.begin('ranger-head');
    await stories.declare('an', ILL);
    await press('an', 'Xem lại');
    await press('an', '‹ Khai báo của tôi');
    expect(last('an').buttons.flat().at(-1)!.label).toBe('Ai đã xem (0)');
    await press('h1-head', 'Xem khai báo');
    await say('ranger-head', '/suckhoe');
    expect(last('ranger-head').text).not.toContain('Đặng Văn An');
    await press('ranger-head', 'Người cần theo dõi');
    expect(last('ranger-head').text).toContain('1. Đặng Văn An, Hạt Kiểm lâm số 1: Ở nhà');
    await press('ranger-head', '1');
    await say('an', '/khaibao');
    await press('an', 'Ai đã xem (3)');
    const lines = last('an').text.split('\n').slice(2);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('Hoàng Kiểm xem khai báo ngày 23/11');
    expect(lines[1]).toContain('Hoàng Kiểm xem tên bạn trong danh sách ngày 23/11');
    expect(lines[2]).toContain('Bùi Hạt Trưởng xem khai báo ngày 23/11');
  });

  test('is nobody beside, below or without the charge, and a forged press leaves no trace', async () => {
    await stories.declare('an', ILL);
    const { id } = (await declarationOf('an'))!;
    for (const who of ['binh', 'chau', 'water-head', 'office-head', 'clerk', 'inspector', 'admin']) {
      await say(who, '/trogiup');
      expect(await press(who, { data: `health:${id}` }), who).toContain('Không còn tìm thấy');
      expect(await press(who, { data: `start:health:${id}` }), who).not.toBe('');
    }
    expect(await press('focal', { data: `hcare:${await office.unitId('TL')}:0` })).not.toBe('');
    expect(await press('h1-head', { data: `hcare:${await office.unitId('KL')}:0` })).not.toBe('');
    const found = await office.app.office.read.health.listLooks(await office.personId('an'), { limit: 9, offset: 0 });
    expect(found.total).toBe(0);
  });

  test('changes with the unit where somebody works: the new leader, and no longer the old one', async () => {
    await stories.begin('h1-head');
    await move('an', 'H2');
    await say('h1-head', '/suckhoe');
    expect(last('h1-head').text).toContain('0/2');
    await stories.declare('an', ILL);
    expect(told()).toEqual(['ranger-head', 'focal']);
    const { id } = (await declarationOf('an'))!;
    expect(await press('h1-head', { data: `health:${id}` })).toContain('Không còn tìm thấy');
    await press('ranger-head', 'Xem khai báo');
    expect(last('ranger-head').text).toContain('Hạt Kiểm lâm số 2');
    await move('an', 'H1');
    expect(await press('h1-head', { data: `health:${id}` })).toBe('');
  });
});

describe('what is declared', () => {
  const SECRETS = /sốt|ho khan|38[.,]6|khó thở|fever|cough|"home"|"watch"/i;

  test('stands in no log line, nothing that reaches a chat by itself, and no refusal', async () => {
    await stories.begin('ranger-head');
    office.sandbox.requests.length = 0;
    await stories.open('an');
    expect(await say('an', 'tôi ho khan')).toContain('chọn một trong các nút');
    office.as('an').sendPhoto(undefined, 'que thử: ho khan');
    await office.settle();
    await walk('an', ...ILL, 'Gửi khai báo');
    await press('an', { data: 'hsame:2026-11-22' });
    await office.advance({ hours: 4 });
    const byItself = office.sandbox.requests.filter(
      ({ method, params }) => method === 'sendMessage' && String(params.chat_id) !== String(office.as('an').chatId),
    );
    expect(byItself.length).toBeGreaterThan(5);
    const answers = office.sandbox.requests.filter(({ method }) => method === 'answerCallbackQuery');
    for (const { params } of [...byItself, ...answers]) {
      expect(JSON.stringify(params)).not.toMatch(SECRETS);
      expect(JSON.stringify(params)).not.toMatch(/Văn An|\+8490|cần ở nhà/);
    }
    expect(logged.filter((line) => SECRETS.test(line) || /Văn An|\+8490/.test(line))).toEqual([]);
    const typed = office.as('an').messages();
    expect(typed.some(({ from, text }) => from !== 'bot' && /38,6|ho khan/i.test(text))).toBe(false);
  });

  test('cannot be read in the database: not while it is typed, not afterwards, and not in the record', async () => {
    await stories.open('an');
    await walk('an', ...ILL);
    expect(inFiles('Ho khan')).toBe(false);
    await press('an', 'Gửi khai báo');
    expect(inFiles('Ho khan')).toBe(false);
    const rows = await office.database.read.query(sql`SELECT answers FROM drafts`);
    expect(JSON.stringify(rows)).not.toMatch(SECRETS);
    const [entry] = await detailsOf(office, 'health.declare');
    expect(Object.keys(entry!).sort()).toEqual(['day', 'declaration', 'said', 'version']);
  });

  test('is gone after 25 days: nobody opens it, and its key is in no file', async () => {
    await stories.declare('an', ILL);
    const key = await keyOf('an');
    if (testDialect === 'sqlite') expect(inFiles(key)).toBe(true);
    await office.advance({ days: 25 });
    expect(await resultOf('an')).toBe('home');
    await office.advance({ days: 1 });
    await office.advance({});
    expect(await resultOf('an')).toBeUndefined();
    expect(inFiles('Ho khan')).toBe(false);
    expect(inFiles(key)).toBe(false);
    await say('an', '/khaibao');
    expect(stories.buttons('an')[0]).toBe('Khai báo');
    await press('h1-head', 'Xem khai báo');
    expect(last('h1-head').text).toContain('Nội dung đã được xóa');
  });

  test('is gone when it is corrected: what was said before opens no more', async () => {
    await stories.declare('an', ILL);
    const key = await keyOf('an');
    await walk('an', 'Sửa khai báo', 'Sửa', 'Ghi chú', { say: 'Hết ho rồi' }, 'Gửi khai báo');
    await office.advance({ minutes: 10 });
    expect(inFiles(key)).toBe(false);
    await press('h1-head', 'Xem khai báo');
    expect(last('h1-head').text).toContain('Đã sửa 1 lần');
    expect(last('h1-head').text).toContain('Hết ho rồi');
    expect(last('h1-head').text).not.toContain('Ho khan');
  });
});

describe('when something goes wrong with what is declared', () => {
  const SAYS = /sốt|ho khan|38[.,]6|khó thở|cough|"home"|"watch"|"fever"|Văn An|\+8490/i;
  const faults = () => logged.filter((line) => /"level":"(?:warn|error|fatal)"/.test(line));
  const run = (...statements: ReturnType<typeof sql>[]) =>
    office.database.inTransaction(async (connection) => {
      for (const statement of statements) await connection.execute(statement);
    });
  beforeEach(async () => {
    await office.close();
    logged = [];
    office = await openHealthOffice({ logged, mayWarn: true });
    await stories.open('an');
    await walk('an', ...ILL);
  });

  test('in the database, neither its log lines nor what the person is told say anything of it', async () => {
    if (office.database.dialect === 'sqlite') {
      await run(
        sql`CREATE TRIGGER broken BEFORE INSERT ON health_acts BEGIN SELECT RAISE(ABORT, 'this table is broken'); END`,
      );
    } else {
      await run(
        sql`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this table is broken'; END $$`,
        sql`CREATE TRIGGER broken BEFORE INSERT ON health_acts FOR EACH ROW EXECUTE FUNCTION broken()`,
      );
    }
    const said = await press('an', 'Gửi khai báo');
    expect(faults().length).toBeGreaterThan(0);
    expect(said).not.toMatch(SAYS);
    expect(logged.filter((line) => SAYS.test(line))).toEqual([]);
  });

  test('in what was sealed or in Telegram, neither', async () => {
    const body = JSON.stringify({ ok: false, error_code: 400, description: 'Bad Request: at "38,6°C Ho khan"' });
    office.sandbox.faults.add({ method: 'editMessageText', times: 2, effect: { status: 400, body } });
    office.sandbox.faults.add({ method: 'sendMessage', times: 2, effect: { status: 500, body: 'oops Ho khan' } });
    await press('an', 'Gửi khai báo');
    await run(sql`UPDATE vault_values SET sealed = ${Buffer.from('not what was sealed, by far')}`);
    await say('an', '/khaibao');
    await say('h1-head', '/trogiup');
    await press('h1-head', { data: `health:${(await declarationOf('an'))!.id}` });
    expect(faults().length).toBeGreaterThan(1);
    expect(logged.filter((line) => SAYS.test(line))).toEqual([]);
  });
});
