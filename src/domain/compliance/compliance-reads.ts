import type { Reach } from '../people/account.ts';
import type { DirectiveFigures, DirectiveSum, UnitCount, UnitFigures } from './compliance.ts';

/** What one person was owed to acknowledge since a day, in the versions that hold, and what became of it. */
export interface PersonFigures {
  owed: number;
  acknowledged: number;
  /** Of those acknowledged: after the deadline. */
  afterDeadline: number;
  /** Not acknowledged, deadline past, still in force. */
  overdue: number;
}

/** Somebody with how much they have not acknowledged. */
export interface OwingLine {
  personId: number;
  fullName: string;
  unitName: string;
  open: number;
  /** Of these so many are overdue. */
  overdue: number;
  /** Leads a unit, or stands in for who does. */
  isHead: boolean;
}

export interface NumberedDirective {
  id: number;
  number: string;
  title: string;
  isInForce: boolean;
  /** The highest of the given paths at or below which it is owed. */
  path: string;
}

/** Figures read from the tally; what names people is read for a few, or page by page. */
export interface ComplianceReads {
  /** Directives in force (or these, whatever their state) that anybody at or below the path owes, nearest deadline first. */
  listDirectives(
    filter: { path: string | null; directiveId?: number; directiveIds?: number[]; limit?: number; offset?: number },
    now: Date,
  ): Promise<{ directives: DirectiveFigures[]; total: number }>;
  countOfPerson(personId: number, since: Date, now: Date, paths?: readonly string[]): Promise<PersonFigures>;
  /** Every directive in force that anybody at or below the path owes, in two figures. */
  sumDirectives(path: string): Promise<DirectiveSum[]>;
  /** One directive by the units directly below, and the unit itself. */
  listUnits(filter: { unitId: number; directiveId: number }): Promise<UnitFigures[]>;
  /** What is to be acknowledged of all that is in force, by own units at or below the path. */
  countByUnit(path: string): Promise<UnitCount[]>;
  /** The second steps of heads, likewise. */
  countStepsByUnit(path: string): Promise<UnitCount[]>;
  /** Of what is in force and owed at or below a path: how much of it these people owe, and have done. */
  countOfPeople(
    path: string,
    personIds: number[],
    step: 'acknowledge' | 'implement',
  ): Promise<{ personId: number; due: number; done: number }[]>;
  /** Who has not acknowledged something in force at or below a path: heads first, then who owes most. */
  listOwing(
    path: string,
    page: { limit: number; offset: number },
    at: { now: Date; today: string },
  ): Promise<{ people: OwingLine[]; total: number }>;
  /** Acknowledgements since an instant of what is in force, of people of units at or below a path. */
  countAcknowledged(path: string, since: Date): Promise<number>;
  /** Issued directives that anybody at or below these paths owes or owed, whose number begins so; in force first, newest first. */
  findByNumber(paths: string[], number: string, limit: number): Promise<NumberedDirective[]>;
  /** People who belong at or below a path, by how a message reaches them; `reachable` is left out. */
  countLost(path: string): Promise<Record<Exclude<Reach, 'reachable'>, number>>;
}
