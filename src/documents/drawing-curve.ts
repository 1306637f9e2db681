import type { Canvas } from '@napi-rs/canvas';
import type { CurveDrawing } from './drawing.ts';
import { GREY, INK, LINE, MARGIN, openBoard, type Pen, setFont, WIDTH, write } from './drawing-board.ts';

const HEIGHT = 764;
/** Room for the numbers to the left, the deadline's word and what is said at the curve's end above, and the days below. */
const LEFT = MARGIN + 96;
const RIGHT = WIDTH - MARGIN - 12;
const ABOVE = 108;
const BELOW = 168;
const DONE = '#17794a';
const LATE = '#b3321a';

const AXIS = { size: 27, colour: GREY } as const;

interface Plot {
  pen: Pen;
  x(at: number): number;
  y(share: number): number;
}

/** How many have acknowledged as time goes on, with the deadline and every reminder. */
export function drawCurve(drawing: CurveDrawing): Canvas {
  const { canvas, pen, top } = openBoard(drawing, HEIGHT);
  const bottom = top + HEIGHT - BELOW;
  const plot: Plot = {
    pen,
    x: (at) => LEFT + at * (RIGHT - LEFT),
    y: (share) => bottom - share * (bottom - top - ABOVE),
  };
  drawAxes(plot, drawing);
  drawLine(plot, drawing);
  drawReminders(plot, drawing);
  if (drawing.deadline) drawDeadline(plot, drawing.deadline);
  drawLast(plot, drawing);
  return canvas;
}

function drawAxes({ pen, x, y }: Plot, { levels, moments }: CurveDrawing): void {
  pen.lineWidth = 2;
  for (const { at, label } of levels) {
    pen.strokeStyle = at === 0 ? INK : LINE;
    pen.beginPath();
    pen.moveTo(x(0), y(at));
    pen.lineTo(x(1), y(at));
    pen.stroke();
    write(pen, label, [LEFT - 14, y(at)], { ...AXIS, align: 'right' }, LEFT - MARGIN - 8);
  }
  for (const { at, label } of moments) {
    pen.strokeStyle = INK;
    pen.beginPath();
    pen.moveTo(x(at), y(0));
    pen.lineTo(x(at), y(0) + 10);
    pen.stroke();
    const align = at === 0 ? 'left' : at === 1 ? 'right' : 'center';
    write(pen, label, [at === 0 ? x(0) - 40 : x(at), y(0) + 84], { ...AXIS, align });
  }
}

function drawLine({ pen, x, y }: Plot, { shares, until }: CurveDrawing): void {
  const step = until / Math.max(shares.length - 1, 1);
  const trace = () => {
    pen.beginPath();
    for (const [place, share] of shares.entries()) {
      if (place === 0) pen.moveTo(x(0), y(share));
      else pen.lineTo(x(place * step), y(share));
    }
  };
  trace();
  pen.lineTo(x(until), y(0));
  pen.lineTo(x(0), y(0));
  pen.closePath();
  pen.fillStyle = 'rgba(23, 121, 74, 0.14)';
  pen.fill();
  trace();
  pen.strokeStyle = DONE;
  pen.lineWidth = 6;
  pen.lineJoin = 'round';
  pen.stroke();
}

/** Half as wide as a mark, alone and where many stand close together. */
const [WIDE, NARROW] = [13, 3];

/** Small triangles below the axis, and what they are. */
function drawReminders({ pen, x, y }: Plot, { reminders, remindersLabel }: CurveDrawing): void {
  pen.fillStyle = INK;
  const gaps = reminders.slice(1).map((at, before) => x(at) - x(reminders[before]!));
  const half = Math.min(WIDE, Math.max(NARROW, Math.min(...gaps) / 2));
  for (const at of reminders) triangle(pen, [x(at), y(0) + 22], half);
  if (reminders.length === 0) return;
  triangle(pen, [MARGIN + 14, y(0) + 122], WIDE);
  write(pen, remindersLabel, [MARGIN + 40, y(0) + 136], { size: 27 });
}

function triangle(pen: Pen, [x, top]: [number, number], half: number): void {
  pen.beginPath();
  pen.moveTo(x, top);
  pen.lineTo(x + half, top + 24);
  pen.lineTo(x - half, top + 24);
  pen.closePath();
  pen.fill();
}

function drawDeadline({ pen, x, y }: Plot, { at, label }: { at: number; label: string }): void {
  pen.save();
  pen.strokeStyle = LATE;
  pen.lineWidth = 4;
  pen.setLineDash([16, 12]);
  pen.beginPath();
  pen.moveTo(x(at), y(0));
  pen.lineTo(x(at), y(1) - ABOVE + 48);
  pen.stroke();
  pen.restore();
  const words = { size: 27, isBold: true, colour: LATE } as const;
  setFont(pen, words);
  const width = pen.measureText(label).width;
  const from = Math.min(Math.max(x(at) - width / 2, LEFT), RIGHT - width);
  write(pen, label, [from, y(1) - ABOVE + 28], words);
}

/** How many it is now, beside the curve's end. */
function drawLast({ pen, x, y }: Plot, { shares, until, last }: CurveDrawing): void {
  const [endX, endY] = [x(until), y(shares.at(-1) ?? 0)];
  pen.fillStyle = DONE;
  pen.beginPath();
  pen.arc(endX, endY, 11, 0, 2 * Math.PI);
  pen.fill();
  const words = { size: 32, isBold: true, colour: DONE } as const;
  setFont(pen, words);
  const width = pen.measureText(last).width + 24;
  const left = Math.min(Math.max(endX - width - 18, LEFT + 8), RIGHT - width);
  // The curve never falls: above its end there is nothing of it.
  const middle = endY - 40;
  pen.fillStyle = 'rgba(255, 255, 255, 0.85)';
  pen.fillRect(left, middle - 22, width, 44);
  write(pen, last, [left + 12, middle], words);
}
