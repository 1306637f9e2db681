import type { Person } from '../domain/people/person.ts';
import { spellPhone } from '../domain/people/phone.ts';
import type { Role } from '../domain/people/post.ts';
import type { Problem } from '../domain/problem.ts';
import type { T } from '../i18n.ts';
import { locales } from '../lib/locale.ts';
import { callbacks } from './callbacks.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** A stranger learns what to do, and nothing else. */
export function strangerScreen({ t }: Voice, isInvited = false): Screen {
  return {
    text: plain(isInvited ? t('enrolment:invited') : t('enrolment:stranger')),
    replyKeyboard: { shareContact: t('enrolment:shareButton') },
  };
}

/** A refusal while enrolling, with the button to try again. */
export function tryAgainScreen(refusal: string, { t }: Voice): Screen {
  return { text: plain(refusal), replyKeyboard: { shareContact: t('enrolment:shareButton') } };
}

export function enrolledScreen(person: Person, isNew: boolean, { t }: Voice): Screen {
  const name = person.fullName;
  return {
    text: lines(
      bold(isNew ? t('enrolment:welcome', { name }) : t('enrolment:already', { name })),
      '',
      t('enrolment:welcomeNext'),
    ),
    replyKeyboard: 'remove',
  };
}

/** Told to a chat from which a person has moved on to another Telegram account. */
export const movedScreen = ({ t }: Voice): Screen => ({ text: plain(t('enrolment:moved')), replyKeyboard: 'remove' });

export function meScreen(person: Person, posts: { role: Role; unit: string }[], { t }: Voice): Screen {
  const { id: personId, fullName, staffNo, phone } = person;
  return {
    text: lines(
      bold(t('enrolment:me.heading')),
      '',
      bold(fullName),
      plain(t('enrolment:me.staffNo', { staffNo })),
      phone && plain(t('enrolment:me.phone', { phone: spellPhone(phone) })),
      ...posts.map(({ role, unit }) => plain(t('enrolment:me.post', { role: t(`enrolment:me.role.${role}`), unit }))),
      '',
      plain(t('enrolment:me.wrong')),
    ),
    keyboard: [[button(t('compliance:card.ownButton'), callbacks.personCard.pack({ personId }))]],
  };
}

export function languageScreen({ t }: Voice): Screen {
  const buttons = locales.map((locale) => button(t(`common:language.${locale}`), callbacks.language.pack({ locale })));
  return { text: plain(t('enrolment:language.ask')), keyboard: [buttons] };
}

export const languageSavedScreen = ({ t }: Voice): Screen => ({ text: plain(t('enrolment:language.saved')) });

/** A refusal in words. */
export const sayProblem = ({ code, params }: Pick<Problem, 'code' | 'params'>, t: T): string =>
  t(`problems:${code}`, params);

/** One sentence: what went wrong and what to do, or what was done. */
export const sentenceScreen = (sentence: string): Screen => ({ text: plain(sentence) });

/** What can be done, by command, for this person. */
export function helpScreen(
  commands: { command: string; name: HelpName }[],
  may: { issue: boolean; see: boolean },
  { t }: Voice,
): Screen {
  return {
    text: lines(
      bold(t('help:heading')),
      plain(t('help:everyone')),
      may.issue && plain(t('help:issuing')),
      may.see && plain(t('help:leading')),
      '',
      ...commands.map(({ command, name }) => plain(t('help:line', { command, what: t(`help:command.${name}`) }))),
      '',
      plain(t('help:contact')),
    ),
  };
}

/** Commands that have a line of their own in the help. */
export const helpNames = [
  'inbox',
  'directives',
  'verify',
  'tasks',
  'trip',
  'trips',
  'risk',
  'health',
  'healthtoday',
  'pass',
  'rollcall',
  'status',
  'report',
  'new',
  'away',
  'language',
  'me',
  'privacy',
  'cancel',
  'help',
  'start',
] as const;
export type HelpName = (typeof helpNames)[number];
