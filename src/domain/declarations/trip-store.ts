import type { ErasureReason } from '../vault/erasure-memory.ts';
import type { SealedId } from '../vault/sealed-value.ts';
import type { Stop, Trip, TripDetails, TripEntry, TripState, TripStep } from './trip.ts';

export interface NewTrip {
  personId: number;
  unitId: number;
  deciderId: number;
  kind: Trip['kind'];
  state: TripState;
  stops: Stop[];
  details: TripDetails;
  at: Date;
  /** The draft that it came from: submitting a draft twice gives one trip. */
  draftId: number;
}

/** What is sealed with a step: its words where it has any, and a random part that is hashed with all that was said. */
export interface SaidOfStep {
  text: string | null;
  salt: string;
}

export interface TripsOfDay {
  /** Begin on this day; said to be over since its beginning; end on it, and on a day before it, without a word of return. */
  leaving: number;
  returned: number;
  dueBack: number;
  overdue: number;
  awaiting: number;
}

export interface TripPage {
  limit: number;
  offset: number;
}

/** Trips with a stop in a province that ended on or after a day and began by another. */
export interface Touched {
  province: string;
  since: string;
  until: string | null;
}

/** Who reads: one's own trips, and those of anybody at or below these paths. */
export interface Reader {
  personId: number;
  paths: string[];
}

export interface Telling {
  touched: Touched;
  purpose: string;
  levelId: number;
  dueAt: Date;
}

export interface TripStore {
  find(id: number): Promise<Trip | null>;
  listByIds(ids: readonly number[]): Promise<Trip[]>;
  /** The trip that a draft declared or changed. */
  findByDraft(draftId: number): Promise<Trip | null>;
  /** Of these people's trips, erased ones aside, those that are kept at another unit than their traveller's of this day. */
  listLeftBehind(personIds: readonly number[], today: string): Promise<Trip[]>;
  /** To where its traveller belongs, and whose yes it awaits there. */
  carry(id: number, to: { unitId: number; deciderId: number }): Promise<void>;
  /** The person's trips that are not over, the next first. */
  listOpenOf(personId: number): Promise<Trip[]>;
  /** All of a person's trips, and those of them that are over and not erased. */
  listAllOf(personId: number): Promise<Trip[]>;
  listOverOf(personId: number): Promise<Trip[]>;
  /** Trips whose last day lies before a day, with something left to be erased; those not returned from as well. */
  listToErase(what: 'contacts' | 'trip', before: string, limit: number): Promise<Trip[]>;
  /** Companions and contacts are gone for good, and what their hash could be guessed by; the rest stays. */
  eraseContacts(trip: Trip, at: Date): Promise<void>;
  /** All that was said is gone for good, and where it went. */
  erase(trip: Trip, at: Date, because: ErasureReason): Promise<void>;
  /** Trips whose details were sealed under these numbers. */
  listSealed(ids: readonly SealedId[]): Promise<Trip[]>;
  /** The last trip that the person declared. */
  findLastOf(personId: number): Promise<Trip | null>;
  /** At or below one of these paths, not over: what awaits a yes first, then by the day of departure. */
  listOpenBelow(paths: string[], page: TripPage): Promise<{ trips: Trip[]; total: number }>;
  /** Trips that await the yes of these units' leaders and of which nothing was asked that the traveller has not answered. */
  listUndecided(deciderIds: number[]): Promise<Trip[]>;
  /** How trips of people at or below a path stand on a day. */
  countOnDay(path: string, today: string, since: Date): Promise<TripsOfDay>;
  /** Planned trips whose last day has come, of which this routine has not spoken on this day. */
  listToReturn(today: string, limit: number): Promise<Trip[]>;
  /** Tells the travellers of the next `limit` touched trips, once each; gives the last one looked at, whose leaders to tell, and which trips are over. */
  tellTouched(
    about: Telling,
    afterTripId: number,
    limit: number,
  ): Promise<{ lastTripId: number | null; deciderIds: number[]; returnedIds: number[] }>;
  listTouched(touched: Touched, reader: Reader, page: TripPage): Promise<{ trips: Trip[]; total: number }>;
  markAsked(id: number, day: string): Promise<void>;
  add(trip: NewTrip): Promise<number>;
  /** Another itinerary or other details, in a state; false when somebody else has moved or changed it since it was read. */
  change(trip: Trip, what: { stops: Stop[]; details: TripDetails; state: TripState }): Promise<boolean>;
  /** Throws SealedValueDamaged; null when they were erased. */
  getDetails(trip: Trip): Promise<TripDetails | null>;
  /** From one of these states to another; false when it is in none of them. */
  move(id: number, from: readonly TripState[], to: TripState, at: Date): Promise<boolean>;
  addEntry(entry: {
    tripId: number;
    byId: number;
    step: TripStep;
    at: Date;
    said: SaidOfStep | null;
    draftId: number | null;
  }): Promise<number>;
  findEntry(id: number): Promise<TripEntry | null>;
  /** Whether a draft's step was taken already. */
  hasEntryOf(draftId: number): Promise<boolean>;
  listEntries(tripId: number): Promise<TripEntry[]>;
  /** Null when there was none or it was erased. */
  getText(entry: TripEntry): Promise<string | null>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
