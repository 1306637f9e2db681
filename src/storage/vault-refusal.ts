/** Why the vault stays shut; worded for a person by this code (`cli:dataKey.refused.*`). */
export type VaultRefusalCode =
  | 'keyMissing'
  | 'keyWrong'
  | 'keyFileUnreadable'
  | 'keyFileUnusable'
  | 'keyChanged'
  | 'changeUnfinished'
  | 'oldKeyWrong'
  | 'keyNotLost'
  | 'journalUnusable';

/** What the words need: where the key was looked for, and the names of keys, never a key. */
export type VaultRefusalParams = { readonly [Name in 'source' | 'given' | 'expected']?: string };

/** The vault cannot be opened with what is at hand; nothing was changed. */
export class VaultRefusal extends Error {
  override readonly name = 'VaultRefusal';
  readonly code: VaultRefusalCode;
  readonly params: VaultRefusalParams;
  constructor(code: VaultRefusalCode, params: VaultRefusalParams = {}, options?: ErrorOptions) {
    super(`vault: ${code}`, options);
    this.code = code;
    this.params = params;
  }
}
