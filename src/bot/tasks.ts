import { readTextSections } from '../documents/document-text.ts';
import { Problem } from '../domain/problem.ts';
import { giveProposedTasks, listProposedTasks } from '../domain/tasks/propose-actions.ts';
import type { Step } from '../domain/tasks/task-actions.ts';
import { acceptAll as acceptAllOf, takeStep } from '../domain/tasks/task-actions.ts';
import { waitingFor } from '../domain/tasks/task-policy.ts';
import {
  getTaskFile,
  listHandable,
  listOwnTasks,
  viewDirectiveTasks,
  viewLateTasks,
  viewTask,
} from '../domain/tasks/task-views.ts';
import { dayOf } from '../lib/day.ts';
import { PAGE } from '../screens/screen.ts';
import { ENTRIES, handScreen, historyScreen, taskScreen } from '../screens/task.ts';
import { proposedTasksScreen } from '../screens/task-proposals.ts';
import { directiveTasksScreen, lateTasksScreen, ownTasksScreen } from '../screens/tasks.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';
import { begin } from './forms/conversation.ts';

type OfTask = { taskId: number };
type OnPage = { page: number };

const pageOf = ({ page }: OnPage, size = PAGE) => ({ limit: size, offset: page * size });

/** `/tasks`, and its pages. */
export async function tasks(ctx: BotContext, at: OnPage = { page: 0 }): Promise<void> {
  const today = dayOf(ctx.voice.now, ctx.voice.zone);
  const actor = actorOf(ctx);
  const found = await listOwnTasks(actor, pageOf(at), ctx.office.read, today);
  answer(ctx);
  show(ctx, ownTasksScreen({ ...found, ...at, waiting: waitingFor(actor, found.tasks) }, ctx.voice));
}

export async function task(ctx: BotContext, { taskId }: OfTask): Promise<void> {
  const view = await viewTask(actorOf(ctx), taskId, { limit: ENTRIES, offset: 0 }, ctx.office);
  answer(ctx);
  show(ctx, taskScreen(view, ctx.voice));
}

export async function history(ctx: BotContext, { taskId, ...at }: OfTask & OnPage): Promise<void> {
  const view = await viewTask(actorOf(ctx), taskId, pageOf(at, ENTRIES), ctx.office);
  answer(ctx);
  show(ctx, historyScreen(view, at.page, ctx.voice));
}

export async function file(ctx: BotContext, { entryId }: { entryId: number }): Promise<void> {
  const { fileId, fileKind } = await getTaskFile(actorOf(ctx), entryId, ctx.office);
  answer(ctx);
  ctx.parts.replies.sendFile(ctx.from!.id, fileId, fileKind);
}

/** The steps that need no words: accept, confirm. */
export async function step(ctx: BotContext, { taskId, step }: OfTask & { step: string }): Promise<void> {
  if (step !== 'accept' && step !== 'confirm') throw new Problem('notFound');
  await take(ctx, { taskId, step });
}

/** All that one directive gives to the person's units, with one press. */
export async function acceptAll(ctx: BotContext, { directiveId }: { directiveId: number }): Promise<void> {
  const count = await acceptAllOf(actorOf(ctx), directiveId, ctx.office);
  answer(ctx, ctx.voice.t('tasks:taken.acceptAll', { count }));
  await tasks(ctx);
}

/** To whom? */
export async function hands(ctx: BotContext, { taskId, ...at }: OfTask & OnPage): Promise<void> {
  const found = await listHandable(actorOf(ctx), taskId, pageOf(at), ctx.office);
  answer(ctx);
  show(ctx, handScreen({ ...found, ...at }, PAGE, ctx.voice));
}

export async function hand(ctx: BotContext, { taskId, personId }: OfTask & { personId: number }): Promise<void> {
  await take(ctx, { taskId, step: 'hand', assigneeId: personId });
}

async function take(ctx: BotContext, wish: Step): Promise<void> {
  const actor = actorOf(ctx);
  await takeStep(actor, wish, ctx.office);
  answer(ctx, ctx.voice.t(`tasks:taken.${wish.step as 'accept' | 'confirm' | 'hand'}`));
  const view = await viewTask(actor, wish.taskId, { limit: ENTRIES, offset: 0 }, ctx.office);
  show(ctx, taskScreen(view, ctx.voice));
}

interface InUnit {
  directiveId: number;
  unitId: number;
}

/** From a directive's status: its tasks in this unit. */
export async function ofDirective(ctx: BotContext, { page, ...about }: InUnit & OnPage): Promise<void> {
  const view = await viewDirectiveTasks(actorOf(ctx), about, pageOf({ page }), ctx.office);
  answer(ctx);
  show(ctx, directiveTasksScreen({ ...view, total: view.figures.total, page }, ctx.voice));
}

/** From a directive's tasks: what its own text gives to units; where that is nothing, the first task is asked for at once. */
export async function proposed(ctx: BotContext, { directiveId, unitId, page }: InUnit & OnPage): Promise<void> {
  const found = await listProposedTasks(actorOf(ctx), directiveId, readTextSections, ctx.office);
  if (found.proposed.length + found.given === 0) return await begin(ctx, 'task', directiveId);
  answer(ctx);
  show(ctx, proposedTasksScreen({ ...found, unitId, page }, ctx.voice));
}

/** All of it that is clear; shown again when it is not what was shown. */
export async function giveProposed(ctx: BotContext, about: InUnit & { count: number }): Promise<void> {
  const given = await giveProposedTasks(actorOf(ctx), about, readTextSections, ctx.office);
  if (!given) return await proposed(ctx, { ...about, page: 0 });
  answer(ctx, ctx.voice.t('tasks:proposed.given', { count: given.tasks.length }));
  await ofDirective(ctx, { ...about, page: 0 });
}

export async function late(ctx: BotContext, { unitId, ...at }: { unitId: number } & OnPage): Promise<void> {
  const view = await viewLateTasks(actorOf(ctx), unitId, pageOf(at), ctx.office);
  answer(ctx);
  show(ctx, lateTasksScreen({ ...view, ...at }, ctx.voice));
}
