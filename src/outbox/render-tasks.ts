import type { ClaimedDelivery } from '../domain/deliveries/delivery.ts';
import type { Office } from '../domain/stores.ts';
import { waitingFor } from '../domain/tasks/task-policy.ts';
import { findTask, listEscalatedTo, listGivenTo, listOwnTasks, listPressing } from '../domain/tasks/task-views.ts';
import { dayOf } from '../lib/day.ts';
import { PAGE, type Screen, type Voice } from '../screens/screen.ts';
import { ENTRIES, passedOnScreen, taskScreen, wordOf } from '../screens/task.ts';
import { ownTasksScreen, toldTasksScreen } from '../screens/tasks.ts';
import { receiverOf } from './receiver.ts';

type TaskKind = Extract<ClaimedDelivery['kind'], `task.${string}`>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

const ENTRY_PAGE = { limit: ENTRIES, offset: 0 };

/** What deliveries about tasks become, as things stand when they are sent; nothing when there is nothing to say any more. */
export const taskRenderers: Record<TaskKind, Renderer> = {
  'task.word': async ({ subjectId, personId }, voice, { office }) => {
    const entry = await office.read.tasks.findEntry(subjectId);
    const actor = await receiverOf(personId, voice, office);
    const view = entry && (await findTask(actor, entry.taskId, ENTRY_PAGE, office));
    if (!view) return null;
    const word = wordOf(entry, view.task, personId, voice);
    // Whom it is no longer for is told just that.
    if (view.standings.length === 0) return entry.kind === 'hand' ? passedOnScreen(view.task, word) : null;
    return taskScreen(view, voice, word);
  },
  'task.given': async ({ subjectId, personId }, voice, { office }) => {
    const given = await listGivenTo(personId, subjectId, office);
    const [only, ...others] = given;
    if (!only) return null;
    const actor = await receiverOf(personId, voice, office);
    if (others.length > 0) return toldTasksScreen('given', given, voice, waitingFor(actor, given));
    const view = await findTask(actor, only.id, ENTRY_PAGE, office);
    return view && taskScreen(view, voice, voice.t('tasks:list.given', { count: 1 }));
  },
  'task.list': async ({ personId }, voice, { office }) => {
    const actor = await receiverOf(personId, voice, office);
    const page = { limit: PAGE, offset: 0 };
    const found = await listOwnTasks(actor, page, office.read, dayOf(voice.now, voice.zone));
    return found.total > 0 ? ownTasksScreen({ ...found, page: 0 }, voice) : null;
  },
  'task.reminder': async ({ personId }, voice, { office }) => {
    const tasks = await listPressing(await receiverOf(personId, voice, office), office);
    return tasks.length > 0 ? toldTasksScreen('pressing', tasks, voice) : null;
  },
  'task.escalation': async ({ personId }, voice, { office }) => {
    const tasks = await listEscalatedTo(await receiverOf(personId, voice, office), office);
    return tasks.length > 0 ? toldTasksScreen('escalated', tasks, voice) : null;
  },
};
