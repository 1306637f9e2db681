import { instant } from '../../lib/clock.ts';
import { placeIn } from '../../lib/place-in.ts';

/** At which shares of those who owe a directive its life is looked at, in percent. */
export const MARKS = [50, 90, 100] as const;
export type Percent = (typeof MARKS)[number];

/** When a share was reached; null while it is not, with how many are lacking. */
export interface Mark {
  percent: Percent;
  at: Date | null;
  lacking: number;
}

/**
 * How far a directive got in a unit, and when. It is counted from what holds now: of the version in force, those who owe it today (`owed`
 * less `closed`, who left before they acknowledged) by the moment at which each acknowledged. So a paper counts from when it was
 * recorded, a person's own press takes its place and its hour, what was disputed counts no more, and whoever came later is counted.
 */
export interface Life {
  due: number;
  done: number;
  marks: Mark[];
  /** How many had acknowledged by the deadline; null while it has not passed, or where there is none. */
  byDeadline: number | null;
}

/** So many of those who owe it make a share. */
export const neededFor = (percent: Percent, due: number): number => Math.ceil((due * percent) / 100);

/** Milliseconds in order; many moments stand in several of these, since to sort 100,000 would hold up everybody else. */
export type Moments = readonly Float64Array[];

/** What was carried over from the version before was there from the beginning. */
export function lifeOf(
  due: number,
  moments: Moments,
  { since, deadlineAt }: { since: Date; deadlineAt: Date | null },
): Life {
  const done = moments.reduce((sum, part) => sum + part.length, 0);
  const marks =
    due === 0 ? [] : MARKS.map((percent) => markOf(percent, neededFor(percent, due), { moments, done, since }));
  return { due, done, marks, byDeadline: deadlineAt && countUntil(moments, deadlineAt.getTime()) };
}

function markOf(
  percent: Percent,
  needed: number,
  { moments, done, since }: { moments: Moments; done: number; since: Date },
): Mark {
  if (done < needed) return { percent, at: null, lacking: needed - done };
  return { percent, at: instant(Math.max(momentOf(moments, needed), since.getTime())), lacking: 0 };
}

const countUntil = (moments: Moments, at: number): number =>
  moments.reduce((sum, part) => sum + placeIn(part, (one) => one <= at), 0);

/** The first moment by which there were so many. */
function momentOf(moments: Moments, count: number): number {
  let low = Math.min(...moments.map((part) => part[0] ?? Number.POSITIVE_INFINITY));
  let high = Math.max(...moments.map((part) => part.at(-1) ?? Number.NEGATIVE_INFINITY));
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (countUntil(moments, middle) >= count) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Who is furthest from done first; of those who are done the last one. */
export function latestFirst<Row extends { life: Life }>(rows: readonly Row[]): Row[] {
  const lastAt = ({ life }: Row) => life.marks.at(-1)?.at?.getTime() ?? Number.POSITIVE_INFINITY;
  const share = ({ life: { done, due } }: Row) => (due === 0 ? 1 : Math.min(done / due, 1));
  return [...rows].sort((one, other) => share(one) - share(other) || lastAt(other) - lastAt(one) || 0);
}
