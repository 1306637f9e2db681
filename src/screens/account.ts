import type { PersonActor } from '../domain/actor.ts';
import { byGivenName } from '../lib/text.ts';
import { callbacks } from './callbacks.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** Told to a chat from which a person has moved on to another Telegram account. */
export const movedScreen = ({ t }: Voice): Screen => ({
  text: plain(t('enrolment:moved')),
  replyKeyboard: 'remove',
});

export type { PersonActor };
export { bold, button, byGivenName, callbacks, lines };
