import type { DocumentFields } from './document-fields.ts';
import type { ReceiptStatus } from './receipt.ts';

/**
 * The second step of a head with a directive for heads alone: that it was carried to their people and set going (đã quán triệt,
 * triển khai), and how those stand with it whom they passed it on to.
 */
export interface HeadStep {
  receiptId: number;
  fullName: string;
  unitName: string;
  status: ReceiptStatus;
  implementedAt: Date | null;
  passedOnAt: Date | null;
  /** The people whom it was passed on to; null while it was not. */
  people: { due: number; acknowledged: number } | null;
}

/** A second step that a head has not taken. */
export interface OpenStep {
  receiptId: number;
  fullName: string;
  unitName: string;
  directive: { number: string | null; title: string; document: DocumentFields | null };
  deadlineAt: Date | null;
}

/** How many heads there are, and how many of them have taken the second step. */
export interface HeadCount {
  due: number;
  implemented: number;
}

/** What a head adds to a directive that they pass on, in characters. */
export const PASS_ON_NOTE_LIMIT = 500;
