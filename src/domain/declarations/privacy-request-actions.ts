import { dayOf } from '../../lib/day.ts';
import { randomCode, sha256 } from '../../lib/ids.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { canonicalJson, entryOf } from '../evidence/evidence.ts';
import { isReachable } from '../people/reachable.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { homePost } from './leader-chain.ts';
import { daysAfter, dueDay, isExtendable, type PrivacyRequest, type PrivacyRequestKind } from './privacy-request.ts';
import type { PrivacyRequestStep } from './privacy-request-form.ts';
import { mayAnswerRequest } from './privacy-request-policy.ts';
import type { SaidOfRequest } from './privacy-request-store.ts';
import { listAnswering } from './privacy-request-telling.ts';

/**
 * `request.submit`: somebody asks for a right that they have by law. Whoever answers is told at once that there is a request, and not
 * whose or what. Submitting a draft twice gives one request.
 */
export async function submitRequest(
  actor: PersonActor,
  { kind, text }: { kind: PrivacyRequestKind; text: string },
  draftId: number,
  office: Office,
): Promise<PrivacyRequest> {
  const at = office.clock.now();
  const today = dayOf(at, office.zone);
  const request = await office.inTransaction(async (stores) => {
    const before = await stores.privacyRequests.findByDraft(draftId);
    if (before) return before;
    const unit = await unitOf(actor, stores);
    const dueOn = dueDay(kind, today, office.requests);
    const said = saltedOf(text);
    const asked = { personId: actor.person.id, unitId: unit.id, kind, said, at, dueOn, draftId };
    const added = (await stores.privacyRequests.find(await stores.privacyRequests.add(asked)))!;
    await record(actor, 'submit', added, said, at, stores);
    for (const personId of await listAnswering(added, today, stores)) {
      await tell('request.received', personId, added, at, stores);
    }
    return added;
  });
  office.wake();
  return request;
}

/** A right does not depend on a post: whoever holds none asks the office as a whole. */
async function unitOf(actor: PersonActor, { units }: Stores): Promise<Unit> {
  const home = homePost(actor.posts);
  if (home) return await units.get(home.unitId);
  const [root] = await units.listRoots();
  if (!root) throw new Problem('unitMissing');
  return root;
}

const saltedOf = (text: string): SaidOfRequest => ({ text, salt: randomCode(16) });

/** Refused like one that never was to those who may not answer it. */
async function getAnswerable(actor: PersonActor, id: number, { privacyRequests }: Stores): Promise<PrivacyRequest> {
  const found = await privacyRequests.find(id);
  if (!found || !mayAnswerRequest(actor, found)) throw new Problem('notFound');
  return found;
}

/** `request.answer`, `request.refuse`: the first answer counts. Refused like one that never was to those who may not. */
export async function answerRequest(
  actor: PersonActor,
  id: number,
  { as, text }: { as: Exclude<PrivacyRequestStep, 'extend'>; text: string },
  office: Office,
): Promise<PrivacyRequest> {
  const at = office.clock.now();
  const request = await office.inTransaction(async (stores) => {
    const found = await getAnswerable(actor, id, stores);
    // The same answer again, after a crash, changes nothing.
    if (found.state !== 'received' && found.by?.id === actor.person.id) return found;
    const said = saltedOf(text);
    const state = as === 'answer' ? 'answered' : 'refused';
    const isFirst = await stores.privacyRequests.end(id, { state, byId: actor.person.id, at, said });
    if (!isFirst) throw new Problem('requestMovedOn');
    const ended = (await stores.privacyRequests.find(id))!;
    await record(actor, as, ended, said, at, stores);
    if (await isReachable(ended.person.id, stores)) await tell('request.ended', ended.person.id, ended, at, stores);
    return ended;
  });
  office.wake();
  return request;
}

/**
 * `request.extend`: whoever may answer takes more time, once and with the reason, which the person is told. The same again changes
 * nothing. Throws `requestNotExtendable`.
 */
export async function extendRequest(
  actor: PersonActor,
  id: number,
  text: string,
  office: Office,
): Promise<PrivacyRequest> {
  const at = office.clock.now();
  const request = await office.inTransaction(async (stores) => {
    const found = await getAnswerable(actor, id, stores);
    if (found.extendedAt && (await stores.privacyRequests.getExtension(found)) === text) return found;
    const { extensions, zone } = office;
    if (!isExtendable(found, dayOf(at, zone), extensions)) throw new Problem('requestNotExtendable');
    const said = saltedOf(text);
    const dueOn = daysAfter(found.dueOn, extensions[found.kind]);
    if (!(await stores.privacyRequests.extend(id, { dueOn, at, said }))) throw new Problem('requestNotExtendable');
    const extended = (await stores.privacyRequests.find(id))!;
    await record(actor, 'extend', extended, said, at, stores);
    if (await isReachable(extended.person.id, stores))
      await tell('request.extended', extended.person.id, extended, at, stores);
    return extended;
  });
  office.wake();
  return request;
}

/** `request.withdraw`: by whoever asked, as long as nobody has answered. Doing it twice changes nothing. */
export async function withdrawRequest(actor: PersonActor, id: number, office: Office): Promise<PrivacyRequest> {
  const at = office.clock.now();
  const request = await office.inTransaction(async (stores) => {
    const found = await stores.privacyRequests.find(id);
    if (found?.person.id !== actor.person.id) throw new Problem('notFound');
    if (found.state === 'withdrawn') return found;
    const how = { state: 'withdrawn', byId: actor.person.id, at, said: null } as const;
    if (!(await stores.privacyRequests.end(id, how))) throw new Problem('requestMovedOn');
    const ended = (await stores.privacyRequests.find(id))!;
    await record(actor, 'withdraw', ended, null, at, stores);
    for (const personId of await listAnswering(ended, dayOf(at, office.zone), stores)) {
      await tell('request.ended', personId, ended, at, stores);
    }
    return ended;
  });
  office.wake();
  return request;
}

async function tell(
  kind: 'request.received' | 'request.extended' | 'request.ended',
  personId: number,
  { id, state }: PrivacyRequest,
  dueAt: Date,
  { deliveries }: Stores,
): Promise<void> {
  const purpose = `request:${id}:${kind === 'request.extended' ? 'extended' : state}`;
  await deliveries.add({ personId, kind, purpose, subjectId: id, lane: 'alert', dueAt });
}

/** What the record keeps is that it was asked and answered, and a hash that nobody can guess the words from. */
async function record(
  actor: PersonActor,
  step: 'submit' | 'withdraw' | PrivacyRequestStep,
  { id, kind, person, dueOn }: PrivacyRequest,
  said: SaidOfRequest | null,
  at: Date,
  { evidence }: Stores,
): Promise<void> {
  const subject = `person:${person.staffNo}`;
  const words = said && sha256(canonicalJson({ ...said }));
  const details = { request: id, kind, due: dueOn, ...(words ? { said: words } : {}) };
  const fact = { stream: subject, action: `request.${step}`, at, way: 'button' as const, actor: nameForRecord(actor) };
  await evidence.append(entryOf({ ...fact, subject, details, passes: true }));
}
