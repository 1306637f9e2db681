import { foldText } from '../../lib/text.ts';
import { readDay } from '../people/roster-rows.ts';
import type { LevelWish } from './area-level-actions.ts';
import { type Hazard, levelIn } from './hazard.ts';
import { provinceOf } from './place.ts';

export const levelColumns = ['hazard', 'province', 'level', 'from', 'until', 'directive'] as const;
type Column = (typeof levelColumns)[number];

export interface LevelRows {
  header: readonly string[];
  rows: readonly { line: number; cells: Readonly<Record<string, string>> }[];
}

/** A line that does not fit: which column, and what stood there. */
export interface LevelFault {
  line: number;
  code:
    | 'columnMissing'
    | 'hazardUnknown'
    | 'placeUnknown'
    | 'levelUnknown'
    | 'dayUnreadable'
    | 'daysReversed'
    | 'numberUnknown';
  params: { column: string; value: string };
}

export interface LevelsKnown {
  hazards: readonly Hazard[];
  today: string;
  /** The directive that was issued here under this number. */
  directiveOf(number: string): number | null;
}

/** Lines of a file as levels to set, or every fault of theirs. A place is one of today's provinces or a former one, by name or code. */
export function readLevelRows(
  { header, rows }: LevelRows,
  known: LevelsKnown,
): { wishes: LevelWish[]; faults: LevelFault[] } {
  const names = new Map(header.map((name) => [name.trim().toLowerCase(), name]));
  const missing = (['hazard', 'province', 'level'] as const).filter((column) => !names.has(column));
  if (missing.length > 0) {
    return {
      wishes: [],
      faults: missing.map((column) => ({ line: 1, code: 'columnMissing', params: { column, value: '' } })),
    };
  }
  const faults: LevelFault[] = [];
  const wishes = rows.map(({ line, cells }) => {
    const cell = (column: Column) => cells[names.get(column) ?? '']?.trim() ?? '';
    const fault = (code: LevelFault['code'], column: Column) =>
      faults.push({ line, code, params: { column, value: cell(column) } });
    return readOne(cell, fault, known);
  });
  return { wishes: faults.length > 0 ? [] : wishes, faults };
}

function readOne(
  cell: (column: Column) => string,
  fault: (code: LevelFault['code'], column: Column) => void,
  { hazards, today, directiveOf }: LevelsKnown,
): LevelWish {
  const named = foldText(cell('hazard'));
  const hazard = hazards.find(({ code, name }) => [code, name.vi, name.en].some((each) => foldText(each) === named));
  if (!hazard) fault('hazardUnknown', 'hazard');
  else if (levelIn(hazard, cell('level')) === null) fault('levelUnknown', 'level');
  const province = provinceOf(cell('province'));
  if (!province) fault('placeUnknown', 'province');
  const [fromOn, toOn] = (['from', 'until'] as const).map((column) => {
    const day = cell(column) ? readDay(cell(column)) : null;
    if (cell(column) && !day) fault('dayUnreadable', column);
    return day;
  });
  if (fromOn && toOn && toOn < fromOn) fault('daysReversed', 'until');
  const directiveId = cell('directive') ? directiveOf(cell('directive')) : null;
  if (cell('directive') && directiveId === null) fault('numberUnknown', 'directive');
  const place = { hazard: hazard?.code ?? '', province: province?.code ?? '', level: cell('level') };
  return { ...place, fromOn: fromOn ?? today, toOn: toOn ?? null, directiveId };
}
