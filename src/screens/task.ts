import type { Task, TaskEntry, TaskStep } from '../domain/tasks/task.ts';
import { STEP_FORMS } from '../domain/tasks/task-form.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayInstant } from './dates.ts';
import { shortName } from './directive-head.ts';
import { type Button, bold, button, lines, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

/** Lines of its history on a task's own screen, and on a page of its history. */
export const ENTRIES = 5;
/** So much of each is in view there, in characters. */
const SHORT = 200;

export interface TaskShown {
  task: Task;
  entries: TaskEntry[];
  total: number;
  steps: TaskStep[];
  fromUnitId: number | null;
}

/** One task: what is asked, of whom, by when, how it stands, and what can be done. A word about it stands on top. */
export function taskScreen(shown: TaskShown, voice: Voice, word?: string | null): Screen {
  const { task, entries, total, steps, fromUnitId } = shown;
  const { t } = voice;
  const directiveId = task.directive.id;
  const list =
    fromUnitId === null
      ? callbacks.tasks.pack({ page: 0 })
      : callbacks.directiveTasks.pack({ directiveId, unitId: fromUnitId, page: 0 });
  const history = button(
    t('tasks:historyButton', { count: total }),
    callbacks.taskHistory.pack({ taskId: task.id, page: 0 }),
  );
  return {
    text: lines(
      word && bold(word),
      word && '',
      ...headLines(task, voice),
      '',
      ...factLines(task, voice),
      '',
      ...entries.map((entry) => entryLine(entry, SHORT, voice)),
    ),
    keyboard: [
      ...stepRows(task, steps, voice),
      fileRow(entries),
      [...(total > entries.length ? [history] : []), button(t('tasks:listButton'), list)],
    ].filter((row) => row.length > 0),
  };
}

function headLines(task: Task, voice: Voice): string[] {
  const { t } = voice;
  const name = shortName(task.directive, voice);
  const heading = task.isRequest ? t('tasks:headingRequest', { name }) : t('tasks:heading', { name });
  return [bold(heading), plain(task.text)];
}

function factLines(task: Task, voice: Voice): (string | false)[] {
  const { t } = voice;
  const { lead, cooperating, assignee, amount, measure } = task;
  const units = cooperating.map(({ name }) => name).join('; ');
  return [
    plain(t('tasks:lead', { unit: lead.name })),
    cooperating.length > 0 && plain(t('tasks:cooperating', { units })),
    assignee !== null && plain(t('tasks:assignee', { name: assignee.fullName })),
    plain(sayDue(task, voice)),
    amount !== null && plain(t('tasks:figure', { amount, measure: measure ?? '' })),
    plain(t(`tasks:state.${task.state}`)),
  ];
}

/** By when, or that it stands always. */
export function sayDue({ dueAt }: Pick<Task, 'dueAt'>, { t, now, zone }: Voice): string {
  return dueAt ? t('tasks:due', { when: sayDeadline(dueAt, now, zone, t) }) : t('tasks:standing');
}

function entryLine(entry: TaskEntry, length: number, { t, zone }: Voice): string {
  const { kind, text, amount, file } = entry;
  const when = sayInstant(entry.at, zone, t);
  const by = entry.byName ?? t('tasks:byOffice');
  const said = kind === 'hand' ? null : text;
  return lines(
    plain(t(`tasks:entry.${kind}`, { when, by, to: text ?? '' })),
    amount !== null && plain(t('tasks:reached', { amount })),
    said && plain(t('tasks:said', { text: said.length > length ? `${said.slice(0, length)}…` : said })),
    file && plain(t('tasks:file', { name: file.fileName })),
  );
}

/** A row of buttons that send the files named above, in their order. */
function fileRow(entries: TaskEntry[]): Button[] {
  const withFile = entries.filter(({ file }) => file !== null);
  return withFile.map(({ id }, index) => button(`📎 ${index + 1}`, callbacks.taskFile.pack({ entryId: id })));
}

/** The step that comes next stands alone in its row. */
const MAIN: readonly TaskStep[] = ['accept', 'report', 'confirm', 'giveAgain'];

function stepRows(task: Task, steps: TaskStep[], voice: Voice): Button[][] {
  const toButton = (step: TaskStep) => button(voice.t(`tasks:step.${step}`), stepData(task.id, step));
  const main = steps.filter((step) => MAIN.includes(step)).map((step) => [toButton(step)]);
  const others = steps.filter((step) => !MAIN.includes(step)).map(toButton);
  return [...main, ...rows(others, 2)];
}

function stepData(taskId: number, step: TaskStep): string {
  if (step === 'hand') return callbacks.taskHands.pack({ taskId, page: 0 });
  if (step === 'accept' || step === 'confirm') return callbacks.taskStep.pack({ taskId, step });
  return callbacks.startForm.pack({ form: STEP_FORMS[step], subject: taskId });
}

/** Everything that became of a task, the newest first, in full. */
export function historyScreen(
  { task, entries, total }: Pick<TaskShown, 'task' | 'entries' | 'total'>,
  page: number,
  voice: Voice,
): Screen {
  const { t } = voice;
  const to = (target: number) => callbacks.taskHistory.pack({ taskId: task.id, page: target });
  return {
    text: lines(
      bold(t('tasks:history', { name: shortName(task.directive, voice) })),
      '',
      ...entries.map((entry) => entryLine(entry, Number.POSITIVE_INFINITY, voice)),
    ),
    keyboard: [
      fileRow(entries),
      ...pageRow(page, Math.ceil(total / ENTRIES), to),
      [button(t('tasks:backButton'), callbacks.task.pack({ taskId: task.id }))],
    ].filter((row) => row.length > 0),
  };
}

/** What one line of a task's history says to whoever is told of it. */
export function wordOf({ kind, byName, text }: TaskEntry, task: Task, personId: number, { t }: Voice): string {
  const by = byName ?? t('tasks:byOffice');
  const isOthers = kind === 'hand' && task.assignee?.id !== personId;
  return t(`tasks:word.${isOthers ? 'handOn' : kind}`, { by, to: text ?? '', unit: task.lead.name });
}

/** Told to whoever had it before. */
export const passedOnScreen = (task: Task, word: string): Screen => ({ text: lines(bold(word), '', plain(task.text)) });

export interface HandList {
  task: Task;
  people: { id: number; fullName: string; isReachable: boolean }[];
  total: number;
  page: number;
}

/** To whom a task can be handed. */
export function handScreen({ task, people, total, page }: HandList, size: number, { t }: Voice): Screen {
  const taskId = task.id;
  const line = (person: HandList['people'][number]) =>
    button(
      `${person.isReachable ? '' : '🚫 '}${person.fullName}`,
      callbacks.handTask.pack({ taskId, personId: person.id }),
    );
  const isAnyLost = people.some((person) => !person.isReachable);
  return {
    text: lines(
      bold(t('tasks:hand.heading')),
      plain(t('tasks:hand.unit', { unit: task.lead.name })),
      isAnyLost && plain(t('tasks:hand.unreachable')),
    ),
    keyboard: [
      ...rows(people.map(line), 2),
      ...pageRow(page, Math.ceil(total / size), (target) => callbacks.taskHands.pack({ taskId, page: target })),
      [button(t('tasks:backButton'), callbacks.task.pack({ taskId }))],
    ],
  };
}
