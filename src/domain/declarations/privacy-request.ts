import { DateTime } from 'luxon';

/**
 * What somebody may ask of the office about their own data (Law 91/2025/QH15, article 4): to correct it, to erase it, to restrict its
 * use or to object to it, or to look into a complaint. What is kept they see and copy without asking.
 */
export const privacyRequestKinds = ['correct', 'erase', 'restrict', 'complain'] as const;
export type PrivacyRequestKind = (typeof privacyRequestKinds)[number];

/**
 * received → answered, or refused with the reason. withdrawn: by the person, as long as nobody has answered. Once, before its last day is
 * over, whoever answers may take more time, and says why.
 */
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
  /** When it was given more time; null when it was not. */
  extendedAt: Date | null;
  endedAt: Date | null;
  /** Who answered. */
  by: { id: number; fullName: string } | null;
  /** Under which it, its answer and why it takes longer are sealed; null when there is none, or it was erased. */
  textId: number | null;
  answerId: number | null;
  extensionId: number | null;
}

/** Within how many days each is answered. */
export type PrivacyRequestTerms = Readonly<Record<PrivacyRequestKind, number>>;

/**
 * Decree 356/2025/NĐ-CP, article 5: 10 days to correct, 20 to erase, 15 to restrict or where somebody objects; that it was received is
 * said at once (2 working days). The Law on Complaints 02/2011/QH13, article 28: 30 days. An office's legal department has the last word.
 */
export const PRIVACY_REQUEST_TERMS: PrivacyRequestTerms = { correct: 10, erase: 20, restrict: 15, complain: 30 };

/**
 * By how many days each may be extended, once. Decree 356/2025/NĐ-CP allows more time where a matter is difficult or others have to be told;
 * here it is the same time again. A complaint: 45 days in all (Law on Complaints, article 28).
 */
export const PRIVACY_REQUEST_EXTENSIONS: PrivacyRequestTerms = { correct: 10, erase: 20, restrict: 15, complain: 15 };

/** In characters. */
export const PRIVACY_REQUEST_LIMIT = 1_000;

/** From so many days before the last one those who have to answer are reminded each working morning. */
export const REMIND_BEFORE = 2;

/** The day on which it was received does not count. */
export const dueDay = (kind: PrivacyRequestKind, today: string, terms: PrivacyRequestTerms): string =>
  daysAfter(today, terms[kind]);

/** Whether it may still be given more time: once, as long as its last day is not over. */
export const isExtendable = (
  { kind, state, dueOn, extendedAt }: Pick<PrivacyRequest, 'kind' | 'state' | 'dueOn' | 'extendedAt'>,
  today: string,
  extensions: PrivacyRequestTerms,
): boolean => state === 'received' && extendedAt === null && dueOn >= today && extensions[kind] > 0;

export const isLate = ({ state, dueOn }: Pick<PrivacyRequest, 'state' | 'dueOn'>, today: string): boolean =>
  state === 'received' && dueOn < today;

export const daysAfter = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;
