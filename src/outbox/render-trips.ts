import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import type { Office } from '../domain/stores.ts';
import type { Screen, Voice } from '../screens/screen.ts';
import { overdueScreen, returnScreen, tripWordScreen } from '../screens/trip.ts';

type TripKind = Extract<DeliveryKind, `trip.${string}`>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

/** What deliveries about trips become: that something needs attention, and the way to it. */
export const tripRenderers: Record<TripKind, Renderer> = {
  'trip.word': async ({ subjectId, personId }, voice, { office }) => {
    const entry = await office.read.trips.findEntry(subjectId);
    const trip = entry && (await office.read.trips.find(entry.tripId));
    return entry && trip && tripWordScreen(trip, entry.step, trip.person.id === personId, voice);
  },
  'trip.return': async ({ subjectId }, voice, { office }) => {
    const trip = await office.read.trips.find(subjectId);
    return trip && returnScreen(trip, voice);
  },
  'trip.overdue': async ({ subjectId }, voice, { office }) => {
    const trip = await office.read.trips.find(subjectId);
    return trip && overdueScreen(trip, voice);
  },
};
