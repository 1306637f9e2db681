import type { DocumentFields } from '../directives/document-fields.ts';

/** Counts of receipts, as the contract names them; `owed` is the sum of all but `onPaper` and `late`. */
export interface Figures {
  owed: number;
  closed: number;
  acknowledged: number;
  onPaper: number;
  sent: number;
  unknown: number;
  unreachable: number;
  notEnrolled: number;
  waiting: number;
}

export interface DirectiveFigures extends Figures {
  id: number;
  number: string | null;
  title: string;
  urgency: 'normal' | 'urgent' | 'veryUrgent' | 'immediate';
  issuedAt: Date;
  deadlineAt: Date | null;
  state: string;
  /** A head passed it on to their people. */
  isPassedOn: boolean;
  document: DocumentFields | null;
  late: number;
}

/** A directive in force as a unit and all below stand with it; whoever has left owes nothing. */
export interface DirectiveSum {
  directiveId: number;
  urgency: DirectiveFigures['urgency'];
  issuedAt: Date;
  deadlineAt: Date | null;
  due: number;
  done: number;
}

/** Of what the people of one unit owe, not those below it. */
export interface UnitCount {
  unitId: number;
  due: number;
  done: number;
}

export interface UnitFigures extends Figures {
  unitId: number;
  unitName: string;
  /** Whether it has units below. */
  isLeaf: boolean;
  /** The people directly at the unit that was asked for, not below it. */
  isSelf: boolean;
}

/** A person's card looks so many days back. */
export const CARD_DAYS = 90;

/** So many directives stand on a page of a unit's figures. */
export const STATUS_PAGE = 10;

/** Owed and not acknowledged: who still has something to do, or cannot be asked. */
export const missingOf = (figures: Figures): number => figures.owed - figures.closed - figures.acknowledged;

/** Those who no longer owe anything are no part of what is to be done. */
export const dueOf = (figures: Figures): number => figures.owed - figures.closed;
