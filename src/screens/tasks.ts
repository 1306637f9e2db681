import type { Place, Task } from '../domain/tasks/task.ts';
import type { TaskFigures } from '../domain/tasks/task-store.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayTime } from './dates.ts';
import { shortName } from './directive-head.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

export interface TasksPage {
  tasks: Task[];
  total: number;
  page: number;
  /** Those among them that wait for this person to accept them. */
  waiting?: Task[];
}

/** What a person's units were given, and what was handed to them; most urgent first. */
export function ownTasksScreen(found: TasksPage, voice: Voice): Screen {
  const { t, now, zone } = voice;
  if (found.total === 0) return { text: plain(t('tasks:list.none', { time: sayTime(now, zone) })) };
  const pages = pageRow(found.page, Math.ceil(found.total / PAGE), (page) => callbacks.tasks.pack({ page }));
  const name = found.tasks.length === found.total ? commonName(found.tasks, voice) : null;
  const heading = headingOf(t('tasks:list.own', { count: found.total }), name);
  return listOf(heading, found, [...acceptRow(found.waiting, voice), ...pages], voice, name ? ownLineBelow : ownLine);
}

/** All that one directive gives and that waits to be accepted, with one press; of several directives each is opened. */
function acceptRow(waiting: readonly Task[] | undefined, { t }: Voice): Button[][] {
  const [first] = waiting ?? [];
  const isOne = waiting?.every(({ directive }) => directive.id === first?.directive.id);
  if (!first || !waiting || waiting.length < 2 || !isOne) return [];
  const label = t('tasks:acceptAllButton', { count: waiting.length });
  return [[button(label, callbacks.acceptTasks.pack({ directiveId: first.directive.id }))]];
}

/** The same as a word: what was given just now, what presses, what is late in units below. */
export function toldTasksScreen(
  as: 'given' | 'pressing' | 'escalated',
  tasks: Task[],
  voice: Voice,
  waiting: Task[] = [],
): Screen {
  const { t } = voice;
  const count = tasks.length;
  const found = { tasks: tasks.slice(0, PAGE), total: count, page: 0 };
  const all = as === 'escalated' ? [] : [[button(t('tasks:allButton'), callbacks.tasks.pack({ page: 0 }))]];
  const name = as === 'escalated' ? null : commonName(tasks, voice);
  const line = as === 'escalated' ? unitLine : name ? ownLineBelow : ownLine;
  return listOf(
    headingOf(t(`tasks:list.${as}`, { count }), name),
    found,
    [...acceptRow(waiting, voice), ...all],
    voice,
    line,
  );
}

/** Of the one directive that gives all of these: said once, above them. */
function commonName(tasks: Task[], voice: Voice): string | null {
  const [first, ...others] = tasks;
  if (!first || others.length === 0) return null;
  return others.every(({ directive }) => directive.id === first.directive.id)
    ? shortName(first.directive, voice)
    : null;
}

const headingOf = (heading: string, name: string | null): string => (name ? `${heading} · ${name}` : heading);

export interface DirectiveTasksShown extends TasksPage {
  directive: { id: number; number: string | null; title: string };
  unit: Place;
  figures: TaskFigures;
  mayGive: boolean;
}

/** A directive's tasks at and below a unit, done or late. */
export function directiveTasksScreen(view: DirectiveTasksShown, voice: Voice): Screen {
  const { t } = voice;
  const { directive, unit, figures, total } = view;
  const ids = { directiveId: directive.id, unitId: unit.id };
  const name = shortName(directive, voice);
  const back = button(t('compliance:overview.allButton', { unit: name }), callbacks.directiveStatus.pack(ids));
  const give = button(t('tasks:giveButton'), callbacks.startForm.pack({ form: 'task', subject: directive.id }));
  const proposed = button(t('tasks:proposed.button'), callbacks.proposedTasks.pack({ ...ids, page: 0 }));
  const heading = t('tasks:list.directive', { name, unit: unit.name });
  const screen = listOf(
    heading,
    view,
    [
      ...pageRow(view.page, Math.ceil(total / PAGE), (page) => callbacks.directiveTasks.pack({ ...ids, page })),
      ...(view.mayGive ? [[give, proposed]] : []),
      [back],
    ],
    voice,
    unitLine,
  );
  const { done, late } = figures;
  const sums = [
    total === 0 ? t('tasks:list.noneYet') : t('tasks:list.done', { done, count: total }),
    ...(late > 0 ? [t('tasks:list.late', { late })] : []),
  ];
  return { ...screen, text: lines(screen.text, '', ...sums.map(plain)) };
}

