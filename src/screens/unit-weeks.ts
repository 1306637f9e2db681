import { percentOf } from '../domain/compliance/chart.ts';
import type { ReportFigures } from '../domain/compliance/report.ts';
import type { UnitWeek, UnitWeeks } from '../domain/compliance/weeks-views.ts';
import { dayOf } from '../lib/day.ts';
import { backToUnit } from './attention.ts';
import { callbacks } from './callbacks.ts';
import { sayDay, sayTime } from './dates.ts';
import { sayCount } from './matrix.ts';
import { type Button, bar, bold, button, lines, pageRow, plain, type Screen, type Voice } from './screen.ts';

export const weeksButton = (unitId: number, { t }: Voice): Button =>
  button(t('status:weeks.button'), callbacks.unitWeeks.pack({ unitId, page: 0 }));

/** A day, a gap; a bar with its share; then figures: 32 letters, which is what a telephone shows in a line. */
const DAY = 6;
const CELLS = 5;
const SHARE = 4;
const LATE = 5;
const FIGURE = 4;

/** A unit week by week, the newest on top, readable without colour. */
export function unitWeeksScreen(view: UnitWeeks, voice: Voice): Screen {
  const { t } = voice;
  const { unit, weeks, page, pages } = view;
  const [first] = weeks;
  const now = first?.kind === 'now' ? first : null;
  return {
    text: lines(
      bold(t('status:weeks.heading', { unit: unit.name })),
      '',
      `<pre>${plain([heading(voice), ...weeks.map((week) => weekLine(week, voice))].join('\n'))}</pre>`,
      now && plain(t('status:weeks.since', { from: sayAt(now.from, voice), to: sayAt(now.to, voice) })),
      noneLine(view, voice),
      plain(t('status:weeks.legend')),
    ),
    keyboard: [
      ...pageRow(page, pages, (target) => callbacks.unitWeeks.pack({ unitId: unit.id, page: target })),
      [backToUnit(unit, voice)],
    ],
  };
}

function noneLine({ kept, isMade }: UnitWeeks, { t }: Voice): string | null {
  if (!isMade) return plain(t('status:weeks.off'));
  return kept === 0 ? plain(t('status:weeks.none')) : null;
}

function heading({ t }: Voice): string {
  return [
    t('status:weeks.column.day').padEnd(DAY),
    t('status:weeks.column.share').padEnd(CELLS + SHARE),
    t('status:weeks.column.overdue').padStart(LATE),
    t('status:weeks.column.late').padStart(FIGURE),
    t('status:weeks.column.away').padStart(FIGURE),
    t('status:weeks.column.declared').padStart(FIGURE),
  ].join('');
}

function weekLine(week: UnitWeek, voice: Voice): string {
  const { t } = voice;
  const day = (week.kind === 'now' ? t('status:weeks.now') : dayAndMonth(week.to, voice)).padEnd(DAY);
  if (week.kind === 'notThere') return `${day}${t('status:weeks.notThere')}`;
  if (week.kind !== 'notMade') return `${day}${figuresLine(week.figures, voice)}`;
  if (week.within === null) return `${day}${t('status:weeks.notMade')}`;
  return `${day}${t('status:weeks.notMadeWithin', { day: dayAndMonth(week.within, voice) })}`;
}

const NONE = '·';

function figuresLine({ owed, acknowledged, overdue, late, away, healthOwed, declared }: ReportFigures, voice: Voice) {
  const count = (figure: number) => (figure === 0 ? NONE : sayCount(figure, voice));
  const share = (done: number, due: number) => (due === 0 ? NONE : String(percentOf({ done, due })));
  return [
    owed === 0 ? ' '.repeat(CELLS) : bar(acknowledged, owed, CELLS),
    share(acknowledged, owed).padStart(SHARE),
    count(overdue).padStart(LATE),
    count(late).padStart(FIGURE),
    count(away).padStart(FIGURE),
    share(declared, healthOwed).padStart(FIGURE),
  ].join('');
}

/** Without the year: the lines stand in the order of the weeks. */
function dayAndMonth(at: Date, { t, zone }: Voice): string {
  const day = dayOf(at, zone);
  return sayDay(day, t, day);
}

const sayAt = (at: Date, voice: Voice): string =>
  voice.t('common:date.instant', { time: sayTime(at, voice.zone), day: dayAndMonth(at, voice) });
