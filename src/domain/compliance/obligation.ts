import type { AckMode } from '../directives/acknowledging.ts';
import type { Approval, Urgency } from '../directives/directive.ts';
import type { DocumentFields } from '../directives/document-fields.ts';

/** A directive as it is called in a few words. */
export interface Called {
  number: string | null;
  title: string;
  document: DocumentFields | null;
}

/**
 * What a person can owe, and what is said of each. A new kind is one line here, one in `obligation-kinds.ts` (whose it is), one in
 * `screens/obligations.ts` (its words and the button that opens it), and its words.
 */
export interface Matters {
  /** Are you safe? Not answered yet. */
  rollCall: { about: string };
  /** To be acknowledged, committed to, or its question answered. */
  directive: Called & { asks: AckMode };
  /** A head's second step with what was issued to heads alone. */
  implement: Called;
  /** Awaits this person's signature or second yes. */
  sign: Called & { approval: Approval };
  amendment: Called;
  /** Theirs to accept (`isNew`) or to do. */
  task: { text: string; isNew: boolean; directive: Called };
  /** A unit says that it is done, and this person is asked whether it is. */
  confirm: { text: string; unit: string };
  /** Today's health declaration; `isFollowed` after a trip or a contact. */
  health: { isFollowed: boolean };
  tripReturn: { fromOn: string; toOn: string };
  /** Their leader asked something about it. */
  tripAnswer: { fromOn: string; toOn: string };
  /** Somebody's trip awaits this person's yes. */
  tripDecision: { name: string; fromOn: string; toOn: string };
  /** What somebody asked about their own data, to be answered. */
  request: { name: string };
}

export type ObligationKind = keyof Matters;

/** One thing that one person owes (việc phải làm). `subjectId` is the id of what its button opens. */
export interface Owed<Kind extends ObligationKind> {
  kind: Kind;
  subjectId: number;
  matter: Matters[Kind];
  urgency: Urgency;
  /** Since when it is owed, and until when it is to be done; null where no day was set. */
  since: Date;
  dueAt: Date | null;
}

export type Obligation = { [Kind in ObligationKind]: Owed<Kind> }[ObligationKind];

const URGENCIES: readonly Urgency[] = ['immediate', 'veryUrgent', 'urgent', 'normal'];

export const isOverdue = ({ dueAt }: Pick<Obligation, 'dueAt'>, now: Date): boolean => dueAt !== null && dueAt <= now;

/**
 * The most urgent first: whether somebody is safe; then what is overdue, the more urgent before the longer overdue; then what is
 * immediate; then by the day. What is urgent and has no day was to be done when it came, what is neither comes last.
 */
export function sortObligations(obligations: readonly Obligation[], now: Date): Obligation[] {
  const placed = obligations.map((one) => ({ one, place: placeOf(one, now) }));
  return placed.sort((left, right) => compare(left.place, right.place)).map(({ one }) => one);
}

/** Of two different obligations no two places are alike, so that the order never depends on where they came from. */
function placeOf(one: Obligation, now: Date): (number | string)[] {
  const { kind, urgency, dueAt, since, subjectId } = one;
  const urgent = URGENCIES.indexOf(urgency);
  const isDueSinceItCame = urgency !== 'normal' && dueAt === null;
  const due = dueAt?.getTime() ?? (isDueSinceItCame ? since.getTime() : Number.MAX_SAFE_INTEGER);
  const band = kind === 'rollCall' ? 0 : isOverdue(one, now) ? 1 : urgency === 'immediate' ? 2 : 3;
  return [band, band === 1 ? urgent : 0, due, urgent, since.getTime(), kind, subjectId];
}

function compare(left: (number | string)[], right: (number | string)[]): number {
  const index = left.findIndex((value, place) => value !== right[place]);
  return index < 0 ? 0 : left[index]! < right[index]! ? -1 : 1;
}
