import type { AckMode, AckTerms } from './acknowledging.ts';
import type { DocumentFields } from './document-fields.ts';

/**
 * What became of one version of a directive for one person, in the order of precedence in which it is counted:
 * `closed` (left before acknowledging), `acknowledged`, `sent` (accepted by Telegram, never "read"), `unknown` (may or may not
 * have arrived), `unreachable` (blocked or gone), `notEnrolled`, `waiting`.
 */
export const receiptStatuses = [
  'closed',
  'acknowledged',
  'sent',
  'unknown',
  'unreachable',
  'notEnrolled',
  'waiting',
] as const;
export type ReceiptStatus = (typeof receiptStatuses)[number];

export interface Receipt {
  id: number;
  directiveId: number;
  version: number;
  personId: number;
  unitId: number;
  status: ReceiptStatus;
  onPaper: boolean;
  lateJoiner: boolean;
  /** Sent to this unit for its knowledge: nothing is owed. */
  toKnow: boolean;
  acknowledgedAt: Date | null;
  /** Wrong answers to the directive's question. */
  tries: number;
  /** The pages (from 0) that were opened, where all of them have to be. */
  pagesSeen: number[];
  /** A head's second step: when they said that it was set going, when it was passed on, and as which directive. */
  implementedAt: Date | null;
  passedOnAt: Date | null;
  passedOnId: number | null;
  /** The card's place in Telegram, to be edited when it changes. */
  accountId: number | null;
  messageId: number | null;
  /** Acknowledged for the version before, which counts for this one too. */
  isCarried: boolean;
  /** Of the version that holds, in a directive that was not withdrawn or replaced. */
  isHolding: boolean;
}

/** How a directive ended, and for this person the way to what took its place. */
export interface CardEnding {
  as: 'closed' | 'withdrawn' | 'replaced';
  at: Date;
  reason: string | null;
  by: { number: string | null; title: string; receiptId: number | null } | null;
}

export interface CardAmendment {
  /** 1 for the first amendment. */
  count: number;
  at: Date;
  reason: string;
  byName: string;
  before: { title: string; text: string; textHash: string; deadlineAt: Date | null };
}

/** A receipt with what its card shows. */
export interface Card {
  receipt: Receipt;
  number: string | null;
  title: string;
  urgency: 'normal' | 'urgent' | 'veryUrgent' | 'immediate';
  issuer: string;
  issuedAt: Date;
  deadlineAt: Date | null;
  state: string;
  ending: CardEnding | null;
  /** What came with this version, when it is not the first one. */
  amendment: CardAmendment | null;
  text: string;
  textHash: string;
  files: number;
  terms: AckTerms;
  audience: 'everyone' | 'heads';
  /** Who passed it on to the people of which unit, and what they say to it; null for what was issued as it is. */
  passedOn: { by: string; unit: string; note: string | null } | null;
  /** What the document says of itself; null where none was read. */
  document: DocumentFields | null;
  /** The document itself goes along, and carries a digital signature. */
  isSigned: boolean;
}

/** One line of a list of directives that were issued to a person. */
export interface CardLine {
  receiptId: number;
  number: string | null;
  title: string;
  urgency: Card['urgency'];
  issuedAt: Date;
  deadlineAt: Date | null;
  status: ReceiptStatus;
  document: DocumentFields | null;
  /** What it takes to acknowledge it. */
  asks: AckMode;
}

/** How many directives may arrive as cards of their own when somebody can be reached again; more become one list. */
export const CARDS_AT_ONCE = 3;
