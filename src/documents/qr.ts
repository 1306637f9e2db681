import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { writePng } from './png.ts';

/** Pixels of one module, and modules of white around them: what a camera needs. */
const SCALE = 10;
const MARGIN = 4;

/**
 * A QR code as PNG with one bit for each pixel. The library's own picture takes about 10 ms of the main thread for colours that
 * nobody needs; this takes 1 to 4.
 */
export async function qrPicture(content: string): Promise<Buffer> {
  const { create } = await import('qrcode');
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const size = (modules.size + 2 * MARGIN) * SCALE;
  const width = Math.ceil(size / 8) + 1;
  // Ones are white; each row begins with the filter's number, 0.
  const rows = Buffer.alloc(width * size, 0xff);
  for (let y = 0; y < size; y++) rows[y * width] = 0;
  for (let y = 0; y < modules.size; y++) drawRow(rows, width, y, (x) => modules.get(y, x) !== 0, modules.size);
  const data = await promisify(deflate)(rows);
  return writePng({ width: size, height: size, depth: 1, colour: 'grey' }, data);
}

/** One row of modules, drawn once and copied to the pixel rows below. */
function drawRow(rows: Buffer, width: number, y: number, isDark: (x: number) => boolean, count: number): void {
  const first = (y + MARGIN) * SCALE * width;
  for (let x = 0; x < count; x++) {
    if (!isDark(x)) continue;
    for (let pixel = (x + MARGIN) * SCALE; pixel < (x + MARGIN + 1) * SCALE; pixel++) {
      rows[first + 1 + (pixel >> 3)]! &= ~(0x80 >> (pixel & 7));
    }
  }
  for (let copy = 1; copy < SCALE; copy++) rows.copy(rows, first + copy * width, first, first + width);
}
