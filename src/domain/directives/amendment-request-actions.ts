import { type Actor, nameForRecord, type PersonActor, wayFor } from '../actor.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { AmendmentRequest } from './amendment-request.ts';
import { type Asking, askApproval, awaitedOf, closeRequests, type Decision, isTooLate } from './approval-actions.ts';
import type { Approval, Directive } from './directive.ts';
import { mayApprove, mayManage } from './directive-policy.ts';
import type { VersionFields } from './directive-store.ts';
import { checkReason } from './reason.ts';

/** What an amendment says, as it is kept until somebody says yes to it. */
export type Proposed = Pick<
  VersionFields,
  'title' | 'text' | 'textHash' | 'deadlineAt' | 'reason' | 'keepsAcknowledged' | 'at'
>;

/** `amendment.submit`: laid before whoever has to say yes. Part of the amendment's transaction. */
export async function layAmendment(
  actor: PersonActor,
  directive: Directive,
  { at: createdAt, ...proposed }: Proposed,
  approval: Approval,
  office: Office,
  stores: Stores,
): Promise<void> {
  const author = { authorId: actor.person.id, authorName: actor.person.fullName };
  const about = { directiveId: directive.id, baseVersion: directive.version, approval };
  const id = await stores.amendmentRequests.add({ ...about, ...proposed, ...author, createdAt });
  const request = (await stores.amendmentRequests.find(id))!;
  await record('amendment.submit', actor, request, createdAt, stores);
  await askApproval(await askingFor(request, directive, stores), createdAt, office, stores);
}

async function askingFor(
  { id, approval, authorId }: AmendmentRequest,
  directive: Directive,
  stores: Stores,
): Promise<Asking> {
  const awaited = { ...(await awaitedOf(directive, stores)), approval, authorId };
  return { kind: 'amendment.approval', subjectId: id, awaited };
}

type Step = 'amendment.submit' | 'amendment.refuse' | 'amendment.cancel' | 'directive.amend';

async function record(
  action: Step,
  actor: Actor,
  { directiveId, baseVersion, textHash, reason, keepsAcknowledged }: AmendmentRequest,
  at: Date,
  { evidence }: Stores,
  more: Fact['details'] = {},
): Promise<void> {
  const [stream, way] = [`directive:${directiveId}`, wayFor(actor)];
  const fact = { stream, action, at, way, textHash, actor: nameForRecord(actor), subject: stream };
  const details = { version: baseVersion + 1, reason, keepsAcknowledged, ...more };
  await evidence.append(entryOf({ ...fact, details }));
}

/** Whoever ends its directive, or decides about it too, comes before or after. */
async function lockDirective(id: number, { amendmentRequests, directives }: Stores): Promise<void> {
  const request = await amendmentRequests.find(id);
  if (request) await directives.lock(request.directiveId);
}

/** A request that somebody may say yes or no to. Refused like one that never was. */
export async function getAskable(
  actor: PersonActor,
  id: number,
  stores: Stores,
): Promise<{ request: AmendmentRequest; directive: Directive; asking: Asking }> {
  const request = await stores.amendmentRequests.find(id);
  if (!request) throw new Problem('notFound');
  if (request.authorId === actor.person.id) throw new Problem('approveOwn');
  const directive = await stores.directives.get(request.directiveId);
  const asking = await askingFor(request, directive, stores);
  if (!mayApprove(actor, asking.awaited)) throw new Problem('notFound');
  return { request, directive, asking };
}

