import type { Kept, OwnData, OwnRequest, OwnTrip } from '../domain/declarations/privacy-views.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayInstant } from './dates.ts';
import { answerLines, sayResult } from './health.ts';
import { requestLines } from './privacy-requests.ts';
import { type Button, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';
import { detailsSaid, sayStops } from './trip.ts';

/** What is kept about somebody, why and for how long, and what they can do about it. */
export function privacyScreen({ consent, trips, health, requests, toAnswer, retention }: Kept, voice: Voice): Screen {
  const { t, zone } = voice;
  const copy = button(t('privacy:copyButton'), callbacks.ownData.pack({}));
  const withdraw = button(t('privacy:withdrawButton'), callbacks.askWithdraw.pack({}));
  const own = [
    ...(trips + health > 0
      ? [button(t('privacy:declarations.button'), callbacks.ownDeclarations.pack({ page: 0 }))]
      : []),
    button(t('privacy:requestsButton'), callbacks.privacyRequests.pack({ page: 0 })),
  ];
  const others = toAnswer === null ? [] : [toAnswerButton(toAnswer, voice)];
  const last = [...(consent ? [withdraw] : []), ...others];
  const when = consent ? sayInstant(consent.givenAt, zone, t) : '';
  return {
    text: lines(
      bold(t('privacy:heading')),
      plain(t('enrolment:privacy', { health: retention.health, leavers: retention.leavers })),
      '',
      trips > 0 && plain(t('privacy:trips', { count: trips, days: retention.trips, contacts: retention.contacts })),
      health > 0 && plain(t('privacy:health', { count: health, days: retention.health })),
      plain(consent ? t('privacy:consented', { when }) : t('privacy:notConsented')),
      requests > 0 && plain(t('privacy:requests', { count: requests })),
    ),
    keyboard: [[copy], own, last].filter((row) => row.length > 0),
  };
}

const toAnswerButton = (count: number, { t }: Voice): Button =>
  button(t('privacy:toAnswerButton', { count }), callbacks.requestsToAnswer.pack({ page: 0 }));

/** Withdrawing erases, so it is asked once more. */
export const withdrawScreen = ({ t }: Voice): Screen => ({
  text: plain(t('privacy:withdrawAsk')),
  keyboard: [
    [button(t('privacy:withdrawNowButton'), callbacks.withdrawConsent.pack({}))],
    [button(t('privacy:backButton'), callbacks.privacy.pack({}))],
  ],
});

export const withdrawnScreen = (erased: number, { t }: Voice): Screen => ({
  text: lines(plain(t('privacy:withdrawn')), erased > 0 && plain(t('privacy:erased', { count: erased }))),
});

/** The words of a copy of one's own data. */
export function ownDataSaying(voice: Voice) {
  const { t, zone, now } = voice;
  const day = (at: Date) => sayDay(dayOf(at, zone), t);
  return {
    none: t('privacy:copy.none'),
    heading: (key: 'person' | 'directives' | 'trips' | 'health' | 'followUps' | 'requests') => t(`privacy:copy.${key}`),
    person: ({ person, posts, enrolledAt, consent }: OwnData) => [
      t('privacy:copy.made', { when: sayInstant(now, zone, t) }),
      t('privacy:copy.name', { name: person.fullName, staffNo: person.staffNo }),
      ...(person.phone ? [t('privacy:copy.phone', { phone: person.phone })] : []),
      ...posts.map(({ unit, role }) =>
        t('privacy:copy.post', { unit: unit.name, role: t(`enrolment:me.role.${role as 'staff'}`) }),
      ),
      ...(enrolledAt ? [t('privacy:copy.enrolled', { when: sayInstant(enrolledAt, zone, t) })] : []),
      ...(consent ? [t('privacy:consented', { when: sayInstant(consent.givenAt, zone, t) })] : []),
    ],
    directive: ({ number, title, issuedAt, status }: OwnData['directives'][number]) =>
      t(status === 'acknowledged' ? 'privacy:copy.acknowledged' : 'privacy:copy.directive', {
        day: day(issuedAt),
        name: [number, title].filter(Boolean).join(' '),
      }),
    health: ({ declaration, details }: OwnData['health'][number]) => {
      const said = details ? answerLines(details.answers, voice).filter((line) => line !== null) : [t('health:erased')];
      const result = details ? [sayResult(details.result, voice)] : [];
      return [sayDay(declaration.on, t), ...result, ...said].join(' · ');
    },
    followUp: ({ fromOn, toOn, tripId }: OwnData['followUps'][number]) => {
      const span = { from: sayDay(fromOn, t), to: sayDay(toOn, t) };
      return t(tripId === null ? 'followup:ahead.contact' : 'followup:ahead.trip', span);
    },
    request: ({ request, text, answer }: OwnRequest) => requestLines({ request, text, answer }, voice),
    trip: ({ trip, details, entries }: OwnTrip) => [
      t(`trips:kinds.${trip.kind}`),
      ...sayStops(trip.stops, voice),
      ...detailsSaid(details, voice),
      ...entries.map(({ entry, text }) => {
        const said = t(`trips:said.${entry.step}`, { by: entry.by.fullName, when: sayInstant(entry.at, zone, t) });
        return text === null ? said : `${said}: ${text}`;
      }),
    ],
  };
}
