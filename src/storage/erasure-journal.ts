import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import {
  type ErasureMemory,
  type ErasureReason,
  erasureReasons,
  isOfRecord,
  type Remembered,
} from '../domain/vault/erasure-memory.ts';
import { addMilliseconds, type Clock, DAY, instant } from '../lib/clock.ts';
import { VaultRefusal } from './vault-refusal.ts';

/** A backup lives for 30 days at most; one more for whoever is late. */
const KEPT = 31 * DAY;
const PIECE = 1_000;
/** A sealed value has a mark; a value of the record is named by what it is, and by its entry's hash. */
const LINE = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) ([a-z]+) (\d{1,15}) (?:([\da-f]{24})|([a-z]+) ([\da-f]{64}))$/;

/** A line that a crash cut off: its erasure was not committed. */
const CUT_OFF =
  /^[\dT:.-]{0,23}(?:Z(?: [a-z]*(?: \d*(?: (?:[\da-f]{0,23}|[a-z]{0,7}|[a-z]{1,7} [\da-f]{0,63}))?)?)?)?$/;

/** An erasure as a transaction leaves it behind; the journal puts the instant before it. */
export const lineOf = (one: Remembered): string =>
  isOfRecord(one) ? `${one.because} ${one.entryId} ${one.label} ${one.line}` : `${one.because} ${one.id} ${one.mark}`;

interface Batch {
  lines: string[];
  written: Promise<void>;
}

/**
 * What was erased for good, in a file outside the database and its backups, for its owner only: an instant, a reason, a number and
 * what is this value's alone (a mark, or the hash of its entry), and nothing about anybody. A line is safe on the disk before its erasure is committed, so none gets lost; one
 * too many erases at most what somebody wanted erased. Several processes may write at the same time.
 */
export class ErasureJournal implements ErasureMemory {
  readonly file: string;
  readonly #clock: Clock;
  #last: Promise<void> = Promise.resolve();
  #next: Batch | undefined;
  #unreadable = 0;

  constructor(file: string, clock: Clock) {
    this.file = file;
    this.#clock = clock;
  }

  /** Where older lines are, until even they are of no use. */
  get #old(): string {
    return `${this.file}.old`;
  }

  get isThere(): boolean {
    return existsSync(this.file) || existsSync(this.#old);
  }

  /** Lines that the last reading could make nothing of; what a crash has cut off is none of them. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Throws VaultRefusal `journalUnusable`: better before anything has to be erased. */
  async prepare(): Promise<void> {
    try {
      await this.#write([]);
    } catch (error) {
      throw new VaultRefusal('journalUnusable', { source: this.file }, { cause: error });
    }
  }

  /** Settles when they are on the disk. Those that come meanwhile share the next writing. */
  append(lines: readonly string[]): Promise<void> {
    const batch = this.#next ?? this.#begin();
    batch.lines.push(...lines);
    return batch.written;
  }

  #begin(): Batch {
    const batch: Batch = { lines: [], written: Promise.resolve() };
    batch.written = this.#last.then(() => {
      this.#next = undefined;
      return this.#write(batch.lines);
    });
    this.#last = batch.written.catch(() => {});
    this.#next = batch;
    return batch;
  }

  async #write(lines: readonly string[]): Promise<void> {
    const isNew = !existsSync(this.file);
    if (isNew) mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    const at = this.#clock.now().toISOString();
    // A line of its own first, since the one before may have been cut off.
    await onDisk(this.file, ['', ...lines.map((line) => `${at} ${line}`), ''].join('\n'));
    if (isNew) await syncFolder(this.file);
  }

  async *list(): AsyncGenerator<readonly Remembered[]> {
    this.#unreadable = 0;
    let piece: Remembered[] = [];
    for (const file of [this.#old, this.file]) {
      if (!existsSync(file)) continue;
      for await (const line of linesOf(file)) {
        const erased = readLine(line);
        if (erased) piece.push(erased);
        else if (!CUT_OFF.test(line)) this.#unreadable += 1;
        if (piece.length < PIECE) continue;
        yield piece;
        piece = [];
      }
    }
    if (piece.length > 0) yield piece;
  }

  /** When the oldest line of the file is older than any backup, all of the file before it are too, and it takes their place. */
  async forgetOld(): Promise<void> {
    if (!existsSync(this.file)) return;
    const before = addMilliseconds(this.#clock.now(), -KEPT);
    const first = await firstInstant(this.file);
    if (first === null || first > before) return;
    await rename(this.file, this.#old);
    await syncFolder(this.file);
  }
}

async function onDisk(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(file: string): Promise<void> {
  const handle = await open(dirname(file), 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const linesOf = (file: string) => createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });

/** Of the first line that is whole, among the first few dozen. */
async function firstInstant(file: string): Promise<Date | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4_096) });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    const first = lines.map((line) => LINE.exec(line)).find((match) => match !== null);
    return first ? instant(first[1]!) : null;
  } finally {
    await handle.close();
  }
}

function readLine(line: string): Remembered | null {
  const [, , why, id, mark, label, hash] = LINE.exec(line) ?? [];
  if (!erasureReasons.includes(why as ErasureReason)) return null;
  const because = why as ErasureReason;
  if (mark !== undefined) return { id: Number(id), mark, because };
  return { entryId: Number(id), label: label!, line: hash!, because };
}