/** `directive.amend` / `amendment.refuse`: the word on an amendment that was laid before somebody. The first word counts. */
export async function decideAmendment(
  actor: PersonActor,
  id: number,
  decision: Decision,
  office: Office,
): Promise<AmendmentRequest> {
  const now = office.clock.now();
  const decided = await office.inTransaction(async (stores) => {
    await lockDirective(id, stores);
    const { request, directive, asking } = await getAskable(actor, id, stores);
    if (request.state !== 'awaiting') return request;
    const [isApproved, approverId] = [decision.as === 'approve', actor.person.id];
    if (isApproved) checkStillFits(request, directive, now);
    const reason = decision.as === 'refuse' && decision.reason ? checkReason(decision.reason) : null;
    const to = isApproved ? 'approved' : 'refused';
    await stores.amendmentRequests.decide(id, { to, approverId, at: now, reason });
    if (isApproved) {
      const { title, text, textHash, deadlineAt, reason: why, keepsAcknowledged, authorName: byName } = request;
      const fields = { title, text, textHash, deadlineAt, reason: why, keepsAcknowledged, byName, at: now };
      await stores.directives.addVersion(directive.id, { ...fields, version: request.baseVersion + 1 });
    }
    const more: Fact['details'] = isApproved ? { author: request.authorName } : { refusal: reason };
    await record(isApproved ? 'directive.amend' : 'amendment.refuse', actor, request, now, stores, more);
    await closeRequests(asking, now, office, stores);
    await tell(request, now, stores);
    return (await stores.amendmentRequests.find(id))!;
  });
  office.wake();
  return decided;
}

/** What was laid before somebody is what they say yes to, and it still amends what holds. */
function checkStillFits({ baseVersion, deadlineAt }: AmendmentRequest, directive: Directive, now: Date): void {
  if (directive.state !== 'issued') throw new Problem('directiveEnded');
  if (directive.version !== baseVersion || directive.nextVersion !== null) throw new Problem('amendmentOutdated');
  const isNewDeadline = deadlineAt?.getTime() !== directive.deadlineAt?.getTime();
  if (isNewDeadline && isTooLate(deadlineAt, now)) throw new Problem('approveLate');
}

/** What became of it, to its author. */
async function tell({ id, authorId }: AmendmentRequest, dueAt: Date, stores: Stores): Promise<void> {
  const word = { personId: authorId, kind: 'amendment.decided' as const, purpose: `amendment:${id}:decided` };
  await stores.deliveries.add({ ...word, subjectId: id, lane: 'alert', dueAt });
}

/** `amendment.cancel`: its author takes it back. Done twice it changes nothing; `directiveLeft` when it has become a version. */
export async function takeBackAmendment(actor: PersonActor, id: number, office: Office): Promise<AmendmentRequest> {
  const now = office.clock.now();
  return await office.inTransaction(async (stores) => {
    await lockDirective(id, stores);
    const request = await stores.amendmentRequests.find(id);
    if (!request || request.authorId !== actor.person.id) throw new Problem('notFound');
    const directive = await stores.directives.get(request.directiveId);
    if (!mayManage(actor, await awaitedOf(directive, stores))) throw new Problem('notFound');
    if (request.state === 'approved') throw new Problem('directiveLeft');
    if (request.state === 'awaiting') await cancelAmendment(actor, request, now, office, stores);
    return (await stores.amendmentRequests.find(id))!;
  });
}

async function cancelAmendment(actor: Actor, request: AmendmentRequest, now: Date, office: Office, stores: Stores) {
  await stores.amendmentRequests.decide(request.id, { to: 'cancelled', approverId: null, at: now, reason: null });
  await record('amendment.cancel', actor, request, now, stores);
  const directive = await stores.directives.get(request.directiveId);
  await closeRequests(await askingFor(request, directive, stores), now, office, stores);
}

/** Its directive has ended: nothing is left to amend, and those who were asked see so. Part of the ending's transaction. */
export async function dropAmendment(directiveId: number, now: Date, office: Office, stores: Stores): Promise<void> {
  const request = await stores.amendmentRequests.findAwaiting(directiveId);
  if (!request) return;
  await stores.amendmentRequests.decide(request.id, { to: 'cancelled', approverId: null, at: now, reason: null });
  const directive = await stores.directives.get(directiveId);
  await closeRequests(await askingFor(request, directive, stores), now, office, stores);
  await tell(request, now, stores);
}
