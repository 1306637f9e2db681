// i18n: status:kind.*
import type { Matrix, MatrixRow } from '../domain/compliance/matrix-views.ts';
import { type Cell, sumCells } from '../domain/compliance/unit-kinds.ts';
import { backToUnit } from './attention.ts';
import { callbacks } from './callbacks.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';
import { shortNames } from './short-names.ts';
import { kindButton, leftOf } from './unit-kinds.ts';

/** Letters that a telephone shows in one line of a monospaced block. */
const WIDTH = 32;
/** Before a name: whether its heads owe something, its number, a gap. */
const BEFORE = 4;

/** Everything that a unit owes: units below one another, kinds beside one another, readable without colour. */
export function matrixScreen(matrix: Matrix & { page: number }, voice: Voice): Screen {
  const { t } = voice;
  const { unit, columns, rows: all, page } = matrix;
  const own = all.filter(({ isSelf }) => isSelf);
  const below = all.filter(({ isSelf }) => !isSelf);
  const shown = below.slice(page * PAGE, (page + 1) * PAGE);
  const place = (index: number) => String(page * PAGE + index + 1);
  if (columns.length === 0) {
    return {
      text: lines(heading(unit, voice), '', plain(t('status:matrix.none'))),
      keyboard: [[backToUnit(unit, voice)]],
    };
  }
  const numbers = shown.map((row, index) =>
    button(place(index), callbacks.unitStatus.pack({ unitId: row.unit.id, page: 0 })),
  );
  return {
    text: lines(heading(unit, voice), '', block(matrix, own, shown, place, voice), ...legend(matrix, voice)),
    keyboard: [
      ...rows(numbers, PAGE),
      ...pageRow(page, Math.ceil(below.length / PAGE), (target) =>
        callbacks.unitsStatus.pack({ unitId: unit.id, page: target }),
      ),
      columns.flatMap((kind, index) => {
        const left = leftOf(sumCells(all.map(({ cells }) => cells[index]!)));
        return left > 0 ? [kindButton(kind, left, unit.id, voice)] : [];
      }),
      [backToUnit(unit, voice)],
    ].filter((row) => row.length > 0),
  };
}

const heading = ({ name }: { name: string }, { t }: Voice): string => bold(t('status:matrix.heading', { unit: name }));

function block(
  { columns, heads }: Matrix,
  own: readonly MatrixRow[],
  shown: readonly MatrixRow[],
  place: (index: number) => string,
  voice: Voice,
): string {
  const { t } = voice;
  const wide = columns.length > 4 ? 4 : 5;
  const room = WIDTH - BEFORE - columns.length * wide;
  const whole = shown.map(({ unit }) => unit.name);
  const [headsName, ownName] = [t('status:matrix.heads'), t('status:matrix.own')];
  const width = Math.min(room, Math.max(...[...whole, headsName, ownName].map((name) => name.length)));
  const names = shortNames(whole, width);
  const line = (before: string, name: string, cells: readonly string[]) =>
    `${before.padEnd(BEFORE)}${name.slice(0, width).padEnd(width)}${cells.join('')}`;
  const cellsOf = (cells: readonly Cell[]) => cells.map((cell) => sayCell(cell, wide, voice));
  const marked = ({ doHeadsOwe }: MatrixRow, number: string) => `${doHeadsOwe ? '*' : ' '}${number.padStart(2)}`;
  return `<pre>${plain(
    [
      line(
        '',
        '',
        columns.map((kind) => t(`status:kind.short.${kind}`).padStart(wide)),
      ),
      ...(heads.some(({ due }) => due > 0) ? [line('', headsName, cellsOf(heads))] : []),
      ...own.map((row) => line(marked(row, ''), ownName, cellsOf(row.cells))),
      ...shown.map((row, index) => line(marked(row, place(index)), names[index]!, cellsOf(row.cells))),
    ].join('\n'),
  )}</pre>`;
}

/** ✅ all done, a number is what is left, a dot that nothing is owed; a tick takes the room of two letters. */
function sayCell({ due, done }: Cell, wide: number, voice: Voice): string {
  if (due === 0) return '·'.padStart(wide);
  return done >= due ? `${' '.repeat(wide - 2)}✅` : sayCount(due - done, voice).padStart(wide);
}

/** At most four letters: `999`, `1,2k`, `12k`, `2tr`. */
export function sayCount(count: number, { t }: Voice): string {
  const short = (value: number) =>
    new Intl.NumberFormat(t.locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  if (count < 1_000) return String(count);
  if (count < 999_500) return t('status:matrix.thousand', { count: short(Math.floor(count / 100) / 10) });
  return t('status:matrix.million', { count: short(Math.floor(count / 1_000_000)) });
}

function legend({ columns, rows: all, heads }: Matrix, { t }: Voice): (string | false)[] {
  const kinds = columns.map((kind) =>
    t('status:kind.legend', { short: t(`status:kind.short.${kind}`), kind: t(`status:kind.${kind}`) }),
  );
  const doHeadsOwe = all.some((row) => row.doHeadsOwe) || heads.some(({ due, done }) => done < due);
  return [
    plain(kinds.join(' · ')),
    plain(t('status:matrix.legend')),
    doHeadsOwe && plain(t('status:matrix.headsLegend')),
  ];
}
