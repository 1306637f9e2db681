// i18n: trips:*
import type { AreaLevel } from '../domain/areas/area-level.ts';
import type { Stop, Trip, TripDetails, TripStep } from '../domain/declarations/trip.ts';
import { stageOf } from '../domain/declarations/trip.ts';
import type { TripView } from '../domain/declarations/trip-views.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayInstant } from './dates.ts';
import { eraseRow } from './erase-row.ts';
import { type Hazards, sayLevel } from './hazards.ts';
import { sayPlace } from './places.ts';
import { type Button, bold, button, lines, plain, rows, type Screen, type Voice } from './screen.ts';

export const todayOf = ({ now, zone }: Voice): string => dayOf(now, zone);
export const sayOn = (on: string, voice: Voice): string => sayDay(on, voice.t, todayOf(voice));

/**
 * An itinerary as one would draw it: the day of arrival before each place, the day of return at the end; where the traveller is now
 * is marked.
 */
export const timeline = (stops: readonly Stop[], voice: Voice): string => lines(...sayStops(stops, voice).map(plain));

/** The same, a line each. */
export function sayStops(stops: readonly Stop[], voice: Voice): string[] {
  const { t } = voice;
  const now = todayOf(voice);
  const drawn = stops.flatMap((stop, index) => {
    const mark = stop.fromOn <= now && now <= stop.toOn ? '◉' : '●';
    const until = stops[index + 1]?.fromOn;
    const isGap = until !== undefined && until > stop.toOn;
    const place = t('trips:stop', { day: sayOn(stop.fromOn, voice), mark, place: sayPlace(stop.place, voice) });
    return [place, ...(isGap ? [t('trips:leave', { day: sayOn(stop.toOn, voice) })] : [])];
  });
  const last = stops.at(-1);
  return [...drawn, ...(last ? [t('trips:back', { day: sayOn(last.toOn, voice) })] : [])];
}

/** What was said besides where and when, a line each. */
export function detailsSaid(details: TripDetails | null, { t }: Voice): string[] {
  if (!details) return [t('trips:erased')];
  const { reason, transport, companions, contacts } = details;
  return [
    t('trips:reason', { reason }),
    t('trips:transport', { transport: t(`trips:transports.${transport}`) }),
    ...(companions ? [t('trips:companions', { companions })] : []),
    ...(contacts ? [t('trips:contacts', { contacts })] : []),
  ];
}

export const detailLines = (details: TripDetails | null, voice: Voice): string[] =>
  detailsSaid(details, voice).map(plain);

/** What holds at a trip's places, and what follows from it after the return. */
export const levelLines = (
  { levels, followUpDays: count }: { levels: readonly AreaLevel[]; followUpDays: number },
  hazards: Hazards,
  voice: Voice,
): string[] => [
  ...levels.map((level) => bold(voice.t('trips:atLevel', { level: sayLevel(level, hazards, voice) }))),
  ...(count > 0 ? [plain(voice.t('followup:afterTrip', { count }))] : []),
];

/** Whose trip it is. */
export const sayWho = ({ person, unit }: Trip, { t }: Voice): string =>
  t('trips:who', { name: person.fullName, unit: unit.name });

/** A trip as it stands, for its traveller or a leader, with what each can do. */
export function tripScreen(
  { trip, details, last, isOwn, steps, levels, mayErase, followUpDays }: TripView,
  hazards: Hazards,
  voice: Voice,
): Screen {
  const { t, now, zone } = voice;
  const { id: tripId, kind } = trip;
  const who = isOwn ? null : plain(sayWho(trip, voice));
  const stage = stageOf(trip, dayOf(now, zone));
  const word =
    last &&
    t(`trips:said.${last.entry.step}`, { by: last.entry.by.fullName, when: sayInstant(last.entry.at, zone, t) });
  return {
    text: lines(
      bold(t('trips:heading', { kind: t(`trips:kinds.${kind}`), stage: t(`trips:stages.${stage}`) })),
      who,
      '',
      timeline(trip.stops, voice),
      '',
      ...detailLines(details, voice),
      ...levelLines({ levels, followUpDays }, hazards, voice),
      isOwn && trip.state === 'awaiting' && plain(t('trips:awaits', { unit: trip.decider.name })),
      word && '',
      word && plain(word),
      last?.text && plain(t('trips:words', { text: last.text })),
    ),
    keyboard: [
      ...stepRows(tripId, steps, voice),
      ...(mayErase ? [eraseRow('trip', tripId, voice)] : []),
      [isOwn ? toOwnTrips(voice) : button(t('trips:backToAllButton'), callbacks.trips.pack({ page: 0 }))],
    ],
  };
}

