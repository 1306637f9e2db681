import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
let id: number;
beforeEach(async () => {
  line = await openWithRoster();
  ({ id } = await line.json('issue', line.file('plan.txt', 'Kế hoạch phòng cháy rừng'), '--to', 'KL', '--by', 'NV02'));
});
afterEach(() => line.close());

const HEADER = 'lead,text,due,standing,cooperating,amount,measure,request';
const fileOf = (...rows: string[]) => line.file('tasks.csv', [HEADER, ...rows]);

test('tasks of a file are given, all of them once, and listed', async () => {
  const file = fileOf(
    'H1,"Trồng rừng, ven suối",2026-12-01,,TL|KL,120,ha,',
    'kl,Trực 24/24 giờ,,x,,,,',
    'TL,Cung cấp số liệu,1/12/2026 08:00,no,,,,có',
  );
  expect(await line.json('tasks', `${id}`, '--file', file)).toEqual({ directive: id, given: [1, 2, 3], known: 0 });
  expect(await line.json('tasks', `${id}`, '--file', file)).toEqual({ directive: id, given: [], known: 3 });
  const { tasks, ...figures } = await line.json('tasks', `${id}`);
  expect(figures).toEqual({ directive: id, total: 3, done: 0, late: 0 });
  expect(tasks[0]).toEqual({
    id: 1,
    lead: 'Hạt Kiểm lâm số 1',
    cooperating: ['Chi cục Kiểm lâm', 'Chi cục Thủy lợi'],
    text: 'Trồng rừng, ven suối',
    due: '2026-12-01T10:00:00.000Z',
    standing: false,
    amount: '120',
    measure: 'ha',
    request: false,
    state: 'given',
    assignee: null,
    late: false,
  });
  expect(tasks.slice(1)).toMatchObject([
    { due: null, standing: true, request: false },
    { due: '2026-12-01T01:00:00.000Z', standing: false, request: true },
  ]);
  line.clock.advance({ days: 20 });
  expect(await line.json('tasks', `${id}`)).toMatchObject({ late: 2 });
  const { out } = await line.run('tasks', `${id}`);
  expect(out).toMatch(
    /Id +Lead +Due +State +Text[\s\S]*Hạt Kiểm lâm số 1[\s\S]*standing[\s\S]*3 in all, 0 done, 2 late/,
  );
});

test('every bad line is named, and then nothing is given', async () => {
  const rows = [
    'H1,Trực,,x,,,,',
    'X9,Trực,,x,,,,',
    'H1,,,x,,,,',
    'H1,Trực,,,,,,',
    'H1,Trực,2026-12-01,x,,,,',
    'H1,Trực,2026-11-01,,,,,',
    'H1,Trực,mai,,,,,',
    'H1,Trực,,x,H1,,,',
    'H1,Trực,,x,,nhiều,ha,',
    'H1,Trực,,x,,12,,',
    'H1,Trực,,maybe,,,,',
    'TL,Trực,,x,,,,',
    ',Trực,,x,,,,',
    'H1,TUYỆT MẬT,,x,,,,',
  ];
  const file = fileOf(...rows);
  const ran = await line.run('tasks', `${id}`, '--file', file, '--json');
  expect(ran.status).toBe(1);
  const codes = [
    ...['unitUnknown', 'taskTextMissing', 'taskDueUnclear', 'taskDueUnclear', 'deadlinePast', 'dayUnreadable'],
    ...['leadCooperates', 'amountUnreadable', 'figureUnreadable', 'yesOrNo', 'taskUnitOutside', 'leadMissing'],
    'classifiedText',
  ];
  const { faults } = JSON.parse(ran.out) as { faults: { line: number; code: string }[] };
  expect(faults.map((fault) => fault.code)).toEqual(codes);
  expect(faults.map((fault) => fault.line)).toEqual(codes.map((_, index) => index + 3));
  expect(ran.err).toMatch(/tasks\.csv, line 3: .*X9[\s\S]*13 things to mend; nothing was given/);
  expect(await line.json('tasks', `${id}`)).toMatchObject({ total: 0 });
});

test('a file without its columns, or that is no table, is refused', async () => {
  const noLead = line.file('a.csv', ['text,due,notes', 'Trực,,x']);
  expect(await line.run('tasks', `${id}`, '--file', noLead)).toMatchObject({
    status: 1,
    err: expect.stringContaining('column lead is missing'),
  });
  expect(await line.run('tasks', `${id}`, '--file', line.file('b.csv', ''))).toMatchObject({ status: 1 });
  expect(await line.run('tasks', `${id}`, '--file', `${line.folder}/none.csv`)).toMatchObject({ status: 1 });
  const many = fileOf(...Array.from({ length: 301 }, (_, index) => `H1,Việc ${index},,x,,,,`));
  expect((await line.run('tasks', `${id}`, '--file', many)).err).toContain('At most 300 tasks');
});

