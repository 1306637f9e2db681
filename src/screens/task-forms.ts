// i18n: forms:task.*
// i18n: forms:taskProgress.*
// i18n: forms:taskDifficulty.*
// i18n: forms:taskDone.*
// i18n: forms:taskCannot.*
// i18n: forms:taskAnswer.*
// i18n: forms:taskBack.*
// i18n: forms:taskAgain.*
import type { Draft } from '../domain/forms/form.ts';
import type { Task, TaskDraft } from '../domain/tasks/task.ts';
import type { WordedStep } from '../domain/tasks/task-form.ts';
import { callbacks } from './callbacks.ts';
import { shortName } from './directive-head.ts';
import { pressOf } from './forms.ts';
import { type Button, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';
import { sayDue } from './task.ts';

interface Named {
  id: number;
  number: string | null;
  title: string;
}

export interface Giving {
  draft: Draft;
  directive: Named;
  task: TaskDraft;
  lead: string;
  cooperating: string[];
}

/** The last look before a task is given. */
export function giveOverview({ draft, directive, task, lead, cooperating }: Giving, voice: Voice): Screen {
  const { t } = voice;
  const { amount, measure } = task;
  const units = cooperating.join('; ');
  return {
    text: lines(
      bold(t('tasks:give.overview')),
      plain(shortName(directive, voice)),
      '',
      plain(task.text),
      '',
      plain(task.isRequest ? t('tasks:give.asked', { unit: lead }) : t('tasks:lead', { unit: lead })),
      cooperating.length > 0 && plain(t('tasks:cooperating', { units })),
      plain(sayDue(task, voice)),
      amount !== null && plain(t('tasks:figure', { amount, measure: measure ?? '' })),
    ),
    keyboard: sendRows(draft, t('tasks:give.sendButton'), voice),
  };
}

export function givenScreen(directive: Named, unitId: number, isKnown: boolean, voice: Voice): Screen {
  const { t } = voice;
  const again = callbacks.startForm.pack({ form: 'task', subject: directive.id });
  const list = callbacks.directiveTasks.pack({ directiveId: directive.id, unitId, page: 0 });
  return {
    text: lines(plain(isKnown ? t('tasks:give.known') : t('tasks:give.done')), plain(shortName(directive, voice))),
    keyboard: [[button(t('tasks:give.againButton'), again)], [button(t('tasks:give.listButton'), list)]],
  };
}

export interface Stepping {
  draft: Draft;
  step: WordedStep;
  task: Task;
  text: string | null;
  amount: string | null;
  files: string[];
  /** For a task that is given again: by when now. */
  due: Pick<Task, 'dueAt'> | null;
}

/** The last look before something is said about a task. */
export function stepOverview({ draft, step, task, text, amount, files, due }: Stepping, voice: Voice): Screen {
  const { t } = voice;
  const { measure } = task;
  return {
    text: lines(
      bold(t(`tasks:overview.${step}`)),
      plain(task.text.length > SHORT ? `${task.text.slice(0, SHORT)}…` : task.text),
      '',
      amount !== null &&
        plain(t('tasks:overview.amount', { amount, whole: task.amount ?? '', measure: measure ?? '' })),
      text && plain(t('tasks:said', { text })),
      ...files.map((name) => plain(t('tasks:file', { name }))),
      due !== null && plain(sayDue(due, voice)),
    ),
    keyboard: sendRows(draft, t('tasks:overview.sendButton'), voice),
  };
}

const SHORT = 300;

function sendRows(draft: Draft, label: string, { t }: Voice): Button[][] {
  const to = pressOf(draft);
  return [
    [button(label, to('send'))],
    [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
  ];
}
