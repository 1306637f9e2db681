import { dayOf } from '../../lib/day.ts';
import { sha256 } from '../../lib/ids.ts';
import { hasClassifiedMark } from '../../lib/text.ts';
import { type Actor, nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { isAmount, STEPS, TASK_LIMITS, type Task, type TaskFile, type TaskState, type TaskStep } from './task.ts';
import { mayTake, standingsOf, waitingFor } from './task-policy.ts';
import { tellOf } from './task-telling.ts';
import { listOwnTasks } from './task-views.ts';

/** What somebody said with a step. */
export interface TaskWords {
  text: string | null;
  amount?: string | null;
  files?: TaskFile[];
}

export interface Step {
  taskId: number;
  step: TaskStep;
  words?: TaskWords;
  /** The draft that it came from: submitting it twice is one step. */
  draftId?: number | null;
  /** For `hand`: to whom. */
  assigneeId?: number;
  /** For `giveAgain`: by when now; it stays as it was when left out. */
  dueAt?: Date | null;
}

/** So many tasks one press accepts; a directive that gives more is pressed again. */
const MOST_ACCEPTED = 100;

/** Steps that say something, without which they are none. */
const WORDED: readonly TaskStep[] = ['progress', 'difficulty', 'report', 'cannot', 'answer', 'sendBack'];

/**
 * `task.accept`, `task.hand`, `task.progress`, `task.difficulty`, `task.report`, `task.cannot`, `task.answer`, `task.confirm`, `task.sendBack`,
 * `task.giveAgain`: one step of a task's life. Saying the same twice changes nothing.
 */
export async function takeStep(actor: PersonActor, about: Step, office: Office): Promise<Task> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const words = checkWords(about);
  const task = await office.inTransaction(async (stores) => {
    await stores.tasks.lock(about.taskId);
    const before = await stores.tasks.find(about.taskId, today);
    if (!before || !mayTake(about.step, standingsOf(actor, before))) throw new Problem('notYourTask');
    if (await wasSaid(about, before, stores)) return before;
    mustBeOpen(about.step, before);
    const task = { ...before, ...(await changesOf(actor, about, before, { stores, now, today })) };
    await stores.tasks.save(task);
    const said = about.step === 'hand' ? { ...words, text: task.assignee!.fullName } : words;
    const entryId = await addEntries(actor, about, said, { stores, now });
    await record(stores, `task.${about.step}`, actor, task, { words, now });
    const { assignee } = before;
    const also = about.step === 'hand' && assignee ? await listReachable(assignee.id, stores) : [];
    await tellOf({ task, entryId, kind: about.step, byId: actor.person.id, also }, stores, { now, today });
    return task;
  });
  office.wake();
  return task;
}

/** `task.accept` of all tasks of one directive that this person answers for and that wait for it. Gives how many. */
export async function acceptAll(actor: PersonActor, directiveId: number, office: Office): Promise<number> {
  const today = dayOf(office.clock.now(), office.zone);
  const page = { limit: MOST_ACCEPTED, offset: 0 };
  const { tasks } = await listOwnTasks(actor, page, office.read, today, directiveId);
  const waiting = waitingFor(actor, tasks);
  for (const { id: taskId } of waiting) await takeStep(actor, { taskId, step: 'accept' }, office);
  return waiting.length;
}

function checkWords({ step, words }: Step): Required<TaskWords> {
  const text = words?.text?.trim() || null;
  const { amount = null, files = [] } = words ?? {};
  if ([text ?? '', ...files.map((file) => file.fileName)].some(hasClassifiedMark)) throw new Problem('classifiedText');
  if (WORDED.includes(step) && !text && files.length === 0) throw new Problem('reportMissing');
  if (text && text.length > TASK_LIMITS.note) throw new Problem('noteTooLong', { limit: TASK_LIMITS.note });
  if (amount !== null && !isAmount(amount)) throw new Problem('amountUnreadable');
  return { text, amount, files };
}

