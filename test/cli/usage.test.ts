import { expect, test } from 'vitest';
import { run } from '../../src/cli/program.ts';

async function typed(environment: Record<string, string>, ...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const stdout = { write: (text: string) => out.push(text) };
  const stderr = { write: (text: string) => err.push(text) };
  const status = await run(argv, { stdout, stderr, environment });
  return { status, out: out.join(''), err: err.join('') };
}

const COMMANDS = [
  ...['migrate', 'import', 'issue', 'resend', 'status', 'tasks', 'missing', 'invite', 'revoke', 'leave'],
  ...['backup', 'restore', 'after-restore', 'privacy-requests'],
];

test('every command explains itself', async () => {
  const { out } = await typed({}, '--help');
  for (const command of COMMANDS) {
    expect(out).toContain(`\n  ${command} `);
    const help = await typed({}, command, '--help');
    expect(help).toMatchObject({ status: 0, err: '', out: expect.stringContaining('--json') });
    expect(help.out).toContain('Cách dùng: cli');
  }
});

test('what is typed wrongly is told in words, with status 2 and nothing on stdout', async () => {
  const wrong: [string[], string][] = [
    [['lend'], 'Không có lệnh lend'],
    [['status', '--unitt', 'A'], 'Không có tùy chọn --unitt'],
    [['status', '--unit'], 'Thiếu giá trị cho --unit'],
    [['backup'], 'Thiếu tham số file'],
    [['backup', 'a', 'b'], 'nhiều tham số'],
    [['issue', 'a.txt'], 'Thiếu tùy chọn --to'],
  ];
  for (const [argv, words] of wrong) {
    const ran = await typed({}, ...argv);
    expect(ran, argv.join(' ')).toMatchObject({ status: 2, out: '', err: expect.stringContaining(words) });
    expect(ran.err).toContain('--help');
  }
  expect(await typed({})).toMatchObject({ status: 2, out: '', err: expect.stringContaining('Các lệnh:') });
});

test('every wrong setting is named at once, and nothing is started', async () => {
  const wrong = { DATABASE_URL: 'mysql://x', TIME_ZONE: 'Hanoi', BROADCAST_RATE: '0' };
  const { status, err } = await typed(wrong, 'status');
  expect(status).toBe(1);
  expect(err.split('\n')).toHaveLength(4);
  for (const variable of Object.keys(wrong)) expect(err).toMatch(new RegExp(`^${variable}: expected `, 'm'));
});

test('a database that cannot be reached is told in words', async () => {
  const ran = await typed({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }, 'status', '--json');
  expect(ran.status).toBe(1);
  expect(ran.err).toContain('Chưa kết nối được với cơ sở dữ liệu');
  expect(JSON.parse(ran.out)).toMatchObject({ refused: { code: 'databaseUnreachable' } });
});
