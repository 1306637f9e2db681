import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** How a picture's pixels stand: bits of each, and whether they are grey or colours. */
export interface PngKind {
  width: number;
  height: number;
  depth: 1 | 8;
  colour: 'grey' | 'colours';
}

/** A PNG of rows that were deflated, each beginning with its filter's number. */
export function writePng({ width, height, depth, colour }: PngKind, deflated: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = depth;
  head[9] = colour === 'grey' ? 0 : 2;
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', deflated), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
