/**
 * Benchmarks on this machine: the sandbox here, the real bot as a process of its own. Each prints its figures as one JSON object per
 * line; nothing here is asserted, and no test is timed. `npm run bench -- NAME…` runs only those named.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadEnvironment, readConfig } from './config.ts';
import { submitDirective } from './domain/directives/issue-actions.ts';
import { prepareIssue } from './domain/directives/prepare-actions.ts';
import { systemClock as clock, SECOND } from './lib/clock.ts';
import { createLog } from './lib/log.ts';
import { type OpenOffice, openOffice } from './open-office.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';
import type { SandboxUser } from './sandbox/sandbox-user.ts';

const TOKEN = '100200300:bench';
const actor = { kind: 'office' as const, name: 'bench' };
const log = createLog({ level: 'warn', destination: process.stderr });

interface Bench {
  sandbox: Sandbox;
  open: OpenOffice;
  bot: ChildProcess;
  unitId: number;
  /** Ends the bot and starts it at another rate. */
  restart(rate: number): Promise<void>;
}

interface Office {
  people: number;
  rate: number;
  paid?: boolean;
  flood?: boolean;
}

const benchmarks: Record<string, () => Promise<object>> = {
  'broadcast-30': () => broadcast({ people: 900, rate: 30 }),
  'broadcast-1000': () => broadcast({ people: 20_000, rate: 1_000, paid: true }),
  'issue-100000': () => issue(100_000),
  'presses-in-broadcast': () => presses(500, 10),
};

async function run(): Promise<void> {
  const named = process.argv.slice(2);
  for (const [name, measure] of Object.entries(benchmarks)) {
    if (named.length > 0 && !named.includes(name)) continue;
    process.stdout.write(`${JSON.stringify({ bench: name, ...(await measure()) })}\n`);
  }
}

/** A broadcast against Telegram's limits; `ratio` is the ideal time, (people − burst) / rate, over the time it took. */
async function broadcast(office: Office): Promise<object> {
  return await withBot({ ...office, flood: true }, async (bench) => {
    await issueTo(bench);
    const { sends, refused } = await sent(bench, office.people);
    const seconds = (sends.at(-1)! - sends[0]!) / SECOND;
    const ideal = (office.people - office.rate) / office.rate;
    const { people, rate } = office;
    const lost = people - new Set(sendsOf(bench).map(({ params }) => params.chat_id)).size;
    return {
      people,
      rate,
      seconds,
      ratio: round(ideal / seconds),
      refused,
      lost,
      doubles: sends.length - people,
      ...memory(bench),
    };
  });
}

/** From the command to "issued", by another process while the bot works. */
async function issue(people: number): Promise<object> {
  return await withBot({ people, rate: 30 }, async (bench) => {
    const began = clock.monotonic();
    await issueTo(bench);
    const seconds = round((clock.monotonic() - began) / SECOND);
    return { people, seconds, ...memory(bench) };
  });
}

/** Presses per second for some seconds while a broadcast runs; how long each waits for its answer, at the sandbox. */
async function presses(perSecond: number, seconds: number): Promise<object> {
  const measured = perSecond * seconds;
  return await withBot({ people: WARM_UP + measured, rate: 1_000 }, async (bench) => {
    await issueTo(bench);
    await sent(bench, WARM_UP + measured);
    await bench.restart(30);
    await issueTo(bench);
    const users = bench.sandbox.users();
    await pressAll(users.slice(0, WARM_UP), WARM_UP_RATE);
    const waits = await pressAll(users.slice(WARM_UP), perSecond);
    return { perSecond, pressed: measured, answered: waits.length, ...percentiles(waits), ...memory(bench) };
  });
}

/** A bot that has just begun is slow for its first presses, as every programme of its kind. */
const WARM_UP = 500;
const WARM_UP_RATE = 100;

/** Everybody presses once, so many per second, spread over its tenths; how long each waited for the answer, in milliseconds. */
async function pressAll(users: SandboxUser[], perSecond: number): Promise<number[]> {
  const waits: number[] = [];
  const size = perSecond / 10;
  const began = clock.monotonic();
  for (let start = 0; start < users.length; start += size) {
    for (const user of users.slice(start, start + size)) {
      const pressedAt = clock.monotonic();
      void user.press(/✅/).settled.then(() => waits.push(clock.monotonic() - pressedAt));
    }
    await clock.sleep(began + (start / size + 1) * 100 - clock.monotonic());
  }
  const until = clock.monotonic() + 20 * SECOND;
  while (waits.length < users.length && clock.monotonic() < until) await clock.sleep(50);
  return waits;
}

