import { randomBytes } from 'node:crypto';
import { addMilliseconds, MINUTE } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { sha256 } from '../../lib/ids.ts';
import { type Actor, nameForRecord, type PersonActor, placesOf } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { MerkleRoot } from '../evidence/merkle.ts';
import type { Person } from '../people/person.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { checkDraft, type Directive, type DirectiveDraft, numberKey } from './directive.ts';
import { APPROVING_ROLES, ISSUING_ROLES, mayApprove, mayIssue, mayIssueTo, needsApproval } from './directive-policy.ts';

/** People per transaction while an issue is prepared; every process writes at most so many rows at a time. */
const CHUNK = 1_000;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;
const PREPARING_LEASE = 2 * MINUTE;

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
    if (units.length !== new Set(clean.unitIds).size) throw new Problem('unitUnknown', { code: '' });
    if (!mayIssueTo(actor, units)) throw new Problem('unitsNotYours');
    const isAwaiting = needsApproval(actor, clean.urgency);
    const approvers = isAwaiting ? await listApprovers(actor, units, stores, dayOf(now, office.zone)) : [];
    if (isAwaiting && approvers.length === 0) throw new Problem('noApprover');
    const added = await add(actor, clean, { draftId, isAwaiting, units, now, office }, stores);
    for (const approver of approvers) await askApproval(approver, added, now, stores);
    return added;
  });
  office.wake();
  return directive;
}

interface Circumstances {
  draftId: number | null;
  isAwaiting: boolean;
  units: Unit[];
  now: Date;
  office: Office;
}

async function add(actor: Actor, draft: DirectiveDraft, about: Circumstances, stores: Stores): Promise<Directive> {
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
        lateJoiners: draft.lateJoiners,
        units: about.units.map((unit) => unit.code),
        notClassified: true,
      },
    }),
  );
  return await stores.directives.get(id);
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
  const lists = await Promise.all(
    units.map((unit) => stores.people.listHoldersAbove(unit.path, APPROVING_ROLES, today)),
  );
  const inAll = (lists[0] ?? []).filter((person) => lists.every((list) => list.some(({ id }) => id === person.id)));
  const approvers: Person[] = [];
  for (const person of inAll) {
    const account = person.id === authorId ? null : await stores.people.findAccount(person.id);
    if (account && !account.unreachableAt) approvers.push(person);
  }
  return approvers;
}

async function askApproval(approver: Person, directive: Directive, now: Date, stores: Stores): Promise<void> {
  await stores.deliveries.add({
    personId: approver.id,
    kind: 'directive.approval',
    purpose: `directive:${directive.id}:approval`,
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
    if (to === 'refused') await tellAuthor(found, 'directive.refused', now, stores);
    return await stores.directives.get(directiveId);
  });
  office.wake();
  return directive;
}

async function tellAuthor(
  directive: Directive,
  kind: 'directive.issued' | 'directive.refused',
  now: Date,
  { deliveries, people }: Stores,
): Promise<void> {
  const account = directive.authorId === null ? null : await people.findAccount(directive.authorId);
  if (directive.authorId === null || !account || account.unreachableAt) return;
  const purpose = `directive:${directive.id}:${kind}`;
  await deliveries.add({
    personId: directive.authorId,
    kind,
    purpose,
    subjectId: directive.id,
    lane: 'alert',
    dueAt: now,
  });
}

/**
 * `directive.issue`: writes the frozen roster and its deliveries in chunks, invisible, and makes them true by one short step.
 * Can be run again from anywhere after a crash. Gives false when somebody else is at it or it was issued already.
 */
export async function prepareIssue(directiveId: number, office: Office): Promise<boolean> {
  const begin = office.clock.now();
  const mine = await office.inTransaction(({ directives }) =>
    directives.takeLease(directiveId, begin, addMilliseconds(begin, PREPARING_LEASE)),
  );
  if (!mine) return false;
  const today = dayOf(begin, office.zone);
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    const chunk = await office.inTransaction(({ receipts }) =>
      receipts.prepareChunk(directiveId, from, CHUNK, begin, today),
    );
    after = chunk.lastPersonId;
    if (after !== null) await office.clock.sleep(BREATH);
  }
  const secret = randomBytes(32);
  const roster = await rootOf(directiveId, secret, office);
  const at = office.clock.now();
  const isIssued = await office.inTransaction(async (stores) => {
    if (!(await stores.directives.markIssued(directiveId, at))) return false;
    const directive = await stores.directives.get(directiveId);
    const { textHash } = await stores.directives.getText(directiveId);
    const [stream, actor] = [`directive:${directiveId}`, directive.authorName];
    const fact = { stream, action: 'directive.issue', at, way: 'clock' as const, textHash, actor, subject: stream };
    const details = { roster: roster.root(), owed: roster.count, version: directive.version };
    await stores.evidence.append(entryOf({ ...fact, details }, secret));
    await tellAuthor(directive, 'directive.issued', at, stores);
    return true;
  });
  office.wake();
  return isIssued;
}

async function rootOf(directiveId: number, secret: Buffer, office: Office): Promise<MerkleRoot> {
  const merkle = new MerkleRoot(secret);
  for (let after = 0; ; ) {
    const people = await office.read.receipts.listRoster(directiveId, after, CHUNK);
    for (const person of people) merkle.add(person.receiptId, person.staffNo, person.unitCode);
    if (people.length < CHUNK) return merkle;
    after = people.at(-1)!.personId;
    await office.clock.sleep(0);
  }
}
