import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import type { ExportKind } from '../../src/domain/compliance/export.ts';
import { makeExport } from '../../src/domain/compliance/export-actions.ts';
import { attest } from '../../src/domain/directives/attest-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { leaveOffice } from '../../src/domain/people/account-actions.ts';
import { type Role, roles } from '../../src/domain/people/post.ts';
import { Problem } from '../../src/domain/problem.ts';
import { instant } from '../../src/lib/clock.ts';
import { callbacks } from '../../src/screens/callbacks.ts';
import { sql } from '../../src/storage/sql.ts';
import { type CastMember, people } from '../support/cast.ts';
import { chatting } from '../support/chatting.ts';
import { crowdOf } from '../support/crowd.ts';
import { healthStories, PEOPLE, WELL } from '../support/health.ts';
import { actorNamed, HAND, issue, receiptOf, submit } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { readTable } from '../support/table.ts';
import { give } from '../support/tasks.ts';
import { TestClock } from '../support/test-clock.ts';
import { readWorkbook } from '../support/workbook.ts';

let office: TestOffice;
afterEach(() => office.close());
const { say, press, walk, hear, last } = chatting(() => office);

const KL = { number: '12/CĐ-SNNMT', title: 'Về việc <ứng phó> bão số 9', deadlineAt: instant('2026-11-21T10:00:00Z') };
const isFile = ({ document }: { document?: unknown }) => document !== undefined;

/** The rows of the workbook that somebody was sent last. */
async function workbookOf(who: string, sheet = 1): Promise<unknown[][]> {
  const sent = office.as(who).last().document!;
  return await readWorkbook(await office.app.sender.download(sent.fileId, 50_000_000), sheet);
}

async function csvOf(who: string): Promise<string> {
  const sent = office.as(who).last().document!;
  return (await office.app.sender.download(sent.fileId, 50_000_000)).toString();
}

const pressForFile = (who: string, button: RegExp | { data: string }) =>
  hear(who, () => office.as(who).press(button), isFile);

const made = () =>
  office.database.read.query<{ stream: string; line: string }>(
    sql`SELECT stream, line FROM evidence_entries WHERE action = 'export.make' ORDER BY id`,
  );

/** Some acknowledged, some on paper, some told, some gone. */
async function openMixed(): Promise<number> {
  office = await openTestOffice({ enrolled: people.map((one) => one.staffNo).filter((one) => one !== 'chau') });
  const { id } = await issue(office, ['KL'], { ...KL, knowUnitIds: [await office.unitId('TL')] });
  await press('ranger-head', /Xác nhận đã đọc/);
  const head = (await actorNamed(office, 'h1-head')) as PersonActor;
  for (const [staffNo, way] of [
    ['binh', 'paper'],
    ['an', 'phone'],
  ] as const) {
    await attest(head, { receiptId: (await receiptOf(office, id, staffNo)).id, way, note: null }, office.app.office);
  }
  await leaveOffice(HAND, 'ranger-deputy', office.app.office);
  await office.settle();
  office.clock.advance({ hours: 4 });
  await press('dung', /acknowledge|read/i);
  return id;
}

