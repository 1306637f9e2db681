import type { FollowUp, FollowUpEnd, Span } from './follow-up.ts';

export interface NewFollowUp extends Span {
  personId: number;
  tripId: number | null;
  declarationId: number | null;
}

/** Somebody who is followed, as those see it who answer for them. */
export interface FollowedPerson extends Span {
  id: number;
  personId: number;
  fullName: string;
  unitId: number;
  unitName: string;
  hasDeclared: boolean;
}

export interface FollowUpStore {
  find(id: number): Promise<FollowUp | null>;
  /** Not ended, the one that lasts longest first. */
  listOpenOf(personId: number): Promise<FollowUp[]>;
  /** All that somebody ever had, the first first. */
  listAllOf(personId: number): Promise<FollowUp[]>;
  /** Of these trips, ended or not. */
  listOfTrips(tripIds: readonly number[]): Promise<FollowUp[]>;
  /** Trips in a province whose travellers are still followed because of them. */
  listFollowedTripIds(province: string): Promise<number[]>;
  /** At most 1,000; gives their ids. */
  add(some: readonly NewFollowUp[], at: Date): Promise<number[]>;
  prolong(id: number, span: Span): Promise<void>;
  /** False when it had ended. */
  end(id: number, why: FollowUpEnd, at: Date): Promise<boolean>;
  /** Tells those of these people who can be reached that theirs was opened, changed or has ended; once for each `purpose`. */
  tell(ids: readonly number[], purpose: string, dueAt: Date): Promise<void>;

  /** Whether a follow-up runs on this day at all. */
  isAnybodyFollowed(day: string): Promise<boolean>;
  /** Not ended, of people who have left the office or whose last day lies before this one. */
  listPassed(today: string, limit: number): Promise<(FollowUp & { hasLeft: boolean })[]>;
  /** Who owes a day's declaration by one of these, has not made it and can be reached; ids after one, each person once. */
  listToRemind(day: string, afterId: number, limit: number): Promise<{ id: number; personId: number }[]>;
  /** Who owes one and has not made it, reachable or not. */
  listOwing(day: string): Promise<number[]>;
  /** Who is followed at or below these paths, those who still owe the day's declaration first. */
  listBelow(
    paths: readonly string[],
    day: string,
    page: { limit: number; offset: number },
  ): Promise<{ people: FollowedPerson[]; total: number }>;
  countBelow(paths: readonly string[], day: string): Promise<number>;
  /** Who is followed, was so on this day, belongs at or below a path, and did not declare then. */
  countMissed(path: string, day: string): Promise<number>;
  /** Days from one to another of which a person has declared. */
  listDeclaredDays(personId: number, span: Span): Promise<Set<string>>;
  /** What ended before this is forgotten, so many at a time. Gives how many. */
  forget(before: Date, limit: number): Promise<number>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
