import type { EvidenceValue } from './erase-actions.ts';
import type { Entry, PrivatePart } from './evidence.ts';

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
  /** Overwrites the keys of values; gives those that were not erased before. */
  erase(values: readonly EvidenceValue[]): Promise<(EvidenceValue & { stream: string; line: string })[]>;
  /** Keeps some leaves of a frozen list, so that it can be shown later whoever has moved or left by then; `place` counts from 0. */
  addRoster(name: string, place: number, leaves: readonly RosterLeaf[]): Promise<void>;
  listRoster(name: string, place: number): Promise<RosterLeaf[]>;
}
