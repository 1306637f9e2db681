import type { Retention } from '../domain/declarations/retention.ts';
import { callbacks } from './callbacks.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** What is kept, why, on what basis, who sees it and for how long; agreeing is a press of its own. `then`: the form that was wanted. */
export function consentScreen(then: string, { trips: days, contacts, health }: Retention, { t }: Voice): Screen {
  return {
    text: lines(
      bold(t('consent:heading')),
      '',
      plain(t('consent:purpose')),
      plain(t('consent:health')),
      plain(t('consent:basis')),
      plain(t('consent:who')),
      plain(t('consent:howLong', { days, contacts, health })),
      plain(t('consent:rights')),
    ),
    keyboard: [
      [button(t('consent:agreeButton'), callbacks.consent.pack({ form: then }))],
      [button(t('consent:refuseButton'), callbacks.refuseConsent.pack({}))],
    ],
  };
}

export const consentRefusedScreen = ({ t }: Voice): Screen => ({ text: plain(t('consent:refused')) });
