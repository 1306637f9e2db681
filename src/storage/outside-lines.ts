/** Where lines go that must be safe on the disk before a transaction commits. */
export type WriteOutside = (lines: readonly string[]) => Promise<void>;

const nowhere: WriteOutside = async () => {
  throw new Error('a transaction leaves lines outside the database, and nobody said where');
};

/**
 * Lines that a transaction leaves outside the database: written right before it commits, and not at all when it is undone. Where
 * writing them fails, so does the transaction.
 */
export class OutsideLines {
  readonly #write: WriteOutside;
  readonly #lines: string[] = [];

  constructor(write: WriteOutside = nowhere) {
    this.#write = write;
  }

  add(line: string): void {
    this.#lines.push(line);
  }

  get count(): number {
    return this.#lines.length;
  }

  /** What came after the first so many was undone. */
  cutTo(count: number): void {
    this.#lines.length = count;
  }

  async flush(): Promise<void> {
    if (this.#lines.length > 0) await this.#write(this.#lines.splice(0));
  }
}
