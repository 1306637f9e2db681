import type { AreaLevel, NewAreaLevel } from './area-level.ts';

export interface AreaLevelStore {
  find(id: number): Promise<AreaLevel | null>;
  /** Those that hold or are to come, the worst first. */
  listCurrent(today: string): Promise<AreaLevel[]>;
  /** Of these provinces. */
  listCurrentOf(provinces: readonly string[], today: string): Promise<AreaLevel[]>;
  /** The same, with those whose last day has passed. */
  listUnendedOf(provinces: readonly string[]): Promise<AreaLevel[]>;
  /** Ends what stands for this hazard and province, and gives it; null when nothing did. */
  endCurrent(hazard: string, province: string, at: Date): Promise<AreaLevel | null>;
  add(level: NewAreaLevel): Promise<number>;
  /** False when it had ended already. */
  end(id: number, at: Date): Promise<boolean>;
  /** Changes of which travellers and their leaders are still to be told: the level, and the last trip that was looked at. */
  listToTell(): Promise<{ level: AreaLevel; afterTripId: number }[]>;
  /** Null: all were. */
  markTold(id: number, afterTripId: number | null): Promise<void>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
