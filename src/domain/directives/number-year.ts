import { dayOf } from '../../lib/day.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { type Directive, numberKey } from './directive.ts';

/** A number is of the year in which it leaves. */
export const numberYearOf = (leavesAt: Date, zone: string): number => Number(dayOf(leavesAt, zone).slice(0, 4));

/** What leaves now and was thought to leave in another year has its number in this one. Throws `numberTaken`. */
export async function takeNumberOfYear(
  { id, number, issuingUnitId, issueAt, createdAt }: Directive,
  now: Date,
  { zone }: Office,
  { directives }: Stores,
): Promise<void> {
  const year = numberYearOf(now, zone);
  if (year === numberYearOf(issueAt ?? createdAt, zone)) return;
  const key = numberKey(number);
  if (key && (await directives.isNumberTaken(issuingUnitId, year, key))) {
    throw new Problem('numberTaken', { number: number ?? '' });
  }
  await directives.saveNumberYear(id, year);
}