describe('who has to acknowledge a directive', () => {
  test('is had as a workbook: unit by unit and by given name, with post, state, time, way, and whether late', async () => {
    const id = await openMixed();
    await say('director', '/tinhhinh KL');
    await walk('director', '1', 'Thêm', 'Xuất tệp');
    expect(last('director').text).toContain('Xuất tệp · Chi cục Kiểm lâm\nCông điện 12/CĐ-SNNMT');
    await pressForFile('director', /Người phải xác nhận · Excel/);
    const { document, text } = office.as('director').last();
    expect(document?.name).toBe('nguoi-phai-xac-nhan-12-cd-snnmt-kl-2026-11-21.xlsx');
    expect(text).toBe(
      'Người phải xác nhận, Công điện 12/CĐ-SNNMT, Chi cục Kiểm lâm: 7 dòng, tính đến 18:00 ngày 21/11/2026. Lần xuất này được ghi lại.',
    );
    const [heading, ...rows] = await workbookOf('director');
    expect(heading).toEqual([
      ...['Mã đơn vị', 'Đơn vị', 'Số hiệu', 'Họ và tên', 'Vị trí', 'Tình trạng', 'Lúc', 'Hình thức', 'Quá hạn'],
      'Báo qua điện thoại',
    ]);
    const pressed = (hour: string) => [instant(`2026-11-21T${hour}:00:00Z`), 'Bấm nút'];
    const at = (row: unknown[]) => row.map((cell) => (cell instanceof Date ? atHour(cell) : cell));
    expect(rows.map((row) => at(row).slice(2))).toEqual([
      ['ranger-head', 'Hoàng Kiểm', 'Thủ trưởng', 'Đã xác nhận', ...pressed('14'), null, null],
      ['ranger-deputy', 'Vũ Phó', null, 'Đã rời đơn vị', instant('2026-11-21T14:00:00Z'), null, null, null],
      [
        ...['an', 'Đặng Văn An', 'Cán bộ', 'Đã gửi, chưa xác nhận', null, null, 'có'],
        'Bùi Hạt Trưởng, 14:00 ngày 21/11/2026',
      ],
      [
        ...['binh', 'Lý Thị Bình', 'Cán bộ', 'Đã xác nhận', instant('2026-11-21T14:00:00Z')],
        ...['Ký trên giấy, Bùi Hạt Trưởng ghi nhận', null, null],
      ],
      ['h1-head', 'Bùi Hạt Trưởng', 'Thủ trưởng', 'Đã gửi, chưa xác nhận', null, null, 'có', null],
      ['chau', 'Mai Châu', 'Cán bộ', 'Chưa kích hoạt tài khoản', null, null, 'có', null],
      ['dung', 'Ngô Dũng', 'Cán bộ', 'Đã xác nhận', ...pressed('18'), 'có', null],
    ]);
    expect(rows.map(([code, name]) => [code, name])[6]).toEqual(['H2', 'Hạt Kiểm lâm số 2']);
    expect((await workbookOf('director', 2)).slice(0, 4)).toEqual([
      ['Mục', 'Giá trị'],
      ['Nội dung', 'Người phải xác nhận'],
      ['Đơn vị', 'Chi cục Kiểm lâm'],
      ['Văn bản', '12/CĐ-SNNMT'],
    ]);
    const [entry, ...more] = await made();
    expect(more).toEqual([]);
    expect(entry!.stream).toBe(`directive:${id}`);
    expect(JSON.parse(entry!.line)).toMatchObject({ action: 'export.make', way: 'button' });
  });

  test('has each person once, however many pages it takes, and is the same as a CSV', async () => {
    office = await openTestOffice({ people: crowdOf(600), enrolled: ['director'] });
    await issue(office, ['H1'], KL);
    await say('director', '/tinhhinh');
    await walk('director', '1', 'Thêm', 'Xuất tệp');
    await pressForFile('director', /Người phải xác nhận · Excel/);
    const rows = await workbookOf('director');
    expect(rows).toHaveLength(601);
    expect(new Set(rows.map((row) => row[2])).size).toBe(601);
    await pressForFile('director', /Người phải xác nhận · CSV/);
    const lines = (await csvOf('director')).trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(';')[2])).toEqual(rows.map((row) => row[2]));
  });
});

/** The cell's hour on the wall, however many minutes the story took. */
const atHour = (cell: Date): Date => instant(cell.getTime() - (cell.getTime() % 3_600_000));

