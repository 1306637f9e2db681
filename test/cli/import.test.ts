import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeZip } from '../../src/documents/zip.ts';
import { type CommandLine, openCommandLine, PEOPLE, UNITS } from './command-line.ts';

let line: CommandLine;
let files: string[];

beforeEach(async () => {
  line = await openCommandLine();
  files = ['--units', line.file('units.csv', UNITS), '--people', line.file('people.csv', PEOPLE)];
});
afterEach(() => line.close());

const counts = (added: number, changed: number, unchanged: number) => ({ added, changed, unchanged });
const people = (content: string | string[] | Uint8Array, name = 'people.csv') => ['--people', line.file(name, content)];
const countAll = async () => {
  const { units, people } = line.office.read;
  return [(await units.listAll()).length, (await people.listAll()).length];
};

describe('an import', () => {
  test('puts units and people on the roster, persons counted once however many posts they hold', async () => {
    expect(await line.json('import', ...files)).toMatchObject({
      units: counts(4, 0, 0),
      people: counts(6, 0, 0),
      dryRun: false,
    });
    const clerk = await line.office.read.people.findByStaffNo('NV02');
    expect(clerk).toMatchObject({ fullName: 'Trần Văn Thư', phone: '+84912345002', leftOn: null });
    const posts = await line.office.read.people.listHeldPosts(clerk!.id, '2026-11-21');
    expect(posts.map((post) => post.role).sort()).toEqual(['clerk', 'staff']);
  });

  test('of the same files again changes nothing, and says so', async () => {
    await line.json('import', ...files);
    const result = await line.json('import', ...files);
    expect(result).toMatchObject({ units: counts(0, 0, 4), people: counts(0, 0, 6) });
    expect(result.missing).toEqual({ units: [], people: [] });
  });

  test('that is only tried writes nothing and tells what it would do', async () => {
    const result = await line.json('import', ...files, '--dry-run');
    expect(result).toMatchObject({ units: counts(4, 0, 0), people: counts(6, 0, 0), dryRun: true });
    expect(await countAll()).toEqual([0, 0]);
    expect((await line.run('import', ...files, '--dry-run')).out).toContain('nothing was written');
  });

  test('names every bad line with its number and reason, and changes nothing', async () => {
    await line.json('import', ...files);
    const bad = people([
      'staff_no,full_name,unit_code,role,phone',
      'NV07,Lê Mới,H1,staff,0912345007',
      'NV08,,H9,boss,12',
      ',Vũ Không Số,H1,staff,',
      'NV09,Cao Trùng Số,H1,staff,0912345007',
    ]);
    const { status, err } = await line.run('import', ...bad);
    expect(status).toBe(1);
    expect(err.trimEnd().split('\n')).toEqual([
      'people.csv, line 3: there is no name',
      'people.csv, line 3: there is no unit H9',
      'people.csv, line 3: role "boss" is not known; please use staff, leader, deputy, clerk, focal, inspector or admin',
      'people.csv, line 3: the phone number "12" could not be read',
      'people.csv, line 4: there is no staff number',
      'people.csv, line 5: phone number +84912345007 belongs to staff number NV07 already',
      'There are 6 things to correct; nothing was imported.',
    ]);
    const { out, status: again } = await line.run('import', ...bad, '--json');
    expect([again, JSON.parse(out).faults]).toMatchObject([1, { length: 6, 4: { file: 'people.csv', line: 4 } }]);
    expect(await countAll()).toEqual([4, 6]);
  });

  test('speaks Vietnamese where the office does', async () => {
    line.environment.DEFAULT_LOCALE = 'vi';
    const { err } = await line.run('import', ...people(['staff_no,full_name,unit_code,role', 'NV1,An,KHONG,staff']));
    expect(err).toContain('people.csv, dòng 2: không tìm thấy đơn vị KHONG');
  });

  test('reads semicolons and a byte order mark', async () => {
    await line.json('import', ...files);
    const text = `\ufeff${PEOPLE.join('\r\n').replaceAll(',', ';')}\r\n`;
    expect(await line.json('import', ...people(text))).toMatchObject({ people: counts(0, 0, 6) });
  });

  test('reads a workbook', async () => {
    await line.json('import', ...files);
    expect(await line.json('import', ...people(workbook(PEOPLE), 'people.xlsx'))).toMatchObject({
      people: counts(0, 0, 6),
    });
  });

  test('refuses another encoding, an empty file and a file that is not there, in words', async () => {
    const windows1258 = people(Buffer.concat([Buffer.from('staff_no,full_name\n1,H'), Buffer.from([0xf2, 0xec])]));
    expect(await line.run('import', ...windows1258)).toMatchObject({
      status: 1,
      err: expect.stringContaining('people.csv, line 2: the file is not in UTF-8 (perhaps Windows-1258/TCVN3)'),
    });
    expect(await line.run('import', ...people(''))).toMatchObject({
      status: 1,
      err: expect.stringContaining('people.csv: the file has no content'),
    });
    expect(await line.run('import', '--people', 'nowhere.csv')).toMatchObject({
      status: 1,
      err: expect.stringContaining('nowhere.csv could not be opened'),
    });
  });

  test('reports who is missing from the file and keeps them, and warns of columns that nobody knows', async () => {
    await line.json('import', ...files);
    const shorter = people(PEOPLE.slice(0, -1).map((row, index) => `${row},${index === 0 ? 'note' : ''}`));
    const result = await line.json('import', ...shorter);
    expect(result.missing.people).toEqual([{ staffNo: 'NV06', fullName: 'Tạ Giang' }]);
    expect(result.warnings).toEqual(['people.csv: column "note" is not used.']);
    expect((await line.run('import', ...shorter)).out).toContain('Not in the file, kept on the list: NV06 Tạ Giang');
    expect(await line.office.read.people.findByStaffNo('NV06')).toMatchObject({ leftOn: null });
  });

  test('brings back whoever had left', async () => {
    await line.json('import', ...files);
    await line.json('leave', 'NV04');
    const { id } = (await line.office.read.people.findByStaffNo('NV04'))!;
    expect(await line.office.read.people.listHeldPosts(id, '2026-11-21')).toEqual([]);
    line.clock.advance({ days: 2 });
    expect(await line.json('import', ...files)).toMatchObject({ people: counts(0, 1, 5) });
    expect(await line.office.read.people.findByStaffNo('NV04')).toMatchObject({ id, leftOn: null });
    expect(await line.office.read.people.listHeldPosts(id, '2026-11-23')).toMatchObject([{ role: 'staff' }]);
  });

  test('without any file is wrong usage', async () => {
    expect(await line.run('import')).toMatchObject({ status: 2, out: '' });
  });
});

/** The smallest workbook with these lines as text. */
function workbook(lines: string[]): Buffer {
  const cell = (text: string, place: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const cells = (line: string, row: number) =>
    line.split(',').map((text, column) => (text ? cell(text, `${'ABCDEFGH'[column]}${row}`) : ''));
  const rows = lines.map((line, index) => `<row r="${index + 1}">${cells(line, index + 1).join('')}</row>`).join('');
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const [sheet, styles] = [
    relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
    relation('r2', 'styles', 'styles.xml'),
  ];
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${relations}>${sheet}${styles}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${main}><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`,
  };
  return writeZip(Object.entries(parts).map(([name, xml]): [string, Buffer] => [name, Buffer.from(xml)]));
}
