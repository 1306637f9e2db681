import { createHash } from 'node:crypto';
import type { UploadedFile } from './parameters.ts';

export type FileKind = 'document' | 'photo' | 'sticker';

export interface StoredFile extends UploadedFile {
  kind: FileKind;
  fileId: string;
  fileUniqueId: string;
  path: string;
  /** SHA-256 of the content, so that a test can see how often one file was uploaded. */
  digest: string;
}

/** All files that went through the stand-in, by file_id; counts how often the bot uploaded each content. */
export class FileStore {
  readonly #byId = new Map<string, StoredFile>();
  readonly #byPath = new Map<string, StoredFile>();
  readonly #uploads = new Map<string, number>();

  add(file: UploadedFile, kind: FileKind): StoredFile {
    const number = this.#byId.size + 1;
    const extension = /\.[A-Za-z\d]{1,10}$/.exec(file.name)?.[0] ?? '';
    const stored: StoredFile = {
      ...file,
      kind,
      fileId: `Bx${kind[0]!.toUpperCase()}ACAgUAAxkBAAM${number.toString(36).padStart(8, '0')}`,
      fileUniqueId: `AgAD${number.toString(36).padStart(8, '0')}`,
      path: `${kind}s/file_${number}${extension}`,
      digest: digest(file.bytes),
    };
    this.#byId.set(stored.fileId, stored);
    this.#byPath.set(stored.path, stored);
    return stored;
  }

  /** As `add`, for a file that came with a request of the bot. */
  upload(file: UploadedFile, kind: FileKind): StoredFile {
    const stored = this.add(file, kind);
    this.#uploads.set(stored.digest, (this.#uploads.get(stored.digest) ?? 0) + 1);
    return stored;
  }

  /** How often the bot has uploaded exactly this content. */
  uploadCount(bytes: Buffer): number {
    return this.#uploads.get(digest(bytes)) ?? 0;
  }

  byId(fileId: string): StoredFile | undefined {
    return this.#byId.get(fileId);
  }

  byPath(path: string): StoredFile | undefined {
    return this.#byPath.get(path);
  }
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
