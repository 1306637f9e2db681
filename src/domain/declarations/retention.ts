/**
 * How long what was declared is kept, in days after the trip has ended. An office sets its own (`retention` of its settings); the law
 * (91/2025/QH15) asks for no longer than the purpose needs, and names no days.
 */
export interface Retention {
  /** Reason, means of travel, itinerary, and what was said about it. */
  trips: number;
  /** Companions and contacts, which name other people. */
  contacts: number;
  /** Health declarations, counted from the day that they are of. */
  health: number;
  /** Who has looked at somebody's health declaration, counted from the look: long enough for the person to ask why. */
  looks: number;
  /** Words and places that were said with calls for help, counted from when they were. */
  rollCalls: number;
  /** What people ask about their own data and are answered, counted from the answer. */
  requests: number;
  /** What somebody who has left had said of themselves, their telephone number and Telegram account, counted from the last day. */
  leavers: number;
}

export const RETENTION: Retention = {
  trips: 180,
  contacts: 60,
  health: 25,
  looks: 365,
  rollCalls: 25,
  requests: 365,
  leavers: 60,
};
