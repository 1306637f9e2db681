import { expect } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Office } from '../../src/domain/stores.ts';
import { addMilliseconds, type Clock, HOUR } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxUser } from '../../src/sandbox/sandbox-user.ts';
import { officeModel } from '../../src/storage/model.ts';
import { checkRequest } from './bot-api-spec.ts';
import * as cast from './cast.ts';
import { EVIDENCE_KEY_FILE } from './evidence-key.ts';
import { TestClock } from './test-clock.ts';
import { besideOf, memoryFolder, openTestDatabase, type TestDatabase } from './test-database.ts';
import { DATA_KEY } from './vault.ts';

export const TOKEN = '1000:test-token';

export interface TestOfficeOptions {
  clock?: Clock;
  flood?: SandboxOptions['flood'];
  rate?: number;
  /** Staff numbers with a Telegram account; all when left out. */
  enrolled?: string[];
  people?: cast.CastMember[];
  /** Lines that the bot logs as warnings or worse are faults of the test unless it expects them. */
  mayWarn?: boolean;
  /** Nothing happens by itself: no update is taken, nothing prepared or sent, no routine run. */
  isStill?: boolean;
  /** The office's own ways where they are not the usual ones; the clock tells nothing in the mornings or once a week unless told to. */
  settings?: Partial<Config['office']>;
  /** Every line that the bot logs, also those that are no fault, is put here. */
  logged?: string[];
}

/** An office with its people, a sandbox over HTTP, and the real bot on a real database. */
export class TestOffice {
  app: App;
  /** A connection of its own to the same database: for looking, and for breaking something. */
  readonly database: TestDatabase;
  readonly sandbox: Sandbox;
  readonly clock: TestClock;
  readonly config: Config;
  readonly #people: cast.CastMember[];
  readonly #faults: string[];
  readonly #closers: (() => Promise<void>)[];
  readonly #open: () => Promise<App>;

  constructor(parts: {
    app: App;
    open: () => Promise<App>;
    database: TestDatabase;
    sandbox: Sandbox;
    clock: Clock;
    config: Config;
    people: cast.CastMember[];
    faults: string[];
    closers: (() => Promise<void>)[];
  }) {
    this.app = parts.app;
    this.#open = parts.open;
    this.database = parts.database;
    this.sandbox = parts.sandbox;
    this.clock = parts.clock as TestClock;
    this.config = parts.config;
    this.#people = parts.people;
    this.#faults = parts.faults;
    this.#closers = parts.closers;
  }

  /** Somebody of the cast with their telephone. */
  as(staffNo: string): SandboxUser {
    return this.sandbox.user(cast.telegramIdOf(this.#indexOf(staffNo)));
  }

  #indexOf(staffNo: string): number {
    const index = this.#people.findIndex((person) => person.staffNo === staffNo);
    if (index < 0) throw new Error(`nobody is called ${staffNo}`);
    return index;
  }

  async unitId(code: string): Promise<number> {
    return (await this.app.office.read.units.findByCode(code))!.id;
  }

  async personId(staffNo: string): Promise<number> {
    return (await this.app.office.read.people.findByStaffNo(staffNo))!.id;
  }

  /** Until the bot has nothing more to do: updates taken, directives prepared, deliveries sent, replies out. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      const before = this.sandbox.requests.length;
      await this.sandbox.idle();
      while (await this.#isPreparing()) await this.clock.sleep(5);
      await this.app.courier.drained();
      await this.app.replies.settled();
      await this.sandbox.idle();
      quiet = this.sandbox.requests.length === before ? quiet + 1 : 0;
    }
  }

  /**
   * Directives, amendments and roll calls being prepared, cards to be renewed, and authors still to be given the account of a sending.
   */
  async #isPreparing(): Promise<boolean> {
    const { directives, deliveries, rollCalls } = this.app.office.read;
    const [unready, unsettled, running, ...toRecard] = await Promise.all([
      // In an hour: those that somebody has in hand just now are among them.
      directives.listUnready(addMilliseconds(this.clock.now(), HOUR)),
      directives.listUnsettled(),
      rollCalls.listRunning(),
      directives.listToRecard(),
      rollCalls.listToRecard(),
    ]);
    if (unready.length > 0 || toRecard.some((some) => some.length > 0)) return true;
    if (running.some(({ state }) => state === 'preparing')) return true;
    for (const { id } of unsettled) if (!(await deliveries.isUnderWay(id))) return true;
    return false;
  }

