import type { HealthDay } from '../declarations/health-campaign-store.ts';
import type { UnitBar } from './chart.ts';
import type { VersionOf } from './export-reads.ts';

/** How much of a version is due at one unit, and done. */
export interface Due {
  unitId: number;
  path: string;
  due: number;
  acknowledged: number;
}

/** What pictures are made of: sums of the tally, and an index of when people acknowledged. */
export interface ChartReads {
  /** The units directly below one, and its own people: with one directive, or with all in force. */
  listBars(unitId: number, directiveId: number | null, now: Date): Promise<UnitBar[]>;
  listDue(about: VersionOf, path: string): Promise<Due[]>;
  /** When people of these units acknowledged, in no order; of a large one page by page, the first first. */
  listAcknowledgedAt(about: VersionOf, unitIds: number[], page?: { limit: number; offset: number }): Promise<Date[]>;
  /** How many of each of these units had acknowledged at the end of each day. */
  countAcknowledgedBy(
    about: VersionOf,
    unitIds: number[],
    ends: readonly Date[],
  ): Promise<{ unitId: number; counts: number[] }[]>;
  /** Units of people who are followed up on a day. */
  listFollowedUnits(day: string): Promise<number[]>;
  /** How many owed a health declaration on a day, and how many made it; null where nobody owed one. */
  countDeclared(about: HealthDay): Promise<{ due: number; done: number } | null>;
  /** When those who had not acknowledged were reminded, by a leader or the clock; the first first. */
  listReminded(directiveId: number): Promise<Date[]>;
}
