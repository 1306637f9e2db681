import { setImmediate } from 'node:timers/promises';
import { addMilliseconds } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { owingUnits } from '../declarations/health-campaign.ts';
import type { Office } from '../stores.ts';
import { isTaskLate, OWED_STATES, type TaskState } from '../tasks/task.ts';
import type { Unit } from '../units/unit.ts';
import { FRESH, type Listed, type OwnFigures, REPORT_LIMITS, type ReportContent, type UnitActivity } from './report.ts';
import type { AfterEntry, AfterTask, Span } from './report-store.ts';

/** Rows of a page, and posts of units that are read together: some milliseconds. */
export const PAGE = 1_000;
/** Units of one statement at most. */
const UNITS = 200;
/** A unit has some 300 people; in the index in which they are counted ten are as quick as one row elsewhere. */
const PEOPLE_AT = 30;

/** A unit while it is being counted. */
type Count = OwnFigures & UnitActivity;

/** What a report is counted into: its units, its time, and the moment at which it is made. */
export interface Counting {
  office: Office;
  units: Map<number, Count>;
  span: Span;
  now: Date;
  today: string;
  /** What came later is nobody's silence yet. */
  freshFrom: Date;
  /** The bot ends, and leaves it where it is. */
  ending: AbortSignal | null;
}

/** It was not finished: there was no time left. */
export class LeftOff extends Error {}

export function beginCounting(
  units: readonly Unit[],
  span: Span,
  { office, ending }: Pick<Counting, 'office' | 'ending'>,
): Counting {
  const now = office.clock.now();
  const counts = units.map(({ id, code, name, path }): [number, Count] => [
    id,
    { id, unitId: id, code, name, path, counts: {}, owes: false, hasSent: false },
  ]);
  const freshFrom = addMilliseconds(span.to, -FRESH);
  return { office, units: new Map(counts), span, now, today: dayOf(now, office.zone), freshFrom, ending };
}

/** Zeroes are left out, and so is what belongs to no unit of this report. */
export function add({ units }: Counting, unitId: number, counts: OwnFigures['counts']): void {
  const unit = units.get(unitId);
  if (!unit) return;
  for (const [name, count] of Object.entries(counts) as [keyof typeof counts, number][]) {
    if (count > 0) unit.counts[name] = (unit.counts[name] ?? 0) + count;
  }
}

/** SQLite answers at once: without this nobody else would have a turn before the last page. Throws LeftOff when the bot ends. */
export async function breathe({ ending }: Pick<Counting, 'ending'>): Promise<void> {
  await setImmediate();
  if (ending?.aborted) throw new LeftOff();
}

/** Open tasks, and those confirmed within the time; gives the late ones. */
export async function countTasks(counting: Counting): Promise<ReportContent['lateTasks']> {
  const { office, units, span, now, freshFrom } = counting;
  const { reports } = office.read;
  const late: ReportContent['lateTasks']['listed'] = [];
  for (let after: AfterTask | null = null; ; ) {
    const page = await reports.listOpenTasks(after, PAGE);
    for (const { id: taskId, leadUnitId: unitId, state, dueAt, givenAt } of page) {
      const unit = units.get(unitId);
      if (!unit) continue;
      const isOwed = (OWED_STATES as readonly TaskState[]).includes(state);
      if (isOwed && givenAt < freshFrom) unit.owes = true;
      const isLate = isTaskLate({ state, dueAt }, now);
      if (isLate && dueAt) late.push({ taskId, unitId, dueAt });
      add(counting, unitId, { tasks: 1, late: isLate ? 1 : 0 });
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!;
    await breathe(counting);
  }
  for (const { unitId, done } of await reports.countTasksDone(span)) add(counting, unitId, { done });
  late.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime() || one.taskId - other.taskId);
  return { listed: late.slice(0, REPORT_LIMITS.lateTasks), total: late.length };
}

/** What a unit itself says of a task; the rest is said from above, or by the clock. */
const OWN_WORDS: readonly string[] = ['accept', 'hand', 'progress', 'difficulty', 'report', 'cannot'];

/** Who said something about tasks, for the unit that leads them and for those where they work; gives the difficulties. */
export async function countWords(counting: Counting): Promise<Listed<number>> {
  const { office, units, span, today } = counting;
  const { reports } = office.read;
  const difficulties: number[] = [];
  for (let after: AfterEntry | null = null; ; ) {
    const page = await reports.listSaid(span, after, PAGE);
    const own = page.filter(({ kind, byId }) => byId !== null && OWN_WORDS.includes(kind));
    const speakers = [...new Set(own.map(({ byId }) => byId!))];
    const said = [...own.map(({ leadUnitId }) => leadUnitId), ...(await reports.listUnitsOf(speakers, today))];
    for (const unitId of said) markSent(counting, unitId);
    for (const { id, kind, leadUnitId } of own) {
      if (kind !== 'difficulty' || !units.has(leadUnitId)) continue;
      difficulties.push(id);
      add(counting, leadUnitId, { difficulties: 1 });
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!;
    await breathe(counting);
  }
  return { listed: difficulties.reverse().slice(0, REPORT_LIMITS.difficulties), total: difficulties.length };
}

export function markSent({ units }: Counting, unitId: number): void {
  const unit = units.get(unitId);
  if (unit) unit.hasSent = true;
}

/** People, trips and who declares their health today; nobody's name, and nothing of what was declared. */
export async function countPeople(counting: Counting, units: readonly Unit[]): Promise<void> {
  const { office, today: day } = counting;
  const { reports, healthCampaigns } = office.read;
  for (const some of together(units, () => PEOPLE_AT)) {
    const ids = some.map(({ id }) => id);
    for (const { unitId, counts } of await reports.countPeople(ids)) add(counting, unitId, counts);
    for (const { unitId, counts } of await reports.countTrips(ids, day)) add(counting, unitId, counts);
    await breathe(counting);
  }
  const owing = owingUnits(units, await healthCampaigns.listOpen(day), { day, calendar: office.calendar });
  for (const { unitId, owed: healthOwed, declared } of await healthCampaigns.countByUnit({ day, owing })) {
    add(counting, unitId, { healthOwed, declared });
  }
}

/** Units together as far as they hold no more than a page of rows. */
export function* together<One>(units: readonly One[], rowsOf: (one: One) => number): Generator<One[]> {
  let [some, count]: [One[], number] = [[], 0];
  for (const unit of units) {
    const rows = rowsOf(unit);
    if (some.length > 0 && (count + rows > PAGE || some.length >= UNITS)) {
      yield some;
      [some, count] = [[], 0];
    }
    some.push(unit);
    count += rows;
  }
  if (some.length > 0) yield some;
}
