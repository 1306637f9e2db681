import { createHash, createHmac } from 'node:crypto';
import { commitment } from './evidence.ts';

/**
 * The root over the frozen roster of an issue, fed person by person in the order of their ids.
 * Keeps one node per level, so that 100,000 people cost 17 hashes of memory (RFC 6962: leaves and nodes are told apart by a first byte).
 */
export class MerkleRoot {
  readonly #secret: Buffer;
  readonly #levels: (Buffer | undefined)[] = [];
  count = 0;

  /** `secret` (32 bytes) makes each leaf's random bytes, so that one person can be proven without showing the others. */
  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  add(receiptId: number, staffNo: string, unitCode: string): void {
    const random = createHmac('sha256', this.#secret).update(String(receiptId)).digest();
    let node = hash(0, Buffer.from(commitment('person', random, `${staffNo}\n${unitCode}`), 'hex'));
    let level = 0;
    for (; this.#levels[level]; level += 1) {
      node = hash(1, this.#levels[level]!, node);
      this.#levels[level] = undefined;
    }
    this.#levels[level] = node;
    this.count += 1;
  }

  /** Hexadecimal; the hash of nothing when nobody was added. */
  root(): string {
    const nodes = this.#levels.filter((node) => node !== undefined);
    const root = nodes.reduce<Buffer | undefined>((right, left) => (right ? hash(1, left, right) : left), undefined);
    return (root ?? createHash('sha256').digest()).toString('hex');
  }
}

function hash(prefix: number, ...parts: Buffer[]): Buffer {
  const digest = createHash('sha256').update(Buffer.of(prefix));
  for (const part of parts) digest.update(part);
  return digest.digest();
}
