import type { Listed } from '../evidence/frozen-roster.ts';

/** Somebody of a frozen list with the receipt that stood for them there. */
export interface FrozenLine extends Listed {
  id: number;
  personId: number;
}

/** What goes along with a directive's entries, so that they can be read without the database. */
export interface ProofReads {
  /** Every text of a directive whose hash its entries may name: its versions, what was laid before somebody, its tasks. Each once. */
  listTexts(directiveId: number): Promise<string[]>;
  /** Whom these receipts stand for today. */
  listListed(receiptIds: readonly number[]): Promise<FrozenLine[]>;
  /** Who stood on the list of a version when it was frozen, as far as receipts tell; in the order of people's ids. */
  listFrozen(directiveId: number, version: number, afterPersonId: number, limit: number): Promise<FrozenLine[]>;
}