async function withBot(office: Office, measure: (bench: Bench) => Promise<object>): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'bao-nhan-bench-'));
  const sandbox = await startSandbox({
    token: TOKEN,
    latency: office.flood ? 40 : 0,
    flood: office.flood ? {} : false,
  });
  const settings = {
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: sandbox.url,
    DATABASE_URL: `sqlite:${join(folder, 'bench.sqlite')}`,
    BROADCAST_RATE: String(office.rate),
    PAID_BROADCAST: String(office.paid ?? false),
    LOG_LEVEL: 'error',
  };
  const read = readConfig(settings);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const open = await openOffice(read.config satisfies Config, { log });
  const unitId = await settle(open, sandbox, office.people);
  const start = async (rate: number) => {
    const env = { ...loadEnvironment(), ...settings, BROADCAST_RATE: String(rate) };
    const main = join(import.meta.dirname, 'main.js');
    const bot = spawn(process.execPath, ['--max-old-space-size=256', main], { env, stdio: 'inherit' });
    await clock.sleep(3 * SECOND);
    return bot;
  };
  const stop = async (bot: ChildProcess) => {
    bot.kill('SIGTERM');
    await once(bot, 'exit');
  };
  const bench: Bench = {
    sandbox,
    open,
    unitId,
    bot: await start(office.rate),
    async restart(rate) {
      await stop(bench.bot);
      bench.bot = await start(rate);
    },
  };
  try {
    return await measure(bench);
  } finally {
    await stop(bench.bot);
    await open.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One office with so many people in a hundred units, all with an account. */
async function settle({ office }: OpenOffice, sandbox: Sandbox, people: number): Promise<number> {
  const fields = { province: null, aliases: [], predecessors: [], validFrom: null, validTo: null };
  const unitIds = await office.inTransaction(async ({ units }) => {
    const ids = [await units.save({ ...fields, code: 'U0', name: 'Đơn vị 0', parentCode: null })];
    for (let index = 1; index <= 100; index += 1) {
      ids.push(await units.save({ ...fields, code: `U${index}`, name: `Đơn vị ${index}`, parentCode: 'U0' }));
    }
    return ids;
  });
  for (let start = 0; start < people; start += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, people - start) }, (_, index) => start + index + 1);
    await office.inTransaction(async (stores) => {
      const persons = numbers.map((no) => ({
        staffNo: `P${no}`,
        fullName: `Nguyễn Văn ${no}`,
        phone: null,
        locale: null,
        leftOn: null,
      }));
      const idOf = await stores.people.saveMany(persons);
      const role = 'staff' as const;
      await stores.people.openPosts(
        numbers.map((no) => ({
          personId: idOf.get(`P${no}`)!,
          unitId: unitIds[1 + (no % 100)]!,
          role,
          fromOn: '2026-01-01',
        })),
      );
      for (const no of numbers) {
        const personId = idOf.get(`P${no}`)!;
        await stores.people.addAccount({ personId, telegramId: no, enrolledAt: clock.now(), way: 'contact' });
      }
    });
    for (const no of numbers) sandbox.addUser({ id: no, firstName: `${no}`, phone: `+${no}`, hasStarted: true });
  }
  return unitIds[0]!;
}

async function issueTo({ open, unitId }: Bench): Promise<void> {
  const draft = {
    number: null,
    title: 'Thử',
    text: 'Nội dung văn bản. '.repeat(200),
    unitIds: [unitId],
    attachments: [],
  };
  const kind = { audience: 'everyone', urgency: 'normal', lateJoiners: true, deadlineAt: null } as const;
  const { office } = open;
  const { id } = await submitDirective(actor, { ...draft, ...kind }, null, office);
  await prepareIssue(id, office);
  while ((await office.read.directives.get(id)).state !== 'issued') await clock.sleep(20);
}

const sendsOf = ({ sandbox }: Bench) => sandbox.requests.filter(({ method }) => method === 'sendMessage');

/** Waits until so many messages were accepted, and a moment longer for doubles. */
async function sent(bench: Bench, count: number): Promise<{ sends: number[]; refused: number }> {
  const accepted = () => sendsOf(bench).filter((request) => request.ok);
  while (accepted().length < count) await clock.sleep(100);
  await clock.sleep(SECOND);
  const refused = sendsOf(bench).filter((request) => request.errorCode === 429).length;
  return { sends: accepted().map((request) => request.at.getTime()), refused };
}

function memory({ bot }: Bench): object {
  try {
    const status = readFileSync(`/proc/${bot.pid}/status`, 'utf8');
    return { peakMegabytes: Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024) };
  } catch {
    return {}; // only Linux tells
  }
}

function percentiles(values: number[]): object {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;

await run();
