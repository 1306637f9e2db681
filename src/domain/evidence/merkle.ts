/** Trees of hashes as in RFC 6962: leaves and nodes are told apart by a first byte, so that neither passes for the other. */
import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

const hashOf = (...parts: readonly Uint8Array[]): Buffer => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

export const leafOf = (...content: readonly Uint8Array[]): Buffer => hashOf(LEAF, ...content);
export const nodeOf = (left: Uint8Array, right: Uint8Array): Buffer => hashOf(NODE, left, right);

/** The root over nothing. */
export const EMPTY_ROOT = hashOf();

/** The root over leaves that come one after another; keeps one node per level, so that 100,000 leaves cost 17 hashes of memory. */
export class MerkleRoot {
  readonly #levels: (Buffer | undefined)[] = [];
  count = 0;

  add(leaf: Buffer): void {
    let node = leaf;
    let level = 0;
    for (; this.#levels[level]; level += 1) {
      node = nodeOf(this.#levels[level]!, node);
      this.#levels[level] = undefined;
    }
    this.#levels[level] = node;
    this.count += 1;
  }

  root(): Buffer {
    const nodes = this.#levels.filter((node) => node !== undefined);
    const root = nodes.reduce<Buffer | undefined>((right, left) => (right ? nodeOf(left, right) : left), undefined);
    return root ?? EMPTY_ROOT;
  }
}

export function rootOver(leaves: readonly Buffer[]): Buffer {
  const tree = new MerkleRoot();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** A step towards the root: what stands beside, and on which side. */
export type Step = `${'left' | 'right'}:${string}`;

/** The way from one of these leaves to their root. */
export function pathOf(leaves: readonly Buffer[], index: number): Step[] {
  if (leaves.length <= 1) return [];
  const half = largestPowerBelow(leaves.length);
  return index < half
    ? [...pathOf(leaves.slice(0, half), index), `right:${rootOver(leaves.slice(half)).toString('hex')}`]
    : [...pathOf(leaves.slice(half), index - half), `left:${rootOver(leaves.slice(0, half)).toString('hex')}`];
}

/** Where the way leads from this leaf. */
export function climb(leaf: Buffer, path: readonly Step[]): Buffer {
  return path.reduce((node, step) => {
    const [side, hash] = step.split(':') as ['left' | 'right', string];
    const beside = Buffer.from(hash, 'hex');
    return side === 'left' ? nodeOf(beside, node) : nodeOf(node, beside);
  }, leaf);
}

/** The largest power of two that is smaller than the size: where a tree of so many leaves is divided. */
export function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
