/**
 * The tree over the heads of all streams, by the SHA-256 of their names: a stream has one place in it and no other, so that whoever
 * shows a shorter stream than there was shows another root. A node names the bit by which its two sides differ.
 */
import { createHash } from 'node:crypto';
import { EMPTY_ROOT, leafOf } from './merkle.ts';

const BITS = 256;

/** A step towards the root: the bit at which the sides part, and the hash of the other one. */
export type StateStep = [bit: number, hash: string];

export const streamKey = (stream: string): Buffer => createHash('sha256').update(stream).digest();

interface Side {
  hash: Buffer;
  holdsTarget: boolean;
}

/** Fed stream by stream in the order of their keys; remembers the way from one of them where one is given. */
export class StateRoot {
  readonly #target: Buffer | null;
  /** Left sides that still wait for their right ones, with the bits at which they part. */
  readonly #waiting: { bit: number; side: Side }[] = [];
  #last: { key: Buffer; side: Side } | null = null;
  readonly path: StateStep[] = [];
  count = 0;

  constructor(target: string | null = null) {
    this.#target = target === null ? null : streamKey(target);
  }

  add(key: Buffer, head: string): void {
    const side = { hash: stateLeaf(key, head), holdsTarget: this.#target !== null && key.equals(this.#target) };
    if (this.#last) {
      const bit = partingBit(this.#last.key, key);
      this.#waiting.push({ bit, side: this.#fold(this.#last.side, bit) });
    }
    this.#last = { key, side };
    this.count += 1;
  }

  /** To be asked once, after the last stream. */
  root(): Buffer {
    return this.#last ? this.#fold(this.#last.side, -1).hash : EMPTY_ROOT;
  }

  /** Joins whatever waits below this bit. */
  #fold(from: Side, bit: number): Side {
    let side = from;
    while (this.#waiting.length > 0 && this.#waiting.at(-1)!.bit > bit) {
      const { bit: at, side: left } = this.#waiting.pop()!;
      if (left.holdsTarget) this.path.push([at, side.hash.toString('hex')]);
      if (side.holdsTarget) this.path.push([at, left.hash.toString('hex')]);
      side = { hash: stateNode(at, left.hash, side.hash), holdsTarget: left.holdsTarget || side.holdsTarget };
    }
    return side;
  }
}

/** Where the way leads from a stream with this head; its key says on which side it stands at each step. */
export function climbState(stream: string, head: string, path: readonly StateStep[]): Buffer {
  const key = streamKey(stream);
  return path.reduce(
    (node, [bit, hash]) => {
      const beside = Buffer.from(hash, 'hex');
      return bitAt(key, bit) === 0 ? stateNode(bit, node, beside) : stateNode(bit, beside, node);
    },
    stateLeaf(key, head),
  );
}

const stateLeaf = (key: Uint8Array, head: string): Buffer => leafOf(key, Buffer.from(head, 'hex'));

const stateNode = (bit: number, left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(Buffer.of(2, bit)).update(left).update(right).digest();

const bitAt = (key: Uint8Array, bit: number): number => (key[bit >> 3]! >> (7 - (bit & 7))) & 1;

function partingBit(one: Uint8Array, other: Uint8Array): number {
  for (let bit = 0; bit < BITS; bit += 1) if (bitAt(one, bit) !== bitAt(other, bit)) return bit;
  throw new Error('two streams with one key');
}
