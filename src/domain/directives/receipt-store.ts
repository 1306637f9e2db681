import type { ListedPerson } from './acknowledgement-list.ts';
import type { AckTerms } from './acknowledging.ts';
import type { Audience } from './directive.ts';
import type { Card, CardLine, Receipt, ReceiptStatus } from './receipt.ts';
import type { ReceiptSteps } from './receipt-steps.ts';

export interface Prepared {
  /** The last person looked at; null when there was none left. */
  lastPersonId: number | null;
  owed: number;
}

export interface Acknowledgement {
  at: Date;
  way: string;
  accountId?: number | null;
  messageId?: number;
}

/** Where a sent card stands in Telegram. */
export interface SentCard {
  receiptId: number;
  accountId: number;
  messageId: number;
  at: Date;
}

/** The only writer of receipts and of the tally beside them; each method keeps the two equal. */
export interface ReceiptStore extends ReceiptSteps {
  find(id: number): Promise<Receipt | null>;
  /** The receipt of the version that holds, for this person. */
  findCurrent(directiveId: number, personId: number): Promise<Receipt | null>;
  /** The same in one read with what its directive asks for: what a press needs. */
  findWithTerms(id: number): Promise<{ receipt: Receipt; terms: AckTerms } | null>;
  /**
   * Writes the receipts and deliveries of the next `limit` people after `afterPersonId` whom the directive addresses today.
   * The same people as `owes` would name one by one; running it again adds nobody.
   */
  prepareChunk(directiveId: number, afterPersonId: number, limit: number, at: Date, today: string): Promise<Prepared>;
  /**
   * Of the coming (or else the present) version the next `limit` receipts whose person acknowledged the version before: they count
   * as acknowledged, as it was then. Gives how many.
   */
  carryAcknowledged(directiveId: number, limit: number): Promise<number>;
  /** The frozen roster of the coming (or else the present) version, in the order of people's ids, after one of them. */
  listRoster(
    directiveId: number,
    afterPersonId: number,
    limit: number,
  ): Promise<{ receiptId: number; personId: number; staffNo: string; unitCode: string }[]>;
  /** Everybody who owes or owed the version in force, in the order of people's ids, after one of them. */
  listOwedBy(directiveId: number, afterPersonId: number, limit: number): Promise<ListedPerson[]>;
  countByStatus(directiveId: number): Promise<Record<ReceiptStatus, number>>;

  /** False when the person acknowledged it already or it is closed. The card's message is learnt from the press, since a crash can lose it. */
  acknowledge(receipt: Receipt, press: Acknowledgement): Promise<boolean>;
  /** A leader's word that the person signed; their own word takes its place later. */
  acknowledgeOnPaper(receiptId: number, at: Date): Promise<void>;
  /** The paper was disputed: what was on paper is owed as before; what the person acknowledged themselves stays. */
  reopenFromPaper(receiptId: number): Promise<void>;
  markSent(cards: SentCard[]): Promise<void>;
  markUnknown(receiptIds: number[]): Promise<void>;
  /** Their cards are owed once more. */
  markWaiting(receiptIds: number[]): Promise<void>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
  /** A list of everything owed was accepted: what was not sent before counts as sent. */
  markListed(personIds: number[], at: Date): Promise<void>;
  /** Open receipts that were never sent change with the person's account. */
  markUnsent(personId: number, to: 'unreachable' | 'notEnrolled' | 'waiting'): Promise<void>;

  /** Receipts for people who now stand in an addressed unit and have none (late joiners where the directive wants them). */
  addForJoiners(
    personIds: number[],
    at: Date,
    today: string,
  ): Promise<{ directiveId: number; receiptId: number; personId: number }[]>;
  /** Closes open receipts of people who no longer stand in any addressed unit. */
  closeForLeavers(
    personIds: number[],
    at: Date,
    today: string,
  ): Promise<{ directiveId: number; receiptId: number; personId: number }[]>;

