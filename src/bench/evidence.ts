import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Config, readConfig } from '../config.ts';
import { filed, linesOf } from '../documents/text-lines.ts';
import type { PersonActor } from '../domain/actor.ts';
import { acknowledge } from '../domain/directives/acknowledge-actions.ts';
import { exportEvidence } from '../domain/directives/evidence-export-actions.ts';
import { sealNext } from '../domain/evidence/seal-actions.ts';
import { Verification } from '../domain/evidence/verification.ts';
import type { Office } from '../domain/stores.ts';
import { systemClock as clock, MINUTE, SECOND } from '../lib/clock.ts';
import { createLog } from '../lib/log.ts';
import { newKey, writeKey } from '../lib/sealing.ts';
import { openOffice } from '../open-office.ts';
import { sealing } from '../schedule/sealing.ts';
import { Ticker } from '../schedule/ticker.ts';
import type { Database } from '../storage/database.ts';
import { EvidenceKeyFile } from '../storage/evidence-key-file.ts';
import { sql } from '../storage/sql.ts';
import { issue } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { settlePeople } from './settling.ts';

const HAND = { kind: 'office' as const, name: 'bench' };
const log = createLog({ level: 'warn', destination: process.stderr });
/** Presses that are under way at a time: as many as share one COMMIT. */
const AT_ONCE = 64;

interface Bench {
  office: Office;
  database: Database;
  folder: string;
  keys: EvidenceKeyFile;
}

/** An office in this process, with nobody at the telephones: what is measured is the record alone. */
async function inOffice<Figures>(people: number, measure: (bench: Bench) => Promise<Figures>): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'bao-nhan-bench-'));
  const { office, database, close } = await openOffice(configIn(folder), { log });
  try {
    await settlePeople(people, office, null);
    return await measure({ office, database, folder, keys: new EvidenceKeyFile(join(folder, 'evidence-key')) });
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function configIn(folder: string): Config {
  const settings = { DATABASE_URL: `sqlite:${join(folder, 'bench.sqlite')}`, DATA_KEY: writeKey(newKey()) };
  const read = readConfig(settings, { tokenRequired: false });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.config;
}

type Press = { actor: PersonActor; receiptId: number };

/** Everybody who owes it, ready to press. */
async function pressesOf(directiveId: number, { read }: Office): Promise<Press[]> {
  const presses: Press[] = [];
  for (let after = 0; ; ) {
    const page = await read.receipts.listRoster(directiveId, after, 1_000);
    const people = new Map(
      (await read.people.listByIds(page.map(({ personId }) => personId))).map((one) => [one.id, one]),
    );
    for (const { receiptId, personId } of page) {
      const account = await read.people.findAccount(personId);
      const actor = { kind: 'person' as const, person: people.get(personId)!, accountId: account!.id, posts: [] };
      presses.push({ actor, receiptId });
    }
    if (page.length < 1_000) return presses;
    after = page.at(-1)!.personId;
  }
}

/** All of them, some at a time; gives how long each took in milliseconds. */
async function pressAll(presses: readonly Press[], office: Office): Promise<number[]> {
  const waits: number[] = [];
  const left = presses.values();
  const pressing = async () => {
    for (const { actor, receiptId } of left) {
      const began = clock.monotonic();
      await acknowledge(actor, { receiptId, messageId: null }, office);
      waits.push(clock.monotonic() - began);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, pressing));
  return waits;
}

async function sealAll({ keys, office }: Bench): Promise<void> {
  while (await sealNext(keys, office));
}

/** Acknowledgements per second, by turns with the sealer and without it. */
export async function acknowledging(people: number): Promise<object> {
  return await inOffice(people, async (bench) => {
    const { office, keys } = bench;
    const presses = await pressesOf(await issue(office), office);
    const share = people / 10;
    const seconds = { alone: 0, sealed: 0 };
    await pressAll(presses.splice(0, share), office);
    for (let turn = 0; turn < 8; turn += 1) {
      await sealAll(bench);
      const ticker = turn % 2 === 1 ? new Ticker({ office, log, routines: [sealing(keys)] }) : null;
      ticker?.start();
      const began = clock.monotonic();
      await pressAll(presses.splice(0, share), office);
      seconds[ticker ? 'sealed' : 'alone'] += (clock.monotonic() - began) / SECOND;
      await ticker?.stop();
    }
    const perSecond = (name: 'alone' | 'sealed') => Math.round((4 * share) / seconds[name]);
    const [alone, sealed] = [perSecond('alone'), perSecond('sealed')];
    return { people, alone, sealed, ratio: round(sealed / alone), goal: { ratio: 0.9 } };
  });
}

/** An upgraded office: how long its old entries take, how long the loop stands still, and how long others wait meanwhile. */
export async function backlog(entries: number): Promise<object> {
  return await inOffice(5_000, async (bench) => {
    const { office, keys } = bench;
    const presses = await pressesOf(await issue(office), office);
    await addOldEntries(entries, bench);
    const stall = monitorEventLoopDelay({ resolution: 1 });
    const ticker = new Ticker({ office, log, routines: [sealing(keys)] });
    stall.enable();
    const began = clock.monotonic();
    ticker.start();
    const waits: number[] = [];
    while ((await office.read.seals.listUnsealed(1)).length > 0) {
      const [press] = presses.splice(0, 1);
      if (press) waits.push(...(await pressAll([press], office)));
      await clock.sleep(20);
    }
    const seconds = round((clock.monotonic() - began) / SECOND);
    await ticker.stop();
    const figures = { entries, seconds, stall: round(stall.max / 1e6), ...percentiles(waits) };
    return { ...figures, goal: { stall: 50, p95: 50, seconds: (10 * MINUTE) / SECOND } };
  });
}

/** Entries as they are, of some thousand streams. */
async function addOldEntries(count: number, { database, office }: Bench): Promise<void> {
  const [{ line, at }] = (await database.read.query<{ line: string; at: string }>(
    sql`SELECT line, at FROM evidence_entries ORDER BY id DESC LIMIT 1`,
  )) as [{ line: string; at: string }];
  for (let start = 0; start < count; start += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, index) => {
      return sql`(${`directive:${900_000 + ((start + index) % 3_000)}`}, 'test', ${at}, ${line})`;
    });
    await database.inTransaction((connection) =>
      connection.execute(sql`INSERT INTO evidence_entries (stream, action, at, line) VALUES ${sql.join(rows)}`),
    );
  }
  await office.clock.sleep(SECOND);
}

