import { dayOf } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import type { Consent } from '../declarations/consent.ts';
import type { FollowUp } from '../declarations/follow-up.ts';
import type { HealthDeclaration, HealthDetails, HealthLook } from '../declarations/health.ts';
import type { PrivacyRequest } from '../declarations/privacy-request.ts';
import type { Trip, TripDetails, TripEntry } from '../declarations/trip.ts';
import type { Absence } from '../people/absence.ts';
import type { Person } from '../people/person.ts';
import type { Listed, RollCall, RollCallEntry, Said } from '../rollcalls/roll-call.ts';
import type { Office } from '../stores.ts';
import type { Task, TaskEntry } from '../tasks/task.ts';
import type { Unit } from '../units/unit.ts';

export interface OwnTrip {
  trip: Trip;
  /** Null when they were erased. */
  details: TripDetails | null;
  entries: { entry: TripEntry; text: string | null }[];
}

export interface OwnRequest {
  request: PrivacyRequest;
  /** Null when they were erased. */
  text: string | null;
  answer: string | null;
  extension: string | null;
}

/** A task that somebody has or had a hand in, with what they said and did about it themselves. */
export interface OwnTask {
  task: Task;
  entries: TaskEntry[];
}

/** What somebody answered in a roll call, and said beside it. */
export interface OwnAnswer {
  call: RollCall;
  listed: Listed;
  /** `said` is null when there was nothing or it was erased. */
  entries: { entry: RollCallEntry; said: Said | null }[];
}

/** Everything that is kept about the actor, as they may have a copy of it. */
export interface OwnData {
  person: Person;
  posts: { unit: Unit; role: string }[];
  enrolledAt: Date | null;
  leave: Absence[];
  directives: { number: string | null; title: string; issuedAt: Date; status: string | null }[];
  tasks: OwnTask[];
  consent: Consent | null;
  trips: OwnTrip[];
  health: { declaration: HealthDeclaration; details: HealthDetails | null }[];
  looks: HealthLook[];
  followUps: FollowUp[];
  answers: OwnAnswer[];
  requests: OwnRequest[];
}

const PAGE = 200;

/** Read piece by piece, so that nobody waits for a long copy. */
export async function collectOwnData(actor: PersonActor, office: Office): Promise<OwnData> {
  const { read, clock, zone } = office;
  const { person } = actor;
  const account = await read.people.findAccount(person.id);
  const trips = await read.trips.listAllOf(person.id);
  return {
    person: await read.people.get(person.id),
    posts: await Promise.all(
      actor.posts.map(async ({ unitId, role }) => ({ unit: await read.units.get(unitId), role })),
    ),
    enrolledAt: account?.enrolledAt ?? null,
    leave: await read.absences.listAllOf(person.id),
    directives: await directivesOf(person.id, read),
    tasks: await collectTasks(person.id, dayOf(clock.now(), zone), read),
    consent: await read.consents.find(person.id),
    trips: await Promise.all(trips.map((trip) => collectTrip(trip, read))),
    health: await collectHealth(person.id, read),
    looks: await collectLooks(person.id, read),
    followUps: await read.followUps.listAllOf(person.id),
    answers: await collectAnswers(person.id, read),
    requests: await collectRequests(person.id, read),
  };
}

type Read = Office['read'];

async function collectTasks(personId: number, today: string, { tasks }: Read): Promise<OwnTask[]> {
  const found = await tasks.listAllOf(personId, today);
  const entries = await tasks.listEntriesBy(personId);
  return found.map((task) => ({ task, entries: entries.filter(({ taskId }) => taskId === task.id) }));
}

async function collectTrip(trip: Trip, { trips }: Read): Promise<OwnTrip> {
  const entries = await trips.listEntries(trip.id);
  return {
    trip,
    details: await trips.getDetails(trip),
    entries: await Promise.all(entries.map(async (entry) => ({ entry, text: await trips.getText(entry) }))),
  };
}

async function collectHealth(personId: number, { health }: Read): Promise<OwnData['health']> {
  const declarations = await health.listAllOf(personId);
  return await Promise.all(
    declarations.map(async (declaration) => ({ declaration, details: await health.getDetails(declaration) })),
  );
}

async function collectLooks(personId: number, { health }: Read): Promise<HealthLook[]> {
  const all: HealthLook[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { looks, total } = await health.listLooks(personId, { limit: PAGE, offset });
    all.push(...looks);
    if (offset + PAGE >= total) return all;
  }
}

async function collectAnswers(personId: number, { rollCalls }: Read): Promise<OwnAnswer[]> {
  const answers: OwnAnswer[] = [];
  for (const listed of await rollCalls.listAllOf(personId)) {
    const call = (await rollCalls.find(listed.rollCallId))!;
    const entries = await rollCalls.listEntries(listed.id);
    const said = await Promise.all(entries.map(async (entry) => ({ entry, said: await rollCalls.getSaid(entry) })));
    answers.push({ call, listed, entries: said });
  }
  return answers;
}

async function collectRequests(personId: number, { privacyRequests }: Read): Promise<OwnRequest[]> {
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

async function directivesOf(personId: number, { archive }: Read): Promise<OwnData['directives']> {
  const all: OwnData['directives'] = [];
  const everything = { words: [], year: null, isInForce: false };
  for (let offset = 0; ; offset += PAGE) {
    const { lines } = await archive.search(everything, { personId, paths: [] }, { limit: PAGE, offset });
    all.push(...lines.map(({ number, title, issuedAt, status }) => ({ number, title, issuedAt, status })));
    if (lines.length < PAGE) return all;
  }
}
