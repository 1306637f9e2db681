import { setImmediate } from 'node:timers/promises';
import { addMilliseconds, DAY } from '../../lib/clock.ts';
import type { Actor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { idsOf, type Unit } from '../units/unit.ts';
import { type OwnFigures, type ReportFigures, sumFigures } from './report.ts';
import { gatherReport } from './report-gathering.ts';
import { mayReview } from './report-policy.ts';
import type { Span } from './report-store.ts';
import { lastMoment } from './report-time.ts';

/**
 * A week of a unit and everything below, as the report of that week said it. `notMade`: there was no report of it, and the next one
 * (`within`, null while there is none) tells of both. `notThere`: the report does not know the unit.
 */
export type UnitWeek = { to: Date } & (
  | { kind: 'made' | 'now'; from: Date; figures: ReportFigures }
  | { kind: 'notMade'; within: Date | null }
  | { kind: 'notThere' }
);

export interface UnitWeeks {
  unit: Unit;
  /** The newest first. */
  weeks: UnitWeek[];
  page: number;
  pages: number;
  /** How many reports there are in all. */
  kept: number;
  /** The office makes one each week. */
  isMade: boolean;
}

const WEEK = 7 * DAY;
/** So many reports stand on a page; on the first one fewer, since this week stands there as well. */
export const WEEKS = 8;

/** Refused alike where the unit is not theirs to look back on and where it never was. */
export async function viewWeeks(actor: Actor, unitId: number, page: number, office: Office): Promise<UnitWeeks> {
  const { read } = office;
  const unit = await read.units.find(unitId);
  if (!unit || !mayReview(actor, unit.path)) throw new Problem('notYourUnit');
  const [rootId] = idsOf(unit.path);
  const isFirst = page === 0;
  const place = isFirst ? { limit: WEEKS - 1, offset: 0 } : { limit: WEEKS, offset: page * WEEKS - 1 };
  const { kept, total } = await read.reports.listKept(rootId!, place);
  const weeks = isFirst ? await weeksUntilNow(unit, kept[0]?.to ?? null, office) : [];
  for (const one of kept) weeks.push(...(await weeksOf(unit, one, office)));
  const pages = 1 + Math.ceil(Math.max(0, total - WEEKS + 1) / WEEKS);
  return { unit, weeks, page, pages, kept: total, isMade: office.report !== null };
}

/** What has been since the last report, and the weeks of which one should have been made since. */
async function weeksUntilNow(unit: Unit, last: Date | null, office: Office): Promise<UnitWeek[]> {
  const now = office.clock.now();
  const span = { from: last ?? addMilliseconds(now, -WEEK), to: now };
  const { own } = await gatherReport(unit, span, { withPeople: false }, office);
  const week: UnitWeek = { kind: 'now', ...span, figures: figuresOf(unit, own)! };
  if (!office.report || !last) return [week];
  return [week, ...missed(last, lastMoment(office.report, now, office.zone), null)];
}

/** One report, and the weeks before it that it tells of as well. */
async function weeksOf(unit: Unit, { id, from, to }: Span & { id: number }, office: Office): Promise<UnitWeek[]> {
  const report = await office.read.reports.find(id);
  const figures = report && figuresOf(unit, report.content.own);
  // Each holds every unit of the office: others have their turn in between.
  await setImmediate();
  const week: UnitWeek = figures ? { kind: 'made', from, to, figures } : { kind: 'notThere', to };
  return [week, ...missed(from, addMilliseconds(to, -WEEK), to)];
}

/** Moments at which a report should have been made, from the last one back to one that was; a moved hour makes no week. */
function missed(made: Date, last: Date, within: Date | null): UnitWeek[] {
  const weeks: UnitWeek[] = [];
  for (let to = last; to.getTime() - made.getTime() > WEEK / 2; to = addMilliseconds(to, -WEEK)) {
    weeks.push({ kind: 'notMade', to, within });
  }
  return weeks;
}

/** Of the unit and what stood below it then; null where it did not stand there. */
function figuresOf({ id }: Unit, own: readonly OwnFigures[]): ReportFigures | null {
  const inside = own.filter(({ path }) => path.includes(`/${id}/`));
  return inside.length > 0 ? sumFigures(inside) : null;
}
