import { DateTime } from 'luxon';

/**
 * What somebody may ask of the office about their own data (Law 91/2025/QH15, article 4): to correct it, to erase it, to restrict its
 * use or to object to it, or to look into a complaint. What is kept they see and copy without asking.
 */
export const privacyRequestKinds = ['correct', 'erase', 'restrict', 'complain'] as const;
export type PrivacyRequestKind = (typeof privacyRequestKinds)[number];

/** received → answered, or refused with the reason. withdrawn: by the person, as long as nobody has answered. */
export const privacyRequestStates = ['received', 'answered', 'refused', 'withdrawn'] as const;
export type PrivacyRequestState = (typeof privacyRequestStates)[number];

export interface PrivacyRequest {
  id: number;
  person: { id: number; fullName: string; staffNo: string };
  /** Where the person belonged when they asked. */
  unit: { id: number; name: string; path: string };
  kind: PrivacyRequestKind;
  state: PrivacyRequestState;
  receivedAt: Date;
  /** The last day (`YYYY-MM-DD`) for the answer. */
  dueOn: string;
  endedAt: Date | null;
  /** Who answered. */
  by: { id: number; fullName: string } | null;
  /** Under which it and its answer are sealed; null when there is none, or it was erased. */
  textId: number | null;
  answerId: number | null;
}

/** Within how many days each is answered. */
export type PrivacyRequestTerms = Readonly<Record<PrivacyRequestKind, number>>;

/**
 * Decree 356/2025/NĐ-CP, article 5: 10 days to correct, 20 to erase, 15 to restrict or where somebody objects; that it was received is
 * said at once (2 working days). The Law on Complaints 02/2011/QH13, article 28: 30 days. An office's legal department has the last word.
 */
export const PRIVACY_REQUEST_TERMS: PrivacyRequestTerms = { correct: 10, erase: 20, restrict: 15, complain: 30 };

/** In characters. */
export const PRIVACY_REQUEST_LIMIT = 1_000;

/** From so many days before the last one those who have to answer are reminded each working morning. */
export const REMIND_BEFORE = 2;

/** The day on which it was received does not count. */
export const dueDay = (kind: PrivacyRequestKind, today: string, terms: PrivacyRequestTerms): string =>
  daysAfter(today, terms[kind]);

export const daysAfter = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;