/** Late tasks at and below a unit. */
export function lateTasksScreen(view: TasksPage & { unit: Place }, voice: Voice): Screen {
  const { t } = voice;
  const { unit, total, page } = view;
  const back = callbacks.unitStatus.pack({ unitId: unit.id, page: 0 });
  const heading = total > 0 ? t('tasks:list.lateIn', { count: total, unit: unit.name }) : t('tasks:list.lateNone');
  return listOf(
    heading,
    view,
    [
      ...pageRow(page, Math.ceil(total / PAGE), (target) =>
        callbacks.lateTasks.pack({ unitId: unit.id, page: target }),
      ),
      [button(t('compliance:overview.allButton', { unit: unit.name }), back)],
    ],
    voice,
    unitLine,
  );
}

/** For whoever looks on: under any heading, with what stands below it. */
export const listOfTasks = (heading: string, found: TasksPage, below: Button[][], voice: Voice): Screen =>
  listOf(heading, found, below, voice, unitLine);

type Line = (task: Task, place: string, voice: Voice) => string;

function listOf(heading: string, found: TasksPage, below: Button[][], voice: Voice, line: Line): Screen {
  const first = found.page * PAGE + 1;
  const numbers = found.tasks.map(({ id }, index) =>
    button(String(first + index), callbacks.task.pack({ taskId: id })),
  );
  return {
    text: lines(
      bold(heading),
      '',
      ...found.tasks.map((task, index) => plain(line(task, String(first + index), voice))),
    ),
    keyboard: [...rows(numbers, PAGE), ...below],
  };
}

/** For whoever does it: of which directive, and by when. */
const ownLine: Line = (task, place, voice) => {
  const { t } = voice;
  const name = shortName(task.directive, voice);
  return t('tasks:list.line', { place, sign: signOf(task), text: cut(task.text), name, state: sayState(task, voice) });
};

/** The same below a heading that names the directive. */
const ownLineBelow: Line = (task, place, voice) => {
  const { t } = voice;
  const state = sayState(task, voice);
  return t('tasks:list.lineBelow', { place, sign: signOf(task), text: cut(task.text), state });
};

/** For whoever looks on: of which unit. */
const unitLine: Line = (task, place, voice) => {
  const { t } = voice;
  const { lead, text } = task;
  const state = sayState(task, voice);
  return t('tasks:list.unitLine', { place, sign: signOf(task), unit: lead.name, text: cut(text), state });
};

const signOf = ({ state }: Task): string => (state === 'done' ? '✅ ' : state === 'withdrawn' ? '' : '⏳ ');

/** By when as long as the unit owes it, else how it stands. */
function sayState(task: Task, voice: Voice): string {
  const isOwed = task.state === 'given' || task.state === 'accepted';
  const { t, now, zone } = voice;
  if (isOwed && task.dueAt) return t('tasks:short.due', { when: sayDeadline(task.dueAt, now, zone, t) });
  if (isOwed) return t('tasks:short.standing');
  return t(`tasks:short.${task.state as 'reported' | 'done' | 'cannot' | 'withdrawn'}`);
}

const LINE = 70;
export const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LINE ? `${line.slice(0, LINE).replace(/\s+\S*$/, '')}…` : line;
};
