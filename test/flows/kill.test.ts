import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import { prepareIssue } from '../../src/domain/directives/prepare-actions.ts';
import { packageRoot } from '../../src/i18n.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { openOffice } from '../../src/open-office.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { officeModel } from '../../src/storage/model.ts';
import * as cast from '../support/cast.ts';
import { addPeople, configFor, TOKEN } from '../support/office.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const PEOPLE = 300;
const crowd: cast.CastMember[] = Array.from({ length: PEOPLE }, (_, index) => ({
  staffNo: `p${index}`,
  name: `Nguyễn Văn ${index}`,
  posts: [['H1', 'staff']],
}));

let sandbox: Sandbox;
let database: TestDatabase;
let bot: ChildProcess | undefined;
afterEach(async () => {
  bot?.kill('SIGKILL');
  await sandbox.close();
  await database.close();
});

/** The real bot as a process of its own, as `npm start` runs it. */
function startBot(): ChildProcess {
  const env = {
    ...process.env,
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: sandbox.url,
    DATABASE_URL: database.url,
    BROADCAST_RATE: '30',
    LOG_LEVEL: 'warn',
  };
  bot = spawn(process.execPath, [join(packageRoot, 'dist/src/main.js')], { cwd: packageRoot, env, stdio: 'inherit' });
  return bot;
}

const cardsOf = (index: number): number =>
  sandbox
    .user(cast.telegramIdOf(index))
    .messages()
    .filter((message) => message.from === 'bot').length;
const cards = (): number[] => crowd.map((_, index) => cardsOf(index));
const sentSoFar = (): number => sandbox.requests.filter(({ method, ok }) => ok && method === 'sendMessage').length;

test('after kill -9 in the middle of a broadcast everybody has it, and doubles are at most those in flight', async () => {
  database = await openTestDatabase({ ...officeModel });
  sandbox = await startSandbox({ token: TOKEN, latency: 40 });
  const config = configFor(sandbox.url, database.url, 30);
  const open = await openOffice(config, { log: createLog({ level: 'warn' }) });
  const { office } = open;
  await addPeople(
    office,
    sandbox,
    crowd,
    crowd.map((person) => person.staffNo),
  );
  const unitId = (await office.read.units.findByCode('KL'))!.id;
  const draft = {
    number: '1/CĐ',
    title: 'Thử',
    text: 'Nội dung',
    unitIds: [unitId],
    deadlineAt: null,
    attachments: [],
  };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: false } as const;
  const directive = await submitDirective({ kind: 'office', name: 'test' }, { ...draft, ...kind }, null, office);
  await prepareIssue(directive.id, office);

  const first = startBot();
  await sandbox.waitFor(() => sentSoFar() >= 90, { timeout: 30_000 });
  const killedAt = sentSoFar();
  first.kill('SIGKILL');
  await once(first, 'exit');
  // In flight: asked for within the last round trip and commit (40 ms latency and 50 ms of recording, with room for a slow machine).
  const killed = systemClock.now().getTime();
  const recent = sandbox.requests.filter((request) => killed - request.at.getTime() < 400).length;

  startBot();
  await sandbox.waitFor(() => cards().every((count) => count >= 1), { timeout: 40_000 });
  await systemClock.sleep(1_000);
  const doubles = cards().filter((count) => count > 1).length;
  expect(killedAt).toBeLessThan(PEOPLE);
  expect(doubles).toBeLessThanOrEqual(recent);
  expect(doubles).toBeLessThanOrEqual(30);
  const { directives } = await office.read.compliance.listDirectives({ path: null }, office.clock.now());
  expect(directives[0]).toMatchObject({ owed: PEOPLE, sent: PEOPLE });
  expect(sandbox.requests.filter((request) => request.errorCode === 429)).toHaveLength(0);
  await open.close();
}, 90_000);
