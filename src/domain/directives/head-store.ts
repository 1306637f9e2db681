import type { Unit } from '../units/unit.ts';
import type { HeadCount, HeadStep, OpenStep } from './head.ts';

/** To whom a head passes a directive on. */
export interface Passing {
  parentId: number;
  /** Whoever passes it on does not owe it. */
  authorId: number;
  unitIds: number[];
  /** Units below these with a head of their own who was given it: theirs to pass on. */
  leftOutIds: number[];
}

export interface HeadStore {
  /** The units that a receipt's person heads today among those that its directive orders. */
  listHeadedUnits(receiptId: number, today: string): Promise<Unit[]>;
  /** Units to which a directive was passed on already. */
  listPassedOnUnitIds(directiveId: number): Promise<number[]>;
  /** Units below these, headed by others who were given the directive. */
  listHeadedBelow(receiptId: number, unitIds: number[], today: string): Promise<number[]>;
  /** The same people as will be given receipts. */
  countPeople(passing: Passing, today: string): Promise<number>;
  /** Heads at and below a path; those who have not taken the second step stand first. */
  listSteps(
    directiveId: number,
    path: string,
    page: { limit: number; offset: number },
  ): Promise<{ steps: HeadStep[]; total: number }>;
  /** Heads at and below a path who have not taken the second step of something in force, unit by unit, each directive a line. */
  listOpenSteps(path: string, page: { limit: number; offset: number }): Promise<{ steps: OpenStep[]; total: number }>;
  countSteps(directiveId: number, path: string): Promise<HeadCount>;
}
