import { dayOf } from '../../lib/day.ts';
import { sha256 } from '../../lib/ids.ts';
import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import type { Directive } from '../directives/directive.ts';
import { mayIssueTo } from '../directives/directive-policy.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { checkTask, TASK_LIMITS, type Task, type TaskDraft } from './task.ts';
import { mayGiveTo, mayGiveUnder } from './task-policy.ts';
import { ALL_TASKS } from './task-store.ts';
import { listTold } from './task-telling.ts';

export interface Given {
  tasks: Task[];
  /** So many of those wished were there already. */
  known: number;
}

/** A directive in force under which the actor may give tasks, and the units that it was addressed to. */
export async function getGivable(
  actor: Actor,
  directiveId: number,
  { directives }: Stores,
): Promise<{ directive: Directive; addressed: Unit[] }> {
  const directive = await directives.find(directiveId);
  const addressed = directive ? await directives.listUnits(directiveId) : [];
  if (!directive?.issuedAt || !mayGiveUnder(actor, addressed)) throw new Problem('mayNotGiveTask');
  if (directive.state !== 'issued') throw new Problem('directiveEnded');
  return { directive, addressed };
}

/**
 * `task.give`: tasks under a directive in force, all or none. One that is there already (the same unit, text and day) is not given
 * once more. Whoever leads or cooperates gets one message for all that is new.
 */
export async function giveTasks(
  actor: Actor,
  directiveId: number,
  drafts: readonly TaskDraft[],
  office: Office,
): Promise<Given> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  if (drafts.length > TASK_LIMITS.tasks) throw new Problem('tooManyTasks', { limit: TASK_LIMITS.tasks });
  const clean = drafts.map((draft) => checkTask(draft, now));
  const given = await office.inTransaction(async (stores) => {
    await stores.directives.lock(directiveId);
    const { directive, addressed } = await getGivable(actor, directiveId, stores);
    for (const draft of clean) await mustBeTheirs(actor, draft, addressed, stores);
    const { tasks: before } = await stores.tasks.listOfDirective({ directiveId, path: null }, ALL_TASKS, today);
    const there = before.filter(({ state }) => state !== 'withdrawn');
    const known = new Set(there.map((task) => keyOf(task, task.lead.id)));
    const byKey = new Map(clean.map((draft) => [keyOf(draft, draft.leadUnitId), draft]));
    const fresh = [...byKey].filter(([key]) => !known.has(key)).map(([, draft]) => draft);
    const tasks: Task[] = [];
    for (const draft of fresh) tasks.push(await add(actor, directive, draft, { stores, now, today }));
    if (tasks.length > 0) await recordAndTell(actor, directiveId, tasks, { stores, now, today });
    return { tasks, known: clean.length - tasks.length };
  });
  office.wake();
  return given;
}

const keyOf = ({ text, dueAt }: { text: string; dueAt: Date | null }, leadId: number): string =>
  JSON.stringify([leadId, text, dueAt]);

async function mustBeTheirs(actor: Actor, draft: TaskDraft, addressed: Unit[], { units }: Stores): Promise<void> {
  const lead = await units.find(draft.leadUnitId);
  const cooperating = await units.listByIds(draft.cooperatingIds);
  if (!lead || cooperating.length < draft.cooperatingIds.length) throw new Problem('unitUnknown', { code: '' });
  const { isRequest } = draft;
  if (!mayGiveTo(actor, lead, { addressed, isRequest })) throw new Problem('taskUnitOutside', { unit: lead.name });
  if (!isRequest && !mayIssueTo(actor, cooperating)) throw new Problem('unitsNotYours');
}

interface Circumstances {
  stores: Stores;
  now: Date;
  today: string;
}

async function add(
  actor: Actor,
  { id, version, authorId }: Directive,
  draft: TaskDraft,
  at: Circumstances,
): Promise<Task> {
  const { tasks } = at.stores;
  const byId = actor.kind === 'person' ? actor.person.id : null;
  // What the command line gives is answered to the directive's author.
  const fields = { ...draft, directiveId: id, version, givenById: byId ?? authorId, givenAt: at.now };
  const taskId = await tasks.add(fields);
  const entry = {
    taskId,
    at: at.now,
    byId,
    kind: 'give' as const,
    text: null,
    amount: null,
    file: null,
    draftId: null,
  };
  await tasks.addEntry(entry);
  return (await tasks.find(taskId, at.today))!;
}

async function recordAndTell(
  actor: Actor,
  directiveId: number,
  tasks: Task[],
  { stores, now, today }: Circumstances,
): Promise<void> {
  const stream = `directive:${directiveId}`;
  const way = wayFor(actor);
  const details = {
    tasks: tasks.map(({ id, lead, dueAt, isRequest, text }) => {
      const due = dueAt?.toISOString() ?? 'standing';
      return `${id}:${isRequest ? 'request' : 'order'}:${lead.id}:${due}:${sha256(text)}`;
    }),
  };
  const fact = { stream, action: 'task.give', at: now, way, actor: nameForRecord(actor), subject: stream, details };
  await stores.evidence.append(entryOf(fact));
  const told = new Set<number>();
  for (const task of tasks) {
    for (const id of await listTold(['leads', 'cooperating'], task, stores, today)) told.add(id);
  }
  if (actor.kind === 'person') told.delete(actor.person.id);
  for (const personId of told) {
    const word = { personId, kind: 'task.given' as const, purpose: `${stream}:tasks:${now.getTime()}` };
    await stores.deliveries.add({ ...word, subjectId: directiveId, lane: 'directive', dueAt: now });
  }
}
