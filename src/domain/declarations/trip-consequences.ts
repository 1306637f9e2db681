import { dayOf } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Stores } from '../stores.ts';
import { homePost, leadingUnit } from './leader-chain.ts';
import type { Trip } from './trip.ts';
import { tellDeciders } from './trip-telling.ts';

const CHUNK = 500;

/**
 * `trip.carry`: trips are where their traveller belongs. Whoever answers for them there sees them and decides, and is told of what awaits
 * a yes; whoever did before no longer. Of whoever has left everything stays where it was.
 */
export async function followTravellers(stores: Stores, personIds: number[], at: Date, zone: string): Promise<void> {
  const today = dayOf(at, zone);
  for (let start = 0; start < personIds.length; start += CHUNK) {
    const trips = await stores.trips.listLeftBehind(personIds.slice(start, start + CHUNK), today);
    for (const trip of trips) await carry(trip, at, today, stores);
  }
}

async function carry(trip: Trip, at: Date, today: string, stores: Stores): Promise<void> {
  const person = await stores.people.get(trip.person.id);
  const posts = await stores.people.listHeldPosts(person.id, today);
  const traveller: PersonActor = { kind: 'person', person, accountId: null, posts };
  const unit = await stores.units.get(homePost(posts)!.unitId);
  // Whoever is over the new unit as well goes on deciding: it may have been too much for somebody nearer.
  const isAbove = trip.decider.path !== trip.unit.path && unit.path.startsWith(trip.decider.path);
  const deciderId = isAbove ? trip.decider.id : (await leadingUnit(traveller, unit, { today }, stores)).id;
  await stores.trips.carry(trip.id, { unitId: unit.id, deciderId });
  const subject = `person:${person.staffNo}`;
  const fact = { stream: subject, action: 'trip.carry', at, way: 'cli' as const, actor: 'office:roster', subject };
  const [from, to] = [(await stores.units.get(trip.unit.id)).code, unit.code];
  await stores.evidence.append(entryOf({ ...fact, details: { trip: trip.id, from, to } }));
  if (trip.state !== 'awaiting' || deciderId === trip.decider.id) return;
  const last = (await stores.trips.listEntries(trip.id)).at(-1)!;
  await tellDeciders((await stores.trips.find(trip.id))!, last.id, { now: at, today }, stores);
}
