import type { Button } from '../screens/screen.ts';

/** A file that the bot makes itself. */
export interface Upload {
  name: string;
  caption: string;
  keyboard?: Button[][];
  make(): Promise<Uint8Array>;
  /** What has the same key is the same file, and is uploaded once. */
  key?: string;
}

/** What Telegram answers when it has taken a file. */
export interface Filed {
  photo?: { file_id: string }[];
  document?: { file_id: string };
}

/** So many files that were uploaded are known again. */
const KNOWN = 500;

/** What was uploaded is sent by its id ever after: Telegram slows and refuses repeated uploads. */
export class Uploads {
  readonly #known = new Map<string, string>();

  /** As a request carries it: the id, or the bytes, made now. */
  async fileOf({ name, key = '', make }: Upload): Promise<string | { source: Buffer; filename: string }> {
    return this.#known.get(key) ?? { source: Buffer.from(await make()), filename: name };
  }

  learn({ key }: Upload, sent: Filed | null | undefined): void {
    const fileId = sent?.photo?.at(-1)?.file_id ?? sent?.document?.file_id;
    if (!key || !fileId) return;
    if (this.#known.size >= KNOWN) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(key, fileId);
  }
}
