import { createDecipheriv, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decrypt,
  deriveKey,
  encrypt,
  fingerprintOf,
  isSameMark,
  markOf,
  newKey,
  readKey,
  SEAL_BYTES,
  SealBroken,
  seal,
  unseal,
  writeKey,
} from '../../src/lib/sealing.ts';

const key = newKey();
const secret = Buffer.from('Sốt 38,5 độ, ho, đau họng');

test('what was sealed opens with its key and for its purpose, whatever it is', () => {
  const bytes = fc.uint8Array({ maxLength: 2_000 });
  fc.assert(
    fc.property(bytes, fc.string({ unit: 'grapheme' }), (plain, purpose) => {
      const sealed = seal(key, plain, purpose);
      expect(sealed).toHaveLength(plain.length + SEAL_BYTES);
      expect(unseal(key, sealed, purpose)).toEqual(Buffer.from(plain));
    }),
  );
});

test('the same words are sealed differently each time, and nothing of them can be seen', () => {
  const all = Array.from({ length: 50 }, () => seal(key, secret, 'x').toString('latin1'));
  expect(new Set(all).size).toBe(50);
  for (const sealed of all) expect(sealed).not.toContain(secret.toString('latin1').slice(0, 6));
});

test('another key and another purpose are refused', () => {
  const sealed = seal(key, secret, 'record 1');
  expect(() => unseal(newKey(), sealed, 'record 1')).toThrow(SealBroken);
  expect(() => unseal(key, sealed, 'record 2')).toThrow(SealBroken);
  expect(() => unseal(key, sealed, '')).toThrow(SealBroken);
});

test('whatever was changed, cut off or put on is refused, at every place', () => {
  const sealed = seal(key, secret, 'x');
  for (let place = 0; place < sealed.length; place += 1) {
    const changed = Buffer.from(sealed);
    changed[place]! ^= 1 << (place % 8);
    expect(() => unseal(key, changed, 'x'), `byte ${place}`).toThrow(SealBroken);
    expect(() => unseal(key, sealed.subarray(0, place), 'x'), `first ${place}`).toThrow(SealBroken);
    if (place > 0) expect(() => unseal(key, sealed.subarray(place), 'x'), `from ${place}`).toThrow(SealBroken);
  }
  expect(() => unseal(key, Buffer.concat([sealed, Buffer.of(0)]), 'x')).toThrow(SealBroken);
});

test('the nonce may stand apart, and is the usual one: other programmes can read it', () => {
  const { nonce, sealed } = encrypt(key, secret);
  expect(decrypt(key, { nonce, sealed })).toEqual(secret);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  expect(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])).toEqual(secret);
});

test('a derived key is the one of RFC 5869, another for each use, and tells nothing of the key that it comes from', () => {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(key).digest();
  const expanded = createHmac('sha256', extracted).update('work pass\x01').digest();
  expect(deriveKey(key, 'work pass')).toEqual(expanded);
  const derived = [deriveKey(key, 'a'), deriveKey(key, 'b'), deriveKey(newKey(), 'a'), key];
  expect(new Set(derived.map(writeKey)).size).toBe(4);
});

test('a mark is the same only for the same key and content, and a part of one is none', () => {
  const bytes = fc.uint8Array({ maxLength: 100 });
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const mark = markOf(key, one, 16);
      expect(mark).toHaveLength(16);
      expect(isSameMark(mark, markOf(key, one, 16))).toBe(true);
      expect(isSameMark(mark, markOf(key, other, 16))).toBe(Buffer.from(one).equals(other));
      expect(isSameMark(mark, markOf(newKey(), one, 16))).toBe(false);
      expect(isSameMark(mark, mark.subarray(0, 15))).toBe(false);
    }),
  );
});

test('a key is read as it is written, in base64 or hexadecimal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const hex = Buffer.from(bytes).toString('hex');
      for (const text of [writeKey(bytes), writeKey(bytes).replace('=', ''), hex, hex.toUpperCase()]) {
        expect(readKey(text)).toEqual(Buffer.from(bytes));
      }
    }),
  );
});

test.each([
  ['nothing', ''],
  ['a password', 'changeme'],
  ['a key that is too short', writeKey(Buffer.alloc(31, 7))],
  ['a key that is too long', writeKey(Buffer.alloc(33, 7))],
  ['hexadecimal with a digit missing', 'a'.repeat(63)],
  ['hexadecimal with a foreign letter', `${'a'.repeat(63)}g`],
  ['base64 with a slip in its last letter', `${'A'.repeat(42)}B=`],
  ['base64 for addresses', `${'-'.repeat(43)}=`],
  ['a key within quotation marks', `"${writeKey(key)}"`],
  ['two lines', `${writeKey(key)}\n${writeKey(key)}`],
])('%s is not taken for a key', (_, text) => {
  expect(readKey(text)).toBeNull();
});

test('a fingerprint tells keys apart and is none of their letters', () => {
  expect(fingerprintOf(key)).toMatch(/^[\da-f]{16}$/);
  expect(fingerprintOf(Buffer.from(key))).toBe(fingerprintOf(key));
  expect(fingerprintOf(newKey())).not.toBe(fingerprintOf(key));
  expect(key.toString('hex')).not.toContain(fingerprintOf(key));
});
