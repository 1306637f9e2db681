import { fingerprintOf, KEY_BYTES, newKey, SEAL_BYTES, SealBroken, seal, unseal } from '../lib/sealing.ts';

/** What the vault is sealed with (`DATA_KEY`), and the name by which rows say so. */
export interface DataKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** Gives the data key. Throws VaultRefusal where there is none or not the right one. */
export type HeldKey = () => DataKey;

/** Each value has a key of its own, sealed with the data key. Changing the data key changes these few bytes and no value. */
const WRAPPING = 'vault key';
const CHECKING = 'vault check';
const KNOWN = Buffer.from('this is the key of the vault');

/** How many bytes stand in `vault_keys.wrapped`, whatever becomes of them. */
export const WRAPPED_BYTES = KEY_BYTES + SEAL_BYTES;

/** What stands in the place of an erased key; no wrapped one begins like this in the life of the universe. */
export const ERASED = Buffer.alloc(WRAPPED_BYTES);

export const isErased = (wrapped: Uint8Array): boolean => ERASED.equals(wrapped);

export const dataKeyOf = (key: Uint8Array): DataKey => ({ id: fingerprintOf(key), key });

export function newValueKey({ key }: DataKey): { valueKey: Buffer; wrapped: Buffer } {
  const valueKey = newKey();
  return { valueKey, wrapped: wrap(key, valueKey) };
}

/** The value's key. Throws SealBroken. */
export const unwrap = ({ key }: DataKey, wrapped: Uint8Array): Buffer => unseal(key, wrapped, WRAPPING);

/** The same value key under another data key. Throws SealBroken. */
export const rewrap = (from: DataKey, to: DataKey, wrapped: Uint8Array): Buffer => wrap(to.key, unwrap(from, wrapped));

const wrap = (key: Uint8Array, valueKey: Uint8Array): Buffer => seal(key, valueKey, WRAPPING);

/** A known value by which a data key is recognised for sure. */
export const checkOf = ({ key }: DataKey): Buffer => seal(key, KNOWN, CHECKING);

export function fitsCheck({ id, key }: DataKey, check: { keyId: string; sealed: Uint8Array }): boolean {
  if (check.keyId !== id) return false;
  try {
    return unseal(key, check.sealed, CHECKING).equals(KNOWN);
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}
