/** Joins the nouns on the office's database: what the command line needs, and what the bot is built upon. */
import type { Config } from './config.ts';
import { provinceOf } from './domain/areas/place.ts';
import type { Consequences } from './domain/consequences.ts';
import { followTravellers } from './domain/declarations/trip-consequences.ts';
import { followRoster, oweToReachable } from './domain/directives/roster-consequences.ts';
import { tellOfLeave } from './domain/people/absence-actions.ts';
import { askReachable, eraseSaid, followRollCalls } from './domain/rollcalls/roll-call-consequences.ts';
import type { Office } from './domain/stores.ts';
import { showTasks, takeTasksBack } from './domain/tasks/task-clock-actions.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { dayOf } from './lib/day.ts';
import type { Log } from './lib/log.ts';
import { type Database, openDatabase } from './storage/database.ts';
import { ErasureJournal } from './storage/erasure-journal.ts';
import { officeModel } from './storage/model.ts';
import { storesOn } from './storage/stores/stores.ts';
import { besideDatabase, keyFileOf } from './storage/vault-key-file.ts';
import { sweepVault } from './storage/vault-sweep.ts';
import { openVault, type Vault } from './storage/vault-unlocking.ts';

export interface Ground {
  clock?: Clock;
  log: Log;
}

export interface OpenOffice {
  office: Office;
  database: Database;
  /** May be shut: whoever cannot do without it asks for its key before anything else. */
  vault: Vault;
  journal: ErasureJournal;
  /** Called after every commit that may have left something to send or to prepare. */
  onWake(listener: () => void): void;
  close(): Promise<void>;
}

/** Opens the office's database, brings its tables up to date, and joins the nouns. `isBot`: the caller holds the process lock. */
export async function openOffice(
  config: Config,
  { clock = systemClock, log }: Ground,
  { isBot = false } = {},
): Promise<OpenOffice> {
  const onWarning = (error: unknown) => log.warn({ error }, 'storage.connection broke');
  const url = config.databaseUrl;
  const journal = new ErasureJournal(config.erasureJournalFile ?? besideDatabase(url, 'erasures.log'), clock);
  const writeOutside = (lines: readonly string[]) => journal.append(lines);
  const database = await openDatabase({ url, ...officeModel, onWarning, writeOutside });
  await database.migrate();
  const source = { given: config.dataKey, file: keyFileOf(url) };
  const vault = await openVault(database, source, isBot);
  const listeners: (() => void)[] = [];
  const office: Office = {
    inTransaction: (work) => database.inTransaction((connection) => work(storesOn(connection, vault.dataKey))),
    read: storesOn(database.read, vault.dataKey),
    clock,
    zone: config.timeZone,
    consequences: consequencesFor(config.timeZone),
    calendar: { zone: config.timeZone, ...config.office.calendar },
    ladders: config.office.ladders,
    trips: config.office.trips,
    homeProvince: homeProvinceOf(config, log),
    followUps: config.office.followUps,
    passCheckers: config.office.passCheckers,
    requests: config.office.requests,
    extensions: config.office.extensions,
    retention: config.office.retention,
    hazards: config.office.hazards,
    erasures: journal,
    report: config.office.report,
    digest: config.office.digest,
    sweepErased: () => sweepVault(database),
    wake: () => {
      for (const listener of listeners) listener();
    },
  };
  const onWake = (listener: () => void) => void listeners.push(listener);
  return { office, database, vault, journal, onWake, close: () => database.close() };
}

function homeProvinceOf({ homeProvince }: Config, log: Log): string | null {
  const code = homeProvince === null ? null : (provinceOf(homeProvince)?.code ?? null);
  if (homeProvince !== null && code === null)
    log.warn('HOME_PROVINCE: no province of this code or name; it is left out');
  return code;
}

/** The table of what follows from what: left is what happened, right is who has to know. */
function consequencesFor(zone: string): Consequences {
  return {
    rosterChanged: async (stores, personIds, at) => {
      await stores.people.placeHomes(personIds, dayOf(at, zone));
      await followRoster(stores, personIds, at, zone);
      await takeTasksBack(stores, personIds, at, zone);
      await followTravellers(stores, personIds, at, zone);
      await followRollCalls(stores, personIds, at, zone);
    },
    personReachable: async (stores, personId, at) => {
      await askReachable(stores, personId, at);
      await oweToReachable(stores, personId, at);
      await tellOfLeave(stores, personId, dayOf(at, zone), at);
      await showTasks(stores, personId, at, zone);
    },
    personForgotten: eraseSaid,
    personUnreachable: (stores, personId, because) => stores.receipts.markUnsent(personId, because),
  };
}
