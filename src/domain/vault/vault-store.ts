import type { Erased, ErasureReason } from './erasure-memory.ts';
import type { Opened, SealedId, SealedPlace, ToSeal } from './sealed-value.ts';

/**
 * Values that nobody can read in the database's file or in a backup without the office's data key, and that are gone for good once
 * erased. Everything happens in the caller's transaction. A data key that is missing or wrong is refused where it is needed.
 */
export interface VaultStore {
  seal(purpose: string, value: unknown): Promise<SealedId>;
  /** The ids in the order of the values; at most 1,000 at a time. */
  sealAll(values: readonly ToSeal[]): Promise<SealedId[]>;
  /** The value, or null when it was erased. Throws SealedValueDamaged. */
  open<Value>(place: SealedPlace): Promise<{ value: Value } | null>;
  /** What became of each, in the order of the places; one query for every thousand. */
  openAll<Value>(places: readonly SealedPlace[]): Promise<Opened<Value>[]>;
  /** Puts a new value in the place of the old one, whose key is gone with that. False when there is none or it was erased. */
  replace(place: SealedPlace, value: unknown): Promise<boolean>;
  /**
   * Overwrites the keys of these values, which is remembered outside the database before the commit; gives how many were not erased
   * before. Needs no data key. After the commit `office.sweepErased()` takes away what the database still keeps of them elsewhere.
   */
  erase(ids: readonly SealedId[], because: ErasureReason): Promise<number>;
  /** Those of these erased values that can be opened here all the same, since a backup has brought them back; at most 1,000 at a time. */
  listBroughtBack(erased: readonly Erased[]): Promise<Erased[]>;
  /** The office's key for one use, to sign with: derived from the data key, so that it is another one once that was changed. */
  keyFor(use: string): Uint8Array;
}
