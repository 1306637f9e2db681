import { sha256 } from '../../lib/ids.ts';
import { type Actor, nameForRecord, placesOf, wayFor } from '../actor.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import type { Group } from '../people/group.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { idsOf, type Unit } from '../units/unit.ts';
import type { AckTerms } from './acknowledging.ts';
import { approvalFor, askApproval, askingFor } from './approval-actions.ts';
import {
  type Approval,
  type CheckedDraft,
  checkDraft,
  type Directive,
  type DirectiveDraft,
  numberKey,
} from './directive.ts';
import { ISSUING_ROLES, mayIssue, mayIssueTo } from './directive-policy.ts';
import { documentDetails } from './document-fields.ts';
import { getManaged } from './ending-actions.ts';
import { numberYearOf } from './number-year.ts';

/**
 * `directive.submit`: takes a checked draft as a directive, to be approved, to wait for its hour or to be prepared. Submitting a draft (`draftId`)
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
    const issuing = await issuingUnitOf(actor, units, stores);
    const approval = await approvalFor(actor, clean.urgency, issuing, stores);
    const about = { draftId, approval, issuing, units, knowUnits, group, now, office };
    const added = await add(actor, clean, about, stores);
    const awaited = { approval, authorId: added.authorId, issuing, units };
    if (approval !== null) await askApproval(askingFor(added, awaited), now, office, stores);
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
  approval: Approval | null;
  issuing: Unit;
  units: Unit[];
  knowUnits: Unit[];
  group: Group | null;
  now: Date;
  office: Office;
}

async function add(actor: Actor, draft: CheckedDraft, about: Circumstances, stores: Stores): Promise<Directive> {
  const { now, office, approval } = about;
  const issuingUnitId = about.issuing.id;
  const numberYear = numberYearOf(draft.issueAt ?? now, office.zone);
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
    approval,
    state: approval !== null ? 'awaiting' : draft.issueAt !== null ? 'scheduled' : 'preparing',
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
      way: wayFor(actor),
      textHash,
      actor: nameForRecord(actor),
      subject: `directive:${id}`,
      details: {
        number: draft.number,
        title: draft.title,
        urgency: draft.urgency,
        audience: draft.audience,
        deadline: draft.deadlineAt?.toISOString() ?? null,
        ...(draft.issueAt ? { issueAt: draft.issueAt.toISOString() } : {}),
        ...(approval ? { approval } : {}),
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
export async function issuingUnitOf(actor: Actor, units: Unit[], stores: Stores): Promise<Unit> {
  if (actor.kind === 'office') return await stores.units.get(idsOf(units[0]!.path)[0]!);
  const places = placesOf(actor, ISSUING_ROLES).sort((left, right) => left.unitPath.length - right.unitPath.length);
  const place = places.find((post) => units.every((unit) => unit.path.startsWith(post.unitPath))) ?? places[0]!;
  return await stores.units.get(place.unitId);
}
