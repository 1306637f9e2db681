import type { PersonActor } from '../actor.ts';
import type { Person } from '../people/person.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { type Consent, holds } from './consent.ts';
import type { FollowUp } from './follow-up.ts';
import type { HealthDeclaration, HealthDetails } from './health.ts';
import type { PrivacyRequest } from './privacy-request.ts';
import { answeringPaths, mayAnswerAny } from './privacy-request-policy.ts';
import type { Retention } from './retention.ts';
import type { Trip, TripDetails, TripEntry } from './trip.ts';

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

export interface OwnTrip {
  trip: Trip;
  /** Null when they were erased. */
  details: TripDetails | null;
  entries: { entry: TripEntry; text: string | null }[];
}

/** Everything that is kept about the actor, as they may have a copy of it. */
export interface OwnData {
  person: Person;
  posts: { unit: Unit; role: string }[];
  enrolledAt: Date | null;
  directives: { number: string | null; title: string; issuedAt: Date; status: string | null }[];
  consent: Consent | null;
  trips: OwnTrip[];
  health: { declaration: HealthDeclaration; details: HealthDetails | null }[];
  followUps: FollowUp[];
  requests: OwnRequest[];
}

export interface OwnRequest {
  request: PrivacyRequest;
  /** Null when they were erased. */
  text: string | null;
  answer: string | null;
  extension: string | null;
}

const PAGE = 200;

export async function collectOwnData(actor: PersonActor, { read }: Office): Promise<OwnData> {
  const { person } = actor;
  const account = await read.people.findAccount(person.id);
  const trips = await read.trips.listAllOf(person.id);
  return {
    person: await read.people.get(person.id),
    posts: await Promise.all(
      actor.posts.map(async ({ unitId, role }) => ({ unit: await read.units.get(unitId), role })),
    ),
    enrolledAt: account?.enrolledAt ?? null,
    directives: await directivesOf(person.id, read),
    consent: await read.consents.find(person.id),
    trips: await Promise.all(trips.map((trip) => collectTrip(trip, read))),
    health: await collectHealth(person.id, read),
    followUps: await read.followUps.listAllOf(person.id),
    requests: await collectRequests(person.id, read),
  };
}

async function collectTrip(trip: Trip, { trips }: Office['read']): Promise<OwnTrip> {
  const entries = await trips.listEntries(trip.id);
  return {
    trip,
    details: await trips.getDetails(trip),
    entries: await Promise.all(entries.map(async (entry) => ({ entry, text: await trips.getText(entry) }))),
  };
}

async function collectHealth(personId: number, { health }: Office['read']): Promise<OwnData['health']> {
  const declarations = await health.listAllOf(personId);
  return await Promise.all(
    declarations.map(async (declaration) => ({ declaration, details: await health.getDetails(declaration) })),
  );
}

async function collectRequests(personId: number, { privacyRequests }: Office['read']): Promise<OwnRequest[]> {
  const requests = await privacyRequests.listOf(personId);
  return await Promise.all(
    requests.map(async (request) => ({
      request,
      text: await privacyRequests.getText(request),
      answer: await privacyRequests.getAnswer(request),
      extension: await privacyRequests.getExtension(request),
    })),
  );
}

async function directivesOf(personId: number, { archive }: Office['read']): Promise<OwnData['directives']> {
  const all: OwnData['directives'] = [];
  const everything = { words: [], year: null, isInForce: false };
  for (let offset = 0; ; offset += PAGE) {
    const { lines } = await archive.search(everything, { personId, paths: [] }, { limit: PAGE, offset });
    all.push(...lines.map(({ number, title, issuedAt, status }) => ({ number, title, issuedAt, status })));
    if (lines.length < PAGE) return all;
  }
}
