import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { drawPicture, endPainter } from '../../src/documents/chart-drawing.ts';
import type { BarsDrawing, CurveDrawing, Drawing, HeatDrawing } from '../../src/documents/drawing.ts';
import { packageRoot } from '../../src/i18n.ts';

afterAll(endPainter);

const LONG = 'Ban Quản lý rừng phòng hộ đầu nguồn và phát triển nông thôn khu vực số 12 '.repeat(4);
const head = { title: 'Công điện 12/CĐ-SNNMT', subtitle: 'Đã xác nhận 3/7', note: '' };

const bars = (count: number, name: string, value: number): BarsDrawing => ({
  ...head,
  kind: 'bars',
  legend: [
    { look: 'done', label: 'Đã xác nhận' },
    { look: 'late', label: LONG },
  ],
  bars: Array.from({ length: count }, () => ({
    name,
    note: '1.234/5.678',
    parts: [
      { look: 'done', value, label: String(value) },
      { look: 'absent', value: 1, label: '1' },
    ],
  })),
});

const curve = (shares: number[], at: number[]): CurveDrawing => ({
  ...head,
  kind: 'curve',
  shares,
  until: 1,
  last: '3/7 (43%)',
  levels: [{ at: 0, label: '0%' }],
  moments: [{ at: 1, label: '17:00 21/11' }],
  deadline: at.length > 0 ? { at: at[0]!, label: LONG } : null,
  reminders: at,
  remindersLabel: 'Nhắc 2 lần',
});

const heat = (rows: number, days: number, share: number | null): HeatDrawing => ({
  ...head,
  kind: 'heat',
  days: Array.from({ length: days }, () => '21/11'),
  rows: Array.from({ length: rows }, () => {
    return { name: LONG, cells: Array.from({ length: days }, () => ({ share, label: '100' })) };
  }),
  legend: [{ share: 1, label: 'đủ 100%' }],
});

const DRAWINGS: [string, Drawing][] = [
  ['one unit', bars(1, 'Hạt Kiểm lâm số 1', 3)],
  ['thirteen with names that do not fit', bars(13, LONG, 5_000)],
  ['no unit at all', bars(0, '', 0)],
  ['a name without a letter', bars(1, '', 0)],
  ['words that are one', bars(1, 'x'.repeat(400), 1)],
  ['signs that no letter has', { ...bars(1, '🚫 \u0301\u202e<b>', 1), title: `${'W'.repeat(300)}\n\t` }],
  ['a curve', curve([0, 0.3, 0.9, 1], [0.2, 0.5])],
  ['a curve of one moment', curve([0], [])],
  ['a curve with a deadline at its very end', curve([0, 0], [1])],
  ['days', heat(13, 10, 0.5)],
  ['days without anything', heat(0, 0, null)],
  ['days on which nothing was due', heat(1, 10, null)],
];

const widthOf = (png: Buffer): number => png.readUInt32BE(16);

describe('a picture', () => {
  test.each(DRAWINGS)('of %s is a PNG of a telephone’s width', async (_, drawing) => {
    const png = await drawPicture(drawing);
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(widthOf(png)).toBe(1_080);
    // What Telegram takes as a photo: 10 MB, and no side far longer than the other.
    expect(png.length).toBeLessThan(1_000_000);
    expect(png.readUInt32BE(20)).toBeLessThan(2_400);
  });

  test('is the same each time, and many at once are each their own', async () => {
    const drawn = await Promise.all(DRAWINGS.map(([, drawing]) => drawPicture(drawing)));
    for (const [at, [, drawing]] of DRAWINGS.entries()) {
      expect(drawn[at]!.equals(await drawPicture(drawing))).toBe(true);
    }
  });

  test('that cannot be drawn is nobody else’s loss', async () => {
    const broken = { kind: 'bars', title: 'x' } as unknown as Drawing;
    await expect(drawPicture(broken)).rejects.toThrow('not drawn');
    expect(widthOf(await drawPicture(DRAWINGS[0]![1]))).toBe(1_080);
  });

  test('is drawn by a new process where the one before has ended', async () => {
    const under = drawPicture(DRAWINGS[1]![1]);
    endPainter();
    await expect(under).rejects.toThrow('has ended');
    expect(widthOf(await drawPicture(DRAWINGS[0]![1]))).toBe(1_080);
  });

  test('keeps no process from ending once it is drawn', () => {
    const module = pathToFileURL(join(packageRoot, 'dist/src/documents/chart-drawing.js')).href;
    const program = `
      const { drawPicture } = await import(${JSON.stringify(module)});
      console.log((await drawPicture(${JSON.stringify(DRAWINGS[0]![1])})).length);`;
    // It would end by itself only after the twenty seconds that the painter waits for the next picture.
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 15_000 });
    expect(Number(said)).toBeGreaterThan(1_000);
  });
});
