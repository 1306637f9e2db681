import type { PrivacyRequest } from '../domain/declarations/privacy-request.ts';
import { callbacks } from './callbacks.ts';
import { dayIn, openButton, sayDue } from './privacy-requests.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** What reaches a chat by itself names nobody and says nothing of what was asked. */
export const requestReceivedScreen = (request: PrivacyRequest, voice: Voice): Screen | null =>
  request.state !== 'received'
    ? null
    : {
        text: plain(voice.t('requests:push.received', { due: sayDue(request, voice) })),
        keyboard: [[openButton(request, voice.t('requests:push.openButton'))]],
      };

/** To whoever asked: it takes longer, and until when; why stands behind the button. */
export const requestExtendedScreen = (request: PrivacyRequest, voice: Voice): Screen | null =>
  request.state !== 'received'
    ? null
    : {
        text: plain(voice.t('requests:push.extended', { day: dayIn(request.dueOn, voice) })),
        keyboard: [[openButton(request, voice.t('requests:push.openButton'))]],
      };

export function requestEndedScreen(request: PrivacyRequest, isOwn: boolean, { t }: Voice): Screen | null {
  if (request.state === 'received' || isOwn === (request.state === 'withdrawn')) return null;
  return {
    text: plain(t(`requests:push.${request.state}`)),
    keyboard: [[openButton(request, t('requests:push.openButton'))]],
  };
}

export function requestReminderScreen({ soon, late }: { soon: number; late: number }, { t }: Voice): Screen | null {
  if (soon + late === 0) return null;
  return {
    text: lines(
      late > 0 && bold(t('requests:reminder.late', { count: late })),
      soon > 0 && plain(t('requests:reminder.soon', { count: soon })),
    ),
    keyboard: [[button(t('requests:reminder.openButton'), callbacks.requestsToAnswer.pack({ page: 0 }))]],
  };
}
