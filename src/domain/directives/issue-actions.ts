import { dayOf } from '../../lib/day.ts';
import { sha256 } from '../../lib/ids.ts';
import { type Actor, nameForRecord, type PersonActor, placesOf } from '../actor.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import type { Group } from '../people/group.ts';
import type { Person } from '../people/person.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import type { AckTerms } from './acknowledging.ts';
import { listReachableAbove, tellAuthor } from './author-word.ts';
import { type CheckedDraft, checkDraft, type Directive, type DirectiveDraft, numberKey } from './directive.ts';
import { APPROVING_ROLES, ISSUING_ROLES, mayApprove, mayIssue, mayIssueTo, needsApproval } from './directive-policy.ts';
import { documentDetails } from './document-fields.ts';
import { getManaged } from './ending-actions.ts';

/**
 * `directive.submit`: takes a checked draft as a directive, to be prepared or first approved. Submitting a draft (`draftId`)
 * twice gives the same directive.
 */
export async function submitDirective(
  actor: Actor,
  draft: DirectiveDraft,
  draftId: number | null,
  office: Office,
): Promise<Directive> {
  if (!mayIssue(actor)) throw new Problem('mayNotIssue');
  const now = office.clock.now();
  const clean = checkDraft(draft, now);
  const directive = await office.inTransaction(async (stores) => {
    const before = draftId === null ? null : await stores.directives.findByDraft(draftId);
    if (before) return before;
    const units = await stores.units.listByIds(clean.unitIds);
    const knowUnits = await stores.units.listByIds(clean.knowUnitIds);
    const named = new Set([...clean.unitIds, ...clean.knowUnitIds]);
    if (new Set([...units, ...knowUnits].map((unit) => unit.id)).size !== named.size) {
      throw new Problem('unitUnknown', { code: '' });
    }
    if (!mayIssueTo(actor, [...units, ...knowUnits])) throw new Problem('unitsNotYours');
    await checkReplaced(actor, clean, stores);
    const group = await getGroup(clean.groupId, stores);
    const isAwaiting = needsApproval(actor, clean.urgency);
    const approvers = isAwaiting ? await listApprovers(actor, units, stores, dayOf(now, office.zone)) : [];
    if (isAwaiting && approvers.length === 0) throw new Problem('noApprover');
    const added = await add(actor, clean, { draftId, isAwaiting, units, knowUnits, group, now, office }, stores);
    for (const approver of approvers) await askApproval(approver, added, now, stores);
    return added;
  });
  office.wake();
  return directive;
}

/** What is to be replaced still holds, and is this actor's to replace. */
async function checkReplaced(actor: Actor, { replacesId }: CheckedDraft, stores: Stores): Promise<void> {
  if (replacesId === null) return;
  const { endedAs } = await getManaged(actor, replacesId, stores);
  if (endedAs !== null && endedAs !== 'closed') throw new Problem('replaceEnded');
}

async function getGroup(id: number | null, { groups }: Stores): Promise<Group | null> {
  const group = id === null ? null : await groups.find(id);
  if (id !== null && !group) throw new Problem('groupUnknown', { code: '' });
  return group;
}

interface Circumstances {
  draftId: number | null;
  isAwaiting: boolean;
  units: Unit[];
  knowUnits: Unit[];
  group: Group | null;
  now: Date;
  office: Office;
}

async function add(actor: Actor, draft: CheckedDraft, about: Circumstances, stores: Stores): Promise<Directive> {
  const { now, office } = about;
  const issuingUnitId = await issuingUnitOf(actor, about.units, stores);
  const numberYear = Number(dayOf(now, office.zone).slice(0, 4));
  const key = numberKey(draft.number);
  if (key && (await stores.directives.isNumberTaken(issuingUnitId, numberYear, key))) {
    throw new Problem('numberTaken', { number: draft.number ?? '' });
  }
  const textHash = sha256(draft.text);
  const id = await stores.directives.add({
    ...draft,
    textHash,
    issuingUnitId,
    authorId: actor.kind === 'person' ? actor.person.id : null,
    authorName: actor.kind === 'person' ? actor.person.fullName : actor.name,
    state: about.isAwaiting ? 'awaiting' : 'preparing',
    version: 1,
    createdAt: now,
    numberKey: key,
    numberYear,
    draftId: about.draftId,
  });
  await stores.evidence.append(
    entryOf({
      stream: `directive:${id}`,
      action: 'directive.submit',
      at: now,
      way: actor.kind === 'person' && actor.accountId !== null ? 'button' : 'cli',
      textHash,
      actor: nameForRecord(actor),
      subject: `directive:${id}`,
      details: {
        number: draft.number,
        title: draft.title,
        urgency: draft.urgency,
        audience: draft.audience,
        deadline: draft.deadlineAt?.toISOString() ?? null,
        ...(about.group ? { group: about.group.code } : {}),
        lateJoiners: draft.lateJoiners,
        replaces: draft.replacesId,
        ...termsForRecord(draft.terms),
        units: about.units.map((unit) => unit.code),
        unitsToKnow: about.knowUnits.map((unit) => unit.code),
        notClassified: true,
        ...documentDetails(draft.document),
        original: draft.attachments.find(({ isOriginal }) => isOriginal)?.sha256 ?? null,
      },
    }),
  );
  return await stores.directives.get(id);
}

