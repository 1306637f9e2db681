import type { CheckedPass, OwnPass } from '../domain/declarations/work-pass-actions.ts';
import { withoutTurns } from '../lib/text.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayTime } from './dates.ts';
import { declareRows, looksButton, undeclaredWords } from './health.ts';
import { type Button, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/**
 * Below the picture with the code. It is held out to others, so that it says whether one has declared and never with which result:
 * that only whoever may scan it learns.
 */
export function passCaption({ name, unitName, own }: OwnPass, voice: Voice): string {
  const { t, zone } = voice;
  const { declaration, details } = own;
  const isDeclared = declaration !== null && details !== null;
  return lines(
    t('workpass:heading', { day: sayDay(own.day, t) }),
    withoutTurns(name),
    withoutTurns(unitName),
    t('workpass:until'),
    '',
    isDeclared ? t('health:own.done', { when: sayTime(declaration.declaredAt, zone) }) : undeclaredWords(own, voice),
    '',
    t('workpass:who'),
  );
}

/** Declaring, where it is owed and missing, by one press where that is enough; who has looked. */
export function passButtons({ own, hasConsent }: OwnPass, voice: Voice): Button[][] {
  const looks = looksButton(own, voice);
  if (own.until !== null && !own.details) return [...declareRows({ ...own, hasConsent }, voice), [looks]];
  return [[button(voice.t('workpass:healthButton'), callbacks.healthOwn.pack({})), looks]];
}

/** What whoever scans a pass sees, and nothing else. */
export function checkedPassScreen({ name, unitName, word, day, isOwn }: CheckedPass, { t }: Voice): Screen {
  return {
    text: lines(
      plain(t('workpass:heading', { day: sayDay(day, t) })),
      bold(name),
      plain(unitName),
      '',
      bold(t(`workpass:words.${word}`)),
      '',
      plain(isOwn ? t('workpass:ownScanned') : t('workpass:scanRecorded')),
    ),
  };
}
