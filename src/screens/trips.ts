import type { Trip } from '../domain/declarations/trip.ts';
import { stageOf } from '../domain/declarations/trip.ts';
import { callbacks } from './callbacks.ts';
import { exportsButton } from './exports.ts';
import { sayPlace } from './places.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

import { sayOn, sayWho, todayOf } from './trip.ts';

/** One's own trips that are not over. */
export function ownTripsScreen(trips: readonly Trip[], voice: Voice): Screen {
  const { t } = voice;
  const add = button(t('trips:addButton'), callbacks.startForm.pack({ form: 'trip', subject: 0 }));
  const open = trips.map(({ id }, index) => button(String(index + 1), callbacks.trip.pack({ tripId: id })));
  return {
    text: lines(
      bold(trips.length > 0 ? t('trips:own', { count: trips.length }) : t('trips:ownNone')),
      '',
      ...trips.map((trip, index) => plain(t('trips:line', { place: String(index + 1), trip: sayTrip(trip, voice) }))),
    ),
    keyboard: [...rows(open, PAGE), [add]],
  };
}

/** `24/11 → 26/11 · Bắc Ninh, Hà Nội · chờ duyệt`. */
export function sayTrip({ stops, fromOn, toOn, ...trip }: Trip, voice: Voice): string {
  const { t } = voice;
  const places = stops.map(({ place }) => sayPlace(place, voice)).join('; ');
  const stage = t(`trips:stages.${stageOf({ ...trip, fromOn, toOn }, todayOf(voice))}`);
  return t('trips:short', { from: sayOn(fromOn, voice), to: sayOn(toOn, voice), places, stage });
}

/** Who of a leader's people is or will be away, and whose trip awaits a yes. */
export function tripsScreen(
  { trips, total, page }: { trips: readonly Trip[]; total: number; page: number },
  voice: Voice,
): Screen {
  const { t } = voice;
  if (total === 0) return { text: plain(t('trips:nobody')) };
  const place = (index: number) => String(page * PAGE + index + 1);
  const open = trips.map(({ id }, index) => button(place(index), callbacks.trip.pack({ tripId: id })));
  return {
    text: lines(
      bold(t('trips:below', { count: total })),
      '',
      ...trips.flatMap((trip, index) => [
        plain(
          t('trips:line', {
            place: place(index),
            trip: sayWho(trip, voice),
          }),
        ),
        plain(sayTrip(trip, voice)),
      ]),
    ),
    keyboard: [
      ...rows(open, PAGE),
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.trips.pack({ page: target })),
      [exportsButton({ place: 'trips', directiveId: 0, unitId: 0 }, voice)],
    ],
  };
}
