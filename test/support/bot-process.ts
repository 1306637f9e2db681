import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../src/i18n.ts';
import { createLog } from '../../src/lib/log.ts';
import { type OpenOffice, openOffice } from '../../src/open-office.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { officeModel } from '../../src/storage/model.ts';
import * as cast from './cast.ts';
import { EVIDENCE_KEY_FILE } from './evidence-key.ts';
import { addPeople, configFor, TOKEN } from './office.ts';
import { besideOf, openTestDatabase, type TestDatabase } from './test-database.ts';
import { DATA_KEY } from './vault.ts';

/** An office whose bot is a process of its own, as `npm start` runs it, on the real clock; it can be killed and started again. */
export class OfficeWithBotProcess {
  readonly sandbox: Sandbox;
  readonly open: OpenOffice;
  readonly people: cast.CastMember[];
  readonly database: TestDatabase;
  /** The lines of the bot's log. */
  readonly log: string[] = [];
  readonly #rate: number;
  #bot: ChildProcess | undefined;

  constructor(parts: {
    sandbox: Sandbox;
    open: OpenOffice;
    people: cast.CastMember[];
    database: TestDatabase;
    rate: number;
  }) {
    this.sandbox = parts.sandbox;
    this.open = parts.open;
    this.people = parts.people;
    this.database = parts.database;
    this.#rate = parts.rate;
  }

  startBot(logLevel: 'error' | 'warn' = 'error'): void {
    const env = {
      ...process.env,
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: this.sandbox.url,
      DATABASE_URL: this.database.url,
      DATA_KEY,
      ...besideOf(this.database.url),
      EVIDENCE_KEY_FILE,
      BROADCAST_RATE: String(this.#rate),
      LOG_LEVEL: logLevel,
    };
    const main = join(packageRoot, 'dist/src/main.js');
    this.#bot = spawn(process.execPath, [main], { cwd: packageRoot, env, stdio: ['inherit', 'pipe', 'inherit'] });
    createInterface(this.#bot.stdout!).on('line', (line) => {
      this.log.push(line);
      process.stdout.write(`${line}\n`);
    });
  }

  async stopBot(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!this.#bot || this.#bot.exitCode !== null || this.#bot.signalCode !== null) return;
    this.#bot.kill(signal);
    await once(this.#bot, 'exit');
  }

  /** What the bot has said to each person, counted. */
  counts(): number[] {
    return this.people.map((_, index) => {
      const messages = this.sandbox.user(cast.telegramIdOf(index)).messages();
      return messages.filter((message) => message.from === 'bot').length;
    });
  }

  async close(): Promise<void> {
    await this.stopBot('SIGKILL');
    await this.open.close();
    await this.sandbox.close();
    await this.database.close();
  }
}

/** So many people below `KL`, all with an account. */
export async function openOfficeWithBotProcess(
  count: number,
  rate: number,
  sandboxOptions: Partial<SandboxOptions> = {},
  folder?: string,
): Promise<OfficeWithBotProcess> {
  const people: cast.CastMember[] = Array.from({ length: count }, (_, index) => ({
    staffNo: `p${index}`,
    name: `Nguyễn Văn ${index}`,
    posts: [[index % 2 ? 'H1' : 'H2', 'staff']],
  }));
  const database = await openTestDatabase({ ...officeModel, folder });
  const sandbox = await startSandbox({ token: TOKEN, ...sandboxOptions });
  const open = await openOffice(configFor(sandbox.url, database.url, rate), { log: createLog({ level: 'error' }) });
  const staffNos = people.map((person) => person.staffNo);
  await addPeople(open.office, sandbox, people, staffNos);
  return new OfficeWithBotProcess({ sandbox, open, people, database, rate });
}
