import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type KeyKeeper, KeyRefusal } from '../domain/evidence/evidence-key.ts';
import { type EvidenceKey, newEvidenceKey, readEvidenceKey } from '../domain/evidence/signing.ts';
import { putInPlace } from './backup.ts';
import { placeOf } from './data-source.ts';

/** Where the key that signs stands when the settings do not say: beside the SQLite file; for PostgreSQL in `data`. */
function evidenceKeyFileOf(url: string): string {
  const place = placeOf(url);
  return join(place.dialect === 'sqlite' ? dirname(place.file) : resolve('data'), 'evidence-key');
}

/** The file of these settings. */
export const evidenceKeysOf = (config: { evidenceKeyFile: string | null; databaseUrl: string }): EvidenceKeyFile =>
  new EvidenceKeyFile(config.evidenceKeyFile ?? evidenceKeyFileOf(config.databaseUrl));

/** Whether others than its owner may read the file. False when there is none. */
export function isOpenToOthers(file: string): boolean {
  return ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0;
}

/**
 * The private key in a file. A new one waits beside it and takes its place when the chain asks for it, so that a crash between the
 * two leaves both at hand.
 */
export class EvidenceKeyFile implements KeyKeeper {
  readonly file: string;
  #held: EvidenceKey | null = null;

  constructor(file: string) {
    this.file = resolve(file);
  }

  get #next(): string {
    return `${this.file}.next`;
  }

  get(fingerprint: string | null): EvidenceKey {
    if (fingerprint !== null && this.#held?.fingerprint === fingerprint) return this.#held;
    this.#held = fingerprint === null ? (this.peek() ?? this.#make(this.file)) : this.#find(fingerprint);
    return this.#held;
  }

  #find(fingerprint: string): EvidenceKey {
    const params = { file: this.file, expected: fingerprint };
    let refusal = new KeyRefusal('keyMissing', params);
    try {
      const present = this.peek();
      if (present?.fingerprint === fingerprint) return present;
      if (present) refusal = new KeyRefusal('keyWrong', { ...params, given: present.fingerprint });
    } catch (error) {
      refusal = error as KeyRefusal;
    }
    const next = this.#adoptNext(fingerprint);
    if (!next) throw refusal;
    return next;
  }

  /** The key in the file, whatever the chain says; null where there is no file. Throws KeyRefusal. */
  peek(): EvidenceKey | null {
    return read(this.file);
  }

  makeNext(): EvidenceKey {
    rmSync(this.#next, { force: true });
    return this.#make(this.#next);
  }

  #adoptNext(fingerprint: string): EvidenceKey | null {
    const next = read(this.#next);
    if (next?.fingerprint !== fingerprint) return null;
    onDisk(this.file, () => renameSync(this.#next, this.file));
    return next;
  }

  /** In a new file, for its owner only and safely on the disk; the key of the file when somebody else was quicker. */
  #make(file: string): EvidenceKey {
    const making = `${file}.${randomBytes(4).toString('hex')}.part`;
    const pem = newEvidenceKey();
    return onDisk(file, () => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      try {
        writeFileSync(making, pem, { mode: 0o600, flag: 'wx' });
        putInPlace(making, file);
        return readEvidenceKey(pem)!;
      } catch (error) {
        const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? read(file) : null;
        if (other) return other;
        throw error;
      } finally {
        rmSync(making, { force: true });
      }
    });
  }
}

/** Null where there is no file. Throws KeyRefusal `keyUnreadable` or `keyFileUnusable`. */
function read(file: string): EvidenceKey | null {
  const pem = onDisk(file, () => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  });
  if (pem === null) return null;
  const key = readEvidenceKey(pem);
  if (!key) throw new KeyRefusal('keyUnreadable', { file });
  return key;
}

function onDisk<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof KeyRefusal) throw error;
    throw new KeyRefusal('keyFileUnusable', { file }, { cause: error });
  }
}
