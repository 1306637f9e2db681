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
  const many = fileOf(...Array.from({ length: 101 }, (_, index) => `H1,Việc ${index},,x,,,,`));
  expect((await line.run('tasks', `${id}`, '--file', many)).err).toContain('At most 100 tasks');
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
