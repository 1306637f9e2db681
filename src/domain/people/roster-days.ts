import { daysLater } from '../../lib/day.ts';
import type { Post } from './post.ts';
import type { RosterFault } from './roster.ts';
import { readDay } from './roster-rows.ts';

/** The first and the last day of a post as its line says; undefined where the file has no such column, null where the cell is empty. */
export interface PostDays {
  validFrom?: string | null;
  validTo?: string | null;
}

type Cells = { valid_from?: string; valid_to?: string };
type Fault = (code: RosterFault['code'], params: RosterFault['params']) => void;

export function readDays(cells: Cells, fault: Fault): PostDays {
  const days: PostDays = {};
  for (const [name, column] of [
    ['validFrom', 'valid_from'],
    ['validTo', 'valid_to'],
  ] as const) {
    const cell = cells[column];
    if (cell === undefined) continue;
    days[name] = cell ? readDay(cell) : null;
    if (cell && !days[name]) fault('dayUnreadable', { column, value: cell });
  }
  const { validFrom, validTo } = days;
  if (validFrom && validTo && validTo < validFrom) fault('daysReversed', { validFrom, validTo });
  return days;
}

/** The day from which it holds no more; a last day is the one before. */
const endOf = (validTo: string): string => daysLater(validTo, 1);

/** Over before today: such a line opens nothing. */
export const isOver = ({ validTo }: PostDays, today: string): boolean => Boolean(validTo && validTo < today);

/** When a new post is held. */
export const spanOf = ({ validFrom, validTo }: PostDays, today: string): Pick<Post, 'fromOn' | 'toOn'> => ({
  fromOn: validFrom ?? today,
  toOn: validTo ? endOf(validTo) : null,
});

/** What the line changes of a post that is held; null where nothing. A day that stands empty says: as it was (first), or without end (last). */
export function retimed({ id, fromOn, toOn }: Post, { validFrom, validTo }: PostDays): Retimed | null {
  const days = {
    fromOn: validFrom ?? fromOn,
    toOn: validTo === undefined ? toOn : validTo === null ? null : endOf(validTo),
  };
  return days.fromOn === fromOn && days.toOn === toOn ? null : { id, ...days };
}

/** A post that is held from another day, or until another. */
export type Retimed = Pick<Post, 'id' | 'fromOn' | 'toOn'>;
