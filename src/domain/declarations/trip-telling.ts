import { isReachable } from '../people/reachable.ts';
import type { Stores } from '../stores.ts';
import { listHeads } from './leader-chain.ts';
import type { Trip } from './trip.ts';

/** Leaders of the deciding unit who can be told today; its deputies while none of them can. */
export const listDeciders = ({ decider, person }: Trip, today: string, stores: Stores): Promise<number[]> =>
  listHeads({ unitId: decider.id, personId: person.id }, today, stores);

/** Says to whoever decides that a trip needs them or has changed; who and where stands behind the button. */
export async function tellDeciders(
  trip: Trip,
  entryId: number,
  { now: dueAt, today }: { now: Date; today: string },
  stores: Stores,
): Promise<void> {
  for (const personId of await listDeciders(trip, today, stores)) {
    const word = { personId, kind: 'trip.word' as const, purpose: `trip:${trip.id}:${entryId}`, subjectId: entryId };
    await stores.deliveries.add({ ...word, lane: 'alert', dueAt });
  }
}

/** What was decided or asked, to the traveller. */
export async function tellTraveller(trip: Trip, entryId: number, dueAt: Date, stores: Stores): Promise<void> {
  const { id: personId } = trip.person;
  if (!(await isReachable(personId, stores))) return;
  const word = { personId, kind: 'trip.word' as const, purpose: `trip:${trip.id}:${entryId}`, subjectId: entryId };
  await stores.deliveries.add({ ...word, lane: 'alert', dueAt });
}
