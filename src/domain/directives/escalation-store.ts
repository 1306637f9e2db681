import type { UnitShare } from './escalation.ts';

/** That somebody was told of a unit below its threshold; `level` counts the unit's steps, from 0. */
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
  /** Each unit's last step before a tick: its number, and for which unit somebody was told. */
  listSteps(directiveId: number, before: Date): Promise<Map<number, { level: number; toldUnitId: number }>>;
  /** Adds nothing that is there already. */
  add(directiveId: number, escalations: Escalation[], at: Date): Promise<void>;
  /** What somebody was told of last, and when. */
  listLast(directiveId: number, personId: number): Promise<{ at: Date | null; told: Escalation[] }>;
}
