import { DateTime, type WeekdayNumbers } from 'luxon';
import type { Digest, UnitMorning } from '../domain/compliance/digest.ts';
import { dayOf } from '../lib/day.ts';
import { sayNeed } from './attention.ts';
import { callbacks, inMessageBelow } from './callbacks.ts';
import { sayDay } from './dates.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** Lines about what needs somebody; the rest is one press away. */
const LINES = 8;

/** What needs a leader this morning: how much of what, and nobody by name. */
export function digestScreen({ units, anchor }: Digest, voice: Voice): Screen {
  const { t } = voice;
  const busy = units.filter(({ attention, undeclared }) => attention.length + undeclared > 0);
  const each = Math.max(1, Math.floor(LINES / busy.length));
  const open = busy.map(({ unit }) =>
    button(
      busy.length === 1 ? t('digest:statusButton') : unit.name,
      inMessageBelow(callbacks.unitStatus.pack({ unitId: unit.id, page: 0 })),
    ),
  );
  return {
    text: lines(
      bold(headingOf(voice)),
      ...busy.map((morning) => lines(bold(morning.unit.name), ...needLines(morning, each, voice))),
      anchor !== null && '',
      anchor !== null && plain(t('digest:anchor', { anchor })),
    ),
    keyboard: [
      ...open.slice(0, MOST).map((one) => [one]),
      [button(t('digest:inboxButton'), inMessageBelow(callbacks.inbox.pack({ page: 0 })))],
    ],
  };
}

function headingOf({ t, now, zone }: Voice): string {
  const today = DateTime.fromJSDate(now, { zone });
  const day = dayOf(now, zone);
  return t('digest:heading', {
    weekday: t(`common:weekday.${today.weekday as WeekdayNumbers}`),
    day: sayDay(day, t, day),
  });
}

/** Rows of buttons, beside the one for what awaits their own word. */
const MOST = 2;

function needLines({ attention, undeclared }: UnitMorning, most: number, voice: Voice): string[] {
  const { t } = voice;
  const needs = [
    ...attention.map((one) => sayNeed(one, voice)),
    ...(undeclared > 0 ? [t('digest:undeclared', { count: undeclared })] : []),
  ];
  const shown = needs.slice(0, most).map((need) => t('digest:line', { need }));
  const more = needs.length - shown.length;
  return [...shown, ...(more > 0 ? [t('digest:more', { count: more })] : [])].map(plain);
}
