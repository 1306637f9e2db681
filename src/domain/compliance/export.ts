import type { HealthFigures, UndeclaredPerson } from '../declarations/health-campaign-store.ts';
import type { Trip } from '../declarations/trip.ts';
import type { ListedPerson } from '../directives/acknowledgement-list.ts';
import type { PersonToTell } from '../directives/receipt-store.ts';
import type { Role } from '../people/post.ts';
import type { Task } from '../tasks/task.ts';
import type { Figures } from './compliance.ts';

/**
 * What can be had as a table: who owes a directive (`people`), who has not acknowledged it or anything in force (`missing`), how far
 * each unit is with each directive (`figures`), tasks, trips, who has declared their health today by unit, and who has not.
 */
export const exportKinds = ['people', 'missing', 'figures', 'tasks', 'trips', 'health', 'undeclared'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** CSV for other programs, XLSX for people. */
export const exportFormats = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** `unitId` null: the whole office (the command line), or what the actor's own posts reach (trips). */
export interface ExportWish {
  kind: ExportKind;
  unitId: number | null;
  directiveId: number | null;
}

export interface UnitLine {
  code: string;
  name: string;
}

export interface DirectiveLine {
  id: number;
  number: string | null;
  title: string;
  deadlineAt: Date | null;
}

export interface PersonRow extends Omit<ListedPerson, 'nameSort' | 'unitId'> {
  unit: UnitLine;
  staffNo: string;
  /** What they are at this unit today. */
  roles: Role[];
  isReachable: boolean;
  /** Acknowledged after the deadline, or still owed when it has passed. */
  isLate: boolean;
}

export interface MissingRow extends PersonToTell {
  unit: UnitLine;
  directive: DirectiveLine;
}

export interface FiguresRow extends Figures {
  unit: UnitLine;
  directive: DirectiveLine & { issuedAt: Date };
  late: number;
}

export interface HealthRow extends Omit<HealthFigures, 'unitId'> {
  unit: UnitLine;
}

export interface UndeclaredRow extends Pick<UndeclaredPerson, 'personId' | 'fullName' | 'sign'> {
  unit: UnitLine;
  staffNo: string;
}

export interface ExportRows {
  people: PersonRow;
  missing: MissingRow;
  figures: FiguresRow;
  tasks: Task;
  trips: Trip;
  health: HealthRow;
  undeclared: UndeclaredRow;
}

interface ExportOf<Kind extends ExportKind> {
  kind: Kind;
  /** Null: all of the office, or of one's own units. */
  unit: UnitLine | null;
  directive: DirectiveLine | null;
  madeAt: Date;
  madeBy: string;
  /** So many rows, as far as is known before they are read. */
  total: number;
  /** Whether telephone numbers stand in it. */
  hasPhones: boolean;
  pages: AsyncIterable<ExportRows[Kind][]>;
}

/** A table that somebody may have, whose rows are read while it is written. */
export type Export = { [Kind in ExportKind]: ExportOf<Kind> }[ExportKind];

/** What it takes to hand one out, before it is recorded. */
export type Opened<Kind extends ExportKind> = Pick<
  ExportOf<Kind>,
  'unit' | 'directive' | 'total' | 'hasPhones' | 'pages'
>;
