import type { PersonActor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Trip } from './trip.ts';
import { getOwnTrip, takeTripStep } from './trip-actions.ts';
import { mayDecideTrip } from './trip-policy.ts';

export type TripDecision = { as: 'approve' } | { as: 'refuse' | 'ask'; text: string | null; draftId: number };

const DECIDED = { approve: 'planned', refuse: 'refused', ask: 'awaiting' } as const;

/** `trip.approve`, `trip.refuse`, `trip.ask`: a leader's word on a trip that awaits it. The first yes or no counts. */
export async function decideTrip(
  actor: PersonActor,
  id: number,
  decision: TripDecision,
  office: Office,
): Promise<Trip> {
  const now = office.clock.now();
  const trip = await office.inTransaction(async (stores) => {
    const found = await stores.trips.find(id);
    if (!found || !mayDecideTrip(actor, found)) throw new Problem('notFound');
    const draftId = decision.as === 'approve' ? null : decision.draftId;
    if (draftId !== null && (await stores.trips.hasEntryOf(draftId))) return found;
    if (found.state !== 'awaiting') return found;
    const isStill = await stores.trips.move(id, ['awaiting'], DECIDED[decision.as], now);
    const decided = (await stores.trips.find(id))!;
    if (!isStill) return decided;
    const text = decision.as === 'approve' ? null : decision.text;
    await takeTripStep(actor, decided, decision.as, { text, draftId }, office, stores);
    return decided;
  });
  office.wake();
  return trip;
}

/** `trip.answer`: the traveller's answer to what the leader asked. */
export async function answerTrip(
  actor: PersonActor,
  id: number,
  text: string,
  draftId: number,
  office: Office,
): Promise<Trip> {
  const trip = await office.inTransaction(async (stores) => {
    const found = await getOwnTrip(actor, id, stores);
    if (await stores.trips.hasEntryOf(draftId)) return found;
    if (found.state !== 'awaiting') throw new Problem('tripMovedOn');
    await takeTripStep(actor, found, 'answer', { text, draftId }, office, stores);
    return found;
  });
  office.wake();
  return trip;
}
