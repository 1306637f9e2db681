import { expect, test } from 'vitest';
import { randomCode, sha256 } from '../../src/lib/ids.ts';

test('a code stands in a link as it is and never comes twice', () => {
  const codes = Array.from({ length: 2000 }, () => randomCode(16));
  for (const code of codes) expect(code).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(new Set(codes).size).toBe(codes.length);
});

test('a hash is that of the UTF-8 bytes', () => {
  const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(sha256('abc')).toBe(known);
  expect(sha256(Buffer.from('abc'))).toBe(known);
});
