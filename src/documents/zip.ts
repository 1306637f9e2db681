import { once } from 'node:events';
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib';

/** Why an archive was not read. */
export class ZipProblem extends Error {
  override readonly name = 'ZipProblem';
  readonly code: 'notAZip' | 'tooLarge';

  constructor(code: 'notAZip' | 'tooLarge') {
    super(code);
    this.code = code;
  }
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** The entries of an archive, never more than `most` bytes in all, whatever its headers say. Throws a ZipProblem otherwise. */
export function readZip(bytes: Buffer, most: number, wanted: (name: string) => boolean): Map<string, Buffer> {
  try {
    return readEntries(bytes, most, wanted);
  } catch (error) {
    if (error instanceof ZipProblem) throw error;
    throw new ZipProblem((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'notAZip');
  }
}

function readEntries(bytes: Buffer, most: number, wanted: (name: string) => boolean): Map<string, Buffer> {
  const end = findEnd(bytes);
  const entries = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  let left = most;
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new ZipProblem('notAZip');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (wanted(name)) {
      const content = readEntry(bytes, at, left);
      left -= content.length;
      entries.set(name, content);
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record stands at the very end, but for a comment of up to 65,535 bytes. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 65_557; at--) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new ZipProblem('notAZip');
}

function readEntry(bytes: Buffer, header: number, left: number): Buffer {
  const method = bytes.readUInt16LE(header + 10);
  const local = bytes.readUInt32LE(header + 42);
  if (bytes.readUInt32LE(local) !== LOCAL) throw new ZipProblem('notAZip');
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + bytes.readUInt32LE(header + 20));
  if (method !== 0 && method !== 8) throw new ZipProblem('notAZip');
  const isTooLarge = left <= 0 || (method === 0 && packed.length > left);
  if (isTooLarge) throw new ZipProblem('tooLarge');
  return method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: left });
}

/** What a file was deflated to, with its size and checksum before that. */
export interface Packed {
  packed: Buffer;
  size: number;
  crc: number;
}

/**
 * Deflated on a thread of its own while the next pieces are made; others have their turn after each. Throws what making a piece throws.
 */
export async function deflated(pieces: Iterable<string> | AsyncIterable<string>): Promise<Packed> {
  const deflate = createDeflateRaw({ level: 6 });
  const parts: Buffer[] = [];
  deflate.on('data', (part: Buffer) => parts.push(part));
  let [size, crc] = [0, 0];
  try {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece);
      size += bytes.length;
      crc = crc32(bytes, crc);
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    }
  } catch (error) {
    deflate.destroy();
    throw error;
  }
  const ended = once(deflate, 'end');
  deflate.end();
  await ended;
  return { packed: Buffer.concat(parts), size, crc };
}

/** An archive of these files as they are: not compressed, or as they were deflated before. */
export function writeZip(files: Iterable<[name: string, content: Buffer | Packed]>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const named = Buffer.from(name);
    const isPacked = 'packed' in content;
    const bytes = isPacked ? content.packed : content;
    // What both headers share, from "version needed" to the lengths of name and extra field.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x0800, 2); // the name is UTF-8
    if (isPacked) shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(isPacked ? content.crc : crc32(content), 10);
    shared.writeUInt32LE(bytes.length, 14);
    shared.writeUInt32LE(isPacked ? content.size : content.length, 18);
    shared.writeUInt16LE(named.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const entry = [numbers(LOCAL), shared, named, bytes];
    directory.push(numbers(CENTRAL), Buffer.from([20, 0]), shared, place, named);
    parts.push(...entry);
    offset += entry.reduce((sum, part) => sum + part.length, 0);
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  const count = directory.length / 5;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, list, numbers(END), end]);
}

function numbers(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
