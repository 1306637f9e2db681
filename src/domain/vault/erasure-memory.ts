import type { SealedId } from './sealed-value.ts';

/** Why a sealed value was erased: its form is done with, its time is over, its person said so in one way or another, or has left. */
export const erasureReasons = ['draft', 'retention', 'consent', 'withdrawn', 'left', 'restored'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** A value that was erased. The mark is its own alone, in every copy of the database; its number may be another's in another copy. */
export interface Erased {
  id: SealedId;
  mark: string;
  because: ErasureReason;
}

/** A value of the record of evidence that was erased: of the entry with this number, if it is the one whose line has this SHA-256. */
export interface ErasedOfRecord {
  entryId: number;
  label: string;
  line: string;
  because: ErasureReason;
}

export type Remembered = Erased | ErasedOfRecord;

export const isOfRecord = (one: Remembered): one is ErasedOfRecord => 'entryId' in one;

/** What was erased, kept outside the database: a backup that is brought back does not know of it. */
export interface ErasureMemory {
  /** In pieces, the oldest first. */
  list(): AsyncIterable<readonly Remembered[]>;
  /** Lets go of what no backup can bring back any more. */
  forgetOld(): Promise<void>;
}
