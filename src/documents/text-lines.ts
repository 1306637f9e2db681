import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';

/** Longer lines are no text of ours: a directive of the greatest length takes a third of this. */
const LONGEST = 32 * 1024 * 1024;
const PIECE = 64 * 1024;
const NEWLINE = 10;

/** The lines of a file, gzipped or not, one after another; null in the place of one that is not UTF-8 or longer than anything of ours. */
export async function* linesOf(file: string): AsyncGenerator<string | null> {
  if (!(await isGzipped(file))) return yield* split(createReadStream(file));
  try {
    yield* split(createReadStream(file).pipe(createGunzip()));
  } catch (error) {
    // Cut off or damaged in between: what comes after it is no text.
    if (!(error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw error;
    yield null;
  }
}

async function isGzipped(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/** The same of bytes that come in pieces. */
export async function* split(bytes: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  let rest: Buffer[] = [];
  let length = 0;
  const take = (): string | null => {
    const line = length > LONGEST ? null : textOf(Buffer.concat(rest));
    rest = [];
    length = 0;
    return line;
  };
  const put = (part: Buffer) => {
    length += part.length;
    if (length <= LONGEST) rest.push(part);
  };
  for await (const piece of bytes) {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      put(piece.subarray(start, end));
      start = end + 1;
      yield take();
    }
    put(piece.subarray(start));
  }
  if (length > 0) yield take();
}

// A mark at the beginning is part of the text here: nothing of ours has one.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Lines as pieces of a file of some 64 KB, gzipped where that is wanted. */
export async function* filed(lines: AsyncIterable<string>, { gzipped }: { gzipped: boolean }): AsyncGenerator<Buffer> {
  const pieces = piecesOf(lines);
  if (!gzipped) yield* pieces;
  else yield* Readable.from(pieces, { objectMode: false }).pipe(createGzip()) as AsyncIterable<Buffer>;
}

async function* piecesOf(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece: string[] = [];
  let length = 0;
  for await (const line of lines) {
    piece.push(line, '\n');
    length += line.length;
    if (length < PIECE) continue;
    yield Buffer.from(piece.join(''), 'utf8');
    [piece, length] = [[], 0];
  }
  if (length > 0) yield Buffer.from(piece.join(''), 'utf8');
}

/** All of it in memory; null as soon as it is more than that. */
export async function gathered(pieces: AsyncIterable<Buffer>, most: number): Promise<Buffer | null> {
  const all: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) return null;
    all.push(piece);
  }
  return Buffer.concat(all);
}
