import {
  type Chart,
  type CurveChart,
  type DayShare,
  type HeatChart,
  momentOf,
  percentOf,
  type Standing,
  standings,
  sumOf,
  type UnitsChart,
} from '../domain/compliance/chart.ts';
import { HOUR } from '../lib/clock.ts';
import { placeIn } from '../lib/place-in.ts';
import { shortenName } from '../lib/text.ts';
import { sayShort, sayUnit, titleOf } from './charts.ts';
import { sayDay, sayInstant } from './dates.ts';
import type { Voice } from './screen.ts';

/** Telegram's limit for what stands below a picture. */
const CAPTION = 1_024;

/** The same figures in words, for whoever does not see the picture: as much of each line as there is room for. */
export function chartCaption(chart: Chart, voice: Voice): string {
  const heading = titleOf(chart, voice);
  const linesWith = linesOf(chart, voice);
  const made = new Map<number, string[]>();
  const formOf = (most: number) => {
    const form = made.get(most) ?? [heading, ...linesWith(most)];
    made.set(most, form);
    return form;
  };
  // Each form is shorter than the one before; to say all seven would hold up everybody else for some 30 ms.
  const fits = placeIn(NAME_LENGTHS, (most) => formOf(most).join('\n').length > CAPTION);
  const form = formOf(NAME_LENGTHS[fits] ?? NAME_LENGTHS.at(-1)!);
  return fits < NAME_LENGTHS.length ? form.join('\n') : cutAt(CAPTION, form, voice);
}

/** So many letters of a unit's name; with the last, its parts are left out. */
const NAME_LENGTHS = [60, 45, 35, 30, 25, 20, 0];
const SHORTEST = 20;

/** The lines, given how many letters a name may have. */
type Lines = (most: number) => string[];

function linesOf(chart: Chart, voice: Voice): Lines {
  switch (chart.kind) {
    case 'units':
      return barLines(chart, voice);
    case 'curve': {
      const lines = curveLines(chart, voice);
      return () => lines;
    }
    default:
      return heatLines(chart, voice);
  }
}

function barLines({ directive, bars, others, total, at }: UnitsChart, voice: Voice): Lines {
  const { t, zone } = voice;
  const [share, when] = [sayDone(total, voice), sayInstant(at, zone, t)];
  const open = sayOpen(total, voice);
  const named = bars.map((bar) => ({ name: sayUnit(bar, voice), parts: bar.parts }));
  const rest = others ? [{ name: t('charts:others', { count: others.count }), parts: others.parts }] : [];
  const said = [...named, ...rest].map(({ name, parts }) => {
    return { name, words: [sayDone(parts, voice), ...sayOpen(parts, voice)] };
  });
  const above = [
    directive ? t('charts:units.ofDirective', { share, when }) : t('charts:units.ofAll', { share, when }),
    ...(open.length > 0 ? [t('charts:units.open', { words: open.join(', ') })] : []),
  ];
  return (most) => [
    ...above,
    ...(said.length > 1 ? said : []).map(({ name, words }) => {
      const shown = most > 0 ? words : words.slice(0, 1);
      return t('charts:line', { name: shortenName(name, most || SHORTEST), words: shown.join(', ') });
    }),
  ];
}

const sayDone = (parts: Standing, { t }: Voice): string =>
  t('charts:share', { done: parts.acknowledged, due: sumOf(parts) });

/** `quá hạn 4`, `chưa kích hoạt 1`: what is nothing is left out. */
const sayOpen = (parts: Standing, { t }: Voice): string[] =>
  standings.flatMap((name) =>
    name === 'acknowledged' || parts[name] === 0 ? [] : [t(`charts:partCount.${name}`, { count: parts[name] })],
  );

/** Of the time until now; of less than an hour its end is enough. */
const QUARTERS = [0.25, 0.5, 0.75, 1];

function curveLines(chart: CurveChart, voice: Voice): string[] {
  const { t, zone } = voice;
  const { directive, due, counts, until, reminders } = chart;
  const { issuedAt, deadlineAt } = directive;
  const share = (done: number) => t('charts:shareAndPercent', { done, due, percent: percentOf({ done, due }) });
  const last = counts.length - 1;
  const isShort = until.getTime() - issuedAt.getTime() < HOUR;
  const places = isShort ? [last] : QUARTERS.map((quarter) => Math.round(quarter * last));
  const passed = deadlineAt && deadlineAt <= until ? deadlineAt : null;
  // The last of the moments that are not after the deadline.
  const before = passed ? counts.findLast((_, place) => momentOf(chart, place) <= passed) : undefined;
  return [
    t('charts:curve.subtitle', { from: sayInstant(issuedAt, zone, t), until: sayInstant(until, zone, t) }),
    ...places.map((place) =>
      t('charts:curve.at', { when: sayShort(momentOf(chart, place), voice), share: share(counts[place] ?? 0) }),
    ),
    ...(passed ? [t('charts:curve.atDeadline', { when: sayShort(passed, voice), share: share(before ?? 0) })] : []),
    ...(deadlineAt && !passed ? [t('charts:curve.beyond', { when: sayInstant(deadlineAt, zone, t) })] : []),
    ...(reminders.length > 0
      ? [t('charts:curve.reminded', { count: reminders.length, when: sayShort(reminders.at(-1)!, voice) })]
      : []),
  ];
}

function heatLines({ kind, days, rows: shown, others, newest, at }: HeatChart, voice: Voice): Lines {
  const { t, zone } = voice;
  const named = shown.map((row) => ({ name: sayUnit(row, voice), shares: row.days }));
  const rest = others ? [{ name: t('charts:others', { count: others.count }), shares: others.days }] : [];
  const above = [
    t(`charts:days.${kind}`),
    t('charts:days.asOf', { when: sayInstant(at, zone, t) }),
    ...(newest === null ? [] : [t('charts:days.newest', { count: newest })]),
  ];
  const saidDays = days.map((day) => sayDay(day, t, day));
  const all = [...named, ...rest].flatMap(({ shares }) => shares.filter((share) => share !== null)).length;
  const shownDays = all * SHARE > CAPTION ? 2 : days.length;
  return (most) => [
    ...above,
    ...[...named, ...rest].map(({ name, shares }) =>
      t('charts:days.row', {
        name: shortenName(name, most || SHORTEST),
        shares: sayShares(shares, saidDays, most === NAME_LENGTHS[0] ? shownDays : 2, voice),
      }),
    ),
  ];
}

/** Letters that a day's share takes at least, with what parts it from the next: `21/11 5%, `. */
const SHARE = 10;

/** Every day's share where there is room, else those of the first and the last day. */
function sayShares(shares: readonly DayShare[], days: readonly string[], most: number, { t }: Voice): string {
  const due = shares.flatMap((share, place) => (share ? [{ day: days[place]!, percent: percentOf(share) }] : []));
  const shown = due.length <= most ? due : [due[0]!, due.at(-1)!];
  if (shown.length === 0) return t('charts:days.none');
  return shown.map(({ day, percent }) => t('charts:days.on', { day, percent })).join(', ');
}

/** As many lines as there is room for, and how many there are besides. */
function cutAt(most: number, all: readonly string[], { t }: Voice): string {
  for (let shown = all.length - 1; shown > 1; shown -= 1) {
    const text = [...all.slice(0, shown), t('charts:more', { count: all.length - shown })].join('\n');
    if (text.length <= most) return text;
  }
  return all.join('\n').slice(0, most);
}
