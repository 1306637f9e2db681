import type { Urgency } from '../directives/directive.ts';
import type { Called } from './obligation.ts';

/** What can need a leader now, and what is said of each. A new kind: one line here, its find in `attention-kinds.ts`, its words and button. */
export interface Needs {
  /** People of the unit who called for help, and those who have not answered yet, in a roll call; `unitId` is where in its list they stand. */
  help: { rollCallId: number; unitId: number; about: string };
  silent: { rollCallId: number; unitId: number; about: string };
  /** Not acknowledged, and the deadline has passed. `mayRemind`: by the button itself. */
  late: Called & { directiveId: number; urgency: Urgency; deadlineAt: Date; mayRemind: boolean };
  /** Await this reader's own word: signatures, trips, results. */
  decide: object;
  /** Not declared today, and its hour has passed. */
  undeclared: { time: string };
  /** Followed up after a trip or a contact, and did not declare yesterday. */
  missedFollowUps: object;
  lateTasks: object;
  /** Not back from a trip, or have not said so. */
  overdueTrips: object;
  /** No message reaches them. */
  unreachable: object;
  notEnrolled: object;
}

export type NeedKind = keyof Needs;

/** One thing that needs a leader: how many people (or matters) it is about. */
export interface Need<Kind extends NeedKind> {
  kind: Kind;
  count: number;
  about: Needs[Kind];
}

export type Attention = { [Kind in NeedKind]: Need<Kind> }[NeedKind];

/** A late directive stands by its urgency. */
const LATE: Record<Urgency, number> = { immediate: 1, veryUrgent: 3, urgent: 4, normal: 5 };
const RANK: Record<Exclude<NeedKind, 'late'>, number> = {
  help: 0,
  silent: 2,
  decide: 6,
  undeclared: 7,
  missedFollowUps: 8,
  lateTasks: 9,
  overdueTrips: 10,
  unreachable: 11,
  notEnrolled: 12,
};

type Late = Pick<Needs['late'], 'urgency'> & { deadlineAt: Date | null };

/** Of two late ones the more urgent first, then the one that is late for longer. */
export const compareLate = (left: Late, right: Late): number =>
  LATE[left.urgency] - LATE[right.urgency] || (left.deadlineAt?.getTime() ?? 0) - (right.deadlineAt?.getTime() ?? 0);

/** The most urgent first: who is in need, who is silent, what is late by its urgency, then what waits for the leader, then the rest. */
export function sortAttention(all: readonly Attention[]): Attention[] {
  const rank = (one: Attention) => (one.kind === 'late' ? LATE[one.about.urgency] : RANK[one.kind]);
  return [...all].sort((left, right) => {
    if (left.kind === 'late' && right.kind === 'late') return compareLate(left.about, right.about);
    return rank(left) - rank(right) || right.count - left.count;
  });
}

/** So many stand on top of a unit's figures; the others are one press away. */
export const ON_TOP = 3;
