import { addMilliseconds } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type Actor, type PersonActor, reaches } from '../actor.ts';
import type { Directive } from '../directives/directive.ts';
import { ATTESTING_ROLES, looksIn } from '../directives/directive-policy.ts';
import { recordLook } from '../directives/look-actions.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import type { Standing, Task, TaskEntry, TaskStep } from './task.ts';
import { LOOK_AHEAD, stageOn } from './task-mornings.ts';
import { mayGiveUnder, openSteps, READING_ROLES, standingsOf } from './task-policy.ts';
import { ALL_TASKS, type Member, type TaskFigures } from './task-store.ts';
import { listAnswered, onlyToldTo } from './task-telling.ts';

export interface Page {
  limit: number;
  offset: number;
}

export interface TaskView {
  task: Task;
  directive: Directive;
  /** The newest first. */
  entries: TaskEntry[];
  /** So many in all. */
  total: number;
  standings: Standing[];
  steps: TaskStep[];
  /** Where somebody who only looks on finds the directive's other tasks; null for whose it is. */
  fromUnitId: number | null;
}

/** A task as somebody sees it who has something to do with it. Throws `notYourTask`, alike for one that never was. */
export async function viewTask(actor: Actor, id: number, page: Page, office: Office): Promise<TaskView> {
  const view = await findTask(actor, id, page, office);
  if (!view || view.standings.length === 0) throw new Problem('notYourTask');
  await recordTaskLook(actor, view, office);
  return view;
}

/** By the unit that leads it, else by the one that gave it. */
async function recordTaskLook(actor: Actor, { task, standings }: TaskView, office: Office): Promise<void> {
  if (standings.some((standing) => standing !== 'reader')) return;
  const id = [task.lead, task.issuing].find(({ path }) => looksIn(actor, path))?.id;
  if (id === undefined) return;
  const unit = await office.read.units.get(id);
  await recordLook(actor, { what: 'task', unit, directiveId: task.directive.id, about: { task: task.id } }, office);
}

/** The same, for somebody who may have had something to do with it. */
export async function findTask(actor: Actor, id: number, page: Page, office: Office): Promise<TaskView | null> {
  const { read, clock, zone } = office;
  const task = await read.tasks.find(id, dayOf(clock.now(), zone));
  if (!task) return null;
  const standings = standingsOf(actor, task);
  const { entries, total } = await read.tasks.listEntries(id, page);
  const steps = task.directive.state === 'issued' ? openSteps(standings, task.state) : [];
  const directive = await read.directives.get(task.directive.id);
  return { task, directive, entries, total, standings, steps, fromUnitId: fromUnitOf(actor, task, standings) };
}

const OWN: readonly Standing[] = ['lead', 'assignee', 'cooperating'];

function fromUnitOf(actor: Actor, { lead, issuing }: Task, standings: Standing[]): number | null {
  if (standings.some((standing) => OWN.includes(standing))) return null;
  return reaches(actor, READING_ROLES, issuing.path) ? issuing.id : lead.id;
}

/** The file of one line of a task's history. */
export async function getTaskFile(actor: Actor, entryId: number, office: Office) {
  const entry = await office.read.tasks.findEntry(entryId);
  if (!entry?.file) throw new Problem('notYourTask');
  await viewTask(actor, entry.taskId, { limit: 1, offset: 0 }, office);
  return entry.file;
}

/** What somebody's units lead or cooperate in, and what was handed to them; open, most urgent first. */
export async function listOwnTasks(
  { person, posts }: PersonActor,
  page: Page,
  { tasks }: Stores,
  today: string,
  directiveId?: number,
): Promise<{ tasks: Task[]; total: number }> {
  const heads = posts.filter((post) => ATTESTING_ROLES.includes(post.role));
  const headed = heads.map((post) => post.unitId);
  const leading =
    heads.length > 0
      ? await tasks.listLeading(
          heads.map((post) => post.unitPath),
          today,
        )
      : [];
  const led = leading.filter(({ answeringId }) => answeringId !== null && headed.includes(answeringId));
  const of = { personId: person.id, ledIds: led.map(({ unitId }) => unitId), cooperatingIds: headed, directiveId };
  return await tasks.listOwn(of, page, today);
}

/** Of somebody's tasks so many are counted at most in one word. */
const MOST = 500;

/**
 * What somebody is reminded of: orders that are theirs to do and due soon, today or before; a request only on the morning on which
 * it is reminded of.
 */
