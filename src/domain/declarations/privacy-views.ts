import type { PersonActor } from '../actor.ts';
import type { Office } from '../stores.ts';
import { type Consent, holds } from './consent.ts';
import { answeringPaths, mayAnswerAny } from './privacy-request-policy.ts';
import type { Retention } from './retention.ts';

/** What is kept about somebody, in short. */
export interface Kept {
  /** Null where none holds. */
  consent: Consent | null;
  trips: number;
  health: number;
  /** What they asked of the office and nobody has answered. */
  requests: number;
  /** What others asked and waits for them; null for whoever may not answer. */
  toAnswer: number | null;
  retention: Retention;
}

export async function viewKept(actor: PersonActor, { read, retention }: Office): Promise<Kept> {
  const consent = await read.consents.find(actor.person.id);
  const trips = (await read.trips.listAllOf(actor.person.id)).filter(({ erasedAt }) => erasedAt === null);
  const health = await read.health.listReadableOf(actor.person.id);
  const requests = (await read.privacyRequests.listOf(actor.person.id)).filter(({ state }) => state === 'received');
  const kept = { trips: trips.length, health: health.length, requests: requests.length };
  return { consent: holds(consent) ? consent : null, ...kept, toAnswer: await countToAnswer(actor, read), retention };
}

async function countToAnswer(actor: PersonActor, { privacyRequests }: Office['read']): Promise<number | null> {
  if (!mayAnswerAny(actor)) return null;
  const first = { limit: 1, offset: 0 };
  return (await privacyRequests.listOpenBelow(answeringPaths(actor), actor.person.id, first)).total;
}
