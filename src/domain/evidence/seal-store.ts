import type { Head, SealKind } from './seal.ts';

/** A seal as it is kept: the line that was signed, and what paths are made of. */
export interface KeptSeal {
  number: number;
  kind: SealKind;
  line: string;
  signature: string;
}

/** What a service outside the office said of an anchor, as it came. */
export interface KeptStamp {
  seal: number;
  /** By the office's own clock. */
  at: Date;
  response: Buffer;
}

/** An entry that has no number yet. */
export interface UnsealedEntry {
  id: number;
  stream: string;
  line: string;
}

/** An entry with the number and the link that it gets by a seal. */
export interface NewLink extends Head {
  entryId: number;
}

export interface NewSeal extends KeptSeal {
  /** Hashes of the parts of the history that it completes, the smallest first. */
  parts: Buffer[];
  links: NewLink[];
  /** The heads that it changes, in the order of its root. */
  heads: Head[];
}

/** The head of a stream with the key that the state is ordered by. */
export interface KeyedHead extends Head {
  key: Buffer;
}

/** The chain of seals. Only the sealer of the active bot writes to it, and the command line where it changes the key. */
export interface SealStore {
  findLast(): Promise<KeptSeal | null>;
  findLastAnchor(): Promise<KeptSeal | null>;
  /** By their numbers, rising. */
  list(numbers: readonly number[]): Promise<KeptSeal[]>;
  /** Those with which something else than entries was sealed, after one and up to another; rising. */
  listBesides(after: number, upTo: number, limit: number): Promise<KeptSeal[]>;
  /** The heads that a seal changed, as links in the order of its root. */
  listChanged(number: number): Promise<string[]>;
  /** Hashes of parts of the history, each by the seal that completed it and its level (0: the seal itself). */
  listParts(parts: readonly { seal: number; level: number }[]): Promise<Buffer[]>;

  /** Entries that were committed and have no number yet, in the order of their ids. */
  listUnsealed(limit: number): Promise<UnsealedEntry[]>;
  countUnsealed(): Promise<number>;
  /** How many entries of a stream have no number yet, or came after this seal. */
  countUnsealedOf(stream: string, seal?: number): Promise<number>;
  /** Of these streams the heads of those that have one. */
  listHeads(streams: readonly string[]): Promise<Head[]>;
  /** The seal with which a stream was sealed last; 0 when it never was. */
  lastSealOf(stream: string): Promise<number>;
  /** All heads as they were at a seal, in the order of their keys, after one of them. */
  listState(seal: number, after: Buffer | null, limit: number): Promise<{ heads: KeyedHead[]; last: Buffer | null }>;

  addStamp(stamp: KeptStamp): Promise<void>;
  findLastStamp(): Promise<Pick<KeptStamp, 'seal' | 'at'> | null>;
  findStamp(seal: number): Promise<KeptStamp | null>;

  /** Takes up a seal with everything that it seals; false when somebody else was quicker with this number. */
  add(seal: NewSeal): Promise<boolean>;
}