export async function listPressing({ person, posts }: PersonActor, office: Office): Promise<Task[]> {
  const { read, clock, zone, calendar } = office;
  const now = clock.now();
  const today = dayOf(now, zone);
  const paths = posts.filter((post) => ATTESTING_ROLES.includes(post.role)).map((post) => post.unitPath);
  const ledIds = await listAnswered(person.id, await read.tasks.listLeading(paths, today), read, today);
  const until = addMilliseconds(now, LOOK_AHEAD);
  const near = await read.tasks.listNear({ personId: person.id, ledIds, until, limit: MOST }, today);
  const pressing = near.filter(({ dueAt, isRequest, remindedAt }) => {
    const isTheDay = remindedAt !== null && dayOf(remindedAt, zone) === today;
    return dueAt !== null && (isTheDay || !isRequest) && stageOn(dueAt, now, calendar) !== null;
  });
  return await onlyToldTo(person.id, pressing, ['holder'], read, today);
}

/** Tasks of one directive of which somebody is told when they are given, and that are still to be done. */
export async function listGivenTo(
  personId: number,
  directiveId: number,
  { read, clock, zone }: Office,
): Promise<Task[]> {
  const today = dayOf(clock.now(), zone);
  const { tasks } = await read.tasks.listOfDirective({ directiveId, path: null }, ALL_TASKS, today);
  const owed = tasks.filter(
    ({ state, directive }) => directive.state === 'issued' && (state === 'given' || state === 'accepted'),
  );
  return await onlyToldTo(personId, owed, ['leads', 'cooperating'], read, today);
}

/** What is late in units below, as their superior was told. */
export async function listEscalatedTo({ posts }: PersonActor, { read, clock, zone }: Office): Promise<Task[]> {
  const headed = posts.filter((post) => ATTESTING_ROLES.includes(post.role)).map((post) => post.unitId);
  return await read.tasks.listEscalated(headed, clock.now(), dayOf(clock.now(), zone));
}

export interface DirectiveTasks {
  directive: Directive;
  unit: Unit;
  tasks: Task[];
  figures: TaskFigures;
  mayGive: boolean;
}

/** The tasks of a directive in which a unit, or one below it, has a hand. */
export async function viewDirectiveTasks(
  actor: Actor,
  { directiveId, unitId }: { directiveId: number; unitId: number },
  page: Page,
  office: Office,
): Promise<DirectiveTasks> {
  const { read, clock, zone } = office;
  const unit = await getRead(actor, unitId, office);
  const directive = await read.directives.find(directiveId);
  const about = await countTasks(actor, { directiveId, path: unit.path }, office);
  if (!directive || (about.total === 0 && !about.mayGive)) throw new Problem('notFound');
  const filter = { directiveId, path: unit.path };
  const { tasks } = await read.tasks.listOfDirective(filter, page, dayOf(clock.now(), zone));
  const { mayGive, ...figures } = about;
  await recordLook(actor, { what: 'tasks', unit, directiveId, about: { from: page.offset + 1 } }, office);
  return { directive, unit, tasks, figures, mayGive };
}

/** How far a directive's tasks are at and below a path, and whether the actor may give more. */
export async function countTasks(
  actor: Actor,
  { directiveId, path }: { directiveId: number; path: string | null },
  { read, clock }: Pick<Office, 'read' | 'clock'>,
): Promise<TaskFigures & { mayGive: boolean }> {
  const figures = await read.tasks.count({ directiveId, path }, clock.now());
  const directive = await read.directives.find(directiveId);
  const addressed = directive?.state === 'issued' ? await read.directives.listUnits(directiveId) : [];
  return { ...figures, mayGive: mayGiveUnder(actor, addressed) };
}

/** Late tasks at and below a unit that the actor may see. */
export async function viewLateTasks(actor: Actor, unitId: number, page: Page, office: Office) {
  const unit = await getRead(actor, unitId, office);
  const now = office.clock.now();
  const found = await office.read.tasks.listLate({ path: unit.path, now }, page, dayOf(now, office.zone));
  await recordLook(actor, { what: 'lateTasks', unit, about: { from: page.offset + 1 } }, office);
  return { unit, ...found };
}

async function getRead(actor: Actor, unitId: number, { read }: Office): Promise<Unit> {
  const unit = await read.units.find(unitId);
  if (!unit || !reaches(actor, READING_ROLES, unit.path)) throw new Problem('notYourUnit');
  return unit;
}

/** To whom its leader can hand a task. */
export async function listHandable(
  actor: PersonActor,
  taskId: number,
  page: Page,
  office: Office,
): Promise<{ task: Task; people: Member[]; total: number }> {
  const { task, steps } = await viewTask(actor, taskId, { limit: 1, offset: 0 }, office);
  if (!steps.includes('hand')) throw new Problem('taskMovedOn');
  const today = dayOf(office.clock.now(), office.zone);
  return { task, ...(await office.read.tasks.listMembers(task.lead.path, page, today)) };
}
