import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '../../src/lib/clock.ts';
import { letter } from '../support/document-files.ts';
import { pdfOf } from '../support/pdf-file.ts';
import { type CommandLine, openWithRoster, PEOPLE } from './command-line.ts';

let line: CommandLine;
let text: string;

beforeAll(async () => {
  line = await openWithRoster();
  text = line.file('plan.md', '# Số: /KH-SNN\n\nV/v **phòng cháy rừng**\nmùa khô\n\nCác đơn vị thực hiện ngay.');
});
afterAll(() => line.close());

const peopleWith = (change: (lines: string[]) => string[]) => ['--people', line.file('people.csv', change(PEOPLE))];
const figuresOf = async (id: number, ...more: string[]) =>
  (await line.json('status', '--directive', `${id}`, ...more)).directives[0];

test('a directive is owed by everybody at and below the addressed units, each once, with the title that the text has', async () => {
  const issued = await line.json('issue', text, '--to', 'KL,TL', '--number', '12/KH-SNN');
  expect(issued).toEqual({
    ...{ id: 1, number: '12/KH-SNN', title: 'V/v phòng cháy rừng mùa khô', owed: 5 },
    read: expect.objectContaining({ format: 'text', number: '/KH-SNN' }),
  });
  expect(await line.office.read.directives.get(issued.id)).toMatchObject({ state: 'issued', lateJoiners: true });
});

test('a full number is issued once a year, a blank one again and again', async () => {
  const again = await line.run('issue', text, '--to', 'SO', '--number', '12/kh-snn');
  expect(again).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('12/kh-snn has already been issued'),
  });
  expect(
    JSON.parse((await line.run('issue', text, '--to', 'SO', '--number', '12/KH-SNN', '--json')).out),
  ).toMatchObject({ refused: { code: 'numberTaken' } });
  expect(await line.json('issue', text, '--to', 'TL')).toMatchObject({ number: null, owed: 2 });
});

test('leaders alone, a deadline in the office’s zone, an urgency as it is typed', async () => {
  const words = ['--to', 'so', '--audience', 'heads', '--urgency', 'very-urgent', '--title', 'Họp', '--no-newcomers'];
  const { id, owed } = await line.json('issue', text, ...words, '--deadline', '2026-11-23 17:00');
  expect(owed).toBe(2);
  const directive = await line.office.read.directives.get(id);
  expect(directive).toMatchObject({ urgency: 'veryUrgent', title: 'Họp', lateJoiners: false });
  expect(directive.deadlineAt?.toISOString()).toBe('2026-11-23T10:00:00.000Z');
  for (const written of ['2026-11-23', '2026-11-23T17:00:00+07:00', '2026-11-23T10:00Z']) {
    const other = await line.json('issue', text, '--to', 'SO', '--deadline', written);
    expect((await figuresOf(other.id)).deadlineAt).toBe('2026-11-23T10:00:00.000Z');
  }
});

test('what cannot be read is wrong usage, what has passed is refused', async () => {
  const wrong = [
    ['--urgency', 'veryUrgent'],
    ['--audience', 'all'],
    ['--deadline', 'tomorrow'],
    ['--deadline', '2026-02-30'],
  ];
  for (const words of wrong) {
    const ran = await line.run('issue', text, '--to', 'SO', ...words);
    expect(ran, words.join(' ')).toMatchObject({ status: 2, out: '', err: expect.stringContaining(words[1]!) });
  }
  for (const words of [
    ['issue', text],
    ['issue', '--to', 'SO'],
    ['issue', text, '--to', ','],
    ['issue', text, '--to'],
  ]) {
    expect(await line.run(...words), words.join(' ')).toMatchObject({ status: 2 });
  }
  expect(await line.run('issue', text, '--to', 'SO', '--deadline', '2026-11-20')).toMatchObject({
    status: 1,
    err: expect.stringContaining('deadline has passed'),
  });
});

test('unknown units are named together, a unit without people is refused', async () => {
  expect((await line.run('issue', text, '--to', 'SO,X1,X2')).err).toContain('no unit X1, X2');
  const units = line.file('more.csv', ['code,name,parent_code', 'NEW,Phòng Mới,SO']);
  await line.json('import', '--units', units);
  expect((await line.run('issue', text, '--to', 'NEW')).err).toContain('Nobody in the chosen units');
});

test('only what can be read is issued, and nothing that bears a state-secret mark', async () => {
  const refusals: [string, string | Uint8Array, string][] = [
    ['letter.docx', 'PK\u0003\u0004 and so on', 'damaged'],
    ['letter.pdf', '%PDF-1.7', 'damaged'],
    ['letter.rtf', '{\\rtf1 Kế hoạch}', 'of a kind that cannot be read'],
    ['scan.pdf', pdfOf([{ entries: '', data: Buffer.from('0 0 m 100 100 l S') }]), 'a scan without any text'],
    ['letter.txt', Buffer.from([0x48, 0xf2, 0xec]), 'not in UTF-8'],
    ['empty.txt', '', 'no title'],
    ['secret.txt', 'TUYỆT MẬT\n\nKế hoạch', 'move the file off this machine'],
  ];
  for (const [name, content, why] of refusals) {
    const ran = await line.run('issue', line.file(name, content), '--to', 'SO');
    expect(ran, name).toMatchObject({ status: 1, err: expect.stringContaining(why) });
  }
});

