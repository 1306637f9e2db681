import type { UnitShare } from './escalation.ts';

/** That somebody was told of a unit below its threshold; `level` is how far up the unit's chain they stand, from 0. */
export interface Escalation {
  unitId: number;
  level: number;
  /** The unit for which they were told. */
  toldUnitId: number;
  personId: number;
}

export interface EscalationStore {
  /** Every unit with people of its own who were ordered to acknowledge, in the order of the tree. */
  listShares(directiveId: number, today: string): Promise<UnitShare[]>;
  /** How far up each unit's matter has gone before a tick. */
  listLevels(directiveId: number, before: Date): Promise<Map<number, number>>;
  /** Adds nothing that is there already. */
  add(directiveId: number, escalations: Escalation[], at: Date): Promise<void>;
  /** What somebody was told of last, and when. */
  listLast(directiveId: number, personId: number): Promise<{ at: Date | null; told: Escalation[] }>;
}
