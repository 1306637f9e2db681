import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newKey, writeKey } from '../src/lib/sealing.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { officeModel } from '../src/storage/model.ts';
import { vaultStore } from '../src/storage/stores/vault-store.ts';
import { openVault } from '../src/storage/vault-unlocking.ts';
import { compiled } from './support/compiled.ts';
import { EVIDENCE_KEY_FILE } from './support/evidence-key.ts';
import { besideOf, openTestDatabase, type TestDatabase, testDialect } from './support/test-database.ts';
import { DATA_KEY } from './support/vault.ts';

const TOKEN = '1000:test-token';

let program: Awaited<ReturnType<typeof compiled>>;
let sandbox: Sandbox;
let database: TestDatabase;
let environment: Record<string, string>;
let running: ChildProcess[];

beforeAll(async () => {
  program = await compiled('src/main.ts');
});
afterAll(() => program.remove());
beforeEach(async () => {
  sandbox = await startSandbox({ token: TOKEN });
  database = await openTestDatabase(officeModel);
  environment = {
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: sandbox.url,
    DATABASE_URL: database.url,
    DATA_KEY,
    ...besideOf(database.url),
    EVIDENCE_KEY_FILE,
  };
  environment.DEFAULT_LOCALE = 'en';
  running = [];
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await sandbox.close();
  await database.close();
});

/** The bot as a process of its own. */
function start() {
  const child = spawn(process.execPath, [program.path], { env: environment });
  running.push(child);
  let said = '';
  const isUp = new Promise<void>((resolve) => {
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes('bot runs')) resolve();
    });
  });
  let refused = '';
  child.stderr.on('data', (text) => {
    refused += text;
  });
  const ended = new Promise<{ status: number | null; refused: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, refused }));
  });
  return { child, isUp, ended, said: () => said };
}

test.each(['SIGTERM', 'SIGINT', 'SIGTERM SIGTERM', 'SIGINT SIGTERM'])(
  'the bot ends in good order when it is told to by %s',
  async (signals) => {
    const { child, isUp, ended } = start();
    await isUp;
    const begin = performance.now();
    for (const signal of signals.split(' ')) child.kill(signal as NodeJS.Signals);
    expect(await ended).toMatchObject({ status: 0, refused: '' });
    expect(performance.now() - begin).toBeLessThan(5_000);
  },
);

test('the bot ends within ten seconds even when Telegram never answers', async () => {
  const silence = createServer(() => {});
  await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve));
  environment.TELEGRAM_API_ROOT = `http://127.0.0.1:${(silence.address() as AddressInfo).port}`;
  const asked = new Promise((resolve) => silence.once('connection', resolve));
  const { child, ended } = start();
  await asked;
  const begin = performance.now();
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ status: 0 });
  expect(performance.now() - begin).toBeLessThan(10_000);
  silence.close();
});

test('a second bot on the same database is refused, and another takes over when the first has gone', async () => {
  const first = start();
  await first.isUp;
  expect(await start().ended).toMatchObject({ status: 1, refused: expect.stringContaining('Another bot is running') });
  first.child.kill('SIGKILL');
  await first.ended;
  const next = start();
  await next.isUp;
  next.child.kill('SIGTERM');
  expect(await next.ended).toMatchObject({ status: 0 });
});

test('every wrong setting is named at once, and nothing is started', async () => {
  environment = { ...environment, BOT_TOKEN: '', BROADCAST_RATE: 'fast', TELEGRAM_API_ROOT: 'http://example.com' };
  const { status, refused } = await start().ended;
  expect(status).toBe(1);
  expect(refused.trimEnd().split('\n')).toHaveLength(3);
  for (const name of ['BOT_TOKEN', 'BROADCAST_RATE', 'TELEGRAM_API_ROOT'])
    expect(refused).toContain(`${name}: expected `);
  expect(sandbox.requests).toEqual([]);
});

test('a bot without the right data key says so in words and does not start', async () => {
  const { dataKey } = await openVault(database, { given: newKey(), file: '/nowhere' });
  await database.inTransaction((connection) => vaultStore(connection, dataKey).seal('trip:1', 'Đà Lạt'));
  const { status, refused } = await start().ended;
  expect(status).toBe(1);
  expect(refused).toMatch(/^The key of DATA_KEY \(id [\da-f]{16}\) is not the one of this database .*\.\n$/);
  expect(refused).toContain(dataKey().id);
  environment.DATA_KEY = '';
  expect((await start().ended).refused).toContain('is not here: DATA_KEY is not set, and there is no file');
  environment.DATA_KEY = 'changeme';
  expect((await start().ended).refused).toContain('DATA_KEY: expected 32 random bytes as base64');
  environment.DATA_KEY = writeKey(dataKey().key);
  const { child, isUp, ended } = start();
  await isUp;
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ status: 0, refused: '' });
  expect(sandbox.requests.length).toBeGreaterThan(0);
});

test.runIf(testDialect === 'sqlite')(
  'a bot whose keys stand in files beside the database warns that both must be kept apart',
  async () => {
    environment = { ...environment, DATA_KEY: '', EVIDENCE_KEY_FILE: '' };
    const { child, isUp, ended, said } = start();
    await isUp;
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ status: 0, refused: '' });
    const warnings = said()
      .split('\n')
      .filter((line) => line.includes('"level":"warn"'));
    expect(warnings).toEqual([
      expect.stringContaining('Keep it apart from the backups'),
      expect.stringContaining('Keep it apart from the database and its backups'),
    ]);
  },
);
