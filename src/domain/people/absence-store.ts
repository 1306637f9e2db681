import type { Absence } from './absence.ts';

export interface AbsenceStore {
  find(id: number): Promise<Absence | null>;
  /** Of a person, not cancelled, and not over on this day; the next one first. */
  listFrom(personId: number, day: string): Promise<Absence[]>;
  /** All that a person ever had and did not drop, the first first. */
  listAllOf(personId: number): Promise<Absence[]>;
  add(absence: Omit<Absence, 'id'>, at: Date): Promise<number>;
  cancel(id: number, at: Date): Promise<void>;
  /** Its last day becomes this one; the person said so, and is not asked. */
  end(id: number, on: string, at: Date): Promise<void>;
  /** Over before this day, and the person was not asked yet whether they are back. */
  listOver(today: string, limit: number): Promise<Absence[]>;
  markAsked(id: number, at: Date): Promise<void>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
