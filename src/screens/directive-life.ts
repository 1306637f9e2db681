import { percentOf } from '../domain/compliance/chart.ts';
import type { Life, Mark } from '../domain/compliance/life.ts';
import type { DirectiveLife, UnitLife } from '../domain/compliance/life-views.ts';
import { MINUTE } from '../lib/clock.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, saySpan, sayTime } from './dates.ts';
import { shortName } from './directive-head.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

type OnPage = DirectiveLife & { page: number };

export const lifeButton = (ids: { directiveId: number; unitId: number }, { t }: Voice): Button =>
  button(t('compliance:life.button'), callbacks.directiveLife.pack({ ...ids, page: 0 }));

/** When half, nine tenths and all of those who owe a directive had acknowledged it, in a unit and unit by unit. */
export function directiveLifeScreen(view: OnPage, voice: Voice): Screen {
  const { t } = voice;
  const { directive, unit, whole, own, below, page } = view;
  const shown = below.slice(page * PAGE, (page + 1) * PAGE);
  const isFirst = page === 0;
  const hasUnits = below.length > 0;
  return {
    text: lines(
      bold(t('compliance:life.heading', { name: shortName(directive, voice), unit: unit.name })),
      plain(basisLine(view, voice)),
      '',
      ...(isFirst ? whole.marks.map((mark) => markLine(mark, view, voice)) : []),
      isFirst && deadlineLine(view, voice),
      '',
      hasUnits && bold(t('compliance:life.byUnit')),
      hasUnits && isFirst && own && plain(t('compliance:life.own', { words: wordsOf(own, view, voice) })),
      ...shown.map((one, index) => unitLine(one, page * PAGE + index + 1, view, voice)),
    ),
    keyboard: [
      ...rows(
        shown.map((one, index) => button(String(page * PAGE + index + 1), toLife(view, one.unit.id))),
        PAGE,
      ),
      ...pageRow(page, Math.ceil(below.length / PAGE), (target) => toLife(view, unit.id, target)),
      [button(t('charts:kind.curve'), callbacks.chart.pack({ kind: 'curve', ...idsOf(view) }))],
      backRow(view, voice),
    ],
  };
}

const idsOf = ({ directive, unit }: OnPage) => ({ directiveId: directive.id, unitId: unit.id });

const toLife = ({ directive }: OnPage, unitId: number, page = 0): string =>
  callbacks.directiveLife.pack({ directiveId: directive.id, unitId, page });

function backRow(view: OnPage, voice: Voice): Button[] {
  const { t } = voice;
  const { above, directive } = view;
  const status = button(
    t('compliance:overview.allButton', { unit: shortName(directive, voice) }),
    callbacks.directiveStatus.pack(idsOf(view)),
  );
  if (!above) return [status];
  return [button(t('compliance:overview.allButton', { unit: above.name }), toLife(view, above.id)), status];
}

/** Of whom the shares are, and since when. */
function basisLine({ since, isAmended, whole, directive }: OnPage, voice: Voice): string {
  const { t } = voice;
  if (whole.due === 0) return t('compliance:life.nobody');
  const when = sayAt(since, voice);
  const from = isAmended ? t('compliance:life.sinceVersion', { when }) : t('compliance:life.sinceIssue', { when });
  const basis = t('compliance:life.basis', { count: whole.due, from });
  return directive.closed > 0 ? t('compliance:life.closed', { basis, count: directive.closed }) : basis;
}

function markLine({ percent, at, lacking: count }: Mark, view: OnPage, voice: Voice): string {
  const { t } = voice;
  const { since, ended, directive, whole } = view;
  const { done, due } = whole;
  if (at === null) {
    if (ended) return plain(t('compliance:life.never', { percent, count, done, due }));
    return plain(t('compliance:life.notYet', { percent, count, done, due }));
  }
  if (at <= since) return plain(t('compliance:life.fromBeginning', { percent }));
  const reached = t('compliance:life.reached', { percent, when: sayAt(at, voice), span: spanFrom(since, at, voice) });
  const { deadlineAt } = directive;
  if (!deadlineAt || at <= deadlineAt) return plain(reached);
  return plain(t('compliance:life.late', { line: reached, span: spanFrom(deadlineAt, at, voice) }));
}

function deadlineLine({ directive: { deadlineAt }, whole }: OnPage, voice: Voice): string | null {
  const { byDeadline: done, due } = whole;
  if (!deadlineAt || done === null || due === 0) return null;
  const share = voice.t('charts:shareAndPercent', { done, due, percent: percentOf({ done, due }) });
  return plain(voice.t('compliance:life.atDeadline', { when: sayAt(deadlineAt, voice), share }));
}

function unitLine({ unit, life }: UnitLife, place: number, view: OnPage, voice: Voice): string {
  const words = wordsOf(life, view, voice);
  return plain(voice.t('compliance:life.unit', { place: String(place), unit: unit.name, words }));
}

/** `50% sau 35 phút, 90% và 100% sau 4 giờ`, `50% sau 35 phút, chưa đạt 90% (2/3)`. */
function wordsOf({ marks, done, due }: Life, { since }: OnPage, voice: Voice): string {
  const { t } = voice;
  const together = new Map<string, string[]>();
  for (const { at, percent } of marks) {
    if (at === null) continue;
    const after =
      at <= since ? t('compliance:life.atOnce') : t('compliance:life.after', { span: spanFrom(since, at, voice) });
    together.set(after, [...(together.get(after) ?? []), t('charts:percent', { percent })]);
  }
  const reached = [...together].map(([after, shares]) => {
    const share = new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(shares);
    return t('compliance:life.share', { share, after });
  });
  const open = marks.find(({ at }) => at === null);
  return [...reached, ...(open ? [t('compliance:life.shareOpen', { percent: open.percent, done, due })] : [])].join(
    ', ',
  );
}

/** As the hours that are said have it: without their seconds. */
const spanFrom = (from: Date, to: Date, { t }: Voice): string => saySpan(minuteOf(to) - minuteOf(from), t);
const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE) * MINUTE;

/** `14:05 ngày 21/11`; with the year when it is another one. */
function sayAt(at: Date, { t, now, zone }: Voice): string {
  return t('common:date.instant', { time: sayTime(at, zone), day: sayDay(dayOf(at, zone), t, dayOf(now, zone)) });
}
