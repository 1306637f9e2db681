import type { Canvas } from '@napi-rs/canvas';
import type { HeatDrawing } from './drawing.ts';
import { GREY, INK, INNER, LINE, MARGIN, nameLines, openBoard, type Pen, setFont, write } from './drawing-board.ts';

const NAMES = 300;
const CELL = { height: 74, font: 28 } as const;
const HEAD = 52;
const LEGEND = 64;

/** From nothing done to all done, by lightness alone; the number in each cell says it too. */
const SHADES = ['#f3f6f4', '#cfe5d8', '#9fcdb4', '#5fa884', '#17794a'] as const;
const shadeOf = (share: number): number => (share >= 1 ? 4 : Math.min(3, Math.floor(share * 4)));

/** Units below one another, days beside one another. */
export function drawHeat(drawing: HeatDrawing): Canvas {
  const { days, rows, legend } = drawing;
  const { canvas, pen, top } = openBoard(drawing, HEAD + rows.length * CELL.height + LEGEND);
  const width = (INNER - NAMES) / Math.max(days.length, 1);
  const x = (day: number) => MARGIN + NAMES + day * width;
  for (const [day, label] of days.entries()) {
    write(pen, label, [x(day) + width / 2, top + HEAD / 2], { size: 23, colour: GREY, align: 'center' }, width - 2);
  }
  for (const [row, { name, cells }] of rows.entries()) {
    const y = top + HEAD + row * CELL.height;
    writeName(pen, name, y);
    for (const [day, { share, label }] of cells.entries()) {
      drawCell(pen, { x: x(day), y, width, height: CELL.height }, share, label);
    }
  }
  drawLegend(pen, legend, top + HEAD + rows.length * CELL.height);
  return canvas;
}

function writeName(pen: Pen, name: string, y: number): void {
  const words = { size: 26 } as const;
  setFont(pen, words);
  const lines = nameLines(pen, name, NAMES - 16, 2);
  for (const [at, line] of lines.entries()) {
    write(pen, line, [MARGIN, y + CELL.height / 2 + (at - (lines.length - 1) / 2) * 32], words, NAMES - 16);
  }
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function drawCell(pen: Pen, { x, y, width, height }: Box, share: number | null, label: string): void {
  const shade = share === null ? null : shadeOf(share);
  pen.fillStyle = shade === null ? '#ffffff' : SHADES[shade]!;
  pen.fillRect(x, y, width, height);
  pen.strokeStyle = LINE;
  pen.lineWidth = 2;
  pen.strokeRect(x, y, width, height);
  const colour = shade === null ? GREY : shade === 4 ? '#ffffff' : INK;
  const words = { size: CELL.font, isBold: shade === 0, colour, align: 'center' } as const;
  write(pen, label, [x + width / 2, y + height / 2 + 1], words, width - 4);
}

function drawLegend(pen: Pen, legend: HeatDrawing['legend'], top: number): void {
  let x = MARGIN;
  for (const { share, label } of legend) {
    drawCell(pen, { x, y: top + 20, width: 44, height: 32 }, share, '');
    const words = { size: 24, colour: GREY } as const;
    setFont(pen, words);
    write(pen, label, [x + 54, top + 36], words);
    x += 54 + pen.measureText(label).width + 26;
  }
}
