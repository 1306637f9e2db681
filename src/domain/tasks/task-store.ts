import type { EntryKind, Task, TaskDraft, TaskEntry, TaskFile } from './task.ts';

export interface NewTask extends TaskDraft {
  directiveId: number;
  version: number;
  givenById: number | null;
  givenAt: Date;
}

export interface NewEntry {
  taskId: number;
  at: Date;
  byId: number | null;
  kind: EntryKind;
  text: string | null;
  amount: string | null;
  file: TaskFile | null;
  /** The draft that it came from: submitting a draft twice gives one entry. */
  draftId: number | null;
}

/** A unit that leads an open task. */
export interface Leading {
  unitId: number;
  path: string;
  answeringId: number | null;
}

/** Somebody to whom a task can be handed. */
export interface Member {
  id: number;
  fullName: string;
  /** Telegram reaches them. */
  isReachable: boolean;
}

export interface TaskFigures {
  total: number;
  done: number;
  late: number;
}

export interface TasksOfDay {
  given: number;
  reported: number;
  done: number;
}

/** A page that holds every task of a directive. */
export const ALL_TASKS = { limit: 100_000, offset: 0 };

/** `today` decides who answers for a unit. Tasks are `open` only while their directive is in force. */
export interface TaskStore {
  find(id: number, today: string): Promise<Task | null>;
  /** Nobody else changes it until this transaction ends. */
  lock(id: number): Promise<void>;
  add(task: NewTask): Promise<number>;
  /** Writes where the task stands now: state, assignee, days and what the clock did. */
  save(task: Task): Promise<void>;

  /** Of one directive, in its order; those at or below a path (led there or with a hand in it), or all. */
  listOfDirective(
    filter: { directiveId: number; path: string | null },
    page: { limit: number; offset: number },
    today: string,
  ): Promise<{ tasks: Task[]; total: number }>;
  /** Open ones that these units lead or cooperate in, or that were handed to this person; most urgent first. */
  listOwn(
    of: { personId: number; ledIds: number[]; cooperatingIds: number[]; directiveId?: number },
    page: { limit: number; offset: number },
    today: string,
  ): Promise<{ tasks: Task[]; total: number }>;
  /** All that were handed to a person or that they said or did something about, the first first. */
  listAllOf(personId: number, today: string): Promise<Task[]>;
  /** Units at or below these paths that lead an open task, each with the unit that answers for it today. */
  listLeading(paths: string[], today: string): Promise<Leading[]>;
  countLate(path: string, now: Date): Promise<number>;
  /** Late ones led at or below this path, the latest first. */
  listLate(
    filter: { path: string; now: Date },
    page: { limit: number; offset: number },
    today: string,
  ): Promise<{ tasks: Task[]; total: number }>;
  /** Led at or below this path and still to be accepted, or to be done by a day; the nearest first. */
  listOwedBelow(
    path: string,
    page: { limit: number; offset: number },
    today: string,
  ): Promise<{ tasks: Task[]; total: number }>;
  /** Of what units at or below this path lead in force: how much the units still owe and have done, by lead unit. */
  countByUnit(path: string): Promise<{ unitId: number; due: number; done: number }[]>;
  /** What was given, reported and confirmed since, at or below this path. */
  countSince(path: string, since: Date): Promise<TasksOfDay>;
  /** Owed ones with a day before `until`, led by these units or handed to this person; the nearest first. */
  listNear(of: { personId: number; ledIds: number[]; until: Date; limit: number }, today: string): Promise<Task[]>;
  /** Of what these units lead or was handed to this person: to be accepted, or to be done by a day; the nearest first. */
  listOwed(of: { personId: number; ledIds: number[]; limit: number }, today: string): Promise<Task[]>;
  /** Said to be done and not confirmed: led, or (a request) asked, at or below these paths; the longest waiting first. */
  listReported(paths: string[], limit: number, today: string): Promise<Task[]>;
  /** Of those late the ones that these units' leaders were told of. */
  listEscalated(unitIds: number[], now: Date, today: string): Promise<Task[]>;
  /** People with a post at or below a path today, by given name. */
  listMembers(
    path: string,
    page: { limit: number; offset: number },
    today: string,
  ): Promise<{ people: Member[]; total: number }>;
  count(filter: { directiveId: number; path: string | null }, now: Date): Promise<TaskFigures>;

  addEntry(entry: NewEntry): Promise<number>;
  findEntry(id: number): Promise<TaskEntry | null>;
  hasEntryOf(draftId: number): Promise<boolean>;
  /** The newest first. */
  listEntries(
    taskId: number,
    page: { limit: number; offset: number },
  ): Promise<{ entries: TaskEntry[]; total: number }>;

  /** All that one person said and did, the first first. */
  listEntriesBy(personId: number): Promise<TaskEntry[]>;

  /** The clock looked on this morning. What somebody did to the task meanwhile stays. */
  markLooked(id: number, what: { morning: Date; isReminded: boolean; escalatedToId: number | null }): Promise<void>;
  /** Owed ones with a day before `until` at which the clock has not looked since this morning. */
  listUnlooked(about: { morning: Date; until: Date; limit: number }, today: string): Promise<Task[]>;
  /** After a restore: what was reminded of since the backup is not told again the same morning. */
  holdRestored(at: Date): Promise<void>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out, of tasks and of their history. */
  skipIds(count: number): Promise<void>;
  /** Open ones whose directive has ended. */
  listOrphaned(limit: number, today: string): Promise<Task[]>;
  /** Open ones handed to one of these people, who today holds no post at or below the lead unit. */
  listHandedToLeavers(personIds: number[], today: string): Promise<Task[]>;
}
