import { createHash } from 'node:crypto';
import { decrypt, encrypt, freshBytes, newKey, SealBroken } from '../../lib/sealing.ts';

/** What became of a wish, in the record's words; each action has one name, used for its policy, its entry and its log line. */
export interface Fact {
  /** `directive:42`, `person:1001` (that person's declarations) or `office`. */
  stream: string;
  action: string;
  at: Date;
  way: 'button' | 'typed' | 'paper' | 'phone' | 'cli' | 'clock';
  /** SHA-256 (hex) of the exact text concerned. */
  textHash?: string;
  actor: string;
  subject: string;
  details: Record<string, string | number | boolean | null | string[]>;
  /** Its details are erased with what it tells of, some day. */
  passes?: boolean;
}

const RANDOM_BYTES = 32;

export interface PrivatePart {
  label: 'actor' | 'subject' | 'details' | 'roster';
  /** The key stands apart from those that are never erased. */
  passes?: boolean;
  /** 32 bytes, kept apart; overwriting it erases the value for good and leaves the chain valid. */
  key: Buffer;
  iv: Buffer;
  /** AES-256-GCM of (32 random bytes ‖ value), with the tag at the end. */
  sealed: Buffer;
}

/** An entry in its final shape: one verbatim line of canonical JSON, and the values behind its commitments. */
export interface Entry {
  stream: string;
  action: string;
  at: Date;
  line: string;
  privateParts: PrivatePart[];
}

/** `SHA-256(label ‖ 32 random bytes ‖ value)`: proves a value to whoever is shown it, and says nothing to anybody else. */
export function commitment(label: string, random: Buffer, value: string): string {
  return createHash('sha256').update(label).update(random).update(value).digest('hex');
}

/** JSON with sorted keys and no white space, so that the same facts always give the same bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined);
  pairs.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}

/** Turns a fact into an entry. `roster` is the secret behind a frozen roster's leaves, kept beside the other private values. */
export function entryOf(fact: Fact, roster?: Buffer): Entry {
  const values: [PrivatePart['label'], string][] = [
    ['actor', fact.actor],
    ['subject', fact.subject],
    ['details', canonicalJson(fact.details)],
  ];
  if (roster) values.push(['roster', roster.toString('hex')]);
  const parts = values.map(([label, value]) => ({ label, value, random: freshBytes(RANDOM_BYTES) }));
  const commitments = Object.fromEntries(
    parts.map(({ label, random, value }) => [label, commitment(label, random, value)]),
  );
  const { stream, action, way, textHash, passes = false } = fact;
  return {
    stream,
    action,
    at: fact.at,
    line: canonicalJson({ v: 1, stream, action, at: fact.at.toISOString(), way, textHash, commitments }),
    privateParts: parts.map(({ label, random, value }) => {
      const part = seal(label, Buffer.concat([random, Buffer.from(value)]));
      return passes && label === 'details' ? { ...part, passes } : part;
    }),
  };
}

function seal(label: PrivatePart['label'], plain: Buffer): PrivatePart {
  const key = newKey();
  const { nonce, sealed } = encrypt(key, plain);
  return { label, key, iv: nonce, sealed };
}

/** What stands behind a commitment; null where it was erased. */
export interface Opened {
  random: Buffer;
  value: string;
}

export function openPart({ key, iv, sealed }: PrivatePart): Opened | null {
  try {
    const plain = decrypt(key, { nonce: iv, sealed });
    return { random: plain.subarray(0, RANDOM_BYTES), value: plain.subarray(RANDOM_BYTES).toString('utf8') };
  } catch (error) {
    // Whether it was erased lawfully is for the record to say.
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
