import { DAY } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { cleanName } from '../../lib/text.ts';
import type { PersonActor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import {
  type Answers,
  afterAnswer,
  beforeOverview,
  type Draft,
  type Form,
  nextStep,
  OVERVIEW,
  previousStep,
  renewed,
  type Step,
  SUBMITTED,
  stepOf,
} from './form.ts';

/** How long a half-filled form waits for its person. */
export const DRAFT_LIFE = 7 * DAY;

/** What a person did to the question in front of them. */
export type Move =
  | { to: 'answer'; value: unknown }
  /** Keeps a value while the question stays open: one more part of a text, one more file, one more unit. */
  | { to: 'keep'; value: unknown; view?: unknown }
  /** Takes all of these answers, found elsewhere, in place of those before. */
  | { to: 'fill'; answers: Answers }
  | { to: 'back' }
  | { to: 'edit'; step: string }
  | { to: 'overview' };

export async function startDraft(actor: PersonActor, form: Form, answers: Answers, office: Office): Promise<Draft> {
  const updatedAt = office.clock.now();
  const { name, version } = form;
  const step = nextStep(form, answers)?.name ?? OVERVIEW;
  const isSealed = form.isSealed ?? false;
  const draft = { personId: actor.person.id, form: name, formVersion: version, answers, isSealed, step };
  return await office.inTransaction(({ drafts }) =>
    drafts.start({ ...draft, isEditing: false, messageId: null, updateId: null, updatedAt }),
  );
}

/** The form that the person is at: of several half-filled ones that which was touched last. */
export async function findDraft(actor: PersonActor, office: Office): Promise<Draft | null> {
  return await office.read.drafts.find(actor.person.id);
}

export async function findDraftOf(actor: PersonActor, form: string, { read }: Office): Promise<Draft | null> {
  return await read.drafts.findOfForm(actor.person.id, form);
}

/** One of the person's own half-filled forms. Throws `formSent` or `formGone`. */
export async function getDraft(actor: PersonActor, id: number, { read }: Office): Promise<Draft> {
  const draft = await read.drafts.findById(id);
  if (!draft || draft.personId !== actor.person.id) throw new Problem('formGone');
  if (draft.step === SUBMITTED) throw new Problem('formSent');
  return draft;
}

/** The person is at this one of their forms now: what they write next is its answer. */
export async function turnTo(actor: PersonActor, { id }: Draft, office: Office): Promise<void> {
  if ((await office.read.drafts.findId(actor.person.id)) === id) return;
  await office.inTransaction(({ drafts }) => drafts.touch(id, office.clock.now()));
}

/** A draft of another version of its form, as this one has it. Throws `formMovedOn` when something else changed it meanwhile. */
export async function renewDraft(draft: Draft, form: Form, office: Office): Promise<Draft> {
  const now = { ...draft, ...renewed(form, draft), updatedAt: office.clock.now() };
  if (!(await office.inTransaction(({ drafts }) => drafts.save(now)))) throw new Problem('formMovedOn');
  return { ...now, revision: draft.revision + 1 };
}

export async function cancelDraft(draft: Draft, office: Office): Promise<void> {
  await office.inTransaction(({ drafts }) => drafts.delete(draft.id));
}

/** Its matter is done. Pressing once more is told so. */
export async function finishDraft(draft: Draft, office: Office): Promise<void> {
  await office.inTransaction(({ drafts }) => drafts.finish(draft.id));
}

/**
 * Moves the person's draft on. A press on a question that has moved on is refused (`formMovedOn`), and an update that was
 * handled before changes nothing.
 */
export async function moveDraft(
  actor: PersonActor,
  form: Form,
  seen: { draftId: number; revision: number; updateId: number },
  move: Move,
  office: Office,
): Promise<Draft> {
  return await office.inTransaction(async ({ drafts }) => {
    const draft = await drafts.findById(seen.draftId);
    if (!draft || draft.personId !== actor.person.id || draft.step === SUBMITTED) throw new Problem('formGone');
    if (draft.updateId === seen.updateId) return draft;
    if (draft.revision !== seen.revision) throw new Problem('formMovedOn');
    const today = dayOf(office.clock.now(), office.zone);
    const moved = {
      ...draft,
      ...apply(form, draft, move, today),
      updateId: seen.updateId,
      updatedAt: office.clock.now(),
    };
    if (!(await drafts.save(moved))) throw new Problem('formMovedOn');
    return { ...moved, revision: draft.revision + 1 };
  });
}

function apply(form: Form, draft: Draft, move: Move, today: string): Partial<Draft> {
  const answers = { ...draft.answers };
  if (move.to === 'answer' || move.to === 'keep') {
    const step = stepOf(form, draft.step);
    if (!step) throw new Problem('formMovedOn');
    // A text is held against its limit part by part; files and units grow one by one.
    const answer =
      move.to === 'answer' || step.kind === 'longText' ? readAnswer(step, move.value, answers, today) : null;
    if (move.to === 'answer') {
      delete answers[partOf(draft.step)];
      return afterAnswer(form, draft, { ...answers, [draft.step]: answer });
    }
    return { answers: { ...answers, [partOf(draft.step)]: { value: move.value, view: move.view } } };
  }
  if (move.to === 'fill') return afterAnswer(form, draft, move.answers);
  if (move.to === 'edit') return stepOf(form, move.step) ? { step: move.step, isEditing: true } : {};
  if (move.to === 'overview' || draft.isEditing) {
    return { step: beforeOverview(form, answers)?.name ?? OVERVIEW, isEditing: false };
  }
  return { step: previousStep(form, answers, draft.step)?.name ?? draft.step };
}

/** The answer as its step takes it. Throws the step's own Problem. */
function readAnswer(step: Step, value: unknown, answers: Answers, today: string): unknown {
  if (step.isOptional && (value === null || value === undefined)) return null;
  const read = step.schema.safeParse(value);
  if (read.success) {
    const least = step.notBefore === undefined ? undefined : answers[step.notBefore];
    if (typeof least === 'string' && String(read.data) < least) throw new Problem('dayTooEarly');
    if (step.isAhead && String(read.data) < today) throw new Problem('deadlinePast');
    return read.data;
  }
  const isMissing = typeof value !== 'string' || cleanName(value) === '';
  if (isMissing && step.missing) throw new Problem(step.missing);
  throw new Problem(step.refusal.code, step.refusal.params);
}

/** Where a question that is still open keeps what it has so far. */
const partOf = (step: string): string => `${step}…`;

/** Answers in which a question of several parts begins with this value. */
export const begunWith = (step: string, value: unknown): Answers => ({ [partOf(step)]: { value } });

/** What an open question has so far: the kept parts, or the answer given before. */
export function keptSoFar(draft: Draft): { value: unknown; view: unknown } {
  const part = draft.answers[partOf(draft.step)] as { value: unknown; view: unknown } | undefined;
  return part ?? { value: draft.answers[draft.step], view: undefined };
}