  getCard(id: number): Promise<Card>;
  getCards(ids: number[]): Promise<Map<number, Card>>;
  /** What a person still owes, nearest deadline first; with `paths` at or below one of these units alone. */
  listOwed(
    personId: number,
    limit: number,
    offset: number,
    paths?: readonly string[],
  ): Promise<{ lines: CardLine[]; total: number }>;
  /** Of heads: what they have acknowledged, were given as heads, and have not set going yet. */
  listToImplement(personId: number, limit: number): Promise<CardLine[]>;
  /** Open receipts of a person, those of directives still being prepared among them. */
  listOpen(personId: number): Promise<OpenReceipt[]>;
  /** How many people are addressed today: what a preview shows. */
  countAddressed(to: Addressing, today: string): Promise<Addressed>;
  /** Those of them without an account, by unit and given name. */
  listAddressedNotEnrolled(
    to: Addressing,
    today: string,
    page: { limit: number; offset: number },
  ): Promise<{ fullName: string; unitName: string }[]>;
  /** People at or below a path who have not acknowledged: leaders and deputies first, then unit by unit, each by the given name. */
  listMissing(filter: Missing, limit: number, offset: number): Promise<{ people: MissingPerson[]; total: number }>;
  /** What else is to be said of them; after `freshAt` a reminder is fresh. */
  countBeside(filter: Missing, freshAt: Date): Promise<Beside>;
  /** Whether the version in force is or was owed by anybody at or below a path. */
  isOwedBelow(directiveId: number, path: string): Promise<boolean>;
  /** Units at or below a path (all when null) with people who have not acknowledged, in the order of the tree. */
  listMissingUnits(directiveId: number, underPath: string | null): Promise<MissingUnit[]>;
  /** Those people of one unit by their given name, after one of them. */
  listMissingAt(
    about: { directiveId: number; unitId: number },
    afterPersonId: number | null,
    limit: number,
  ): Promise<PersonToTell[]>;
}

/** Who has not acknowledged a directive, at or below a path; `today` tells who is away. */
export interface Missing {
  directiveId: number;
  path: string;
  today: string;
  /** Only the people of the unit itself. */
  isOwn?: boolean;
}

/** What the figures of those who have not acknowledged do not say; one person may be in several. */
export interface Beside {
  /** Can be reached, and were reminded too short a while ago for another reminder. */
  fresh: number;
  /** Can be reached, and were reminded since the issue; and when the last of them was. */
  reminded: number;
  lastAt: Date | null;
  /** Their card was sent before the account was blocked or ended. */
  lost: number;
  /** On leave today; and how many of them could be reminded otherwise. */
  away: number;
  awayInReach: number;
  /** A leader told them by telephone. */
  told: number;
  /** Answered the question wrongly many times, whether or not they have it right by now. */
  struggling: number;
  /** Sent to them for their knowledge: in no other figure. */
  toKnow: number;
}

export interface OpenReceipt {
  receiptId: number;
  directiveId: number;
  version: number;
  isIssued: boolean;
  toKnow: boolean;
}

/** Whom a directive is for. */
export interface Addressing {
  unitIds: number[];
  knowUnitIds: number[];
  audience: Audience;
  /** Only those who stand in this group; all of them when left out. */
  groupId?: number | null;
}

export interface Addressed {
  owed: number;
  notEnrolled: number;
  unreachable: number;
  /** People who get it for their knowledge. */
  toKnow: number;
}

export interface MissingUnit {
  unitId: number;
  code: string;
  name: string;
  missing: number;
}

/** Somebody to be told by telephone or on paper. */
export interface PersonToTell {
  personId: number;
  staffNo: string;
  fullName: string;
  /** E.164. */
  phone: string | null;
  status: ReceiptStatus;
  /** Whether Telegram reaches them today. */
  isReachable: boolean;
}

export interface MissingPerson {
  personId: number;
  receiptId: number;
  fullName: string;
  unitName: string;
  status: ReceiptStatus;
  /** The account that can be reached today; a card that was sent may stand in one that no longer can. */
  accountId: number | null;
  remindedAt: Date | null;
  /** The last day of the leave that they are on. */
  awayUntil: string | null;
  /** A leader told them by telephone. */
  isTold: boolean;
  /** A leader or deputy of the unit. */
  isHead: boolean;
}
