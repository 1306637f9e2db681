/**
 * What a seal is and says. Each entry is linked to the one before in its stream; a seal closes over the heads of the streams that
 * have changed, over all seals before it, and is signed. Whoever changes, drops or inserts anything changes every hash after it.
 */
import { sha256 } from '../../lib/ids.ts';
import { canonicalJson } from './evidence.ts';
import { leafOf, rootOver } from './merkle.ts';

/** The head of a stream: its last link. */
export interface Head {
  stream: string;
  /** How many entries the stream has. */
  number: number;
  /** Hexadecimal. */
  link: string;
}

/** What stands in the place of the link before the first one. */
export const NO_LINK = '0'.repeat(64);

/** The link of a stream's entry: over its name, its number, the link before and the entry itself. Four lines, so that `sha256sum` can follow. */
export const linkOf = ({ stream, number, link }: Head, entryHash: string): string =>
  sha256([stream, number + 1, link, entryHash].join('\n'));

/** `entries` over new entries; `anchor` over the heads of all streams as well; the others say what became of the key or the database. */
export const sealKinds = ['begin', 'entries', 'anchor', 'rotate', 'revoke', 'restore'] as const;
export type SealKind = (typeof sealKinds)[number];

export interface Seal {
  v: 1;
  kind: SealKind;
  number: number;
  /** Begins anew after a restore: what was sealed since the backup is not in this chain. */
  epoch: number;
  at: string;
  /** The fingerprint of the key that signs it. */
  key: string;
  /** The hash of the seal before; null for the first. */
  before: string | null;
  /** The root over all seals before (see `history.ts`); null for the first. */
  history: string | null;
  /** `entries`: the root over the heads of the streams that it changes. */
  changed?: string;
  /** `anchor`: the root over the heads of all streams (see `state.ts`). */
  state?: string;
  /** `begin`, `rotate`, `revoke`: the key that holds from here on (`begin`, `revoke`) or from the next seal on (`rotate`). */
  publicKey?: string;
  /** `revoke`: which key is no longer to be believed, from which seal on. */
  revoked?: { key: string; from: number };
}

/** The bytes that are signed and hashed. */
export const lineOf = (seal: Seal): string => canonicalJson(seal);

export const sealHash = (line: string): string => sha256(line);

export const headLeaf = ({ link }: Pick<Head, 'link'>): Buffer => leafOf(Buffer.from(link, 'hex'));

/** The root over the heads that a seal changes, in the order in which its row keeps them. */
export const changedRoot = (heads: readonly Pick<Head, 'link'>[]): string =>
  rootOver(heads.map(headLeaf)).toString('hex');

/** Half of a SHA-256: nobody finds two seals that share so much of it. */
const ANCHOR_DIGITS = 32;

/** What is posted, printed or sent of a seal, so that it can be held against the chain later. */
export interface Anchor {
  epoch: number;
  number: number;
  hash: string;
}

/** `1-17 3f2a91c0 b4d5e6f7 08192a3b 4c5d6e7f`: short enough to be printed, and to be typed again. */
export function sayAnchor({ epoch, number, hash }: Anchor): string {
  return [`${epoch}-${number}`, ...hash.slice(0, ANCHOR_DIGITS).match(/.{8}/g)!].join(' ');
}

/** An anchor as somebody typed it, in whatever groups; null when it is none. */
export function readAnchor(text: string): Anchor | null {
  const match = /^(\d{1,9})-(\d{1,15})[\s:]+([\da-f\s]+)$/i.exec(text.trim());
  const hash = (match?.[3] ?? '').replace(/\s/g, '').toLowerCase();
  if (!match || hash.length < ANCHOR_DIGITS || hash.length > 64) return null;
  return { epoch: Number(match[1]), number: Number(match[2]), hash };
}