describe('who has not acknowledged', () => {
  beforeEach(async () => {
    await openMixed();
  });

  test('is had of everything in force, with telephone numbers for whoever may remind', async () => {
    await issue(office, ['TL'], { title: 'Về việc khơi thông kênh' });
    await say('director', '/tinhhinh');
    await press('director', 'Thêm');
    await press('director', 'Xuất tệp');
    await pressForFile('director', /Người chưa xác nhận · Excel/);
    const [heading, ...rows] = await workbookOf('director');
    expect(heading).toEqual([
      ...['Mã văn bản', 'Số, ký hiệu', 'Trích yếu', 'Hạn', 'Mã đơn vị', 'Đơn vị', 'Số hiệu', 'Họ và tên', 'Điện thoại'],
      ...['Tin nhắn qua Telegram', 'Báo lúc', 'Ký nhận'],
    ]);
    expect(rows.map((row) => [row[1], row[6], row[8]])).toEqual([
      ['12/CĐ-SNNMT', 'an', '0900 000 008'],
      ['12/CĐ-SNNMT', 'h1-head', '0900 000 007'],
      ['12/CĐ-SNNMT', 'chau', '0900 000 010'],
      [null, 'giang', '0900 000 013'],
      [null, 'water-head', '0900 000 012'],
    ]);
    expect(rows[0]![3]).toEqual(instant('2026-11-21T17:00:00Z'));
    expect(last('director').text).toContain('Tệp có số điện thoại');
  });

  test('comes without telephone numbers for whoever only looks', async () => {
    await say('inspector', '/tinhhinh KL');
    await walk('inspector', '1', 'Thêm', 'Xuất tệp');
    await pressForFile('inspector', /Người chưa xác nhận · Excel/);
    const rows = await workbookOf('inspector');
    expect(rows.map((row) => row[6])).toEqual(['Số hiệu', 'an', 'h1-head', 'chau']);
    expect(JSON.stringify(rows)).not.toMatch(/Điện thoại|0900/);
    expect(last('inspector').text).not.toContain('số điện thoại');
  });
});

test('the figures of each unit add up to those of the screen', async () => {
  await openMixed();
  await say('ranger-head', '/tinhhinh');
  await press('ranger-head', 'Thêm');
  await press('ranger-head', 'Xuất tệp');
  await pressForFile('ranger-head', /Số liệu theo đơn vị · Excel/);
  const [heading, ...rows] = await workbookOf('ranger-head');
  expect(rows.map((row) => row[5])).toEqual(['KL', 'H1', 'H2']);
  const sum = (title: string) => {
    const at = heading!.indexOf(title);
    return rows.reduce((total, row) => total + (row[at] as number), 0);
  };
  const titles = ['Phải xác nhận', 'Đã xác nhận', 'Trên giấy', 'Chưa kích hoạt', 'Đã rời', 'Quá hạn'];
  expect(titles.map(sum)).toEqual([7, 3, 1, 1, 1, 3]);
});

test('tasks of a unit come with who leads and cooperates, until when, and how they stand', async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:30:00Z') });
  const { id } = await issue(office, ['SO'], { number: '374/KH-SNNMT', title: 'Phòng cháy' });
  await give(office, id, { cooperating: ['VP'], amount: '120', measure: 'ha' });
  await give(office, id, { lead: 'TL', text: '-1+1', isStanding: true });
  office.clock.advance({ days: 3 });
  await say('director', '/tinhhinh');
  await press('director', 'Thêm');
  await press('director', 'Xuất tệp');
  await pressForFile('director', /Nhiệm vụ · Excel/);
  const [, ...rows] = await workbookOf('director');
  const due = instant('2026-11-25T17:00:00Z');
  expect(rows.map((row) => row.slice(2, 11))).toEqual([
    [
      ...['Lập danh sách trực 24/24 giờ', 'Hạt Kiểm lâm số 1', 'Văn phòng Sở', null, due, 'Chờ đơn vị nhận', 'có'],
      ...['120', 'ha'],
    ],
    ['-1+1', 'Chi cục Thủy lợi', null, null, 'thường xuyên', 'Chờ đơn vị nhận', null, null, null],
  ]);
  await say('water-head', '/tinhhinh');
  await press('water-head', 'Thêm');
  await press('water-head', 'Xuất tệp');
  await pressForFile('water-head', /Nhiệm vụ · CSV/);
  expect((await csvOf('water-head')).trimEnd().split('\r\n')).toHaveLength(2);
  expect(await csvOf('water-head')).toContain("'-1+1");
});

