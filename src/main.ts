/** Starts the bot with the settings of the environment and stops it in good order; does nothing else. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './app.ts';
import { type Config, loadEnvironment, readConfig, secretsOf } from './config.ts';
import { createI18n } from './i18n.ts';
import { SECOND } from './lib/clock.ts';
import { createLog, type Log } from './lib/log.ts';
import type { ProcessLock } from './storage/process-lock.ts';

/** Everything owed stands in the database, so that whatever is not done by then is done after the next start. */
const STOPPING_TIME = 9 * SECOND;

// Before the heavy imports, which are therefore late: whoever stops the bot while it starts stops it in good order too.
const signalled = new Promise<'signal'>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve('signal'));
});

const read = readConfig(loadEnvironment());
if (!read.ok) {
  for (const { variable, expected } of read.faults) process.stderr.write(`${variable}: expected ${expected}\n`);
  process.exit(1);
}
const log = createLog({ level: read.config.logLevel, secrets: secretsOf(read.config) });
for (const warning of read.warnings) log.warn(warning);
process.exit(await main(read.config, log));

async function main(config: Config, log: Log): Promise<number> {
  const { acquireProcessLock } = await import('./storage/process-lock.ts');
  const lock = await acquireProcessLock(config.databaseUrl);
  if (!lock) {
    process.stderr.write(`${createI18n(config.defaultLocale).t()('cli:main.locked')}\n`);
    return 1;
  }
  const starting = start(config, log);
  const failed = starting.then(
    () => new Promise<never>(() => {}),
    (error: unknown) => sayWhyNot(error, config, log),
  );
  const why = await Promise.race([signalled, lock.lost.then(() => 'lock lost'), failed.then(() => 'fault')]);
  log.info({ why }, 'bot stops');
  await Promise.race([stop(starting, lock, log), sleep(STOPPING_TIME)]);
  return why === 'signal' ? 0 : 1;
}

async function start(config: Config, log: Log): Promise<App> {
  const { createApp } = await import('./app.ts');
  const app = await createApp(config, { log });
  await app.start();
  log.info('bot runs');
  return app;
}

async function sayWhyNot(error: unknown, config: Config, log: Log): Promise<void> {
  const [{ vaultRefusal }, { VaultRefusal }] = await Promise.all([
    import('./cli/refusals.ts'),
    import('./storage/vault-refusal.ts'),
  ]);
  if (!(error instanceof VaultRefusal)) return log.fatal({ error }, 'bot could not start');
  process.stderr.write(`${vaultRefusal(error, createI18n(config.defaultLocale).t()).reason}\n`);
}

async function stop(starting: Promise<App>, lock: ProcessLock, log: Log): Promise<void> {
  const app = await starting.catch(() => undefined);
  await app?.stop().catch((error: unknown) => log.error({ error }, 'bot stopped in disorder'));
  await lock.release();
}
