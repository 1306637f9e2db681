import { addMilliseconds } from '../../lib/clock.ts';
import type { DirectiveLine } from './export.ts';

/**
 * What can be had as a picture: how each unit stands (`units`), how acknowledgements of a directive came in (`curve`), and day by day
 * how far each unit was with what was issued to it (`acknowledged`) or with its health declarations (`declared`).
 */
export const chartKinds = ['units', 'curve', 'acknowledged', 'declared'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** Parts that add up to what is due: each receipt stands in one of them. */
export const standings = ['acknowledged', 'inTime', 'late', 'unreachable', 'notEnrolled'] as const;
export type Standing = Record<(typeof standings)[number], number>;

export const sumOf = (parts: Standing): number => standings.reduce((sum, name) => sum + parts[name], 0);

export interface ChartUnit {
  name: string;
  /** The unit's own people, and not those of a unit below. */
  isSelf: boolean;
}

export interface UnitBar extends ChartUnit {
  parts: Standing;
}

interface Pictured<Kind extends ChartKind> {
  kind: Kind;
  unit: { id: number; name: string };
  at: Date;
}

export interface UnitsChart extends Pictured<'units'> {
  /** Null: all that are in force, counted in receipts and not in people. */
  directive: DirectiveLine | null;
  bars: UnitBar[];
  /** What is left beside the worst. */
  others: { count: number; parts: Standing } | null;
  total: Standing;
}

export interface CurveChart extends Pictured<'curve'> {
  directive: DirectiveLine & { issuedAt: Date };
  due: number;
  /** How many had acknowledged at moments that are equally far apart, from the issue until now. */
  counts: number[];
  until: Date;
  reminders: Date[];
}

/** One day of one unit; null where nothing was due. */
export type DayShare = { done: number; due: number } | null;

export interface HeatRow extends ChartUnit {
  days: DayShare[];
}

export interface HeatChart extends Pictured<'acknowledged' | 'declared'> {
  /** `YYYY-MM-DD`, the last one is today. */
  days: string[];
  rows: HeatRow[];
  others: { count: number; days: DayShare[] } | null;
  /** Of so many directives, the newest, where not all could be counted. */
  newest: number | null;
}

export type Chart = UnitsChart | CurveChart | HeatChart;

/** Never 100 before all is done, never 0 when something is. */
export function percentOf({ done, due }: { done: number; due: number }): number {
  const rounded = due === 0 ? 0 : Math.round((done * 100) / due);
  return done > 0 && done < due ? Math.min(99, Math.max(1, rounded)) : rounded;
}

/** So many units are drawn one by one: more cannot be told apart on a telephone. */
export const MOST_UNITS = 12;

/** Those who are furthest from done come first; of equals the one with more to do. */
export function worstFirst<Row>(rows: readonly Row[], standing: (row: Row) => { done: number; due: number }): Row[] {
  const judged = rows.map((row, place) => ({ row, place, ...standing(row) })).filter(({ due }) => due > 0);
  judged.sort((one, other) => {
    return one.done / one.due - other.done / other.due || other.due - one.due || one.place - other.place;
  });
  return judged.map(({ row }) => row);
}

export const addStandings = (all: readonly Standing[]): Standing => {
  const sum = (name: keyof Standing) => all.reduce((total, one) => total + one[name], 0);
  return {
    acknowledged: sum('acknowledged'),
    inTime: sum('inTime'),
    late: sum('late'),
    unreachable: sum('unreachable'),
    notEnrolled: sum('notEnrolled'),
  };
};

export function addDays(all: readonly DayShare[][]): DayShare[] {
  const length = Math.max(0, ...all.map((days) => days.length));
  return Array.from({ length }, (_, day) => {
    const due = all.map((days) => days[day]).filter((one) => one !== null && one !== undefined);
    if (due.length === 0) return null;
    return { done: due.reduce((sum, one) => sum + one.done, 0), due: due.reduce((sum, one) => sum + one.due, 0) };
  });
}

/** The worst units, and the others as one; a single one more is shown itself. */
export function worstOf<Row>(rows: readonly Row[]): { worst: Row[]; others: Row[] } {
  const most = rows.length === MOST_UNITS + 1 ? MOST_UNITS + 1 : MOST_UNITS;
  return { worst: rows.slice(0, most), others: rows.slice(most) };
}

/** The moment of one of a curve's counts. */
export const momentOf = ({ directive, until, counts }: CurveChart, place: number): Date => {
  const length = until.getTime() - directive.issuedAt.getTime();
  return addMilliseconds(directive.issuedAt, (length * place) / (counts.length - 1));
};
