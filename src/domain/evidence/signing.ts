/** The office's own key: Ed25519, as `openssl` writes and checks it. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from '../../lib/ids.ts';

/** What signs seals; the private key never leaves it. */
export interface EvidenceKey {
  fingerprint: string;
  /** SubjectPublicKeyInfo, base64: what stands in the record. */
  publicKey: string;
  sign(line: string): string;
}

/** A fresh key as the text of its file (PKCS #8, PEM). */
export const newEvidenceKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The key in a file's text; null when there is none or of another kind. */
export function readEvidenceKey(pem: string): EvidenceKey | null {
  const privateKey = parsed(() => createPrivateKey(pem));
  if (privateKey?.asymmetricKeyType !== 'ed25519') return null;
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    fingerprint: fingerprintOfKey(publicKey),
    publicKey,
    sign: (line) => sign(null, Buffer.from(line, 'utf8'), privateKey).toString('base64'),
  };
}

/** SHA-256 of the public key as DER: `openssl pkey -pubin -outform DER | sha256sum` says the same. */
export const fingerprintOfKey = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64'));

/** In groups of four, as it is printed and posted. */
export const sayFingerprint = (fingerprint: string): string => fingerprint.match(/.{4}/g)!.join(' ');

/** A fingerprint as somebody typed it: all of it, or at least its first half, which nobody can forge either. Null when it is none. */
export function readFingerprint(text: string): string | null {
  const digits = text.replace(/[\s:.-]/g, '').toLowerCase();
  return /^[\da-f]{32,64}$/.test(digits) ? digits : null;
}

/** Checks signatures by a public key; null when it is no Ed25519 key. */
export function verifierOf(publicKey: string): ((line: string, signature: string) => boolean) | null {
  const key = parsed(() => createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' }));
  if (key?.asymmetricKeyType !== 'ed25519') return null;
  return (line, signature) => verify(null, Buffer.from(line, 'utf8'), key, Buffer.from(signature, 'base64'));
}

function parsed(parse: () => KeyObject): KeyObject | null {
  try {
    return parse();
  } catch {
    return null;
  }
}
