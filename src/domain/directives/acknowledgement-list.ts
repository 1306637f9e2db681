import type { SealHead } from '../evidence/seal-views.ts';
import type { IssuedDirective } from './archive-store.ts';
import type { ReceiptStatus } from './receipt.ts';

/** A leader's word about somebody: who said it and when. */
export interface Word {
  by: string;
  at: Date;
}

/** One person who owes or owed a directive, as the list for the file names them. */
export interface ListedPerson {
  personId: number;
  fullName: string;
  /** What Vietnamese lists sort by: the given name first. */
  nameSort: string;
  unitId: number;
  status: ReceiptStatus;
  acknowledgedAt: Date | null;
  /** Who recorded the signed paper; null where the person's own word counts. */
  onPaper: Word | null;
  /** Told by telephone, which is no acknowledgement. */
  told: Word | null;
  closedAt: Date | null;
  closeReason: string | null;
}

export interface ListedUnit {
  name: string;
  people: ListedPerson[];
}

/** The list of acknowledgement for the file (danh sách xác nhận): everybody owed a directive at or below a unit. */
export interface AcknowledgementList {
  directive: IssuedDirective & { textHash: string; province: string | null };
  /** Whose people are listed; all the office's where it is null. */
  unit: { code: string; name: string } | null;
  madeAt: Date;
  madeBy: string;
  /** In the order of the tree, within a unit by the given name. */
  units: ListedUnit[];
  owed: number;
  acknowledged: number;
  onPaper: number;
  left: number;
  /** Where the record of evidence stood, to be held against it later; null as long as nothing was sealed. */
  anchor: SealHead | null;
  /** Entries of this directive that have no seal yet. */
  unsealed: number;
}

/** What is shown as time and way, or as missing. */
export type HowListed = 'button' | 'paper' | 'left' | 'missing';

export function standingOfPerson({ status, onPaper }: Pick<ListedPerson, 'status' | 'onPaper'>): HowListed {
  if (status === 'acknowledged') return onPaper ? 'paper' : 'button';
  return status === 'closed' ? 'left' : 'missing';
}

/** The figures of a list, counted from its people. */
export function figuresOf(units: readonly ListedUnit[]) {
  const count = { button: 0, paper: 0, left: 0, missing: 0 };
  for (const { people } of units) for (const person of people) count[standingOfPerson(person)] += 1;
  const owed = count.button + count.paper + count.left + count.missing;
  return { owed, acknowledged: count.button + count.paper, onPaper: count.paper, left: count.left };
}
