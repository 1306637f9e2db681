import type { EntryKind, TaskState } from '../tasks/task.ts';
import type { KeptReport, OwnFigures, ReportContent, ReportedDirective } from './report.ts';

/** How one directive stands in one unit, and when somebody there acknowledged it last, in whatever version. */
export interface UnitTally {
  unitId: number;
  owed: number;
  acknowledged: number;
  acknowledgedAt: Date | null;
}

export interface OpenTask {
  id: number;
  leadUnitId: number;
  state: TaskState;
  dueAt: Date | null;
  givenAt: Date;
}

export interface SaidOfTask {
  id: number;
  at: Date;
  kind: EntryKind;
  leadUnitId: number;
  byId: number | null;
}

/** Where a list in pages goes on: after this row. */
export interface AfterTask {
  leadUnitId: number;
  id: number;
}
export interface AfterEntry {
  at: Date;
  id: number;
}

export interface UnitHead {
  unitId: number;
  personId: number;
  fullName: string;
  role: 'leader' | 'deputy';
  isAway: boolean;
}

type Counts = OwnFigures['counts'];

/** What stands behind a number of somebody or something in a report, as it is called today. */
export interface NamedPerson {
  id: number;
  fullName: string;
  /** What Vietnamese lists sort by: the given name first. */
  nameSort: string;
  isAway: boolean;
}
export interface NamedTask {
  id: number;
  text: string;
  unitName: string;
}
export interface SaidDifficulty {
  id: number;
  at: Date;
  unitId: number;
  unitName: string;
  task: string;
  words: string;
}

/**
 * What a report is counted from: the tally and not receipts, in statements that each read little, however large the office is. `span` is
 * the report's time; instants in it lie from its beginning up to (not including) its end.
 */
export interface ReportReads {
  /** In force, or ended within the time; with no figures yet. Those that heads passed on have `parentId`. */
  listReported(
    span: Span,
  ): Promise<(Omit<ReportedDirective, 'owed' | 'acknowledged' | 'overdue'> & { parentId: number | null })[]>;
  /** Every unit that owes it. */
  listTallies(directiveId: number): Promise<UnitTally[]>;
  /** People of these units who owe it still, in the order of their ids. */
  listOwing(
    about: { directiveId: number; unitIds: readonly number[] },
    afterPersonId: number,
    limit: number,
  ): Promise<{ personId: number; unitId: number }[]>;
  /** Open ones of directives in force, unit by unit. */
  listOpenTasks(after: AfterTask | null, limit: number): Promise<OpenTask[]>;
  countTasksDone(span: Span): Promise<{ unitId: number; done: number }[]>;
  /** What people said about tasks, in the order in which they did. */
  listSaid(span: Span, after: AfterEntry | null, limit: number): Promise<SaidOfTask[]>;
  /** Units where these people hold a post today. */
  listUnitsOf(personIds: readonly number[], today: string): Promise<number[]>;
  /** People (each at their lowest unit) with and without an account, and trips; of these units. */
  countPeople(unitIds: readonly number[]): Promise<{ unitId: number; counts: Counts }[]>;
  countTrips(unitIds: readonly number[], today: string): Promise<{ unitId: number; counts: Counts }[]>;

  /** Leaders and deputies of these units, whether they can be told or not. */
  listHeads(unitIds: readonly number[], today: string): Promise<UnitHead[]>;
  listNames(personIds: readonly number[], today: string): Promise<NamedPerson[]>;
  listTasks(taskIds: readonly number[]): Promise<NamedTask[]>;
  listDifficulties(entryIds: readonly number[]): Promise<SaidDifficulty[]>;
}

export interface Span {
  from: Date;
  to: Date;
}

export interface ReportStore extends ReportReads {
  /** Gives its id; null when this unit has one of that moment. */
  add(unitId: number, content: ReportContent): Promise<number | null>;
  find(id: number): Promise<KeptReport | null>;
  /** The last one of a unit that ended before an instant. */
  findLast(unitId: number, before: Date): Promise<KeptReport | null>;
  /** Of a unit, the last one first, and how many there are. */
  listKept(
    unitId: number,
    page: { limit: number; offset: number },
  ): Promise<{ kept: (Span & { id: number })[]; total: number }>;
  /** When the last one of a unit ended; null where it has none. */
  findLastTo(unitId: number): Promise<Date | null>;
  /** Whether the office had done anything by then. */
  hasBegun(before: Date): Promise<boolean>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