test('trips of one’s units say where and when, never why and with whom', async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
  await say('an', '/lichtrinh');
  await press('an', '✅ Tôi đồng ý');
  await walk(
    'an',
    ...['Việc riêng ngoài tỉnh', { say: 'Thăm người thân bị ốm' }, { say: 'bac giang' }],
    ...[{ say: '24/11' }, { say: '26/11' }, 'Không', 'Xe khách', 'Bỏ qua', { say: 'Gia đình anh Tư' }],
    'Tôi cam kết khai đúng sự thật',
    'Gửi thủ trưởng duyệt',
  );
  await say('ranger-head', '/chuyendi');
  await press('ranger-head', 'Xuất tệp');
  await pressForFile('ranger-head', /Chuyến đi · Excel/);
  const [, row, ...more] = await workbookOf('ranger-head');
  expect(more).toEqual([]);
  expect(row).toEqual([
    ...['Hạt Kiểm lâm số 1', 'an', 'Đặng Văn An', 'Đi việc riêng ngoài tỉnh'],
    ...[instant('2026-11-24T00:00:00Z'), instant('2026-11-26T00:00:00Z')],
    ...['Bắc Ninh (trước là Bắc Giang)', 'chờ duyệt'],
  ]);
  expect((await made())[0]!.stream).toBe('office');
  await say('water-head', '/chuyendi');
  const data = callbacks.makeExport.pack({ kind: 'trips', format: 'csv', directiveId: 0, unitId: 0 });
  expect(await press('water-head', { data })).toBe('Không có dòng nào để xuất.');
  expect(await made()).toHaveLength(1);
});

test('of health there are figures and who has not declared, never what somebody declared', async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-22T22:00:00Z'), people: PEOPLE });
  const stories = healthStories(() => office);
  await stories.begin('ranger-head');
  await stories.declare('an', WELL);
  await say('ranger-head', '/suckhoe');
  await press('ranger-head', 'Xuất tệp');
  await pressForFile('ranger-head', /Khai báo theo đơn vị · Excel/);
  expect((await workbookOf('ranger-head')).map((row) => row.slice(0, 5))).toEqual([
    ['Mã đơn vị', 'Đơn vị', 'Phải khai báo', 'Đã khai báo', 'Chưa khai báo'],
    ['KL', 'Chi cục Kiểm lâm', 2, 0, 2],
    ['H1', 'Hạt Kiểm lâm số 1', 3, 1, 2],
    ['H2', 'Hạt Kiểm lâm số 2', 2, 0, 2],
  ]);
  await pressForFile('ranger-head', /Người chưa khai báo · Excel/);
  const rows = await workbookOf('ranger-head');
  expect(rows.map((row) => row.slice(2))).toEqual([
    ['Số hiệu', 'Họ và tên', 'Tình trạng'],
    ['ranger-head', 'Hoàng Kiểm', 'Chưa khai báo'],
    ['ranger-deputy', 'Vũ Phó', 'Chưa khai báo'],
    ['binh', 'Lý Thị Bình', 'Chưa khai báo'],
    ['h1-head', 'Bùi Hạt Trưởng', 'Chưa khai báo'],
    ['chau', 'Mai Châu', 'Chưa khai báo'],
    ['dung', 'Ngô Dũng', 'Chưa khai báo'],
  ]);
  expect(await made()).toHaveLength(2);
});

const MAY = `
          | people    | missing   | figures   | tasks     | health    | undeclared | trips
----------+-----------+-----------+-----------+-----------+-----------+------------+------
staff     | –         | –         | –         | –         | –         | –          | –
leader    | own below | own below | own below | own below | own below | own below  | own
deputy    | own below | own below | own below | own below | own below | own below  | own
clerk     | own below | own below | own below | own below | –         | –          | –
focal     | –         | own below | own below | own below | own below | own below  | own
inspector | own below | own below | own below | own below | –         | –          | –
admin     | –         | own below | own below | own below | –         | –          | –
nobody    | –         | –         | –         | –         | –         | –          | –
`;
const PLACES = { own: 'KL', below: 'H1', beside: 'TL', above: 'SO' } as const;
const someone = (role: Role): CastMember => {
  return { staffNo: `who-${role}`, name: `Lê Văn ${role}`, posts: [['KL', role]] };
};

