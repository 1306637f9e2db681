/** What all pictures share: a board of a telephone's width, its letters, and a head. Loaded by the process that draws, and nowhere else. */
import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { shortenName } from '../lib/text.ts';

/** Pixels: what a telephone is wide. */
export const WIDTH = 1_080;
export const MARGIN = 48;
export const INNER = WIDTH - 2 * MARGIN;

export const INK = '#1d2733';
export const GREY = '#5a6673';
export const LINE = '#d5dbe1';

const FONTS = { regular: '400Regular/BeVietnamPro_400Regular', bold: '600SemiBold/BeVietnamPro_600SemiBold' };
const require = createRequire(import.meta.url);
for (const [name, file] of Object.entries(FONTS)) {
  GlobalFonts.registerFromPath(require.resolve(`@expo-google-fonts/be-vietnam-pro/${file}.ttf`), name);
}

export type Pen = SKRSContext2D;

export interface Words {
  size: number;
  isBold?: boolean;
  colour?: string;
  align?: 'left' | 'center' | 'right';
}

/** Sets the letters that are written next. */
export function setFont(pen: Pen, { size, isBold = false, colour = INK, align = 'left' }: Words): void {
  pen.font = `${size}px ${isBold ? 'bold' : 'regular'}`;
  pen.fillStyle = colour;
  pen.textAlign = align;
  pen.textBaseline = 'middle';
}

/** Writes one line, its middle at `y`; what does not fit ends in an ellipsis. */
export function write(pen: Pen, text: string, [x, y]: [number, number], words: Words, most = INNER): void {
  setFont(pen, words);
  pen.fillText(fitted(pen, text, most), x, y);
}

/** So much of a text as fits, with an ellipsis for what does not. */
export function fitted(pen: Pen, text: string, most: number): string {
  if (pen.measureText(text).width <= most) return text;
  const letters = [...text];
  let [fits, fails] = [0, letters.length];
  const cut = (count: number) => `${letters.slice(0, count).join('').trimEnd()}…`;
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1;
    if (pen.measureText(cut(middle)).width <= most) fits = middle;
    else fails = middle;
  }
  return cut(fits);
}

/** A text in at most so many lines, the last of them shortened. */
export function wrapped(pen: Pen, text: string, most: number, lines: number): string[] {
  const found: string[] = [];
  let rest = text.split(/\s+/).filter(Boolean);
  while (rest.length > 0 && found.length < lines - 1) {
    let count = 1;
    while (count < rest.length && pen.measureText(rest.slice(0, count + 1).join(' ')).width <= most) count += 1;
    found.push(fitted(pen, rest.slice(0, count).join(' '), most));
    rest = rest.slice(count);
  }
  return rest.length > 0 ? [...found, fitted(pen, rest.join(' '), most)] : found;
}

/** A unit's name in so many lines, shortened in its middle where it has to be. */
export function nameLines(pen: Pen, name: string, most: number, lines: number): string[] {
  const holds = (text: string) => {
    const found = wrapped(pen, text, most, lines);
    return found.join(' ') === text.split(/\s+/).filter(Boolean).join(' ') ? found : null;
  };
  let [fits, fails] = [1, [...name].length + 1];
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1;
    if (holds(shortenName(name, middle))) fits = middle;
    else fails = middle;
  }
  return wrapped(pen, shortenName(name, fits), most, lines);
}

const TITLE: Words = { size: 42, isBold: true };
const SUBTITLE: Words = { size: 31, colour: GREY };
const TITLE_LINE = 54;
const SUBTITLE_LINE = 42;

export interface Board {
  canvas: Canvas;
  pen: Pen;
  /** Where the picture begins, below the head. */
  top: number;
}

const NOTE: Words = { size: 26, colour: GREY };
const NOTE_LINE = 36;

/** A white board with its head and, at the foot, its note; `height` is what the picture itself takes. */
export function openBoard(
  { title, subtitle, note }: { title: string; subtitle: string; note: string },
  height: number,
): Board {
  const measure = createCanvas(1, 1).getContext('2d');
  const linesOf = (text: string, words: Words, most: number) => {
    setFont(measure, words);
    return wrapped(measure, text, INNER, most);
  };
  const [titles, subtitles, notes] = [linesOf(title, TITLE, 2), linesOf(subtitle, SUBTITLE, 3), linesOf(note, NOTE, 3)];
  const top = MARGIN + titles.length * TITLE_LINE + subtitles.length * SUBTITLE_LINE + 20;
  const canvas = createCanvas(WIDTH, top + height + notes.length * NOTE_LINE + MARGIN);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  let y = MARGIN;
  const writeAll = (texts: string[], words: Words, line: number) => {
    for (const text of texts) {
      write(pen, text, [MARGIN, y + line / 2], words);
      y += line;
    }
  };
  writeAll(titles, TITLE, TITLE_LINE);
  writeAll(subtitles, SUBTITLE, SUBTITLE_LINE);
  y = top + height + MARGIN / 4;
  writeAll(notes, NOTE, NOTE_LINE);
  return { canvas, pen, top };
}