/** So many acknowledgements under a thousand seals: how long their record takes to be written and verified, and how large it is. */
export async function verifying(people: number): Promise<object> {
  return await inOffice(people, async (bench) => {
    const { office, folder } = bench;
    const id = await issue(office);
    const presses = await pressesOf(id, office);
    while (presses.length > 0) {
      await pressAll(presses.splice(0, people / 1_000), office);
      await sealNext(bench.keys, office);
    }
    const file = join(folder, 'record.jsonl');
    const beganExport = clock.monotonic();
    await write(file, (await exportEvidence(HAND, id, office, () => sealAll(bench))).lines);
    const exported = round((clock.monotonic() - beganExport) / SECOND);
    const began = clock.monotonic();
    const verification = new Verification({ fingerprint: bench.keys.peek()!.fingerprint, anchor: null });
    for await (const line of linesOf(file)) verification.take(line);
    const { proven, entries, seals, faults } = verification.end();
    const seconds = round((clock.monotonic() - began) / SECOND);
    const megabytes = round(statSync(file).size / 1e6);
    const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
    const figures = { people, entries, seals, proven, faults: faults.length, exported, megabytes, peakMegabytes };
    return { ...figures, seconds, goal: { seconds: people > 10_000 ? 30 : 3 } };
  });
}

async function write(file: string, lines: AsyncIterable<string>): Promise<void> {
  const handle = await open(file, 'wx');
  for await (const piece of filed(lines, { gzipped: false })) await handle.appendFile(piece);
  await handle.close();
}
