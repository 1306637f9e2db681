/** The number under which a sealed value is found again; it stays when the value is replaced or erased. */
export type SealedId = number;

/**
 * A value and what it is sealed for: the kind and identity of the record that it belongs to, such as `trip:42:route`. It opens for
 * nothing else, so that nobody can put one record's value in the place of another's.
 */
export interface ToSeal {
  purpose: string;
  /** Anything that JSON can hold. */
  value: unknown;
}

/** Where a value is, and what it was sealed for. */
export interface SealedPlace {
  id: SealedId;
  purpose: string;
}

/** What became of a sealed value. `damaged`: changed, cut off or put elsewhere since; nothing of it is ever given back. */
export type Opened<Value> = { state: 'open'; value: Value } | { state: 'erased' } | { state: 'damaged' };

/** A sealed value does not open: it was changed, cut off or put elsewhere since. A fault of the database, never of a person. */
export class SealedValueDamaged extends Error {
  override readonly name = 'SealedValueDamaged';
  constructor({ id, purpose }: SealedPlace) {
    super(`the sealed value ${id} is not what was sealed for ${purpose}`);
  }
}
