import { z } from 'zod';
import { countryOf } from '../areas/country.ts';
import { placeOf } from '../areas/place.ts';
import { cleanText } from '../directives/directive.ts';
import type { Answers, Form, Step } from '../forms/form.ts';
import { type Stop, TRIP_LIMITS, type Transport, type TripKind, type TripWish, transports, tripKinds } from './trip.ts';

function choice(name: string, choices: readonly string[]): Step {
  return { name, kind: 'choice', choices, schema: z.enum(choices), refusal: { code: 'answerFromButtons' } };
}

const words = (name: string, isOptional: boolean): Step => ({
  name,
  kind: 'text',
  schema: z.string().transform(cleanText).pipe(z.string().min(1).max(TRIP_LIMITS.text)),
  missing: 'answerNotText',
  refusal: { code: 'answerTooLong', params: { limit: TRIP_LIMITS.text } },
  isOptional,
  isRepeatable: true,
  isSensitive: true,
});

const isPlace = (key: string): boolean => placeOf(key) !== null || countryOf(key) !== null;

const places = Array.from({ length: TRIP_LIMITS.stops }, (_, index) => index + 1);

/** The n-th place with its first and last day, and whether another follows; the day of going on is shared. */
function stopSteps(place: number): Step[] {
  const isAsked = (answers: Answers) => place === 1 || answers[`more${place - 1}`] === 'yes';
  const when = { when: isAsked, offer: isAsked, place };
  const day = { kind: 'day' as const, schema: z.iso.date(), refusal: { code: 'dayUnreadable' as const } };
  const isLast = place === TRIP_LIMITS.stops;
  return [
    {
      ...when,
      name: `place${place}`,
      words: place === 1 ? 'place' : 'nextPlace',
      kind: 'place',
      schema: z.string().refine(isPlace),
      refusal: { code: 'placeUnknown' },
    },
    { ...when, ...day, name: `from${place}`, words: 'from', ...(place > 1 ? { notBefore: `to${place - 1}` } : {}) },
    { ...when, ...day, name: `to${place}`, words: 'to', notBefore: `from${place}` },
    ...(isLast ? [] : [{ ...choice(`more${place}`, ['yes', 'no']), ...when, words: 'more' }]),
  ];
}

/** `/trip`. Which trip is changed stands in the draft from the beginning (`tripId`). */
export const tripForm: Form = {
  name: 'trip',
  version: 1,
  isSealed: true,
  steps: [
    choice('kind', tripKinds),
    words('reason', false),
    ...places.flatMap(stopSteps),
    choice('transport', transports),
    words('companions', true),
    words('contacts', true),
    { ...choice('truth', ['yes']), kind: 'pledge' },
  ],
};

/** The itinerary as far as it is answered. */
export function stopsOf(answers: Answers): Stop[] {
  const stops: Stop[] = [];
  for (const place of places) {
    const [key, fromOn, toOn] = [answers[`place${place}`], answers[`from${place}`], answers[`to${place}`]];
    if (typeof key === 'string' && typeof fromOn === 'string' && typeof toOn === 'string') {
      stops.push({ place: key, fromOn, toOn });
    }
    if (answers[`more${place}`] !== 'yes') break;
  }
  return stops;
}

/** The trip that complete answers describe. */
export const tripOf = (answers: Answers): TripWish => ({
  kind: answers.kind as TripKind,
  stops: stopsOf(answers),
  reason: answers.reason as string,
  transport: answers.transport as Transport,
  companions: (answers.companions as string | null) ?? null,
  contacts: (answers.contacts as string | null) ?? null,
});

/** The answers that describe a trip: it is changed where its form ended. */
export function tripAnswers(tripId: number, { kind, stops, ...details }: TripWish): Answers {
  const itinerary = stops.flatMap(({ place, fromOn, toOn }, index) => {
    const at = index + 1;
    return [
      [`place${at}`, place],
      [`from${at}`, fromOn],
      [`to${at}`, toOn],
      ...(at < TRIP_LIMITS.stops ? [[`more${at}`, at < stops.length ? 'yes' : 'no']] : []),
    ];
  });
  return { tripId, kind, ...Object.fromEntries(itinerary), ...details, truth: 'yes' };
}

const note: Step = { ...words('note', false), isRepeatable: false };

/** The steps of a trip that ask for words, each with its form; whose trip it is stands in the draft (`tripId`). */
export const TRIP_STEP_FORMS = { refuse: 'tripRefuse', ask: 'tripAsk', answer: 'tripAnswer' } as const;
export type WordedTripStep = keyof typeof TRIP_STEP_FORMS;

export const tripStepForm = (step: WordedTripStep): Form => ({
  name: TRIP_STEP_FORMS[step],
  version: 1,
  isSealed: true,
  steps: [step === 'refuse' ? { ...note, isOptional: true } : note],
});

/** A later return: the last day of the last place. */
export const tripExtendForm: Form = {
  name: 'tripExtend',
  version: 1,
  steps: [{ name: 'to', kind: 'day', schema: z.iso.date(), refusal: { code: 'dayUnreadable' }, notBefore: 'least' }],
};
