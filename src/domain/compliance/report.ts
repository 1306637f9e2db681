import { DAY } from '../../lib/clock.ts';
import { placeIn } from '../../lib/place-in.ts';
import type { DocumentFields } from '../directives/document-fields.ts';

/**
 * What a report counts of one unit. `owed`, `acknowledged`, `overdue`: receipts of what is in force, but for those that were closed.
 * `tasks`: led and not over, of which `late`; `done`: confirmed within the report's time. `difficulties`: said within it. `away`: trips
 * under way, of which `abroad`; `awaiting`: trips that await a yes. `healthOwed`: who declares today, of whom `declared`.
 */
export const reportFigures = [
  ...(['owed', 'acknowledged', 'overdue', 'tasks', 'late', 'done', 'difficulties'] as const),
  ...(['people', 'notEnrolled', 'unreachable', 'away', 'abroad', 'awaiting', 'healthOwed', 'declared'] as const),
] as const;
export type ReportFigure = (typeof reportFigures)[number];
export type ReportFigures = Record<ReportFigure, number>;

/** One unit's own figures, not those of units below; what is left out is 0. The path is that of the day of the report. */
export interface OwnFigures {
  id: number;
  code: string;
  name: string;
  path: string;
  counts: Partial<ReportFigures>;
}

/** A directive that was in force within the report's time. */
export interface ReportedDirective {
  id: number;
  number: string | null;
  title: string;
  document: DocumentFields | null;
  /** All that heads passed on of one directive stands in one line. */
  isPassedOn: boolean;
  issuedAt: Date;
  deadlineAt: Date | null;
  endedAs: 'closed' | 'withdrawn' | 'replaced' | null;
  owed: number;
  acknowledged: number;
  overdue: number;
}

/** Somebody who is past so many deadlines, at the unit of the first of them. */
export interface OverduePerson {
  personId: number;
  unitId: number;
  directives: number;
}

/** So many are named in a report at most, and how many there are. */
export interface Listed<One> {
  listed: One[];
  total: number;
}

export interface ReportedRollCall {
  id: number;
  about: string;
  askedAt: Date;
  safe: number;
  help: number;
  silent: number;
}

/**
 * A report as it was on its day, in figures and numbers of people and tasks: who they are is looked up when it is shown, so that
 * nobody's name outlives them in the office.
 */
export interface ReportContent {
  from: Date;
  to: Date;
  madeAt: Date;
  own: OwnFigures[];
  directives: ReportedDirective[];
  overdue: Listed<OverduePerson>;
  /** Late ones, the latest first. */
  lateTasks: Listed<{ taskId: number; unitId: number; dueAt: Date }>;
  /** Ids of the words of a task's history, the newest first. */
  difficulties: Listed<number>;
  /** Units that owed something and sent nothing, with who led them. */
  silent: { unitId: number; headId: number | null }[];
  rollCalls: ReportedRollCall[];
}

/** Whether an instant lies in the report's time: from its beginning up to, not including, its end. */
export const isWithin = ({ from, to }: Pick<ReportContent, 'from' | 'to'>, at: Date | null): boolean =>
  at !== null && at >= from && at < to;

/** A report that was kept: the office's own, once a week. */
export interface KeptReport {
  id: number;
  unitId: number;
  content: ReportContent;
}

export const reportFormats = ['docx', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** So many are named in a report; the others are counted. */
export const REPORT_LIMITS = { overdue: 300, lateTasks: 100, difficulties: 100, directives: 200 } as const;

/** What came so shortly before a report is nobody's silence yet. */
export const FRESH = DAY;

export const NOTHING: ReportFigures = Object.fromEntries(reportFigures.map((name) => [name, 0])) as ReportFigures;

export function sumFigures(own: readonly Pick<OwnFigures, 'counts'>[]): ReportFigures {
  const sum = { ...NOTHING };
  for (const { counts } of own) for (const name of reportFigures) sum[name] += counts[name] ?? 0;
  return sum;
}

/** A figure with the last report's beside it; null where there was none. */
export interface Beside {
  now: ReportFigures;
  before: ReportFigures | null;
}

export interface ReportLine extends Beside {
  unit: { id: number; name: string };
  /** The people of the unit itself, not of those below. */
  isSelf: boolean;
}

export interface ReportTable {
  total: Beside;
  lines: ReportLine[];
}

type Own = readonly OwnFigures[];

/**
 * The unit itself and each unit right below it with everything there, the last report's figures beside: as that one said them, so
 * where a unit stood in the tree that day.
 */
export function tableOf(unitId: number, own: Own, before: Own | null): ReportTable {
  const inside = (rows: Own, id: number) => rows.filter(({ path }) => path.includes(`/${id}/`));
  const beside = (pick: (rows: Own) => Own): Beside => {
    const earlier = before && pick(before);
    return { now: sumFigures(pick(own)), before: earlier && earlier.length > 0 ? sumFigures(earlier) : null };
  };
  const top = own.find(({ id }) => id === unitId);
  const depth = top ? top.path.length : 0;
  const isChild = ({ id, path }: OwnFigures) => id !== unitId && path.length === depth + `${id}/`.length;
  const children = inside(own, unitId).filter(isChild);
  const self: ReportLine[] = top
    ? [{ unit: top, isSelf: true, ...beside((rows) => rows.filter(({ id }) => id === unitId)) }]
    : [];
  const below = children.map((unit) => ({ unit, isSelf: false, ...beside((rows) => inside(rows, unit.id)) }));
  const lines = [...self, ...below].filter(
    ({ now, before: earlier }) => !isEmpty(now) || (earlier && !isEmpty(earlier)),
  );
  return { total: beside((rows) => inside(rows, unitId)), lines };
}

export const isEmpty = (figures: ReportFigures): boolean => reportFigures.every((name) => figures[name] === 0);

/** The share of what is owed, in percent with one decimal and never 100 before all is done; null where nothing is owed. */
export function shareOf({ owed, acknowledged }: Pick<ReportFigures, 'owed' | 'acknowledged'>): number | null {
  return owed === 0 ? null : Math.floor((acknowledged * 1_000) / owed) / 10;
}

/** What a unit did within the report's time. */
export interface UnitActivity {
  unitId: number;
  /** Of its own people: something that came before `FRESH` is owed, or an open task is led. */
  owes: boolean;
  /** Acknowledged something, or said something about a task. */
  hasSent: boolean;
}

export const silentUnits = (activity: readonly UnitActivity[]): number[] =>
  activity.filter(({ owes, hasSent }) => owes && !hasSent).map(({ unitId }) => unitId);

/** Those first who are missing most often, then in the order of the units; the rest is counted. */
export function mostOverdue(people: readonly OverduePerson[], order: readonly number[]): Listed<OverduePerson> {
  const placeOf = new Map(order.map((unitId, place) => [unitId, place]));
  const place = ({ unitId }: OverduePerson) => placeOf.get(unitId) ?? order.length;
  const compare = (one: OverduePerson, other: OverduePerson) =>
    other.directives - one.directives || place(one) - place(other) || one.personId - other.personId;
  const listed: OverduePerson[] = [];
  // Sorting 100,000 people would hold up everybody else.
  for (const person of people) {
    if (listed.length === REPORT_LIMITS.overdue && compare(person, listed.at(-1)!) > 0) continue;
    listed.splice(
      placeIn(listed, (other) => compare(other, person) < 0),
      0,
      person,
    );
    if (listed.length > REPORT_LIMITS.overdue) listed.pop();
  }
  return { listed, total: people.length };
}
