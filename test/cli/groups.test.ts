import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await openWithRoster();
});
afterEach(() => line.close());

const GROUPS = [
  'code,name,staff_no',
  'PUN,Tổ phản ứng nhanh,NV04',
  'PUN,Tổ phản ứng nhanh,NV05',
  'PUN,Tổ phản ứng nhanh,NV06',
  'CB1,Chi bộ 1,NV01',
];
const file = (lines: string[], name = 'groups.csv') => ['--groups', line.file(name, lines)];
const counts = (added: number, changed: number, unchanged: number) => ({ added, changed, unchanged });
const membersOf = async (code: string) =>
  (await line.office.read.groups.listWithMembers()).find((group) => group.code === code)?.staffNos;
const issue = (...words: string[]) =>
  line.json('issue', line.file('text.txt', 'V/v trực bão\n\nTrực 24/24.'), ...words);
const figuresOf = async (id: number) => (await line.json('status', '--directive', `${id}`)).directives[0];

describe('an import of groups', () => {
  test('writes them once, and changes nothing the second time', async () => {
    expect(await line.json('import', ...file(GROUPS))).toMatchObject({ groups: counts(2, 0, 0) });
    expect(await membersOf('PUN')).toEqual(['NV04', 'NV05', 'NV06']);
    const again = await line.json('import', ...file(GROUPS));
    expect(again).toMatchObject({ groups: counts(0, 0, 2), missing: { groups: [] } });
    expect((await line.run('import', ...file(GROUPS))).out).toContain('Groups: 0 added, 0 changed, 2 unchanged.');
  });

  test('takes the lines of a group as all its members, and leaves alone a group that it does not name', async () => {
    await line.json('import', ...file(GROUPS));
    const fewer = ['code;name;staff_no', 'PUN;Tổ phản ứng nhanh số 1;NV04', 'PUN;Tổ phản ứng nhanh số 1;NV01'];
    const result = await line.json('import', ...file(fewer));
    expect(result).toMatchObject({ groups: counts(0, 1, 0), missing: { groups: [{ code: 'CB1', name: 'Chi bộ 1' }] } });
    expect(await membersOf('PUN')).toEqual(['NV01', 'NV04']);
    expect(await membersOf('CB1')).toEqual(['NV01']);
    expect(await line.office.read.groups.findByCode('PUN')).toMatchObject({ name: 'Tổ phản ứng nhanh số 1' });
  });

  test('names every bad line with its number and reason, and changes nothing', async () => {
    await line.json('leave', 'NV05');
    const bad = ['code,name,staff_no', 'PUN,Tổ A,NV04', 'PUN,Tổ B,NV99', ',Tổ C,NV04', 'CB1,,NV05', 'CB1,Chi bộ,'];
    const { status, err } = await line.run('import', ...file(bad));
    expect(status).toBe(1);
    expect(err.trimEnd().split('\n')).toEqual([
      'groups.csv, line 3: there is nobody with staff number NV99',
      'groups.csv, line 3: the name of group PUN differs from line 2',
      'groups.csv, line 4: there is no group code',
      'groups.csv, line 5: there is no name',
      'groups.csv, line 5: staff number NV05 has left the office',
      'groups.csv, line 6: there is no staff number',
      'There are 6 things to correct; nothing was imported.',
    ]);
    expect(await line.office.read.groups.listAll()).toEqual([]);
    expect(await line.run('import', ...file(['code,name', 'A,B']))).toMatchObject({ status: 1 });
  });

  test('knows the people of the same import, and is only tried with --dry-run', async () => {
    const more = line.file('more.csv', ['staff_no,full_name,unit_code,role', 'NV20,Lê Mới,H1,staff']);
    const both = ['--people', more, ...file(['code,name,staff_no', 'PUN,Tổ,NV20'])];
    expect(await line.json('import', ...both, '--dry-run')).toMatchObject({ groups: counts(1, 0, 0) });
    expect(await membersOf('PUN')).toBeUndefined();
    await line.json('import', ...both);
    expect(await membersOf('PUN')).toEqual(['NV20']);
  });
});

describe('a directive to a group', () => {
  beforeEach(() => line.json('import', ...file(GROUPS)));

  test('is owed by its members in the addressed units alone', async () => {
    expect(await issue('--to', 'SO', '--group', 'pun')).toMatchObject({ owed: 3 });
    expect(await issue('--to', 'KL', '--group', 'PUN')).toMatchObject({ owed: 2 });
    expect(await issue('--to', 'SO', '--group', 'CB1', '--audience', 'heads')).toMatchObject({ owed: 1 });
    const text = line.file('text.txt', 'Trực.');
    const refused = (...words: string[]) => line.run('issue', text, ...words);
    expect(await refused('--to', 'TL', '--group', 'CB1')).toMatchObject({ status: 1 });
    expect((await refused('--to', 'SO', '--group', 'KHONG')).err).toContain('There is no group KHONG');
  });

  test('is owed by who joins the group later, and no more by who leaves it', async () => {
    const { id } = await issue('--to', 'SO', '--group', 'CB1');
    const closed = await issue('--to', 'SO', '--group', 'CB1', '--no-newcomers');
    await line.json('import', ...file(['code,name,staff_no', 'CB1,Chi bộ 1,NV03', 'CB1,Chi bộ 1,NV04']));
    expect(await figuresOf(id)).toMatchObject({ owed: 3, closed: 1, notEnrolled: 2 });
    expect(await figuresOf(closed.id)).toMatchObject({ owed: 1, closed: 1 });
  });

  test('is owed no more by who leaves the office, whose membership does not come back with them', async () => {
    const { id } = await issue('--to', 'SO', '--group', 'PUN');
    await line.json('leave', 'NV04');
    expect(await figuresOf(id)).toMatchObject({ owed: 3, closed: 1 });
    expect(await membersOf('PUN')).toEqual(['NV05', 'NV06']);
    const back = ['staff_no,full_name,unit_code,role', 'NV04,Đặng Văn An,H1,staff'];
    await line.json('import', '--people', line.file('back.csv', back));
    expect(await figuresOf(id)).toMatchObject({ owed: 3, closed: 1 });
    await line.json('import', ...file(GROUPS));
    expect(await figuresOf(id)).toMatchObject({ owed: 3, closed: 0 });
  });

  test('leaves those alone who join its units and not the group', async () => {
    const { id } = await issue('--to', 'SO', '--group', 'CB1');
    const more = ['staff_no,full_name,unit_code,role', 'NV21,Lê Mới,SO,staff'];
    await line.json('import', '--people', line.file('more.csv', more));
    expect(await figuresOf(id)).toMatchObject({ owed: 1, closed: 0 });
  });
});