test('each role has as a file what it sees on the screen, of its unit and those below, and whatever else is not recorded', async () => {
  const nobody: CastMember = { staffNo: 'who-nobody', name: 'Lê Văn Thôi', posts: [] };
  office = await openTestOffice({ people: [...people, ...roles.map(someone), nobody], isStill: true });
  const { id } = await submit(office, ['SO'], KL);
  await prepareIssue(id, office.app.office);
  for (const [role, cells] of readTable(MAY)) {
    const actor = await actorNamed(office, `who-${role}`);
    for (const [kind, places] of Object.entries(cells)) {
      const allowed: string[] = [];
      for (const [place, code] of Object.entries(PLACES)) {
        const before = (await made()).length;
        if (await has(actor as PersonActor, kind as ExportKind, { id, code })) allowed.push(place);
        expect(await made(), `${role} ${kind} ${place}`).toHaveLength(before + (allowed.at(-1) === place ? 1 : 0));
        if (kind === 'trips') break;
      }
      expect(allowed.join(' ') || '–', `${role} ${kind}`).toBe(places);
    }
  }

  async function has(actor: PersonActor, kind: ExportKind, { id: directiveId, code }: { id: number; code: string }) {
    const unitId = kind === 'trips' ? null : await office.unitId(code);
    const wish = { kind, format: 'xlsx' as const, unitId, directiveId: kind === 'people' ? directiveId : null };
    try {
      const { pages } = await makeExport(actor, wish, { least: 0, most: 100 }, office.app.office);
      for await (const page of pages) expect(page.length).toBeLessThan(100);
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      expect(error.code).toBe(kind === 'trips' ? 'mayNotSee' : 'notYourUnit');
      return false;
    }
  }
});

describe('whatever a client sends', () => {
  test('a unit that is not theirs is refused like one that never was, and words that no button has lead nowhere', async () => {
    office = await openTestOffice();
    const { id } = await issue(office, ['KL'], KL);
    await say('h1-head', '/tinhhinh');
    const ids = async (code: string) => ({ directiveId: id, unitId: await office.unitId(code) });
    const file = { kind: 'missing', format: 'csv' };
    const refused = 'không thuộc phạm vi bạn phụ trách';
    for (const code of ['KL', 'H2', 'SO', 'TL']) {
      expect(await press('h1-head', { data: callbacks.makeExport.pack({ ...file, ...(await ids(code)) }) })).toContain(
        refused,
      );
      expect(
        await press('h1-head', { data: callbacks.exports.pack({ place: 'directive', ...(await ids(code)) }) }),
      ).toContain(refused);
    }
    expect(await press('h1-head', { data: `x:missing:csv:${id}:4711` })).toContain(refused);
    expect(await press('h1-head', { data: `x:missing:csv:4711:${(await ids('H1')).unitId}` })).toContain('Không còn');
    for (const data of [`x:all:csv:${id}:1`, `x:missing:pdf:${id}:1`, 'xfrom:office:0:0', 'x:constructor:csv:0:0']) {
      expect(await press('h1-head', { data })).toContain('Không còn');
    }
    expect(await press('h1-head', { data: 'x:missing:csv:0:0' })).toContain(refused);
    expect(await made()).toEqual([]);
  });

  test('what everybody has acknowledged leaves nothing to be exported', async () => {
    office = await openTestOffice();
    await issue(office, ['TL'], KL);
    await press('giang', /Xác nhận đã đọc/);
    await press('water-head', /Xác nhận đã đọc/);
    await say('water-head', '/tinhhinh');
    await walk('water-head', '1', 'Thêm', 'Xuất tệp');
    expect(await press('water-head', /Người chưa xác nhận · CSV/)).toBe('Không có dòng nào để xuất.');
    expect(await made()).toEqual([]);
  });
});

