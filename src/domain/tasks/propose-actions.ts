import { DateTime } from 'luxon';
import { dayOf } from '../../lib/day.ts';
import type { Actor } from '../actor.ts';
import type { Directive } from '../directives/directive.ts';
import { atClosing } from '../forms/moment.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { isOpenOn } from '../units/unit.ts';
import { type Given, getGivable, giveTasks } from './give-actions.ts';
import { checkTask, type TaskDraft } from './task.ts';
import { mayGiveTo } from './task-policy.ts';
import { proposeTasks, type Section, type TaskProposal } from './task-proposals.ts';
import { ALL_TASKS } from './task-store.ts';

/** A task that a directive's text seems to give. */
export interface ProposedTask {
  proposal: TaskProposal;
  /** Null when it cannot be given as it stands: the text names no day that is still to come. */
  draft: TaskDraft | null;
}

/** Finds the numbered parts of a text: long ones are read apart. */
export type ReadSections = (text: string) => Promise<Section[]>;

/**
 * What a directive's own text gives to units that the actor may give tasks to; what was given already is left out. Nothing is read for
 * whoever may not give: that costs.
 */
export async function listProposedTasks(
  actor: Actor,
  directiveId: number,
  readSections: ReadSections,
  { read, clock, zone }: Office,
): Promise<{ directive: Directive; proposed: ProposedTask[]; given: number }> {
  const { directive, addressed } = await getGivable(actor, directiveId, read);
  const { text: wording } = await read.directives.getText(directiveId);
  const sections = await readSections(wording);
  const now = clock.now();
  const today = dayOf(now, zone);
  const units = (await read.units.listAll()).filter((unit) => isOpenOn(unit, today));
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const { tasks } = await read.tasks.listOfDirective({ directiveId, path: null }, ALL_TASKS, today);
  const given = new Set(tasks.map(({ lead, text }) => JSON.stringify([lead.id, text])));
  const proposals = proposeTasks(sections, units).filter(({ lead, text, isRequest }) => {
    const isNew = !given.has(JSON.stringify([lead.id, text]));
    return isNew && mayGiveTo(actor, unitOf.get(lead.id)!, { addressed, isRequest });
  });
  const proposed = proposals.map((proposal) => ({ proposal, draft: draftOf(proposal, now, zone) }));
  return { directive, proposed, given: tasks.length };
}

/** Null where the day has passed or was not found. */
function draftOf(proposal: TaskProposal, now: Date, zone: string): TaskDraft | null {
  const { lead, cooperating, text, dueOn, isStanding, isRequest } = proposal;
  const due = dueOn === null ? null : atClosing(DateTime.fromISO(dueOn, { zone }));
  const figure = { amount: null, measure: null };
  const cooperatingIds = cooperating.map(({ id }) => id);
  const dueAt = due?.isValid ? due.toJSDate() : null;
  try {
    return checkTask({ leadUnitId: lead.id, cooperatingIds, text, dueAt, isStanding, ...figure, isRequest }, now);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** Gives all that can be given as it stands; whatever has changed since the actor saw it is shown again instead. */
export async function giveProposedTasks(
  actor: Actor,
  { directiveId, count }: { directiveId: number; count: number },
  readSections: ReadSections,
  office: Office,
): Promise<Given | null> {
  const { proposed } = await listProposedTasks(actor, directiveId, readSections, office);
  const drafts = proposed.flatMap(({ draft }) => draft ?? []);
  return drafts.length === count && count > 0 ? await giveTasks(actor, directiveId, drafts, office) : null;
}
