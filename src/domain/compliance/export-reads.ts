import type { HealthDay } from '../declarations/health-campaign-store.ts';
import type { Trip } from '../declarations/trip.ts';
import type { Figures } from './compliance.ts';
import type { PersonRow, UndeclaredRow, UnitLine } from './export.ts';

/** One version of a directive. */
export interface VersionOf {
  directiveId: number;
  version: number;
}

/** Where somebody stands in a list: at their unit, by their given name. */
export interface InList {
  personId: number;
  unitId: number;
  nameSort: string;
}

export interface OpenTrip {
  id: number;
  unitId: number;
  fromOn: string;
}

/** What tables are made of, page by page and by key: no page costs more than it is long. */
export interface ExportReads {
  /** Who owes or owed a version, in the order of people's ids, after one of them. */
  listOwing(about: VersionOf, afterPersonId: number, limit: number): Promise<InList[]>;
  /** All that is said of these of them, in no order. */
  listPeople(about: VersionOf, personIds: number[], today: string): Promise<Omit<PersonRow, 'unit' | 'isLate'>[]>;
  /** How far each unit at or below a path (all when null) is with a directive, in the order of the tree. */
  listFigures(directiveId: number, path: string | null): Promise<(Figures & { unit: UnitLine })[]>;
  /** How many of these lines there are for all directives in force. */
  countFigures(path: string | null): Promise<number>;
  /** Every trip that is not over, by the unit of who is on it and the day of departure, after one of them. */
  listOpenTrips(after: OpenTrip | null, limit: number): Promise<OpenTrip[]>;
  /** These trips, in no order. */
  listTrips(ids: number[]): Promise<Trip[]>;
  /** Who has not declared, in the order of people's ids, after one of them; best asked for one unit at a time. */
  listUndeclared(
    about: HealthDay,
    afterPersonId: number,
    limit: number,
  ): Promise<(Omit<UndeclaredRow, 'unit'> & { nameSort: string })[]>;
}
