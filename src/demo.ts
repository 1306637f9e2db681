/**
 * Everything on one machine with no account and no network: the sandbox, a sample office and the bot on it, on a database that is
 * thrown away at the end. People enrol and acknowledge as they would, by pressing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './app.ts';
import { loadEnvironment, readConfig } from './config.ts';
import { demoCast, nameOf } from './demo-office.ts';
import { createI18n, type T } from './i18n.ts';
import { SECOND } from './lib/clock.ts';
import { createLog } from './lib/log.ts';
import { newKey, writeKey } from './lib/sealing.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';

const TOKEN = '100200300:demo-token-of-the-sandbox';
/** Messages per second: a day of the sample office is lived through in a moment. */
const RATE = 300;
const FLOOD = { perSecond: 2 * RATE, perChatPerSecond: 20, perChatBurst: 100 };
const STOPPING_TIME = 9 * SECOND;

// Before the heavy imports, which are therefore late: whoever stops the demo while it starts leaves nothing behind either.
const signalled = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});

process.exit(await main());

async function main(): Promise<number> {
  const read = readConfig({ BOT_TOKEN: TOKEN, DEMO_PORT: loadEnvironment().DEMO_PORT });
  if (!read.ok) {
    for (const { variable, expected } of read.faults) process.stderr.write(`${variable}: ${expected}\n`);
    return 1;
  }
  const { demoPort: port, defaultLocale } = read.config;
  const t = createI18n(defaultLocale).t();
  const sandbox = await openSandbox(port);
  if (!sandbox) {
    process.stderr.write(`${t('demo:portTaken', { port: String(port), other: String(port + 1) })}\n`);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bao-nhan-demo-'));
  const starting = start(sandbox, folder);
  const isFailed = starting.then(
    () => {
      say(sandbox.url, t);
      return new Promise<never>(() => {});
    },
    (error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : error}\n`),
  );
  const why = await Promise.race([signalled.then(() => 'signal'), isFailed.then(() => 'fault')]);
  await Promise.race([stop(starting, sandbox), sleep(STOPPING_TIME)]);
  rmSync(folder, { recursive: true, force: true });
  return why === 'signal' ? 0 : 1;
}

/** Null when somebody else listens on this port. */
async function openSandbox(port: number): Promise<Sandbox | null> {
  const bot = { firstName: 'Báo Nhận', username: 'bao_nhan_demo_bot' };
  try {
    return await startSandbox({ token: TOKEN, port, flood: FLOOD, bot });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
}

async function start(sandbox: Sandbox, folder: string): Promise<App> {
  const settings = {
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: sandbox.url,
    DATABASE_URL: `sqlite:${join(folder, 'demo.sqlite')}`,
    DATA_KEY: writeKey(newKey()),
    EVIDENCE_KEY_FILE: join(folder, 'evidence-key'),
    BROADCAST_RATE: String(RATE),
  };
  const read = readConfig(settings);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const log = createLog({ level: 'warn', secrets: [TOKEN], destination: process.stderr });
  const { openDemoDay } = await import('./demo-day.ts');
  return await openDemoDay(read.config, sandbox, log);
}

function say(url: string, t: T): void {
  const [clerk, newcomer] = [nameOf(demoCast.clerk), nameOf(demoCast.newcomer)];
  const [leader, head] = [nameOf(demoCast.leader), nameOf(demoCast.roomHead)];
  const lines = [
    t('demo:ready', { url }),
    t('demo:issue', { clerk }),
    t('demo:acknowledge', { newcomer }),
    t('demo:status', { leader }),
    t('demo:declarations', { head }),
    t('demo:stop'),
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
}

async function stop(starting: Promise<App>, sandbox: Sandbox): Promise<void> {
  const app = await starting.catch(() => undefined);
  await app?.stop();
  await sandbox.close();
}
