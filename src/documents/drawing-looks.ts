import type { PartLook } from './drawing.ts';
import { INK, type Pen } from './drawing-board.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Each is told from the others by its pattern alone, and by its lightness where the picture is printed in grey. */
const LOOKS: Record<PartLook, { fill: string; pattern: (pen: Pen, box: Box) => void }> = {
  done: { fill: '#17794a', pattern: () => {} },
  open: { fill: '#f6d376', pattern: dots },
  late: { fill: '#cf4a2f', pattern: (pen, box) => stripes(pen, box, '#ffffff', 1) },
  unreachable: {
    fill: '#56606b',
    pattern: (pen, box) => {
      stripes(pen, box, '#c9d1d9', 1);
      stripes(pen, box, '#c9d1d9', -1);
    },
  },
  absent: { fill: '#ffffff', pattern: (pen, box) => stripes(pen, box, '#8b96a1', 0) },
};

/** A box in one of the looks, with a line around it. */
export function fillBox(pen: Pen, box: Box, look: PartLook): void {
  const { fill, pattern } = LOOKS[look];
  pen.save();
  pen.beginPath();
  pen.rect(box.x, box.y, box.width, box.height);
  pen.clip();
  pen.fillStyle = fill;
  pen.fillRect(box.x, box.y, box.width, box.height);
  pattern(pen, box);
  pen.restore();
  pen.strokeStyle = INK;
  pen.lineWidth = 1.5;
  pen.strokeRect(box.x, box.y, box.width, box.height);
}

const STEP = 14;

/** Slanting lines, or level ones where the slope is 0. */
function stripes(pen: Pen, { x, y, width, height }: Box, colour: string, slope: -1 | 0 | 1): void {
  pen.strokeStyle = colour;
  pen.lineWidth = slope === 0 ? 3 : 4;
  pen.beginPath();
  if (slope === 0) {
    for (let at = y + STEP / 2; at < y + height; at += STEP) {
      pen.moveTo(x, at);
      pen.lineTo(x + width, at);
    }
  } else {
    for (let at = x - height; at < x + width + height; at += STEP) {
      pen.moveTo(at, slope > 0 ? y + height : y);
      pen.lineTo(at + height, slope > 0 ? y : y + height);
    }
  }
  pen.stroke();
}

function dots(pen: Pen, { x, y, width, height }: Box): void {
  pen.fillStyle = '#8a6a12';
  for (let row = 0; row * STEP < height; row += 1) {
    for (let at = x + (row % 2 ? STEP : STEP / 2); at < x + width; at += STEP) {
      pen.beginPath();
      pen.arc(at, y + STEP / 2 + row * STEP, 2.4, 0, 2 * Math.PI);
      pen.fill();
    }
  }
}
