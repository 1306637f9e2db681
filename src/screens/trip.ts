// i18n: trips:*
import type { AreaLevel } from '../domain/areas/area-level.ts';
import type { Stop, Trip, TripDetails, TripStep } from '../domain/declarations/trip.ts';
import { stageOf } from '../domain/declarations/trip.ts';
import type { TripView } from '../domain/declarations/trip-views.ts';
import type { Draft } from '../domain/forms/form.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayInstant } from './dates.ts';
import { pressOf } from './forms.ts';
import { type Hazards, sayLevel } from './hazards.ts';
import { sayPlace } from './places.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

const today = ({ now, zone }: Voice): string => dayOf(now, zone);
const day = (on: string, voice: Voice): string => sayDay(on, voice.t, today(voice));

/**
 * An itinerary as one would draw it: the day of arrival before each place, the day of return at the end; where the traveller is now
 * is marked.
 */
export const timeline = (stops: readonly Stop[], voice: Voice): string => lines(...sayStops(stops, voice).map(plain));

/** The same, a line each. */
export function sayStops(stops: readonly Stop[], voice: Voice): string[] {
  const { t } = voice;
  const now = today(voice);
  const drawn = stops.flatMap((stop, index) => {
    const mark = stop.fromOn <= now && now <= stop.toOn ? '◉' : '●';
    const until = stops[index + 1]?.fromOn;
    const isGap = until !== undefined && until > stop.toOn;
    const place = t('trips:stop', { day: day(stop.fromOn, voice), mark, place: sayPlace(stop.place, voice) });
    return [place, ...(isGap ? [t('trips:leave', { day: day(stop.toOn, voice) })] : [])];
  });
  const last = stops.at(-1);
  return [...drawn, ...(last ? [t('trips:back', { day: day(last.toOn, voice) })] : [])];
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

const detailLines = (details: TripDetails | null, voice: Voice): string[] => detailsSaid(details, voice).map(plain);

const levelLines = (levels: readonly AreaLevel[], hazards: Hazards, voice: Voice): string[] =>
  levels.map((level) => bold(voice.t('trips:atLevel', { level: sayLevel(level, hazards, voice) })));

/** A trip before it is sent: everything as its leader will see it. */
export function tripOverview(
  { draft, kind, stops, details, isAsked, fault, levels }: TripLook,
  hazards: Hazards,
  voice: Voice,
): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  const isChange = typeof draft.answers.tripId === 'number';
  const send = isChange ? 'changeButton' : isAsked ? 'askButton' : 'notifyButton';
  return {
    text: lines(
      bold(t(`trips:kinds.${kind}`)),
      plain(t('trips:draft')),
      '',
      timeline(stops, voice),
      '',
      ...detailLines(details, voice),
      ...levelLines(levels, hazards, voice),
      '',
      fault !== null ? bold(fault) : plain(t(isAsked ? 'trips:goesToLeader' : 'trips:isNotified')),
    ),
    keyboard: [
      ...(fault === null ? [[button(t(`trips:${send}`), to('send'))]] : []),
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

export interface TripLook {
  draft: Draft;
  kind: Trip['kind'];
  stops: Stop[];
  details: TripDetails;
  /** Whether it awaits the leader's yes. */
  isAsked: boolean;
  /** What is wrong with it, in words; null when nothing is. */
  fault: string | null;
  /** What holds at its places. */
  levels: AreaLevel[];
}

/** A trip as it stands, for its traveller or a leader, with what each can do. */
export function tripScreen(
  { trip, details, last, isOwn, steps, levels }: TripView,
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
      ...levelLines(levels, hazards, voice),
      word && '',
      word && plain(word),
      last?.text && plain(t('trips:words', { text: last.text })),
    ),
    keyboard: stepRows(tripId, steps, voice),
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
    : button(label, callbacks.tripStep.pack({ tripId, step }));
}

/** One's own trips that are not over. */
export function ownTripsScreen(trips: readonly Trip[], voice: Voice): Screen {
  const { t } = voice;
  const add = button(t('trips:addButton'), callbacks.startForm.pack({ form: 'trip', subject: 0 }));
  const open = trips.map(({ id }, index) => button(String(index + 1), callbacks.trip.pack({ tripId: id })));
  return {
    text: lines(
      bold(t('trips:own', { count: trips.length })),
      '',
      ...trips.map((trip, index) => plain(t('trips:line', { place: String(index + 1), trip: sayTrip(trip, voice) }))),
    ),
    keyboard: [...rows(open, PAGE), [add]],
  };
}

/** Whose trip it is. */
export const sayWho = ({ person, unit }: Trip, { t }: Voice): string =>
  t('trips:who', { name: person.fullName, unit: unit.name });

/** `24/11 → 26/11 · Bắc Ninh, Hà Nội · chờ duyệt`. */
export function sayTrip({ stops, fromOn, toOn, ...trip }: Trip, voice: Voice): string {
  const { t } = voice;
  const places = stops.map(({ place }) => sayPlace(place, voice)).join('; ');
  const stage = t(`trips:stages.${stageOf({ ...trip, fromOn, toOn }, today(voice))}`);
  return t('trips:short', { from: day(fromOn, voice), to: day(toOn, voice), places, stage });
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
    ],
  };
}

/** What reaches a chat by itself names nobody and no place: those stand behind the button. */
export function tripWordScreen(tripId: number, step: TripStep, isOwn: boolean, { t }: Voice): Screen {
  const word = isOwn ? t(`trips:toTraveller.${step as 'approve'}`) : t(`trips:toLeader.${step as 'declare'}`);
  return { text: plain(word), keyboard: [[button(t('trips:openButton'), callbacks.trip.pack({ tripId }))]] };
}

/** On the last day and after it: are you back? */
export function returnScreen(trip: Trip, voice: Voice): Screen | null {
  const { t } = voice;
  const stage = stageOf(trip, today(voice));
  if (stage !== 'underWay' && stage !== 'overdue') return null;
  return {
    text: lines(bold(t(`trips:returning.${stage}`)), plain(t('trips:returningHint'))),
    keyboard: stepRows(trip.id, ['return', 'extend'], voice),
  };
}

export function overdueScreen(trip: Trip, voice: Voice): Screen | null {
  const { t } = voice;
  if (stageOf(trip, today(voice)) !== 'overdue') return null;
  const open = button(t('trips:openButton'), callbacks.trip.pack({ tripId: trip.id }));
  return { text: plain(t('trips:overdueToLeader')), keyboard: [[open]] };
}

/** The last look before something is said about a trip. */
export function tripStepOverview(
  draft: Draft,
  step: 'refuse' | 'ask' | 'answer',
  text: string | null,
  { t }: Voice,
): Screen {
  const to = pressOf(draft);
  return {
    text: lines(bold(t(`trips:saying.${step}`)), text !== null && plain(t('trips:words', { text }))),
    keyboard: [
      [button(t(`trips:sayButton.${step}`), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

/** A later return, before it is sent. */
export function extendOverview(draft: Draft, toOn: string, voice: Voice): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  return {
    text: bold(t('trips:extending', { day: day(toOn, voice) })),
    keyboard: [
      [button(t('trips:extendButton'), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}
