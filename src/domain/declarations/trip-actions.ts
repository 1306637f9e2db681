import { dayOf } from '../../lib/day.ts';
import { randomCode, sha256 } from '../../lib/ids.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { canonicalJson, entryOf, type Fact } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { requireConsent, streamOf } from './consent-actions.ts';
import { reviewTrips } from './follow-up-actions.ts';
import { homeOf, leadingUnit } from './leader-chain.ts';
import {
  checkLeaving,
  checkStops,
  ownSteps,
  sameStops,
  stageOf,
  type Trip,
  type TripState,
  type TripStep,
  type TripWish,
} from './trip.ts';
import { isHigh, levelsOn } from './trip-levels.ts';
import { tellDeciders, tellTraveller } from './trip-telling.ts';

/**
 * `trip.declare`: where somebody goes, when and why. A kind that the office approves awaits its leader's yes, any other is notified
 * to them. Submitting a draft twice gives one trip.
 */
export async function declareTrip(actor: PersonActor, wish: TripWish, draftId: number, office: Office): Promise<Trip> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  checkStops(wish.stops, today);
  checkLeaving(wish, office.homeProvince);
  const trip = await office.inTransaction(async (stores) => {
    await requireConsent(actor, stores);
    const before = await stores.trips.findByDraft(draftId);
    if (before) return before;
    const unit = await homeOf(actor, stores);
    const isUp = isHigh(await levelsOn(wish.stops, today, stores), office.hazards, office.trips);
    const decider = await leadingUnit(actor, unit, { today, isUp }, stores);
    const { kind, stops, ...details } = wish;
    const state: TripState = office.trips.approved.includes(kind) ? 'awaiting' : 'planned';
    const place = { personId: actor.person.id, unitId: unit.id, deciderId: decider.id };
    const id = await stores.trips.add({ ...place, kind, state, stops, details, at: now, draftId });
    const added = (await stores.trips.find(id))!;
    await takeTripStep(actor, added, 'declare', { wish, draftId: null }, office, stores);
    return added;
  });
  office.wake();
  return trip;
}

/** One's own trip. Refused like one that never was. */
export async function getOwnTrip(actor: PersonActor, id: number, { trips }: Stores): Promise<Trip> {
  const trip = await trips.find(id);
  if (trip?.person.id !== actor.person.id) throw new Problem('notFound');
  return trip;
}

function refuseUnless(step: TripStep, trip: Trip, today: string): void {
  if (!ownSteps(trip, today).includes(step)) throw new Problem('tripMovedOn');
}

/**
 * `trip.change`: another itinerary, other companions or contacts. Before it begins, another itinerary of a kind that is approved
 * awaits a yes once more; on the way it is recorded at once, since that is where the traveller is.
 */
export async function changeTrip(
  actor: PersonActor,
  id: number,
  wish: TripWish,
  draftId: number,
  office: Office,
): Promise<Trip> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  checkStops(wish.stops, today);
  checkLeaving(wish, office.homeProvince);
  const trip = await office.inTransaction(async (stores) => {
    await requireConsent(actor, stores);
    const found = await getOwnTrip(actor, id, stores);
    if (await stores.trips.hasEntryOf(draftId)) return found;
    refuseUnless('change', found, today);
    const { kind: _, stops, ...details } = wish;
    const isAsked = office.trips.approved.includes(found.kind) && !sameStops(found.stops, stops);
    const state = isAsked && stageOf(found, today) === 'ahead' ? 'awaiting' : found.state;
    if (!(await stores.trips.change(found, { stops, details, state }))) throw new Problem('tripMovedOn');
    const changed = (await stores.trips.find(id))!;
    await takeTripStep(actor, changed, 'change', { wish, draftId }, office, stores);
    return changed;
  });
  office.wake();
  return trip;
}

/** `trip.extend`: back later than was said. */
export async function extendTrip(
  actor: PersonActor,
  id: number,
  toOn: string,
  draftId: number,
  office: Office,
): Promise<Trip> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const trip = await office.inTransaction(async (stores) => {
    const found = await getOwnTrip(actor, id, stores);
    if (await stores.trips.hasEntryOf(draftId)) return found;
    refuseUnless('extend', found, today);
    const stops = found.stops.map((stop, index) => (index === found.stops.length - 1 ? { ...stop, toOn } : stop));
    if (toOn <= found.toOn || toOn < today) throw new Problem('dayTooEarly');
    checkStops(stops, found.fromOn);
    const details = (await stores.trips.getDetails(found))!;
    if (!(await stores.trips.change(found, { stops, details, state: found.state }))) throw new Problem('tripMovedOn');
    const changed = (await stores.trips.find(id))!;
    await takeTripStep(actor, changed, 'extend', { draftId }, office, stores);
    return changed;
  });
  office.wake();
  return trip;
}

const ENDS = {
  cancel: { from: ['awaiting', 'planned'], to: 'cancelled' },
  return: { from: ['planned'], to: 'returned' },
} as const;

/** `trip.cancel`: it does not take place. `trip.return`: the traveller is back. Doing it twice changes nothing. */
export async function endTrip(
  actor: PersonActor,
  id: number,
  step: 'cancel' | 'return',
  office: Office,
): Promise<Trip> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const trip = await office.inTransaction(async (stores) => {
    const found = await getOwnTrip(actor, id, stores);
    const { from, to } = ENDS[step];
    if (found.state === to) return found;
    refuseUnless(step, found, today);
    const isFirst = await stores.trips.move(id, from, to, now);
    const ended = (await stores.trips.find(id))!;
    if (!isFirst) return ended;
    await takeTripStep(actor, ended, step, { draftId: null }, office, stores);
    await reviewTrips([ended], actor, office, stores);
    return ended;
  });
  office.wake();
  return trip;
}

export interface Taken {
  wish?: TripWish;
  text?: string | null;
  draftId: number | null;
}

/** Writes down what was done, and tells whom it concerns. What a proof keeps is that it was declared, by a hash that nobody can guess it from. */
export async function takeTripStep(
  actor: PersonActor,
  trip: Trip,
  step: TripStep,
  { wish, text = null, draftId }: Taken,
  office: Office,
  stores: Stores,
): Promise<void> {
  const at = office.clock.now();
  const today = dayOf(at, office.zone);
  const said = wish || text !== null ? { text, salt: randomCode(16) } : null;
  const entryId = await stores.trips.addEntry({ tripId: trip.id, byId: actor.person.id, step, at, said, draftId });
  const isOwn = actor.person.id === trip.person.id;
  const stream = isOwn ? streamOf(actor) : `person:${trip.person.staffNo}`;
  const details: Fact['details'] = {
    trip: trip.id,
    version: trip.version,
    state: trip.state,
    ...(said ? { said: sha256(canonicalJson({ said: wish ?? text, salt: said.salt })) } : {}),
  };
  const fact = { stream, action: `trip.${step}`, at, way: 'button' as const, actor: nameForRecord(actor) };
  await stores.evidence.append(entryOf({ ...fact, subject: `person:${trip.person.staffNo}`, details, passes: true }));
  if (isOwn) await tellDeciders(trip, entryId, { now: at, today }, stores);
  else await tellTraveller(trip, entryId, at, stores);
}
