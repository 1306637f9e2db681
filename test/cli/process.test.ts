import { spawn } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../src/storage/sql.ts';
import { compiled } from '../support/compiled.ts';
import { type CommandLine, openWithRoster, PEOPLE } from './command-line.ts';

let line: CommandLine;
let program: Awaited<ReturnType<typeof compiled>>;

beforeAll(async () => {
  [line, program] = await Promise.all([openWithRoster(), compiled('src/cli.ts')]);
});
afterAll(async () => {
  program.remove();
  await line.close();
});

/** The command line as a process of its own. */
async function started(...argv: string[]) {
  const child = spawn(process.execPath, [program.path, ...argv], { cwd: line.folder, env: line.environment });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on('data', (text) => out.push(`${text}`));
  child.stderr.on('data', (text) => err.push(`${text}`));
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, out: out.join(''), err: err.join('') };
}

test('a process says its object on stdout, its words on stderr, and ends with its status', async () => {
  const done = await started('status', '--json');
  expect(done).toMatchObject({ status: 0, err: '' });
  expect(JSON.parse(done.out)).toMatchObject({ unit: { code: 'SO' }, directives: [] });
  expect(await started('revoke', 'NV01')).toMatchObject({ status: 1, out: '', err: expect.stringContaining('NV01') });
  expect(await started('revoke')).toMatchObject({ status: 2, out: '' });
});

test('while 10,000 people are imported others read on, are not held up, and lose nothing', async () => {
  const newcomers = Array.from({ length: 10_000 }, (_, index) => `X${index},Người số ${index},H1,staff,,`);
  const people = line.file('many.csv', [...PEOPLE, ...newcomers]);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const importing = started('import', '--people', people, '--json');
  let isOver = false;
  void importing.then(() => {
    isOver = true;
  });
  let longest = 0;
  let written = 0;
  for (; !isOver; written += 1) {
    const begin = performance.now();
    await line.database.inTransaction((connection) =>
      connection.execute(sql`INSERT INTO settings (name, value) VALUES (${`beside ${written}`}, '')`),
    );
    longest = Math.max(longest, performance.now() - begin);
    await line.office.read.units.listAll();
  }
  const { status, out } = await importing;
  expect([status, JSON.parse(out).people]).toEqual([0, { added: 10_000, changed: 0, unchanged: 6 }]);
  expect(delay.max / 1e6).toBeLessThan(250);
  expect(longest).toBeLessThan(5_000);
  const [row] = await line.database.read.query<{ count: number }>(
    sql`SELECT count(*) AS count FROM settings WHERE name LIKE 'beside %'`,
  );
  expect(Number(row!.count)).toBe(written);
});
