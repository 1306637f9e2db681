import { addMilliseconds, HOUR, MINUTE } from '../../lib/clock.ts';
import { nextAllowed, type OfficeCalendar, workingDayAfter } from '../calendar.ts';
import type { Directive, Urgency } from './directive.ts';

/** When those who have not acknowledged are reminded. */
export interface Ladder {
  /** Milliseconds before the deadline, the longest first. */
  before: readonly number[];
  atDeadline: boolean;
  /** Then again: each working day, or every so many milliseconds; counted from the deadline, or from the issue where there is none. */
  repeat: 'workingDay' | number;
  times: number;
  /** Whether a directive without a deadline is reminded of at all. */
  withoutDeadline: boolean;
  /** Goes out at night and on days off too. */
  always: boolean;
  escalation: {
    /** The share of a unit that must be done, below which its leader is told. */
    below: number;
    /** Milliseconds after the deadline, or after the issue of what goes out always. */
    after: number;
    /** Then a step further up each time. */
    every: 'workingDay' | number;
  };
}

/** The office may have its own (see the README); these are the usual ones. */
export const LADDERS: Record<Urgency, Ladder> = {
  normal: {
    before: [24 * HOUR],
    atDeadline: true,
    repeat: 'workingDay',
    times: 3,
    withoutDeadline: false,
    always: false,
    escalation: { below: 0.9, after: 0, every: 'workingDay' },
  },
  urgent: {
    before: [4 * HOUR],
    atDeadline: true,
    repeat: 4 * HOUR,
    times: 12,
    withoutDeadline: true,
    always: false,
    escalation: { below: 0.9, after: 0, every: 4 * HOUR },
  },
  veryUrgent: {
    before: [HOUR],
    atDeadline: true,
    repeat: HOUR,
    times: 24,
    withoutDeadline: true,
    always: false,
    escalation: { below: 0.9, after: 0, every: HOUR },
  },
  immediate: {
    before: [],
    atDeadline: false,
    repeat: 10 * MINUTE,
    times: 6,
    withoutDeadline: true,
    always: true,
    escalation: { below: 0.8, after: 30 * MINUTE, every: 30 * MINUTE },
  },
};

/** The hour at which a working day's reminder goes out. */
export const MORNING = '08:00';

type Timed = Pick<Directive, 'urgency' | 'issuedAt' | 'deadlineAt' | 'versionAt'>;

/** Every step of a directive's ladder, in order; quiet hours and days off put a step off, and steps that fall together are one. */
export function stepsOf(directive: Timed, ladders: Record<Urgency, Ladder>, calendar: OfficeCalendar): Date[] {
  const { urgency, deadlineAt } = directive;
  const issuedAt = directive.versionAt ?? directive.issuedAt;
  const ladder = ladders[urgency];
  if (!issuedAt || (!deadlineAt && !ladder.withoutDeadline)) return [];
  // An immediate directive is pressed from the moment of its issue, whatever its deadline.
  const from = ladder.always ? issuedAt : (deadlineAt ?? issuedAt);
  const before = deadlineAt ? ladder.before.map((ahead) => addMilliseconds(deadlineAt, -ahead)) : [];
  const at = deadlineAt && ladder.atDeadline ? [deadlineAt] : [];
  const repeated = Array.from({ length: ladder.times }, (_, index) =>
    ladder.repeat === 'workingDay'
      ? workingDayAfter(from, index + 1, MORNING, calendar)
      : addMilliseconds(from, ladder.repeat * (index + 1)),
  );
  const planned = [...before, ...at, ...repeated].filter((step) => step > issuedAt);
  const allowed = ladder.always ? planned : planned.map((step) => nextAllowed(step, calendar));
  return allowed.filter((step, index) => index === 0 || step.getTime() !== allowed[index - 1]!.getTime());
}

/** The latest step that is due and later than the last one taken: of several missed ones only one is made up for. */
export function dueStep(steps: readonly Date[], lastAt: Date | null, now: Date): Date | null {
  const due = steps.filter((step) => step <= now && (lastAt === null || step > lastAt));
  return due.at(-1) ?? null;
}
