import type { Kept } from '../domain/declarations/privacy-views.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant } from './dates.ts';
import { type Button, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

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
