// Streams and purposes begin as these keys do (`rollcall:42`):
// i18n: rollcall:card.*
// i18n: rollcall:person.*
import type { Draft } from '../domain/forms/form.ts';
import {
  askedUnitOf,
  isRunning,
  type Listed,
  type RollCall,
  type RollCallStep,
} from '../domain/rollcalls/roll-call.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant, sayMoment, sayTime } from './dates.ts';
import { pressOf } from './forms.ts';
import { type Button, bold, button, lines, PAGE, plain, rows, type Screen, type Voice } from './screen.ts';

/** Are you safe? And what was answered; at the end without buttons. */
export function rollCallCard(call: RollCall, listed: Listed, voice: Voice): Screen {
  const { t, zone } = voice;
  const unit = askedUnitOf(call, listed.unit.path).name;
  const ended = call.endedAt && t('rollcall:card.ended', { when: sayInstant(call.endedAt, zone, t) });
  return {
    text: lines(
      bold(t('rollcall:card.heading', { about: call.about })),
      plain(t('rollcall:card.ask', { unit, time: sayTime(call.askedAt, zone) })),
      '',
      ...answerLines(listed, isRunning(call), voice),
      ended && plain(ended),
    ),
    keyboard: isRunning(call) ? answerButtons(listed, voice) : [],
  };
}

function answerLines({ answer, answeredAt, toldBy }: Listed, canSayMore: boolean, { t, zone }: Voice): string[] {
  if (answer === null || answeredAt === null) return [];
  const when = sayInstant(answeredAt, zone, t);
  const key = toldBy ? (`rollcall:card.told.${answer}` as const) : (`rollcall:card.answered.${answer}` as const);
  const isAsked = answer === 'help' && canSayMore && !toldBy;
  return [plain(t(key, { when })), ...(isAsked ? [plain(t('rollcall:card.sayMore'))] : [])];
}

function answerButtons({ id: listedId, answer }: Listed, { t }: Voice): Button[][] {
  const to = (said: 'safe' | 'help') => callbacks.rollCallAnswer.pack({ listedId, answer: said });
  const safe = [button(t(answer === 'help' ? 'rollcall:card.safeNowButton' : 'rollcall:card.safeButton'), to('safe'))];
  const help = [button(t('rollcall:card.helpButton'), to('help'))];
  if (answer === null) return [safe, help];
  return answer === 'safe' ? [help] : [safe];
}

/** The last look before a unit is asked. */
export function rollCallOverview({ draft, about, units, ...count }: RollCallLook, { t }: Voice): Screen {
  const to = pressOf(draft);
  const { owed, notEnrolled, unreachable } = count;
  const lost = notEnrolled + unreachable;
  return {
    text: lines(
      bold(t('rollcall:overview.heading', { about })),
      plain(t('rollcall:overview.units', { units: units.join('; ') })),
      '',
      plain(t('rollcall:overview.asked', { count: owed - lost })),
      lost > 0 && plain(t('rollcall:overview.lost', { count: lost })),
      notEnrolled > 0 && plain(t('rollcall:overview.notEnrolled', { count: notEnrolled })),
      unreachable > 0 && plain(t('rollcall:overview.unreachable', { count: unreachable })),
      '',
      plain(t('rollcall:overview.atOnce')),
    ),
    keyboard: [
      [button(t('rollcall:overview.callButton', { count: owed }), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

export interface RollCallLook {
  draft: Draft;
  about: string;
  units: string[];
  owed: number;
  notEnrolled: number;
  unreachable: number;
}

/** It is on its way; how it stands comes as a message of its own, which follows the answers. */
export const rollCallSent = ({ about, askedAt }: RollCall, { t, zone }: Voice): Screen => ({
  text: lines(
    bold(t('rollcall:overview.heading', { about })),
    plain(t('rollcall:sent', { when: sayInstant(askedAt, zone, t) })),
  ),
});

/** Reaches those who help by itself, so it names nobody: who, what and where stand behind the button. */
export function helpWord(call: RollCall, listedId: number, step: RollCallStep, { t }: Voice): Screen {
  return {
    text: lines(
      bold(t(step === 'safe' ? 'rollcall:help.safeHeading' : 'rollcall:help.heading', { about: call.about })),
      plain(t(`rollcall:help.${step}`)),
    ),
    keyboard: [[button(t('rollcall:help.openButton'), callbacks.rollCallPerson.pack({ listedId }))]],
  };
}

/** The roll calls of one's units that run or have just ended, and the way to a new one. */
export function rollCallsScreen(calls: readonly RollCall[], { t, now, zone }: Voice): Screen {
  const line = ({ about, askedAt, ...call }: RollCall, index: number) =>
    t(isRunning(call) ? 'rollcall:list.running' : 'rollcall:list.ended', {
      place: String(index + 1),
      about,
      when: sayMoment(askedAt, now, zone, t),
    });
  const open = calls.map(({ id: rollCallId }, index) =>
    button(String(index + 1), callbacks.rollCall.pack({ rollCallId })),
  );
  return {
    text: lines(bold(t('rollcall:list.heading')), '', ...calls.map((call, index) => plain(line(call, index)))),
    keyboard: [
      ...rows(open, PAGE),
      [button(t('rollcall:list.newButton'), callbacks.startForm.pack({ form: 'rollCall', subject: 0 }))],
    ],
  };
}