test('a column that nobody knows is said, and left out', async () => {
  const file = line.file('c.csv', ['Lead,Text,Standing,notes', 'H1,Trực,yes,x']);
  const ran = await line.run('tasks', `${id}`, '--file', file);
  expect(ran).toMatchObject({ status: 0, out: '1 task given.\n', err: expect.stringContaining('notes') });
});

test('a directive that there is not, or an id that is none, is refused', async () => {
  expect(await line.run('tasks', '77')).toMatchObject({ status: 1, err: expect.stringContaining('77') });
  expect(await line.run('tasks', 'x')).toMatchObject({ status: 2 });
  expect((await line.run('tasks', `${id}`)).out).toBe('This directive has no tasks yet.\n');
});

/** A plan of some 25 KB: twenty units with orders of their own, between parts that are nobody's. */
function planFor(names: string[]): string {
  const why = 'Căn cứ tình hình thực tế của địa phương và dự báo của cơ quan chuyên môn. '.repeat(5).trim();
  const filler =
    'Nội dung thực hiện theo hướng dẫn của cơ quan chuyên môn, bảo đảm tiết kiệm, hiệu quả, đúng quy định. ';
  const parts = names.flatMap((name, index) => [
    `${index + 1}. ${name}`,
    `- Tổ chức trực ban 24/24 giờ tại trụ sở. ${filler.repeat(4).trim()}`,
    `- Rà soát phương án của đơn vị, báo cáo về Sở trước ngày ${String(index + 1).padStart(2, '0')}/12/2026. ${filler.repeat(3).trim()}`,
    ...(index === 0 ? ['- Phối hợp với Chi cục Thủy lợi kiểm tra hồ chứa trên địa bàn.'] : []),
  ]);
  return [
    ...['KẾ HOẠCH', 'Phòng, chống thiên tai cuối năm 2026', '', 'I. MỤC ĐÍCH, YÊU CẦU', `1. Mục đích: ${why}`],
    ...[`2. Yêu cầu: ${why}`, '', 'II. TỔ CHỨC THỰC HIỆN', ...parts, '', 'III. KINH PHÍ', why, ''],
  ].join('\n');
}

test('a plan for twenty units is issued, its tasks proposed in one pass, filled in and given by unit', async () => {
  const stations = Array.from({ length: 20 }, (_, index) => [`TR${index + 1}`, `Trạm Thủy nông ${index + 1}`] as const);
  const rows = stations.map(([code, name]) => `${code},${name},SO,66,`);
  await line.json('import', '--units', line.file('more.csv', ['code,name,parent_code,province,aliases', ...rows]));
  const text = planFor(stations.map(([, name]) => name));
  expect(Buffer.byteLength(text)).toBeGreaterThan(23_000);
  const plan = await line.json('issue', line.file('plan20.txt', text), '--to', 'SO', '--by', 'NV02');
  const out = `${line.folder}/proposed.csv`;
  expect(await line.json('tasks', `${plan.id}`, '--propose', out)).toEqual({
    ...{ directive: plan.id, file: out, proposed: 41, units: 20, withoutDay: 1 },
  });
  expect((await line.run('tasks', `${plan.id}`)).out).toContain('no tasks yet');
  const proposed = readFileSync(out, 'utf8');
  const [header, ...lines] = proposed.replace('\ufeff', '').trimEnd().split('\r\n');
  expect(header).toBe(HEADER);
  expect(lines.map((each) => each.split(',', 1)[0])).toEqual(
    stations.flatMap(([code], index) => Array.from({ length: index === 0 ? 3 : 2 }, () => code)),
  );
  const refused = await line.run('tasks', `${plan.id}`, '--file', out);
  expect(refused).toMatchObject({ status: 1, err: expect.stringContaining('1 thing to mend; nothing was given') });
  const withDay = proposed.replace(/(hồ chứa trên địa bàn\.),,,/, '$1,2026-12-15,,');
  const filled = line.file('filled.csv', withDay);
  expect((await line.json('tasks', `${plan.id}`, '--file', filled)).given).toHaveLength(41);
  const { tasks } = await line.json('tasks', `${plan.id}`);
  expect(tasks.slice(0, 4)).toMatchObject([
    { lead: 'Trạm Thủy nông 1', standing: true },
    { lead: 'Trạm Thủy nông 1', due: '2026-12-01T10:00:00.000Z' },
    { lead: 'Trạm Thủy nông 1', due: '2026-12-15T10:00:00.000Z', cooperating: ['Chi cục Thủy lợi'] },
    { lead: 'Trạm Thủy nông 2', standing: true },
  ]);
  expect(await line.run('tasks', `${plan.id}`, '--propose', out)).toMatchObject({
    status: 1,
    err: expect.stringContaining('is there already'),
  });
});

test('a text that names no unit proposes nothing, and says so', async () => {
  const { out } = await line.run('tasks', `${id}`, '--propose', `${line.folder}/none.csv`);
  expect(out).toMatch(/^0 tasks for 0 units written to .*none\.csv; nothing was given\.\n$/);
});
