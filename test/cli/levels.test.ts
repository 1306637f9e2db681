import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await openWithRoster();
});
afterEach(() => line.close());

const file = (...rows: string[]) => [
  '--file',
  line.file('levels.csv', ['hazard,province,level,from,until,directive', ...rows]),
];

test('levels of a file are set, by code or by name, also a former one, and listed', async () => {
  const text = line.file('cd.txt', 'V/v phòng dịch\n\nThực hiện ngay.');
  await line.json('issue', text, '--to', 'SO', '--number', '41/CĐ-SNN');
  const rows = ['dich,Bắc Giang,3,2026-11-20,,41/CĐ-SNN', 'Cháy rừng,68,IV,20/11/2026,30/12/2126,'];
  expect(await line.json('levels', ...file(...rows))).toEqual({ set: 2 });
  const { levels } = await line.json('levels');
  expect(levels).toMatchObject([
    { hazard: 'chay-rung', province: '68', level: 4, toOn: '2126-12-30' },
    { hazard: 'dich', province: '24', level: 3, toOn: null },
  ]);
  expect((await line.run('levels')).out).toContain('Epidemic, level 3 · Bắc Ninh');
});

test('a file with a bad line sets nothing, and every bad line is named', async () => {
  const rows = ['dich,24,3,,,', 'dich,Atlantis,9,30/02/2026,,', 'sóng thần,24,1,,,', 'dich,24,2,,,999/KH-XYZ'];
  const { status, err } = await line.run('levels', ...file(...rows));
  expect(status).toBe(1);
  for (const words of ['Atlantis', 'no level "9"', '30/02/2026', 'sóng thần', '999/KH-XYZ'])
    expect(err).toContain(words);
  expect((await line.json('levels')).levels).toEqual([]);
});
