import { hasClassifiedMark } from '../../lib/text.ts';
import { cleanText } from '../directives/directive.ts';
import { Problem } from '../problem.ts';

/**
 * given → accepted → reported (done, as the unit says) → done (confirmed); sent back it is accepted again. cannot: the unit says why,
 * and it may be given again. withdrawn: its directive has ended.
 */
export const taskStates = ['given', 'accepted', 'reported', 'done', 'cannot', 'withdrawn'] as const;
export type TaskState = (typeof taskStates)[number];

/** What people do with a task that they were given. */
export const taskSteps = [
  'accept',
  'hand',
  'progress',
  'difficulty',
  'report',
  'cannot',
  'answer',
  'confirm',
  'sendBack',
  'giveAgain',
] as const;
export type TaskStep = (typeof taskSteps)[number];

/** What its history can say: also that it was given, and what the roster and the clock did with it. */
export type EntryKind = TaskStep | 'give' | 'takeBack' | 'escalate' | 'withdraw';

/** As what somebody stands before a task: `lead` answers for it, `above` gave it or may confirm it, `reader` only sees it. */
export const standings = ['lead', 'assignee', 'cooperating', 'above', 'reader'] as const;
export type Standing = (typeof standings)[number];

interface StepRule {
  from: readonly TaskState[];
  /** Null: it stays where it is. */
  to: TaskState | null;
  by: readonly Standing[];
}

const OWN = ['lead', 'assignee'] as const;

/** The whole lifecycle: from where each step leads to where, and whose it is. */
export const STEPS: Record<TaskStep, StepRule> = {
  accept: { from: ['given'], to: 'accepted', by: OWN },
  hand: { from: ['given', 'accepted'], to: 'accepted', by: ['lead'] },
  progress: { from: ['given', 'accepted', 'reported'], to: null, by: [...OWN, 'cooperating'] },
  difficulty: { from: ['given', 'accepted'], to: null, by: OWN },
  report: { from: ['accepted'], to: 'reported', by: OWN },
  cannot: { from: ['given', 'accepted'], to: 'cannot', by: OWN },
  answer: { from: ['given', 'accepted'], to: null, by: ['above'] },
  confirm: { from: ['reported'], to: 'done', by: ['above'] },
  sendBack: { from: ['reported'], to: 'accepted', by: ['above'] },
  giveAgain: { from: ['cannot'], to: 'given', by: ['above'] },
};

/** Something may still be done about it. */
export const OPEN_STATES = ['given', 'accepted', 'reported', 'cannot'] as const satisfies readonly TaskState[];
/** The unit itself still has something to do. */
export const OWED_STATES = ['given', 'accepted'] as const satisfies readonly TaskState[];

export interface Place {
  id: number;
  name: string;
}

/** What a directive asks of a unit (nhiệm vụ được giao): by a day, or standing (thường xuyên). */
export interface Task {
  id: number;
  directive: { id: number; number: string | null; title: string; state: string };
  version: number;
  position: number;
  text: string;
  dueAt: Date | null;
  isStanding: boolean;
  /** A figure to be reached, as it was typed, and what it counts: `120`, `ha`. */
  amount: string | null;
  measure: string | null;
  /** Asked (đề nghị) of a body that is not subordinate: never reported upwards, and reminded of once at most. */
  isRequest: boolean;
  state: TaskState;
  /** The unit that leads (chủ trì), and those that cooperate (phối hợp). */
  lead: Place & { path: string };
  cooperating: Place[];
  /** The lead unit, or where it has no leader or deputy today the nearest one above that has; null when there is none. */
  answeringId: number | null;
  assignee: { id: number; fullName: string } | null;
  givenById: number | null;
  givenAt: Date;
  doneAt: Date | null;
  /** The last working morning on which the clock looked at it. */
  lookedAt: Date | null;
  remindedAt: Date | null;
  escalatedAt: Date | null;
  /** The unit whose leaders were told that it is late. */
  escalatedToId: number | null;
  issuing: { id: number; path: string };
}

export const fileKinds = ['document', 'photo'] as const;
export interface TaskFile {
  fileId: string;
  fileName: string;
  fileKind: (typeof fileKinds)[number];
}

/** One line of a task's history. */
export interface TaskEntry {
  id: number;
  taskId: number;
  at: Date;
  byId: number | null;
  /** Null when it was the office's own hand, or the clock. */
  byName: string | null;
  kind: EntryKind;
  text: string | null;
  amount: string | null;
  file: TaskFile | null;
}

/** A task that somebody wants to give. */
export interface TaskDraft {
  leadUnitId: number;
  cooperatingIds: number[];
  text: string;
  dueAt: Date | null;
  isStanding: boolean;
  amount: string | null;
  measure: string | null;
  isRequest: boolean;
}

/** In characters; `tasks` given at once, `files` with one report. */
export const TASK_LIMITS = { text: 1_000, note: 600, measure: 40, tasks: 300, files: 5 } as const;

/** Holds a task against the rules that need no knowledge of the office. Throws the first Problem; gives it cleaned. */
export function checkTask(draft: TaskDraft, now: Date): TaskDraft {
  const text = cleanText(draft.text);
  if (hasClassifiedMark(text)) throw new Problem('classifiedText');
  if (!text) throw new Problem('taskTextMissing');
  if (text.length > TASK_LIMITS.text) throw new Problem('taskTextTooLong', { limit: TASK_LIMITS.text });
  if ((draft.dueAt === null) !== draft.isStanding) throw new Problem('taskDueUnclear');
  if (draft.dueAt && draft.dueAt <= now) throw new Problem('deadlinePast');
  if ((draft.amount === null) !== (draft.measure === null)) throw new Problem('figureUnreadable');
  const cooperatingIds = [...new Set(draft.cooperatingIds)];
  if (cooperatingIds.includes(draft.leadUnitId)) throw new Problem('leadCooperates');
  return { ...draft, text, cooperatingIds };
}

const AMOUNT = String.raw`\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d{1,12}(?:[.,]\d{1,6})?`;

/** `120 ha`, `1.200,5 triệu đồng`: a number and what it counts. Null when it is neither. */
export function readFigure(typed: string): { amount: string; measure: string } | null {
  const match = new RegExp(`^(${AMOUNT})\\s*([^\\d\\s].*)$`).exec(typed.trim());
  const measure = match?.[2]?.trim() ?? '';
  return match && measure.length <= TASK_LIMITS.measure ? { amount: match[1]!, measure } : null;
}

export const isAmount = (typed: string): boolean => new RegExp(`^(?:${AMOUNT})$`).test(typed);

/** Late: the unit has not said that it is done, and the day has passed. */
export function isTaskLate({ state, dueAt }: Pick<Task, 'state' | 'dueAt'>, now: Date): boolean {
  return (OWED_STATES as readonly TaskState[]).includes(state) && dueAt !== null && dueAt < now;
}
