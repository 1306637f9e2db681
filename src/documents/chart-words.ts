import {
  type Chart,
  type ChartUnit,
  type CurveChart,
  type DayShare,
  type HeatChart,
  percentOf,
  type Standing,
  standings,
  sumOf,
  type UnitsChart,
} from '../domain/compliance/chart.ts';
import { sayNumber, type T } from '../i18n.ts';
import { addMilliseconds } from '../lib/clock.ts';
import type { BarsDrawing, CurveDrawing, Drawing, HeatDrawing, PartLook } from './drawing.ts';

/** How the screens say what is said in a picture too. */
export interface ChartSaying {
  t: T;
  title: string;
  instant(at: Date): string;
  /** Short, below an axis. */
  moment(at: Date): string;
  day(day: string): string;
  unit(unit: ChartUnit): string;
}

/** Every word of a picture said, so that it only has to be drawn. */
export function drawingOf(chart: Chart, saying: ChartSaying): Drawing {
  switch (chart.kind) {
    case 'units':
      return barsOf(chart, saying);
    case 'curve':
      return curveOf(chart, saying);
    default:
      return heatOf(chart, saying);
  }
}

const LOOKS: Record<keyof Standing, PartLook> = {
  acknowledged: 'done',
  inTime: 'open',
  late: 'late',
  unreachable: 'unreachable',
  notEnrolled: 'absent',
};

function barsOf({ directive, bars, others, total, at }: UnitsChart, saying: ChartSaying): BarsDrawing {
  const { t, title, instant } = saying;
  const said = (parts: Standing) => ({
    note: t('charts:share', { done: parts.acknowledged, due: sumOf(parts) }),
    parts: standings.map((name) => {
      return { look: LOOKS[name], value: parts[name], label: sayNumber(parts[name], t.locale) };
    }),
  });
  const [share, when] = [said(total).note, instant(at)];
  return {
    kind: 'bars',
    title,
    subtitle: directive ? t('charts:units.ofDirective', { share, when }) : t('charts:units.ofAll', { share, when }),
    note: bars.length > 1 ? t('charts:units.worst') : '',
    legend: standings
      .filter((name) => total[name] > 0)
      .map((name) => ({ look: LOOKS[name], label: t(`charts:part.${name}`) })),
    bars: [
      ...bars.map((bar) => ({ name: saying.unit(bar), ...said(bar.parts) })),
      ...(others ? [{ name: t('charts:others', { count: others.count }), ...said(others.parts) }] : []),
    ],
  };
}

/** A deadline that lies further ahead than this many times the time so far is said and not drawn. */
const AHEAD = 4;

function curveOf(chart: CurveChart, saying: ChartSaying): CurveDrawing {
  const { t, title, instant, moment } = saying;
  const { directive, due, counts, until, reminders } = chart;
  const [from, now] = [directive.issuedAt.getTime(), until.getTime()];
  const deadline = directive.deadlineAt?.getTime() ?? null;
  const isNear = deadline !== null && deadline > now && deadline - from <= AHEAD * (now - from);
  const end = Math.max(isNear ? deadline : now, from + 1);
  const place = (at: number) => (at - from) / (end - from);
  const isDrawn = deadline !== null && deadline <= end;
  const done = counts.at(-1) ?? 0;
  const count = reminders.length;
  return {
    kind: 'curve',
    title,
    subtitle: t('charts:curve.subtitle', { from: instant(directive.issuedAt), until: instant(until) }),
    note: deadline !== null && !isDrawn ? t('charts:curve.beyond', { when: instant(directive.deadlineAt!) }) : '',
    shares: counts.map((one) => one / due),
    until: place(now),
    last: t('charts:shareAndPercent', { done, due, percent: percentOf({ done, due }) }),
    levels: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: t('charts:percent', { percent: at * 100 }) })),
    moments: [0, 0.5, 1].map((at) => {
      return { at, label: moment(addMilliseconds(directive.issuedAt, at * (end - from))) };
    }),
    deadline: isDrawn
      ? { at: place(deadline), label: t('charts:curve.deadline', { when: moment(directive.deadlineAt!) }) }
      : null,
    reminders: reminders.map((at) => place(at.getTime())),
    remindersLabel: t('charts:curve.reminders', { count }),
  };
}

/** The lightness of a cell by its share: from nothing done to all done. */
const SHADES = [0, 0.25, 0.5, 0.75, 1];

function heatOf({ kind, days, rows, others, newest, at }: HeatChart, saying: ChartSaying): HeatDrawing {
  const { t, title, day, instant } = saying;
  const cellOf = (share: DayShare) =>
    share === null
      ? { share: null, label: t('charts:days.none') }
      : { share: share.done / share.due, label: String(percentOf(share)) };
  const legend = SHADES.map((share) => ({ share, label: sayShade(share, t) }));
  const notes = [
    t('charts:days.asOf', { when: instant(at) }),
    ...(newest === null ? [] : [t('charts:days.newest', { count: newest })]),
  ];
  return {
    kind: 'heat',
    title,
    subtitle: t(`charts:days.${kind}`),
    note: notes.join(' '),
    days: days.map(day),
    rows: [
      ...rows.map((row) => ({ name: saying.unit(row), cells: row.days.map(cellOf) })),
      ...(others ? [{ name: t('charts:others', { count: others.count }), cells: others.days.map(cellOf) }] : []),
    ],
    legend,
  };
}

function sayShade(share: number, t: T): string {
  if (share >= 1) return t('charts:days.all');
  const to = share * 100 + 25;
  return share === 0
    ? t('charts:days.under', { percent: to })
    : t('charts:days.between', { from: share * 100, to: to - 1 });
}
