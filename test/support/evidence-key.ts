import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key file of a test's own, of 32 bytes filled with these words. */
export function evidenceKeyPem(words: string): string {
  const der = Buffer.concat([PKCS8, Buffer.alloc(32, words)]).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
}

/** For settings in tests: without it a key file would be made beside the database, with a warning. */
export const EVIDENCE_KEY_FILE = join(tmpdir(), 'bao-nhan-test-evidence-key');

if (!existsSync(EVIDENCE_KEY_FILE)) {
  const making = `${EVIDENCE_KEY_FILE}.${process.pid}`;
  writeFileSync(making, evidenceKeyPem('the evidence key of the tests'), { mode: 0o600 });
  renameSync(making, EVIDENCE_KEY_FILE);
}