  async advance(time: { days?: number; hours?: number; minutes?: number }): Promise<void> {
    this.clock.advance(time);
    await this.app.ticker.runAll();
    await this.app.reader.runAll();
    await this.settle();
    await this.app.sealer.runAll();
  }

  /** Until every entry has its seal, and an anchor stands over all of them where one is due. */
  async seal(): Promise<void> {
    do await this.app.sealer.runAll();
    while ((await this.app.office.read.seals.countUnsealed()) > 0);
  }

  /** The bot ends; another one starts on the same database, after what is done meanwhile. */
  async restart(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    await this.app.stop();
    await meanwhile();
    this.app = await this.#open();
    await this.app.start();
    await this.settle();
  }

  async close(): Promise<void> {
    await this.app.stop();
    for (const close of this.#closers) await close();
    expect(this.#faults).toEqual([]);
  }
}

export async function openTestOffice(options: TestOfficeOptions = {}): Promise<TestOffice> {
  const { clock = new TestClock(), flood = false, rate = 1_000, people = cast.people } = options;
  const { mayWarn = false, isStill = false, logged } = options;
  const database = await openTestDatabase({ ...officeModel, folder: memoryFolder });
  const faults: string[] = [];
  const onRequest: SandboxOptions['onRequest'] = ({ method, params }) => {
    for (const fault of checkRequest(method, params)) faults.push(`${method}: ${fault}`);
  };
  const sandbox = await startSandbox({ token: TOKEN, clock, flood, onRequest });
  const usual = configFor(sandbox.url, database.url, rate);
  const config = { ...usual, office: { ...usual.office, report: null, digest: null, ...options.settings } };
  const write = (line: string) => {
    logged?.push(line);
    if (!mayWarn && !/"level":"(?:trace|debug|info)"/.test(line)) faults.push(line);
  };
  const log = createLog({ level: logged ? 'trace' : 'warn', secrets: [TOKEN], destination: { write } });
  const open = () => createApp(config, { clock, log });
  const app = await open();
  await addPeople(app.office, sandbox, people, options.enrolled ?? people.map((person) => person.staffNo));
  if (!isStill) await app.start();
  const closers = [() => sandbox.close(), () => database.close()];
  const office = new TestOffice({ app, open, database, sandbox, clock, config, people, faults, closers });
  if (!isStill) await office.settle();
  return office;
}

export function configFor(apiRoot: string, databaseUrl: string, rate: number): Config {
  const result = readConfig({
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: apiRoot,
    DATABASE_URL: databaseUrl,
    DATA_KEY,
    ...besideOf(databaseUrl),
    EVIDENCE_KEY_FILE,
    BROADCAST_RATE: String(rate),
    LOG_LEVEL: 'warn',
  });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

/** The cast on the roster, with telephones, and accounts for those enrolled (as if they had started the bot before). */
export async function addPeople(
  office: Office,
  sandbox: Sandbox,
  people: cast.CastMember[],
  enrolled: string[],
): Promise<void> {
  const now = office.clock.now();
  await office.inTransaction(async (stores) => {
    for (const { code, name, parent } of cast.units) {
      const fields = { code, name, parentCode: parent, province: null, aliases: [], predecessors: [] };
      await stores.units.save({ ...fields, validFrom: null, validTo: null });
    }
    for (const [index, { staffNo, name, posts, locale }] of people.entries()) {
      const fields = { staffNo, fullName: name, phone: cast.phoneOf(index), locale: locale ?? null, leftOn: null };
      const personId = await stores.people.save(fields);
      for (const [code, role] of posts) {
        const unit = await stores.units.findByCode(code);
        await stores.people.openPosts([{ personId, unitId: unit!.id, role, fromOn: '2026-01-01' }]);
      }
      const telegramId = cast.telegramIdOf(index);
      if (enrolled.includes(staffNo)) {
        await stores.people.addAccount({ personId, telegramId, enrolledAt: now, way: 'contact' });
      }
    }
  });
  for (const [index, { staffNo, name }] of people.entries()) {
    const [id, phone] = [cast.telegramIdOf(index), cast.phoneOf(index)];
    // Bots cannot write first: whoever is enrolled has written to it before.
    const hasStarted = enrolled.includes(staffNo);
    sandbox.addUser({ id, firstName: name, phone, languageCode: 'vi', hasStarted });
  }
}
