import { DateTime } from 'luxon';
import type { HealthAnswers, HealthDetails, HealthLook, HealthResult } from '../domain/declarations/health.ts';
import { hourOf } from '../domain/declarations/health-campaign.ts';
import type { HealthReminder, HealthView, OwnHealth } from '../domain/declarations/health-views.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayInstant, sayTime } from './dates.ts';
import { eraseRow } from './erase-row.ts';
import { followedLines, placeIn } from './follow-up.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, type Screen, type Voice } from './screen.ts';

const day = (on: string, { t, now, zone }: Voice): string => sayDay(on, t, dayOf(now, zone));

/** Today's declaration: made, with what follows from it, or still to be made. */
export function ownHealthScreen(own: OwnHealth, voice: Voice): Screen {
  const { t, zone } = voice;
  const { declaration, details } = own;
  const heading = bold(t('health:own.heading', { day: day(own.day, voice) }));
  const pass = button(t('workpass:button'), callbacks.workPass.pack({}));
  const last = [[pass, looksButton(own, voice)]];
  if (!declaration) {
    return {
      text: lines(heading, '', plain(undeclaredWords(own, voice)), ...followedLines(own.followed, voice)),
      keyboard: [...declareRows({ ...own, hasConsent: true }, voice), ...last],
    };
  }
  if (!details) {
    const again = button(t('health:own.declareButton'), callbacks.startForm.pack({ form: 'health', subject: 0 }));
    const text = lines(heading, '', plain(t('health:own.erased')), ...followedLines(own.followed, voice));
    return { text, keyboard: [[again], ...last] };
  }
  const when = sayTime(declaration.declaredAt, zone);
  const { id: declarationId } = declaration;
  return {
    text: lines(
      heading,
      '',
      plain(t('health:own.done', { when })),
      bold(t(`health:toPerson.${details.result}`)),
      plain(t(`health:advice.${details.result}`)),
      ...followedLines(own.followed, voice),
    ),
    keyboard: [
      [
        button(t('health:own.viewButton'), callbacks.health.pack({ declarationId })),
        button(t('health:own.againButton'), callbacks.startForm.pack({ form: 'health', subject: declarationId })),
      ],
      ...last,
    ],
  };
}

/** Whether one still has to declare today. */
export const undeclaredWords = ({ until }: OwnHealth, voice: Voice): string =>
  until === null ? voice.t('health:own.notDue') : dueWords(until, voice);

/** Until when, or since when. */
function dueWords(time: string, { t, now, zone }: Voice): string {
  return now < hourOf({ time }, now, zone) ? t('health:own.due', { time }) : t('health:own.overdue', { time });
}

/** The one press where it is enough, and the form; before the first one what it is for. */
export function declareRows(
  { day: today, sameAs, hasConsent }: Pick<HealthReminder, 'day' | 'sameAs' | 'hasConsent'>,
  voice: Voice,
): Button[][] {
  const { t } = voice;
  const start = callbacks.startForm.pack({ form: 'health', subject: 0 });
  const declare = button(t('health:own.declareButton'), hasConsent ? start : callbacks.healthOwn.pack({}));
  if (sameAs === null) return [[declare]];
  const yesterday = DateTime.fromISO(today).minus({ days: 1 }).toISODate();
  const label =
    sameAs === yesterday ? t('health:own.sameButton') : t('health:own.sameAsButton', { day: day(sameAs, voice) });
  return [[button(label, callbacks.healthSame.pack({ day: today }))], [declare]];
}

export const looksButton = ({ looks: count }: OwnHealth, { t }: Voice): Button =>
  button(t('health:looks.button', { count }), callbacks.healthLooks.pack({ page: 0 }));

/** Owed and not declared yet: what reaches a chat by itself. */
export function healthReminderScreen({ until, followed, ...reminder }: HealthReminder, voice: Voice): Screen {
  const { t } = voice;
  const words = dueWords(until, voice);
  const isFollowed = followed?.marks.includes('due');
  return {
    text: plain(
      isFollowed ? t('followup:reminder', { ...placeIn(followed!), words }) : t('health:reminder', { words }),
    ),
    keyboard: declareRows(reminder, voice),
  };
}

/** What reaches a leader by itself names nobody and nothing of anybody's health. */
export function healthAlertScreen(declarationId: number, { t }: Voice): Screen {
  const open = button(t('health:alert.button'), callbacks.health.pack({ declarationId }));
  return { text: plain(t('health:alert.text')), keyboard: [[open]] };
}

/** What somebody says of their health, line by line; what is not there is left out. */
export function answerLines(answers: HealthAnswers, { t }: Voice): (string | null)[] {
  const { symptoms, temperature, contact, test, vaccination, note } = answers;
  const noticed = symptoms.map((name) => t(`forms:health.${name}.label`).toLowerCase()).join(', ');
  return [
    plain(noticed ? t('health:answers.symptoms', { noticed }) : t('health:answers.noSymptoms')),
    temperature === null ? null : plain(t('health:answers.temperature', { temperature })),
    plain(t('health:answers.contact', { contact: t(`forms:health.contact.choice.${contact}`) })),
    plain(t('health:answers.test', { test: t(`forms:health.test.choice.${test}`) })),
    plain(t('health:answers.vaccination', { vaccination: t(`forms:health.vaccination.choice.${vaccination}`) })),
    note && plain(t('health:answers.note', { note })),
  ];
}

export const sayResult = (result: HealthResult, { t }: Voice): string => t(`health:results.${result}`);

const sayRule = ({ rule }: HealthDetails, { t }: Voice): string => t(`health:rules.${rule}`);

/** One declaration, for its person or for whoever answers for them. */
export function healthScreen({ declaration, details, acts, isOwn }: HealthView, voice: Voice): Screen {
  const { t, zone } = voice;
  const { person, unit, declaredAt } = declaration;
  const back = isOwn
    ? button(t('health:back.own'), callbacks.healthOwn.pack({}))
    : button(t('health:back.unit'), callbacks.healthUnit.pack({ unitId: 0, page: 0 }));
  return {
    text: lines(
      bold(isOwn ? t('health:own.heading', { day: day(declaration.on, voice) }) : person.fullName),
      isOwn ? null : plain(unit.name),
      plain(t('health:declaredAt', { when: sayInstant(declaredAt, zone, t) })),
      acts > 1 && plain(t('health:corrected', { count: acts - 1 })),
      '',
      details && bold(t('health:because', { result: sayResult(details.result, voice), rule: sayRule(details, voice) })),
      ...(details ? answerLines(details.answers, voice) : [plain(t('health:erased'))]),
      !isOwn && plain(t('health:lookRecorded')),
    ),
    keyboard: [...(isOwn && details ? [eraseRow('health', declaration.id, voice)] : []), [back]],
  };
}

/** Who has looked at what one declared oneself. */
export function looksScreen(
  { looks, total, page }: { looks: readonly HealthLook[]; total: number; page: number },
  voice: Voice,
): Screen {
  const { t, zone } = voice;
  return {
    text: lines(
      bold(total === 0 ? t('health:looks.none') : t('health:looks.heading', { count: total })),
      '',
      ...looks.map(({ by, on, at, what }) => {
        const when = sayInstant(at, zone, t);
        return plain(t(`health:looks.${what}`, { when, name: by.fullName, day: day(on, voice) }));
      }),
    ),
    keyboard: [
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.healthLooks.pack({ page: target })),
      [button(t('health:back.own'), callbacks.healthOwn.pack({}))],
    ],
  };
}