/** Nothing where a plain press is all that is asked. */
function termsForRecord({ mode, commitment, question, allPages }: AckTerms): Fact['details'] {
  return {
    ...(mode === 'plain' ? {} : { acknowledging: mode }),
    ...(commitment === null ? {} : { commitment }),
    ...(question ? { question: question.ask, answers: question.answers } : {}),
    ...(allPages ? { allPages } : {}),
  };
}

/** A person issues for the highest unit of theirs that reaches all the addressed ones; the command line for the office itself. */
async function issuingUnitOf(actor: Actor, units: Unit[], stores: Stores): Promise<number> {
  if (actor.kind === 'office') return Number(units[0]!.path.split('/')[1]);
  const places = placesOf(actor, ISSUING_ROLES).sort((left, right) => left.unitPath.length - right.unitPath.length);
  const place = places.find((post) => units.every((unit) => unit.path.startsWith(post.unitPath))) ?? places[0]!;
  return (await stores.units.get(place.unitId)).id;
}

async function listApprovers(actor: Actor, units: Unit[], stores: Stores, today: string): Promise<Person[]> {
  const authorId = actor.kind === 'person' ? actor.person.id : null;
  const able = await listReachableAbove(units, APPROVING_ROLES, today, stores);
  return able.filter((person) => person.id !== authorId);
}

const approvalOf = (directiveId: number): string => `directive:${directiveId}:approval`;

/** Somebody decided: the requests that reached the others say so, and lose their buttons. */
async function closeRequests(
  directiveId: number,
  units: Unit[],
  decidedBy: number,
  now: Date,
  office: Office,
  stores: Stores,
) {
  const today = dayOf(now, office.zone);
  const askable = await stores.people.listHoldersAbove(units[0]!.path, APPROVING_ROLES, today);
  for (const { id } of askable) {
    if (id !== decidedBy) await stores.deliveries.renewAsEdit(id, approvalOf(directiveId), now);
  }
}

async function askApproval(approver: Person, directive: Directive, now: Date, stores: Stores): Promise<void> {
  await stores.deliveries.add({
    personId: approver.id,
    kind: 'directive.approval',
    purpose: approvalOf(directive.id),
    subjectId: directive.id,
    lane: 'alert',
    dueAt: now,
  });
}

/** `directive.approve` / `directive.refuse`: the second person's word on an immediate directive. The first word counts. */
export async function decideDirective(
  actor: PersonActor,
  directiveId: number,
  decision: 'approve' | 'refuse',
  office: Office,
): Promise<Directive> {
  const now = office.clock.now();
  const directive = await office.inTransaction(async (stores) => {
    const found = await stores.directives.find(directiveId);
    const units = found ? await stores.directives.listUnits(directiveId) : [];
    if (found?.urgency !== 'immediate') throw new Problem('notFound');
    if (found.authorId === actor.person.id) throw new Problem('approveOwn');
    if (!mayApprove(actor, found.authorId, units)) throw new Problem('notFound');
    const to = decision === 'approve' ? 'preparing' : 'refused';
    if (!(await stores.directives.decide(directiveId, to, actor.person.id, now))) return found;
    const { textHash } = await stores.directives.getText(directiveId);
    const [stream, who] = [`directive:${directiveId}`, nameForRecord(actor)];
    const fact = { stream, action: `directive.${decision}`, at: now, way: 'button' as const, textHash, actor: who };
    await stores.evidence.append(entryOf({ ...fact, subject: stream, details: {} }));
    await closeRequests(directiveId, units, actor.person.id, now, office, stores);
    if (to === 'refused') await tellAuthor(found, 'directive.refused', now, stores);
    return await stores.directives.get(directiveId);
  });
  office.wake();
  return directive;
}
