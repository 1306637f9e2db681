import type { ErasedOfRecord, ErasureReason } from '../vault/erasure-memory.ts';
import type { Entry, PrivatePart } from './evidence.ts';

/** A value of an entry. */
export interface EvidenceValue {
  entryId: number;
  label: PrivatePart['label'];
}

/** Where entries that tell of something are looked for; both ends of the time count. */
export interface Telling {
  streams: readonly string[];
  actions: readonly string[];
  from: Date;
  until: Date;
}

/** An entry that may tell of it, with what is kept apart of it. */
export interface Told {
  id: number;
  privateParts: PrivatePart[];
}

/** An entry with its number, as it stands in the chain. */
export interface SealedEntry {
  id: number;
  number: number;
  /** Hexadecimal. */
  link: string;
  /** The seal that it came with. */
  seal: number;
  line: string;
  privateParts: PrivatePart[];
}

/** The leaves of a frozen list with the ids of its lines. */
export interface RosterLeaf {
  id: number;
  leaf: Buffer;
}

export interface EvidenceStore {
  append(entry: Entry): Promise<void>;
  /** A stream's entries up to a seal in the order of their numbers, after one of them. */
  listSealed(stream: string, upToSeal: number, after: number, limit: number): Promise<SealedEntry[]>;
  listTelling(telling: Telling): Promise<Told[]>;
  /** Overwrites the keys of values, which is remembered outside the database before the commit; gives those that were not erased before. */
  erase(
    values: readonly EvidenceValue[],
    because: ErasureReason,
  ): Promise<(EvidenceValue & { stream: string; line: string })[]>;
  /** Those of these erased values that can be read here all the same, since a backup has brought them back; at most 1,000 at a time. */
  listBroughtBack(erased: readonly ErasedOfRecord[]): Promise<EvidenceValue[]>;
  /** Keeps some leaves of a frozen list, so that it can be shown later whoever has moved or left by then; `place` counts from 0. */
  addRoster(name: string, place: number, leaves: readonly RosterLeaf[]): Promise<void>;
  listRoster(name: string, place: number): Promise<RosterLeaf[]>;
}
