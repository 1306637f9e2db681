import { dayOf } from '../../lib/day.ts';
import { type Actor, nameForRecord, type PersonActor } from '../actor.ts';
import type { DeliveryKind } from '../deliveries/delivery.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { idsOf, signsOff, type Unit } from '../units/unit.ts';
import { listReachableAbove, tellAuthor } from './author-word.ts';
import type { Approval, Directive, Urgency } from './directive.ts';
import { APPROVING_ROLES, type Awaited, approvalNeeded, mayApprove, SIGNING_ROLES } from './directive-policy.ts';
import { takeNumberOfYear } from './number-year.ts';
import { checkReason } from './reason.ts';

/** Whose yes a wish of this actor takes before it leaves from this unit; null when it may leave. */
export async function approvalFor(
  actor: Actor,
  urgency: Urgency,
  issuing: Unit,
  { units }: Stores,
): Promise<Approval | null> {
  const isSigned = signsOff(await units.listByIds(idsOf(issuing.path)));
  return approvalNeeded(actor, urgency, { path: issuing.path, isSigned });
}

/** What has been laid before somebody: a directive (`directive.approval`) or an amendment of one. */
export interface Asking {
  kind: Extract<DeliveryKind, 'directive.approval' | 'amendment.approval'>;
  subjectId: number;
  awaited: Awaited;
}

const purposeOf = ({ kind, subjectId }: Asking): string => `${kind.split('.')[0]}:${subjectId}:approval`;

/** Lays it before those who are to say yes: to sign, the heads of the nearest unit that has any to be reached. Throws `noApprover`. */
export async function askApproval(asking: Asking, now: Date, office: Office, stores: Stores): Promise<void> {
  const asked = await listAsked(asking.awaited, dayOf(now, office.zone), stores);
  if (asked.length === 0) throw new Problem('noApprover');
  await lay(asking, purposeOf(asking), asked, now, stores);
}

async function lay({ kind, subjectId }: Asking, purpose: string, personIds: number[], dueAt: Date, stores: Stores) {
  for (const personId of personIds)
    await stores.deliveries.add({ personId, kind, purpose, subjectId, lane: 'alert', dueAt });
}

async function listAsked(
  { approval, authorId, issuing, units }: Awaited,
  today: string,
  stores: Stores,
): Promise<number[]> {
  if (approval === 'second') {
    const able = await listReachableAbove(units, APPROVING_ROLES, today, stores);
    return able.map(({ id }) => id).filter((id) => id !== authorId);
  }
  const way = idsOf(issuing.path);
  const heads = (await stores.people.listReachableHeads(way, today)).filter(({ personId }) => personId !== authorId);
  const nearest = way.findLast((id) => heads.some(({ unitId }) => unitId === id));
  return [...new Set(heads.filter(({ unitId }) => unitId === nearest).map(({ personId }) => personId))];
}

/** It is decided: the requests in every chat say so, and lose their buttons. */
export async function closeRequests(asking: Asking, now: Date, office: Office, stores: Stores): Promise<void> {
  const { approval, issuing, units } = asking.awaited;
  const [path, roles] = approval === 'signature' ? [issuing.path, SIGNING_ROLES] : [units[0]!.path, APPROVING_ROLES];
  const askable = await stores.people.listHoldersAbove(path, roles, dayOf(now, office.zone));
  const purpose = purposeOf(asking);
  for (const { id } of askable) {
    await stores.deliveries.renewAsEdit(id, purpose, now);
    await stores.deliveries.renewAsEdit(id, late(purpose), now);
  }
}

const late = (purpose: string): string => `${purpose}:late`;

export async function awaitedOf(directive: Directive, stores: Stores): Promise<Awaited> {
  const { approval, authorId, issuingUnitId } = directive;
  const [issuing, units] = [await stores.units.get(issuingUnitId), await stores.directives.listUnits(directive.id)];
  return { approval, authorId, issuing, units };
}

export const askingFor = (directive: Directive, awaited: Awaited): Asking => ({
  kind: 'directive.approval',
  subjectId: directive.id,
  awaited,
});

export type Decision = { as: 'approve' } | { as: 'refuse'; reason: string | null };

/** `directive.approve` / `directive.refuse`: the word on what was laid before somebody. The first word counts. */
export async function decideDirective(
  actor: PersonActor,
  directiveId: number,
  decision: Decision,
  office: Office,
): Promise<Directive> {
  const now = office.clock.now();
  const directive = await office.inTransaction(async (stores) => {
    await stores.directives.lock(directiveId);
    const found = await stores.directives.find(directiveId);
    if (!found?.approval) throw new Problem('notFound');
    if (found.authorId === actor.person.id) throw new Problem('approveOwn');
    const awaited = await awaitedOf(found, stores);
    if (!mayApprove(actor, awaited)) throw new Problem('notFound');
    const isRefused = decision.as === 'refuse';
    const reason = decision.as === 'refuse' && decision.reason ? checkReason(decision.reason) : null;
    if (!isRefused && found.state === 'awaiting' && isTooLate(found.deadlineAt, now)) throw new Problem('approveLate');
    const leaves = found.issueAt && found.issueAt > now ? 'scheduled' : 'preparing';
    const to = isRefused ? 'refused' : leaves;
    const approverId = actor.person.id;
    if (found.state === 'awaiting' && to === 'preparing') await takeNumberOfYear(found, now, office, stores);
    if (!(await stores.directives.decide(directiveId, { to, approverId, at: now, reason }))) return found;
    await recordStep(`directive.${decision.as}`, actor, directiveId, reason ? { reason } : {}, now, stores);
    await closeRequests(askingFor(found, awaited), now, office, stores);
    if (isRefused) await tellAuthor(found, 'directive.refused', now, stores);
    else if (to === 'scheduled') await tellAuthor(found, 'directive.scheduled', now, stores);
    return await stores.directives.get(directiveId);
  });
  office.wake();
  return directive;
}

/** What leaves after its own deadline would be late for everybody at once. */
export const isTooLate = (deadlineAt: Date | null, now: Date): boolean => deadlineAt !== null && deadlineAt <= now;

type Step = 'directive.approve' | 'directive.refuse' | 'directive.cancel' | 'directive.release';

/** One entry for what was done with a directive before it left. */
export async function recordStep(
  action: Step,
  actor: PersonActor,
  directiveId: number,
  details: Fact['details'],
  at: Date,
  { directives, evidence }: Stores,
): Promise<void> {
  const { textHash } = await directives.getText(directiveId);
  const [stream, who] = [`directive:${directiveId}`, nameForRecord(actor)];
  const fact = { stream, action, at, way: 'button' as const, textHash, actor: who, subject: stream };
  await evidence.append(entryOf({ ...fact, details }));
}

/** Its hour has come without a yes: those who are to say it are asked once more, and the author is told, once. */
export async function sayUnsigned(directive: Directive, now: Date, office: Office, stores: Stores): Promise<void> {
  const asking = askingFor(directive, await awaitedOf(directive, stores));
  const asked = await listAsked(asking.awaited, dayOf(now, office.zone), stores);
  await lay(asking, late(purposeOf(asking)), asked, now, stores);
  await tellAuthor(directive, 'directive.unsigned', now, stores);
}
