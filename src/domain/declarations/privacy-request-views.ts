import { dayOf } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { daysAfter, isExtendable, type PrivacyRequest, REMIND_BEFORE } from './privacy-request.ts';
import { answeringPaths, mayAnswerAny, mayAnswerRequest } from './privacy-request-policy.ts';
import { listResponsible } from './privacy-request-telling.ts';

/** A request as its person, or somebody who may answer it, sees it. */
export interface PrivacyRequestView {
  request: PrivacyRequest;
  /** Null when they were erased. */
  text: string | null;
  answer: string | null;
  /** Why it takes longer. */
  extension: string | null;
  isOwn: boolean;
  mayAnswer: boolean;
  /** So many days more whoever answers may take; null where they may not, or not any more. */
  mayExtendBy: number | null;
}

/** Refused like one that never was. */
export async function viewRequest(actor: PersonActor, id: number, office: Office): Promise<PrivacyRequestView> {
  const { read, clock, zone, extensions } = office;
  const request = await read.privacyRequests.find(id);
  const isOwn = request?.person.id === actor.person.id;
  if (!request || (!isOwn && !mayAnswerRequest(actor, request))) throw new Problem('notFound');
  return {
    request,
    text: await read.privacyRequests.getText(request),
    answer: await read.privacyRequests.getAnswer(request),
    extension: await read.privacyRequests.getExtension(request),
    isOwn,
    mayAnswer: !isOwn && request.state === 'received',
    mayExtendBy:
      !isOwn && isExtendable(request, dayOf(clock.now(), zone), extensions) ? extensions[request.kind] : null,
  };
}

export const listOwnRequests = (actor: PersonActor, { read }: Office): Promise<PrivacyRequest[]> =>
  read.privacyRequests.listOf(actor.person.id);

/** What waits for the actor's answer, or that of somebody beside them. Throws `mayNotAnswerRequests`. */
export async function listToAnswer(
  actor: PersonActor,
  page: { limit: number; offset: number },
  { read }: Office,
): Promise<{ requests: PrivacyRequest[]; total: number }> {
  if (!mayAnswerAny(actor)) throw new Problem('mayNotAnswerRequests');
  return await read.privacyRequests.listOpenBelow(answeringPaths(actor), actor.person.id, page);
}

/** What waits for an answer and is this person's to give or to answer for, the first to be answered first. */
export async function listResponsibleFor(
  actor: PersonActor,
  limit: number,
  { read, clock, zone }: Office,
): Promise<PrivacyRequest[]> {
  if (!mayAnswerAny(actor)) return [];
  const today = dayOf(clock.now(), zone);
  const page = { limit, offset: 0 };
  const { requests } = await read.privacyRequests.listOpenBelow(answeringPaths(actor), actor.person.id, page);
  const responsible = await Promise.all(requests.map((request) => listResponsible(request, today, read)));
  // Where nobody can be told it is anybody's who may answer.
  return requests.filter(
    (_, index) => responsible[index]!.includes(actor.person.id) || responsible[index]!.length === 0,
  );
}

/** How many wait for an answer that are due soon or late, for the word to those who have to give it. */
export async function countPressing(actor: PersonActor, office: Office): Promise<{ soon: number; late: number }> {
  const today = dayOf(office.clock.now(), office.zone);
  const paths = answeringPaths(actor);
  // In the order of their last days, so that those that press are on the first pages.
  const { requests } = await office.read.privacyRequests.listOpenBelow(paths, actor.person.id, {
    limit: 200,
    offset: 0,
  });
  const pressing = requests.filter(({ dueOn }) => dueOn <= daysAfter(today, REMIND_BEFORE));
  const late = pressing.filter(({ dueOn }) => dueOn < today).length;
  return { soon: pressing.length - late, late };
}