const toOwnTrips = ({ t }: Voice): Button => button(t('trips:backToOwnButton'), callbacks.ownTrips.pack({}));

/** What is asked once before a trip is cancelled. */
export function cancelTripScreen({ id: tripId, kind, stops }: Trip, voice: Voice): Screen {
  const { t } = voice;
  return {
    text: lines(
      bold(t('trips:cancelling.ask', { kind: t(`trips:kinds.${kind}`) })),
      timeline(stops, voice),
      '',
      plain(t('trips:cancelling.hint')),
    ),
    keyboard: [
      [button(t('trips:cancelling.yesButton'), callbacks.tripStep.pack({ tripId, step: 'cancel' }))],
      [button(t('forms:backButton'), callbacks.trip.pack({ tripId }))],
    ],
  };
}

/** The step that a leader, or a traveller on the way, is most likely to take stands alone in its row. */
function stepRows(tripId: number, steps: readonly TripStep[], voice: Voice): Button[][] {
  const [main, ...others] = steps;
  if (!main) return [];
  return [
    [stepButton(tripId, main, voice)],
    ...rows(
      others.map((step) => stepButton(tripId, step, voice)),
      2,
    ),
  ];
}

const FORMS: Partial<Record<TripStep, string>> = {
  ...{ change: 'trip', extend: 'tripExtend', refuse: 'tripRefuse', ask: 'tripAsk', answer: 'tripAnswer' },
};

function stepButton(tripId: number, step: TripStep, { t }: Voice): Button {
  const form = FORMS[step];
  const label = t(`trips:step.${step}`);
  return form
    ? button(label, callbacks.startForm.pack({ form, subject: tripId }))
    : button(label, callbacks.tripStep.pack({ tripId, step: step === 'cancel' ? 'askCancel' : step }));
}

/** What reaches a chat by itself names nobody and no place: those stand behind the button. */
export function tripWordScreen({ id: tripId, state }: Trip, step: TripStep, isOwn: boolean, { t }: Voice): Screen {
  const isAwaited = state === 'awaiting' && (step === 'declare' || step === 'change' || step === 'answer');
  const toLeader = isAwaited ? t(`trips:toDecide.${step}`) : t(`trips:toLeader.${step as 'declare'}`);
  const word = isOwn ? t(`trips:toTraveller.${step as 'approve'}`) : toLeader;
  return { text: plain(word), keyboard: [[button(t('trips:openButton'), callbacks.trip.pack({ tripId }))]] };
}

/** On the last day and after it: are you back? */
export function returnScreen(trip: Trip, voice: Voice): Screen | null {
  const { t } = voice;
  const stage = stageOf(trip, todayOf(voice));
  if (stage !== 'underWay' && stage !== 'overdue') return null;
  return {
    text: lines(bold(t(`trips:returning.${stage}`)), plain(t('trips:returningHint'))),
    keyboard: stepRows(trip.id, ['return', 'extend'], voice),
  };
}

export function overdueScreen(trip: Trip, voice: Voice): Screen | null {
  const { t } = voice;
  if (stageOf(trip, todayOf(voice)) !== 'overdue') return null;
  const open = button(t('trips:openButton'), callbacks.trip.pack({ tripId: trip.id }));
  return { text: plain(t('trips:overdueToLeader')), keyboard: [[open]] };
}