test('a large file says how far it is, is made once however often it is asked for, and others go on meanwhile', async () => {
  office = await openTestOffice({ people: crowdOf(3_100), enrolled: ['director', 'p1'] });
  await issue(office, ['H1'], KL);
  await say('director', '/tinhhinh');
  await walk('director', '1', 'Thêm', 'Xuất tệp');
  const menu = last('director');
  const director = office.as('director');
  const first = director.press(/Người phải xác nhận · Excel/, menu);
  const second = director.press(/Người phải xác nhận · Excel/, menu);
  await Promise.all([first.settled, second.settled]);
  expect(first.answer?.text).toBe('Đang lập tệp, tệp được gửi ngay khi xong.');
  expect(second.answer).toMatchObject({ showAlert: true });
  expect(second.answer?.text).toMatch(/^Tệp này đang được lập \(\d+%\)/);
  expect(await say('p1', '/trogiup')).toContain('/canlam');
  await office.sandbox.waitFor(() => director.messages().some(isFile), { timeout: 20_000 });
  await office.settle();
  expect(director.messages().filter(isFile)).toHaveLength(1);
  expect(director.messages().at(-2)?.text).toBe('✅ Đã lập tệp · Người phải xác nhận\n3.100 dòng, gửi ngay bên dưới.');
  expect(await made()).toHaveLength(1);
  expect(await workbookOf('director')).toHaveLength(3_101);
  await pressForFile('director', { data: menu.buttons[0]![0]!.data! });
  expect(await made()).toHaveLength(2);
});

/** A directive to 3,000 people, and two who may have its tables as files: the director of all, the head of one unit. */
async function openForTwo() {
  office = await openTestOffice({
    people: crowdOf(3_000, [{ staffNo: 'head', name: 'Lê Hạt', posts: [['H1', 'leader']] }]),
    enrolled: ['director', 'head'],
  });
  const { id } = await issue(office, ['SO']);
  const [top, unitId] = [await office.unitId('SO'), await office.unitId('H1')];
  await say('director', '/trogiup');
  await say('head', '/trogiup');
  return { id, top, unitId };
}

test('nobody fills the queue alone: somebody waits for three files at most, and others for theirs', async () => {
  const { id, top, unitId } = await openForTwo();
  const wishes = [top, unitId].flatMap((at) =>
    ['people', 'missing'].flatMap((kind) => ['csv', 'xlsx'].map((format) => `x:${kind}:${format}:${id}:${at}`)),
  );
  const pressed = wishes.map((data) => office.as('director').press({ data }));
  await Promise.all(pressed.map(({ settled }) => settled));
  const refused = pressed.filter(({ answer }) => answer?.text?.startsWith('Bạn đang chờ 3 tệp'));
  expect(refused.length).toBeGreaterThan(0);
  // What was refused is not on record as made.
  expect(await made()).toHaveLength(wishes.length - refused.length);
  await pressForFile('head', { data: `x:missing:csv:${id}:${unitId}` });
  expect(await press('director', { data: wishes.at(-1)! })).toContain('Đang lập tệp');
});

test('whoever loses their post while their file waits for its turn does not get it, and is told why', async () => {
  const { id, top, unitId } = await openForTwo();
  await office.as('director').press({ data: `x:people:xlsx:${id}:${top}` }).settled;
  await office.as('head').press({ data: `x:missing:csv:${id}:${unitId}` }).settled;
  expect(await made()).toHaveLength(2);
  const head = await office.personId('head');
  await office.app.office.inTransaction(({ people }) => people.endAllPosts(head, '2026-11-20'));
  const words = 'Đơn vị này không thuộc phạm vi bạn phụ trách.';
  await vi.waitFor(() => expect(office.as('head').messages().at(-1)?.text).toContain(words), 20_000);
  expect(office.as('head').messages().filter(isFile)).toEqual([]);
});

test('a file that is not finished when the bot ends is said to be so', async () => {
  office = await openTestOffice({ people: crowdOf(3_100), enrolled: ['director'] });
  await issue(office, ['H1'], KL);
  await say('director', '/tinhhinh');
  await walk('director', '1', 'Thêm', 'Xuất tệp');
  await office.as('director').press(/Người phải xác nhận · CSV/).settled;
  await office.restart();
  const texts = office.as('director').messages();
  expect(texts.filter(isFile)).toEqual([]);
  expect(texts.at(-1)?.text).toBe('Tệp chưa lập xong vì hệ thống khởi động lại. Bạn vui lòng bấm lại.');
  await pressForFile('director', { data: texts.at(-2)!.buttons[0]![1]!.data! });
});
