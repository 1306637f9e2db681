import type { EvidenceKey } from './signing.ts';

/** Why nothing can be sealed; worded by this code (`evidence:key.refused.*`). */
export type KeyRefusalCode = 'keyMissing' | 'keyWrong' | 'keyUnreadable' | 'keyFileUnusable';

/** The key that signs is not at hand. Entries wait without a number; everything else goes on. */
export class KeyRefusal extends Error {
  override readonly name = 'KeyRefusal';
  readonly code: KeyRefusalCode;
  readonly params: { file: string; given: string; expected: string };

  constructor(
    code: KeyRefusalCode,
    params: { file: string; given?: string; expected?: string },
    options?: ErrorOptions,
  ) {
    super(`evidence key: ${code}`, options);
    this.code = code;
    this.params = { given: '', expected: '', ...params };
  }
}

/** Where the private key is. */
export interface KeyKeeper {
  /** The key with this fingerprint; any, made where there is none, while the chain has not begun (null). Throws KeyRefusal. */
  get(fingerprint: string | null): EvidenceKey;
  /** Makes a key that is to take the place of the present one; it is there for `get` as soon as the chain asks for it. */
  makeNext(): EvidenceKey;
}
