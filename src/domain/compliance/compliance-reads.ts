import type { DirectiveFigures, UnitFigures } from './compliance.ts';

/** What one person was owed to acknowledge since a day, in the versions that hold, and what became of it. */
export interface PersonFigures {
  owed: number;
  acknowledged: number;
  /** Of those acknowledged: after the deadline. */
  afterDeadline: number;
  /** Not acknowledged, deadline past, still in force. */
  overdue: number;
}

/** Figures read from the tally, never by loading receipts. */
export interface ComplianceReads {
  /** Directives in force (or one, whatever its state) that anybody at or below the path owes, nearest deadline first. */
  listDirectives(
    filter: { path: string | null; directiveId?: number; limit?: number; offset?: number },
    now: Date,
  ): Promise<{ directives: DirectiveFigures[]; total: number }>;
  /** One directive (all in force when null) by the units directly below, and the unit itself. */
  listUnits(filter: { unitId: number; directiveId: number | null }): Promise<UnitFigures[]>;
  countOfPerson(personId: number, since: Date, now: Date): Promise<PersonFigures>;
  /** People at or below a path without an account. */
  countNotEnrolled(path: string, today: string): Promise<number>;
  /** People at or below a path who have blocked the bot or whose account is gone. */
  countUnreachable(path: string, today: string): Promise<number>;
}