/** The same draft again, or a press whose end is reached already. */
async function wasSaid({ step, draftId, assigneeId }: Step, task: Task, { tasks }: Stores): Promise<boolean> {
  if (draftId) return await tasks.hasEntryOf(draftId);
  if (step === 'hand') return task.state === 'accepted' && task.assignee?.id === assigneeId;
  return (step === 'accept' || step === 'confirm') && task.state === STEPS[step].to;
}

function mustBeOpen(step: TaskStep, { state, directive }: Task): void {
  if (directive.state !== 'issued' || state === 'withdrawn') throw new Problem('directiveEnded');
  if (!STEPS[step].from.includes(state)) throw new Problem('taskMovedOn');
}

interface Circumstances {
  stores: Stores;
  now: Date;
  today: string;
}

async function changesOf(actor: PersonActor, about: Step, task: Task, at: Circumstances): Promise<Partial<Task>> {
  const state: TaskState = STEPS[about.step].to ?? task.state;
  switch (about.step) {
    case 'hand':
      return { state, assignee: await memberOf(task, about.assigneeId ?? 0, at) };
    case 'confirm':
      return { state, doneAt: at.now };
    case 'giveAgain': {
      const due = about.dueAt === undefined ? {} : { dueAt: about.dueAt, isStanding: about.dueAt === null };
      if (about.dueAt && about.dueAt <= at.now) throw new Problem('deadlinePast');
      const fresh = { lookedAt: null, remindedAt: null, escalatedAt: null, escalatedToId: null };
      return { state, ...due, ...fresh, assignee: null, givenAt: at.now, givenById: actor.person.id };
    }
    default:
      return { state };
  }
}

async function memberOf({ lead }: Task, personId: number, { stores, today }: Circumstances) {
  const [person] = await stores.people.listByIds([personId]);
  const posts = person && !person.leftOn ? await stores.people.listHeldPosts(personId, today) : [];
  if (!person || !posts.some((post) => post.unitPath.startsWith(lead.path))) throw new Problem('notOfUnit');
  return { id: person.id, fullName: person.fullName };
}

/** What was said, then each further file in a line of its own; gives the first. */
async function addEntries(
  actor: PersonActor,
  { taskId, step, draftId = null }: Step,
  { text, amount, files }: Required<TaskWords>,
  { stores, now }: Pick<Circumstances, 'stores' | 'now'>,
): Promise<number> {
  const entry = { taskId, at: now, byId: actor.person.id, kind: step, draftId };
  const [first = null, ...others] = files;
  const id = await stores.tasks.addEntry({ ...entry, text, amount, file: first });
  for (const file of others) await stores.tasks.addEntry({ ...entry, text: null, amount: null, file });
  return id;
}

async function listReachable(personId: number, { people }: Stores): Promise<number[]> {
  const account = await people.findAccount(personId);
  return account && !account.unreachableAt ? [personId] : [];
}

/** The fact on the directive's stream, with the hash of the task's text. */
export async function record(
  { evidence }: Stores,
  action: string,
  actor: Actor,
  task: Task,
  { words, now }: { words: Required<TaskWords>; now: Date },
): Promise<void> {
  const details = {
    task: task.id,
    state: task.state,
    assignee: task.assignee?.id ?? null,
    due: task.dueAt?.toISOString() ?? null,
    text: words.text,
    amount: words.amount,
    files: words.files.map(({ fileName }) => fileName),
  };
  const way = actor.kind === 'person' ? ('button' as const) : ('clock' as const);
  const fact = { stream: `directive:${task.directive.id}`, action, at: now, way, textHash: sha256(task.text) };
  await evidence.append(entryOf({ ...fact, actor: nameForRecord(actor), subject: `task:${task.id}`, details }));
}

export const NO_WORDS: Required<TaskWords> = { text: null, amount: null, files: [] };
