import { inflateSync } from 'node:zlib';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { qrPicture } from '../../src/documents/qr.ts';

test('a QR picture has each module of the code as ten by ten pixels, in a white margin', async () => {
  const content = 'https://t.me/bao_nhan_bot?start=v2s-1-abcdefghijkl';
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const png = await qrPicture(content);
  const size = png.readUInt32BE(16);
  expect(size).toBe((modules.size + 8) * 10);
  const length = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + length));
  const width = Math.ceil(size / 8) + 1;
  const isDark = (x: number, y: number) => ((rows[y * width + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1) === 0;
  for (let y = -4; y < modules.size + 4; y++) {
    for (let x = -4; x < modules.size + 4; x++) {
      const isInside = x >= 0 && y >= 0 && x < modules.size && y < modules.size;
      for (const pixel of [0, 9]) {
        const at = isDark((x + 4) * 10 + pixel, (y + 4) * 10 + pixel);
        expect(at).toBe(isInside && modules.get(y, x) !== 0);
      }
    }
  }
});
