import { type Actor, type PersonActor, placesOf, reaches } from '../actor.ts';
import { ATTESTING_ROLES, ISSUING_ROLES, mayIssueTo } from '../directives/directive-policy.ts';
import { type Role, roles } from '../people/post.ts';
import type { Unit } from '../units/unit.ts';
import { STEPS, type Standing, type Task, type TaskState, type TaskStep, taskSteps } from './task.ts';

/** Whoever has a role sees the tasks of their unit and those below; staff see what was handed to them. */
export const READING_ROLES: readonly Role[] = roles.filter((role) => role !== 'staff');

export type TaskPlaces = Pick<Task, 'lead' | 'answeringId' | 'cooperating' | 'assignee' | 'issuing' | 'isRequest'>;

/** As what an actor stands before a task; nothing at all for a stranger. Nobody stands above what is their own to do. */
export function standingsOf(actor: Actor, task: TaskPlaces): Standing[] {
  if (actor.kind === 'office') return ['above', 'reader'];
  const heads = placesOf(actor, ATTESTING_ROLES).map((post) => post.unitId);
  const isLead = task.answeringId !== null && heads.includes(task.answeringId);
  const isAssignee = actor.person.id === task.assignee?.id && isOfUnit(actor, task.lead.path);
  const isReader = reaches(actor, READING_ROLES, task.lead.path) || reaches(actor, READING_ROLES, task.issuing.path);
  const found: [Standing, boolean][] = [
    ['lead', isLead],
    ['assignee', isAssignee],
    ['cooperating', task.cooperating.some((unit) => heads.includes(unit.id))],
    ['above', !isLead && !isAssignee && isAbove(actor, task)],
    ['reader', isReader],
  ];
  return found.filter(([, is]) => is).map(([standing]) => standing);
}

const isOfUnit = (actor: PersonActor, path: string): boolean =>
  actor.posts.some((post) => post.unitPath.startsWith(path));

/**
 * An order is confirmed from above: by whoever may issue to the lead unit and stands higher, or, where nothing is higher, by the
 * unit's own clerk. A request is confirmed by the side that asked.
 */
function isAbove(actor: PersonActor, { lead, issuing, isRequest }: TaskPlaces): boolean {
  if (isRequest) return reaches(actor, ISSUING_ROLES, issuing.path);
  const isTop = lead.path === `/${lead.id}/`;
  if (isTop) return placesOf(actor, ['clerk']).some((post) => post.unitId === lead.id);
  return placesOf(actor, ISSUING_ROLES).some(
    (post) => post.unitPath !== lead.path && lead.path.startsWith(post.unitPath),
  );
}

/** The steps that somebody with these standings may take now. */
export function openSteps(own: readonly Standing[], state: TaskState): TaskStep[] {
  return taskSteps.filter((step) => mayTake(step, own) && STEPS[step].from.includes(state));
}

/** Those of these tasks that wait for this person to accept them. */
export const waitingFor = (actor: Actor, tasks: readonly Task[]): Task[] =>
  tasks.filter(
    (task) => task.directive.state === 'issued' && openSteps(standingsOf(actor, task), task.state).includes('accept'),
  );

export const mayTake = (step: TaskStep, own: readonly Standing[]): boolean =>
  STEPS[step].by.some((standing) => own.includes(standing));

/** Whoever may issue to all the units of a directive may give tasks under it. */
export const mayGiveUnder = (actor: Actor, addressed: Unit[]): boolean =>
  addressed.length > 0 && mayIssueTo(actor, addressed);

/** An order goes to a unit of one's own that the directive was addressed to; a request may go to any. */
export function mayGiveTo(
  actor: Actor,
  lead: Unit,
  { addressed, isRequest }: { addressed: Unit[]; isRequest: boolean },
) {
  return isRequest || (mayIssueTo(actor, [lead]) && addressed.some((unit) => lead.path.startsWith(unit.path)));
}
