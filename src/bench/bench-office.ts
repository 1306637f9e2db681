import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { submitDirective } from '../domain/directives/issue-actions.ts';
import { prepareIssue } from '../domain/directives/prepare-actions.ts';
import type { Office } from '../domain/stores.ts';
import { systemClock as clock, SECOND } from '../lib/clock.ts';
import { createLog } from '../lib/log.ts';
import { newKey, writeKey } from '../lib/sealing.ts';
import { openOffice } from '../open-office.ts';
import type { RequestRecord } from '../sandbox/request-log.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { Database } from '../storage/database.ts';
import { BotProcess } from './bot-process.ts';
import { settlePeople } from './settling.ts';

const TOKEN = '100200300:bench';
const actor = { kind: 'office' as const, name: 'bench' };

export interface BenchOptions {
  people: number;
  rate: number;
  paid?: boolean;
  /** Telegram's limits hold, and every answer takes 40 ms. */
  flood?: boolean;
  /** Milliseconds for every answer, where it is not what `flood` says. */
  latency?: number;
  /** Who is in the office, and what is there before the bot begins; people alone when left out. */
  settle?: (office: Office, database: Database, sandbox: Sandbox) => Promise<void>;
  /** An empty database; a SQLite file of its own when left out. */
  databaseUrl?: string;
}

/** One office with so many people, a sandbox for their telephones, and the bot. */
export interface BenchOffice {
  sandbox: Sandbox;
  office: Office;
  database: Database;
  bot: BotProcess;
  folder: string;
  /** Issues to everybody at and below a unit, all when it is left out; gives its id. */
  issue(code?: string): Promise<number>;
  /** Accepted messages, in the order in which they came. */
  accepted(): RequestRecord[];
  /** Waits until so many messages were accepted. */
  untilAccepted(count: number): Promise<void>;
}

export async function withOffice<Figures>(
  options: BenchOptions,
  measure: (bench: BenchOffice) => Promise<Figures>,
): Promise<Figures> {
  const { people, rate, paid = false, flood = false, latency = flood ? 40 : 0, databaseUrl } = options;
  const { settle = (...parts) => settlePeople(people, parts[0], parts[2]) } = options;
  const folder = mkdtempSync(join(tmpdir(), 'bao-nhan-bench-'));
  const sandbox = await startSandbox({ token: TOKEN, latency, flood: flood ? {} : false });
  const settings = {
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: sandbox.url,
    DATABASE_URL: databaseUrl ?? `sqlite:${join(folder, 'bench.sqlite')}`,
    DATA_KEY: writeKey(newKey()),
    EVIDENCE_KEY_FILE: join(folder, 'evidence-key'),
    PAID_BROADCAST: String(paid),
    LOG_LEVEL: 'fatal',
  };
  const read = readConfig(settings);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const { office, database, close } = await openOffice(read.config, {
    log: createLog({ level: 'warn', destination: process.stderr }),
  });
  await settle(office, database, sandbox);
  const bot = new BotProcess(settings);
  const accepted = () => sandbox.requests.filter(({ method, ok }) => ok && method === 'sendMessage');
  const untilAccepted = async (count: number) => {
    while (accepted().length < count) await clock.sleep(100);
  };
  await bot.start(rate);
  try {
    return await measure({
      sandbox,
      office,
      database,
      bot,
      folder,
      accepted,
      untilAccepted,
      issue: (code) => issue(office, code),
    });
  } finally {
    await bot.stop();
    await close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function issue(office: Office, code = 'U0'): Promise<number> {
  const unit = await office.read.units.findByCode(code);
  const draft = { number: null, title: 'Thử', text: TEXT, unitIds: [unit!.id], attachments: [] };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: true, deadlineAt: null } as const;
  const { id } = await submitDirective(actor, { ...draft, ...kind }, null, office);
  await prepareIssue(id, office);
  while ((await office.read.directives.get(id)).state !== 'issued') await clock.sleep(20);
  return id;
}

/** Waits until something more than the first `from` requests is shown in this chat, by a method of this kind; for 5 s at most. */
export async function untilShown(
  { requests }: Sandbox,
  { chatId, from, by }: { chatId: number; from: number; by: RegExp },
): Promise<void> {
  const at = clock.monotonic();
  const isShown = ({ method, ok, params }: RequestRecord) => ok && by.test(method) && Number(params.chat_id) === chatId;
  while (!requests.slice(from).some(isShown)) {
    if (clock.monotonic() - at > 5 * SECOND) throw new Error(`nothing was shown to ${chatId}`);
    await clock.sleep(1);
  }
}

/** Some 4 KB, as a short directive has. */
export const TEXT = 'Nội dung văn bản. '.repeat(200);
