import { addMilliseconds } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import type { Actor } from '../actor.ts';
import { nextAllowed } from '../calendar.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office, Stores } from '../stores.ts';
import type { EntryKind, Task } from './task.ts';
import { NO_WORDS, record } from './task-actions.ts';
import { dueOn, LOOK_AHEAD, morningOf } from './task-mornings.ts';
import { actorOf, listTold, superiorOf, tellOf } from './task-telling.ts';
import { listOwnTasks } from './task-views.ts';

/** Tasks of one transaction. */
const CHUNK = 50;
/** Milliseconds left to others between two of them. */
const BREATH = 5;
const CLOCK: Actor = { kind: 'office', name: 'clock' };

interface Occasion {
  morning: Date;
  now: Date;
  today: string;
  /** Not in quiet hours, however late the bot was started. */
  dueAt: Date;
}

/**
 * `task.remind` and `task.escalate` by the clock: each working morning every task that is due soon, due or late is looked at once.
 * Each person gets one list, however many are theirs. Running it twice adds nothing.
 */
export async function remindOfTasks(office: Office): Promise<void> {
  const { clock, calendar, zone } = office;
  const now = clock.now();
  const morning = morningOf(now, calendar);
  if (!morning) return;
  const occasion = { morning, now, today: dayOf(now, zone), dueAt: nextAllowed(now, calendar) };
  const about = { morning, until: addMilliseconds(morning, LOOK_AHEAD), limit: CHUNK };
  for (;;) {
    const tasks = await office.read.tasks.listUnlooked(about, occasion.today);
    if (tasks.length === 0) return;
    await office.inTransaction(async (stores) => {
      for (const task of tasks) await look(task, occasion, stores, office);
      await recordReminded(
        tasks.filter((task) => dueOn(task, morning, calendar).remind),
        now,
        stores,
      );
    });
    office.wake();
    await clock.sleep(BREATH);
  }
}

async function look(task: Task, occasion: Occasion, stores: Stores, { calendar }: Office): Promise<void> {
  const { morning, today, dueAt } = occasion;
  const { remind, escalate } = dueOn(task, morning, calendar);
  const superior = escalate ? await superiorOf(task, stores, today) : null;
  await stores.tasks.markLooked(task.id, { morning, isReminded: remind, escalatedToId: superior?.unitId ?? null });
  for (const personId of remind ? await listTold(['holder'], task, stores, today) : []) {
    const word = { personId, kind: 'task.reminder' as const, purpose: `tasks:reminder:${today}`, subjectId: personId };
    await stores.deliveries.add({ ...word, lane: 'reminder', dueAt });
  }
  if (!superior) return;
  await note(task, 'escalate', occasion, stores);
  for (const personId of superior.personIds) {
    const word = { personId, kind: 'task.escalation' as const, purpose: `tasks:late:${today}`, subjectId: personId };
    await stores.deliveries.add({ ...word, lane: 'reminder', dueAt });
  }
}

async function recordReminded(tasks: Task[], at: Date, { evidence }: Stores): Promise<void> {
  for (const directiveId of new Set(tasks.map((task) => task.directive.id))) {
    const stream = `directive:${directiveId}`;
    const ids = tasks.filter((task) => task.directive.id === directiveId).map(({ id }) => `${id}`);
    const fact = { stream, action: 'task.remind', at, way: 'clock' as const, actor: 'office:clock', subject: stream };
    await evidence.append(entryOf({ ...fact, details: { tasks: ids } }));
  }
}

/** `task.withdraw`: what is still open under a directive that has ended is withdrawn with it, and its unit is told. */
export async function withdrawTasks(office: Office): Promise<void> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  for (;;) {
    const tasks = await office.read.tasks.listOrphaned(CHUNK, today);
    if (tasks.length === 0) return;
    await office.inTransaction((stores) => changeAll(tasks, 'withdraw', { now, today }, stores));
    office.wake();
    await office.clock.sleep(BREATH);
  }
}

/** `task.takeBack`: what was handed to somebody who has left the unit is its leaders' again, who are told. */
export async function takeTasksBack(stores: Stores, personIds: number[], now: Date, zone: string): Promise<void> {
  const today = dayOf(now, zone);
  const tasks = await stores.tasks.listHandedToLeavers(personIds, today);
  await changeAll(tasks, 'takeBack', { now, today }, stores);
}

async function changeAll(
  found: Task[],
  kind: 'withdraw' | 'takeBack',
  at: { now: Date; today: string },
  stores: Stores,
): Promise<void> {
  for (const { id } of found) {
    await stores.tasks.lock(id);
    const task = (await stores.tasks.find(id, at.today))!;
    if (kind === 'withdraw' && (task.state === 'withdrawn' || task.state === 'done')) continue;
    const changed: Task = kind === 'withdraw' ? { ...task, state: 'withdrawn' } : { ...task, assignee: null };
    await stores.tasks.save(changed);
    const entryId = await note(changed, kind, at, stores);
    // Whoever had it is told as well: by the task as it was.
    await tellOf({ task: kind === 'withdraw' ? task : changed, entryId, kind, byId: null }, stores, at);
  }
}

async function note(task: Task, kind: EntryKind, { now }: { now: Date }, stores: Stores): Promise<number> {
  await record(stores, `task.${kind}`, CLOCK, task, { words: NO_WORDS, now });
  const entry = { taskId: task.id, at: now, byId: null, kind, text: null, amount: null, file: null, draftId: null };
  return await stores.tasks.addEntry(entry);
}

/** Whoever can be reached (again) is shown what they have, in one list. */
export async function showTasks(stores: Stores, personId: number, now: Date, zone: string): Promise<void> {
  const today = dayOf(now, zone);
  const { total } = await listOwnTasks(await actorOf(personId, stores, today), { limit: 1, offset: 0 }, stores, today);
  if (total === 0) return;
  const word = { personId, kind: 'task.list' as const, purpose: `tasks:list:${now.getTime()}`, subjectId: personId };
  await stores.deliveries.add({ ...word, lane: 'directive', dueAt: now });
}
