import { createHmac } from 'node:crypto';
import { sha256 } from '../../lib/ids.ts';
import { commitment } from './evidence.ts';
import { leafOf, MerkleRoot } from './merkle.ts';

/** Somebody on a frozen list, as its leaf names them. */
export interface Listed {
  staffNo: string;
  unitCode: string;
}

/** Fed person by person in the order of their ids; gives each one's leaf, and the root that goes into the record. */
export class FrozenRoster {
  readonly #secret: Buffer;
  readonly #tree = new MerkleRoot();

  /** `secret` (32 bytes) makes each leaf's random bytes, so that one person can be proven without showing the others. */
  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  get count(): number {
    return this.#tree.count;
  }

  /** `id` is that of the person's line, such as a receipt. */
  add(id: number, staffNo: string, unitCode: string): Buffer {
    const leaf = rosterLeaf({ staffNo, unitCode }, rosterRandom(this.#secret, id));
    this.#tree.add(leaf);
    return leaf;
  }

  /** Hexadecimal; the hash of nothing when nobody was added. */
  root(): string {
    return this.#tree.root().toString('hex');
  }
}

export const rosterRandom = (secret: Buffer, id: number): Buffer =>
  createHmac('sha256', secret).update(String(id)).digest();

export const rosterLeaf = ({ staffNo, unitCode }: Listed, random: Buffer): Buffer =>
  leafOf(Buffer.from(commitment('person', random, `${staffNo}\n${unitCode}`), 'hex'));

/** By which the leaves of a list are found again by whoever has its secret. */
export const rosterName = (secret: Buffer): string => sha256(Buffer.concat([Buffer.from('roster\n'), secret]));
