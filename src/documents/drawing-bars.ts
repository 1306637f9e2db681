import type { Canvas } from '@napi-rs/canvas';
import type { BarsDrawing } from './drawing.ts';
import { fitted, INK, INNER, MARGIN, nameLines, openBoard, type Pen, setFont, write } from './drawing-board.ts';
import { fillBox } from './drawing-looks.ts';

const NAME = { size: 30 } as const;
const NOTE = { size: 30, isBold: true, align: 'right' } as const;
const LABEL = { size: 25, isBold: true, align: 'center' } as const;
const LEGEND = { size: 28 } as const;
const LEGEND_LINE = 50;
const SWATCH = { width: 54, height: 34 } as const;
/** Pixels that the smallest part is wide: whatever there is can be seen. */
const LEAST = 8;
/** A bar's name above it, the bar, and the room below. */
const ROW = { name: 42, bar: 40, gap: 22 } as const;

/** Units below one another, each with a bar as wide as the picture: shares are compared, not sizes. */
export function drawBars(drawing: BarsDrawing): Canvas {
  const rowHeight = ROW.name + ROW.bar + ROW.gap;
  const places = legendPlaces(drawing);
  const legendHeight = (places.at(-1)?.y ?? 0) + LEGEND_LINE + 16;
  const { canvas, pen, top } = openBoard(drawing, legendHeight + drawing.bars.length * rowHeight);
  for (const [at, { look, label }] of drawing.legend.entries()) {
    const { x, y } = places[at]!;
    const middle = top + y + LEGEND_LINE / 2;
    fillBox(pen, { x, y: middle - SWATCH.height / 2, ...SWATCH }, look);
    write(pen, label, [x + SWATCH.width + 14, middle], LEGEND);
  }
  for (const [at, bar] of drawing.bars.entries()) drawBar(pen, bar, top + legendHeight + at * rowHeight);
  return canvas;
}

/** One after another, in as many lines as they need. */
function legendPlaces(drawing: BarsDrawing): { x: number; y: number }[] {
  const { pen } = openBoard({ title: '', subtitle: '', note: '' }, 1);
  setFont(pen, LEGEND);
  let [x, y]: [number, number] = [MARGIN, 0];
  return drawing.legend.map(({ label }) => {
    const width = SWATCH.width + 14 + pen.measureText(label).width + 36;
    if (x > MARGIN && x + width - 36 > MARGIN + INNER) [x, y] = [MARGIN, y + LEGEND_LINE];
    const place = { x, y };
    x += width;
    return place;
  });
}

function drawBar(pen: Pen, { name, note, parts }: BarsDrawing['bars'][number], y: number): void {
  setFont(pen, NOTE);
  const noteWidth = pen.measureText(note).width;
  write(pen, note, [MARGIN + INNER, y + ROW.name / 2], NOTE);
  setFont(pen, NAME);
  const [line = ''] = nameLines(pen, name, INNER - noteWidth - 24, 1);
  write(pen, line, [MARGIN, y + ROW.name / 2], NAME);
  const sum = parts.reduce((total, { value }) => total + value, 0);
  let x = MARGIN;
  const box = { y: y + ROW.name, height: ROW.bar };
  const present = parts.filter(({ value }) => value > 0);
  const shared = INNER - present.length * LEAST;
  const boxes = present.map((part) => {
    const width = LEAST + (part.value / sum) * shared;
    const placed = { ...box, x, width };
    x += width;
    return { ...part, placed };
  });
  for (const { look, placed } of boxes) fillBox(pen, placed, look);
  for (const { label, placed } of boxes) writeInside(pen, label, placed);
  pen.strokeStyle = INK;
  pen.lineWidth = 2;
  pen.strokeRect(MARGIN, box.y, INNER, box.height);
}

/** A number on a part of a bar, on a ground of its own so that no pattern hides it; left out where it has no room. */
function writeInside(pen: Pen, label: string, box: { x: number; y: number; width: number; height: number }): void {
  setFont(pen, LABEL);
  const width = pen.measureText(label).width + 16;
  if (width + 6 > box.width || fitted(pen, label, box.width) !== label) return;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  pen.fillStyle = '#ffffff';
  pen.beginPath();
  pen.roundRect(x - width / 2, y - 16, width, 32, 8);
  pen.fill();
  write(pen, label, [x, y + 1], LABEL);
}