test('somebody issues through the command line as far as their posts reach', async () => {
  expect(await line.json('issue', text, '--to', 'KL', '--by', 'NV02')).toMatchObject({ owed: 3 });
  const refused = async (staffNo: string) => (await line.run('issue', text, '--to', 'TL', '--by', staffNo)).err;
  expect(await refused('NV03')).toContain('not yours to issue to');
  expect(await refused('NV04')).toContain('issued by clerks and leaders');
  expect(await refused('NV99')).toContain('nobody with staff number NV99');
});

test('figures are the counts of the receipts, for the office and for each unit', async () => {
  const { id, owed } = await line.json('issue', text, '--to', 'SO', '--deadline', '2026-11-22');
  const counts = await line.office.read.receipts.countByStatus(id);
  const zero = { acknowledged: 0, onPaper: 0, sent: 0, waiting: 0, unreachable: 0, unknown: 0, closed: 0 };
  expect(await figuresOf(id)).toMatchObject({ ...zero, owed, notEnrolled: counts.notEnrolled, late: 0 });
  expect([owed, counts.notEnrolled]).toEqual([6, 6]);
  expect(await figuresOf(id, '--unit', 'KL')).toMatchObject({ owed: 3, notEnrolled: 3 });
  line.clock.advance({ days: 2 });
  expect(await figuresOf(id, '--unit', 'kl')).toMatchObject({ late: 3 });
});

test('status speaks of the whole office unless a unit is named', async () => {
  const all = await line.json('status');
  expect(all.unit).toEqual({ code: 'SO', name: 'Sở Nông nghiệp và Môi trường' });
  expect(new Date(all.at).toISOString()).toBe(all.at);
  expect((await line.json('status', '--unit', 'H1')).directives.length).toBeLessThan(all.directives.length);
  const { out } = await line.run('status');
  expect(out).toContain('12/KH-SNN');
  expect(await line.run('status', '--unit', 'NO')).toMatchObject({ status: 1 });
  expect(await line.run('status', '--directive', '999')).toMatchObject({ status: 1 });
  expect(await line.run('status', '--directive', 'x')).toMatchObject({ status: 2 });
});

test('who moves to another unit owes what is in force there and no longer what is not', async () => {
  const [rangers, water] = [await line.json('issue', text, '--to', 'H1'), await line.json('issue', text, '--to', 'TL')];
  const moving = peopleWith((lines) => lines.map((each) => each.replace('An,H1,', 'An,TL,')));
  expect(await line.json('import', ...moving)).toMatchObject({ people: { changed: 1 } });
  expect(await figuresOf(rangers.id)).toMatchObject({ owed: 2, closed: 1, notEnrolled: 1 });
  expect(await figuresOf(water.id)).toMatchObject({ owed: 3, closed: 0, notEnrolled: 3 });
  await line.json('leave', 'NV04');
  expect(await figuresOf(water.id)).toMatchObject({ owed: 3, closed: 1, notEnrolled: 2 });
  await line.json('import', ...moving);
  expect(await figuresOf(water.id)).toMatchObject({ owed: 3, closed: 0, notEnrolled: 3 });
});

test('a unit that moves takes its people with it', async () => {
  const { id } = await line.json('issue', text, '--to', 'TL');
  const before = (await figuresOf(id)).owed;
  await line.json('import', '--units', line.file('moved.csv', ['code,name,parent_code', 'H1,Hạt Kiểm lâm số 1,TL']));
  expect((await figuresOf(id)).owed).toBe(before + 1);
  expect(await line.json('issue', text, '--to', 'KL')).toMatchObject({ owed: 1 });
});

test('a Word file says its title and the rest itself; number and deadline are given or left out', async () => {
  const file = line.file('letter.docx', letter());
  const issued = await line.json('issue', file, '--to', 'KL');
  expect(issued).toMatchObject({ number: null, title: 'V/v trực phòng, chống bão số 9' });
  expect(issued.read).toMatchObject({
    format: 'docx',
    number: '415/SNNMT-VP',
    kind: 'công văn',
    date: '2026-11-20',
    signer: 'Trần Văn Sông, PHÓ GIÁM ĐỐC',
    deadlines: ['trước 16 giờ 00 ngày 25/11/2026', 'trước thứ 4 hằng tuần'],
  });
  const directive = await line.office.read.directives.get(issued.id);
  expect(directive.deadlineAt).toBeNull();
  expect(directive.document).toMatchObject({ kind: 'công văn', place: 'Lam Giang' });
  const options = ['--number', '9/CĐ-SNN', '--title', 'Họp', '--deadline', '2026-11-24'];
  const { out } = await line.run('issue', file, '--to', 'KL', ...options);
  expect(out).toContain('Read from the document:\n  Number: 415/SNNMT-VP');
  expect(out).toContain('number 9/CĐ-SNN: Họp');
});

test('a directive can be given an hour at which it leaves, and a wrong one is refused', async () => {
  const file = line.file('hour.txt', 'V/v trực bão\n\nCác đơn vị trực 24/24 giờ.');
  const said = await line.json('issue', file, '--to', 'TL', '--at', '2126-12-01');
  expect(said.owed).toBe((await line.json('issue', file, '--to', 'TL')).owed);
  const directive = await line.office.read.directives.get(said.id);
  expect(directive).toMatchObject({ state: 'scheduled', issueAt: instant('2126-12-01T00:30:00Z') });
  expect(await line.run('issue', file, '--to', 'TL', '--at', '2020-12-01')).toMatchObject({ status: 1 });
  expect(await line.run('issue', file, '--to', 'TL', '--at', 'mai')).toMatchObject({ status: 2 });
  const early = ['--at', '2126-12-01', '--deadline', '2126-11-30'];
  expect(await line.run('issue', file, '--to', 'TL', ...early)).toMatchObject({ status: 1 });
});
