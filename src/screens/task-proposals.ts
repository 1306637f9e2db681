import type { ProposedTask } from '../domain/tasks/propose-actions.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline } from './dates.ts';
import { shortName } from './directive-head.ts';
import { bold, button, lines, PAGE, pageRow, plain, type Screen, type Voice } from './screen.ts';
import { cut } from './tasks.ts';

export interface ProposedShown {
  directive: { id: number; number: string | null; title: string };
  unitId: number;
  proposed: ProposedTask[];
  /** So many tasks were given under it already. */
  given: number;
  page: number;
}

/** What the text gives to units, to be looked through and given with one press; what has no day is given one by one. */
export function proposedTasksScreen({ directive, unitId, proposed, given, page }: ProposedShown, voice: Voice): Screen {
  const { t } = voice;
  const ids = { directiveId: directive.id, unitId };
  const count = proposed.filter(({ draft }) => draft).length;
  const without = proposed.length - count;
  const give = button(t('tasks:proposed.giveButton', { count }), callbacks.giveProposed.pack({ ...ids, count }));
  const one = button(t('tasks:proposed.oneButton'), callbacks.startForm.pack({ form: 'task', subject: directive.id }));
  const name = shortName(directive, voice);
  const back =
    given > 0
      ? button(t('tasks:listButton'), callbacks.directiveTasks.pack({ ...ids, page: 0 }))
      : button(t('compliance:overview.allButton', { unit: name }), callbacks.directiveStatus.pack(ids));
  const shown = proposed.slice(page * PAGE, (page + 1) * PAGE);
  return {
    text: lines(
      bold(
        proposed.length > 0 ? t('tasks:proposed.heading', { count: proposed.length, name }) : t('tasks:proposed.none'),
      ),
      '',
      ...shown.map((each, index) => plain(lineOf(each, String(page * PAGE + index + 1), voice))),
      '',
      without > 0 && plain(t('tasks:proposed.withoutDay', { count: without })),
    ),
    keyboard: [
      ...(count > 0 ? [[give]] : []),
      ...pageRow(page, Math.ceil(proposed.length / PAGE), (target) =>
        callbacks.proposedTasks.pack({ ...ids, page: target }),
      ),
      [one, back],
    ],
  };
}

function lineOf({ proposal, draft }: ProposedTask, place: string, voice: Voice): string {
  const { t, now, zone } = voice;
  const { lead, text, isRequest } = proposal;
  const unit = isRequest ? t('tasks:give.asked', { unit: lead.name }) : lead.name;
  const due = draft?.dueAt ? t('tasks:short.due', { when: sayDeadline(draft.dueAt, now, zone, t) }) : null;
  const state =
    due ?? (draft ? t('tasks:short.standing') : t(`tasks:proposed.${proposal.dueOn === null ? 'noDay' : 'dayPast'}`));
  return t('tasks:list.unitLine', { place, sign: '', unit, text: cut(text), state });
}
