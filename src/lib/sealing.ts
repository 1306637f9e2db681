/**
 * Bytes that nobody reads or changes without the key: AES-256-GCM. What is sealed opens only with its key and for its purpose;
 * anything else is refused, never given back wrong.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** By how many bytes a seal is longer than what is in it. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** The nonce, and the encrypted bytes with the tag at their end. */
export interface Encrypted {
  readonly nonce: Buffer;
  readonly sealed: Buffer;
}

/** This was sealed with another key or for another purpose, or was changed since; which of them nobody can tell. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(cause?: unknown) {
    super('sealed with another key, for another purpose, or changed since', { cause });
  }
}

export const newKey = (): Buffer => freshBytes(KEY_BYTES);

/** So many random bytes are asked of the system at once: one key at a time it takes longer than the encrypting. */
const POOL = 8_192;
let pool = Buffer.alloc(0);

/** So many random bytes that nobody else gets: for keys, nonces and what hides a value. At most 8,192. */
export function freshBytes(count: number): Buffer {
  if (pool.length < count) pool = randomBytes(POOL);
  const fresh = Buffer.from(pool.subarray(0, count));
  // Nothing that was given out stays behind.
  pool.fill(0, 0, count);
  pool = pool.subarray(count);
  return fresh;
}

/** Encrypts with a random nonce. A key is good for 2^32 times (NIST SP 800-38D, 8.3). */
export function encrypt(key: Uint8Array, plain: Uint8Array, purpose = ''): Encrypted {
  const nonce = freshBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(purpose, 'utf8'));
  return { nonce, sealed: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) };
}

/** What was encrypted. Throws SealBroken. */
export function decrypt(key: Uint8Array, { nonce, sealed }: Encrypted, purpose = ''): Buffer {
  const end = sealed.length - TAG_BYTES;
  // A shorter nonce or tag is easier to forge, so their lengths are fixed.
  if (nonce.length !== NONCE_BYTES || end < 0) throw new SealBroken();
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose, 'utf8'));
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch (error) {
    throw new SealBroken(error);
  }
}

/** The same in one piece: nonce ‖ encrypted bytes ‖ tag. */
export function seal(key: Uint8Array, plain: Uint8Array, purpose: string): Buffer {
  const { nonce, sealed } = encrypt(key, plain, purpose);
  return Buffer.concat([nonce, sealed]);
}

/** What was sealed. Throws SealBroken. */
export function unseal(key: Uint8Array, bytes: Uint8Array, purpose: string): Buffer {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return decrypt(key, { nonce: whole.subarray(0, NONCE_BYTES), sealed: whole.subarray(NONCE_BYTES) }, purpose);
}

/** A key for one use alone, from which nobody finds the one that it comes from (HKDF-SHA256, RFC 5869). */
export const deriveKey = (key: Uint8Array, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', use, KEY_BYTES));

/** So many bytes that nobody can give for this content without the key (HMAC-SHA256, cut off). */
export const markOf = (key: Uint8Array, content: Uint8Array, bytes: number): Buffer =>
  createHmac('sha256', key).update(content).digest().subarray(0, bytes);

/** Compares two marks in a time that does not tell where they differ. */
export const isSameMark = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

/** A short name of a key, which tells keys apart and nothing about them: 16 hexadecimal digits. */
export const fingerprintOf = (key: Uint8Array): string =>
  createHash('sha256').update('fingerprint\n').update(key).digest('hex').slice(0, 16);

/** A key as it is written down: base64. */
export const writeKey = (key: Uint8Array): string => Buffer.from(key).toString('base64');

/** 32 bytes as base64 (with or without its `=`) or as 64 hexadecimal digits; null when it is neither. */
export function readKey(text: string): Buffer | null {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z\d+/]{43}=?$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  // The last letter holds two bits too many: a slip there would otherwise pass unseen.
  return key.toString('base64').startsWith(text.slice(0, 43)) ? key : null;
}
