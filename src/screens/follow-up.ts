// i18n: followup:*
import type { Followed, FollowedLine, FollowUpWord } from '../domain/declarations/follow-up-views.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay } from './dates.ts';
import { bold, button, lines, PAGE, pageRow, plain, type Screen, type Voice } from './screen.ts';

const sayOn = (on: string, { t, now, zone }: Voice): string => sayDay(on, t, dayOf(now, zone));

/** Which of its days today is, from 1, and how many there are. */
export function placeIn({ marks }: Pick<Followed, 'marks'>): { day: string; days: string } {
  const over = marks.findLastIndex((mark) => mark !== 'ahead') + 1;
  return { day: String(over), days: String(marks.length) };
}

const missedOf = ({ marks }: Pick<Followed, 'marks'>): number => marks.filter((mark) => mark === 'missed').length;

/** How far somebody's own is, and which days are missing. */
export function followedLines(followed: Followed | null, voice: Voice): (string | false)[] {
  if (!followed) return [];
  const { t } = voice;
  const { span, cause, marks, missedOn } = followed;
  const [from, to] = [sayOn(span.fromOn, voice), sayOn(span.toOn, voice)];
  const isAhead = marks.every((mark) => mark === 'ahead');
  return [
    plain(
      isAhead
        ? t(`followup:ahead.${cause}`, { from, to })
        : t(`followup:running.${cause}`, { ...placeIn(followed), to }),
    ),
    missedOn.length > 0 &&
      plain(
        t('followup:missedDays', { count: missedOn.length, days: missedOn.map((on) => sayOn(on, voice)).join(', ') }),
      ),
  ];
}

/** What reaches somebody by itself: that it began or lasts longer, that it is over, or that nothing calls for it any more. */
export function followUpWordScreen({ followUp, marks }: FollowUpWord, time: string, voice: Voice): Screen | null {
  const { t } = voice;
  const open = [button(t('followup:openButton'), callbacks.healthOwn.pack({}))];
  const [from, to] = [sayOn(followUp.fromOn, voice), sayOn(followUp.toOn, voice)];
  if (followUp.end === null) return { text: plain(t('followup:opened', { from, to, time })), keyboard: [open] };
  const declared = marks.filter((mark) => mark === 'declared').length;
  if (followUp.end === 'done') return { text: plain(t('followup:done', { count: marks.length, declared })) };
  return followUp.end === 'left' || followUp.end === 'withdrawn' ? null : { text: plain(t('followup:stopped')) };
}

/** To those who answer for people: names stand behind the button. */
export const followUpMissingScreen = (unitId: number, { t }: Voice): Screen => ({
  text: plain(t('followup:missing.text')),
  keyboard: [[button(t('followup:missing.button'), callbacks.followUps.pack({ unitId, page: 0 }))]],
});

/** Who is followed, those who still owe today's declaration first. */
export function followUpsScreen(
  { people, total, unitId, page }: { people: readonly FollowedLine[]; total: number; unitId: number; page: number },
  voice: Voice,
): Screen {
  const { t } = voice;
  return {
    text: lines(
      bold(total === 0 ? t('followup:list.nobody') : t('followup:list.heading', { count: total })),
      '',
      ...people.map((line, index) => plain(personLine(line, String(page * PAGE + index + 1), voice))),
      '',
      total > 0 && plain(t('followup:list.legend')),
    ),
    keyboard: [
      ...pageRow(page, Math.ceil(total / PAGE), (target) => callbacks.followUps.pack({ unitId, page: target })),
      [button(t('health:back.unit'), callbacks.healthUnit.pack({ unitId, page: 0 }))],
    ],
  };
}

function personLine(line: FollowedLine, place: string, voice: Voice): string {
  const { t } = voice;
  const { fullName: name, unitName: unit, hasDeclared } = line.person;
  const who = { place, name, unit, sign: hasDeclared ? '✅' : '⏳' };
  const count = missedOf(line);
  if (line.marks.every((mark) => mark === 'ahead')) {
    return t('followup:list.personAhead', { ...who, sign: '·', from: sayOn(line.span.fromOn, voice) });
  }
  const at = { ...who, ...placeIn(line) };
  return count > 0 ? t('followup:list.personMissed', { ...at, count }) : t('followup:list.person', at);
}
