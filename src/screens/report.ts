import {
  type Beside,
  type ReportedRollCall,
  type ReportFigure,
  type ReportFormat,
  type ReportLine,
  reportFormats,
  shareOf,
} from '../domain/compliance/report.ts';
import type { ReportView } from '../domain/compliance/report-views.ts';
import { sayNumber } from '../i18n.ts';
import { MINUTE } from '../lib/clock.ts';
import { callbacks } from './callbacks.ts';
import type { Place } from './compliance.ts';
import { sayInstant } from './dates.ts';
import { bar, bold, button, lines, plain, type Screen, type Voice } from './screen.ts';
import { weeksButton } from './unit-weeks.ts';

/** A report in a dozen lines: what changed since the last one, and the way to its files. */
export function reportScreen(view: ReportView, voice: Voice): Screen {
  const { t } = voice;
  const { id, unit, content, table } = view;
  const { total, lines: units } = table;
  const figures = [
    total.now.owed > 0 && shareLine(total, voice),
    changed(t('report:week.overdue', { count: total.now.overdue }), total, 'overdue', voice),
    ...taskLines(total, voice),
    silentLine(view, voice),
    ...(view.hasPeople ? peopleLines(total, content.rollCalls, voice) : []),
    changesLine(units, voice),
  ];
  const file = (format: ReportFormat) =>
    button(t(`report:button.${format}`), callbacks.reportFile.pack({ reportId: id ?? 0, unitId: unit.id, format }));
  return {
    text: lines(
      bold(t(id === null ? 'report:week.now' : 'report:week.heading', { unit: unit.name })),
      plain(timeLine(view, voice)),
      '',
      ...(figures.some(Boolean) ? figures : [plain(t('report:week.nothing'))]),
    ),
    keyboard: [
      reportFormats.map(file),
      [
        button(t('report:button.status'), callbacks.unitStatus.pack({ unitId: unit.id, page: 0 })),
        ...(view.mayReview ? [weeksButton(unit.id, voice)] : []),
      ],
    ],
  };
}

/** Made in its hour it says no more than its time. */
const IN_TIME = 10 * MINUTE;

function timeLine({ content: { from, to, madeAt } }: ReportView, { t, zone }: Voice): string {
  const [since, until] = [sayInstant(from, zone, t), sayInstant(to, zone, t)];
  if (madeAt.getTime() - to.getTime() < IN_TIME) return t('report:week.time', { from: since, to: until });
  return t('report:week.late', { from: since, to: until, at: sayInstant(madeAt, zone, t) });
}

function shareLine({ now, before }: Beside, { t }: Voice): string {
  const { owed, acknowledged } = now;
  const [cells, share] = [bar(acknowledged, owed), sayNumber(shareOf(now) ?? 0, t.locale)];
  const earlier = before && shareOf(before);
  if (earlier === null) return plain(t('report:week.share', { bar: cells, acknowledged, owed, share }));
  const last = sayNumber(earlier, t.locale);
  return plain(t('report:week.shareBefore', { bar: cells, acknowledged, owed, share, before: last }));
}

/** A figure in words, and in words how it has changed; nothing where it is and was 0. */
function changed(line: string, { now, before }: Beside, name: ReportFigure, voice: Voice): string | null {
  return changedFrom(line, now[name], before?.[name], voice);
}

function changedFrom(line: string, now: number, before: number | undefined, { t }: Voice): string | null {
  if (now === 0 && !before) return null;
  if (before === undefined) return plain(line);
  const by = Math.abs(now - before);
  if (by === 0) return plain(t('report:week.same', { line }));
  return plain(now > before ? t('report:week.more', { line, by }) : t('report:week.less', { line, by }));
}

function taskLines(total: Beside, voice: Voice): (string | null)[] {
  const { t } = voice;
  const { tasks: count, done, difficulties, late } = total.now;
  const isThere = count + done + difficulties > 0;
  return [
    isThere ? plain(t('report:week.tasks', { count, done, difficulties })) : null,
    changed(t('report:week.lateTasks', { count: late }), total, 'late', voice),
  ];
}

function silentLine({ content, before }: ReportView, voice: Voice): string | null {
  const count = content.silent.length;
  return changedFrom(voice.t('report:week.silent', { count }), count, before?.silent, voice);
}

/** Numbers of people, never who. */
function peopleLines({ now }: Beside, rollCalls: ReportedRollCall[], { t }: Voice): (string | null)[] {
  const { away, abroad, awaiting, healthOwed: owed, declared } = now;
  const last = rollCalls.at(-1);
  return [
    away + awaiting > 0 ? plain(t('report:week.trips', { away, abroad, awaiting })) : null,
    owed > 0 ? plain(t('report:week.health', { declared, owed })) : null,
    last ? plain(rollCallLine(last, t)) : null,
  ];
}

const rollCallLine = ({ about, safe, help, silent }: ReportedRollCall, t: Voice['t']): string =>
  t('report:week.rollCall', { about, safe, help, silent });

/** The unit that got furthest with what was late, and the one where most became late. */
function changesLine(units: readonly ReportLine[], { t }: Voice): string | null {
  const lateIn = ({ overdue, late }: Beside['now']) => overdue + late;
  const moved = units.flatMap(({ unit, isSelf, now, before }) =>
    before
      ? [
          {
            name: isSelf ? t('compliance:directive.here', { unit: unit.name }) : unit.name,
            by: lateIn(now) - lateIn(before),
          },
        ]
      : [],
  );
  moved.sort((one, other) => one.by - other.by);
  const [first, last] = [moved[0], moved.at(-1)];
  const better = first && first.by < 0 ? first.name : null;
  const worse = last && last.by > 0 ? last.name : null;
  if (better !== null && worse !== null) return plain(t('report:week.both', { better, worse }));
  if (better !== null) return plain(t('report:week.better', { better }));
  return worse === null ? null : plain(t('report:week.worse', { worse }));
}

/** Of which of their units somebody wants the report. */
export const chooseReportScreen = (units: readonly Place[], { t }: Voice): Screen => ({
  text: plain(t('report:choose')),
  keyboard: units.map(({ id: unitId, name }) => [button(name, callbacks.report.pack({ unitId }))]),
});

/** What is said beside a file. */
export function reportCaption({ unit, content }: ReportView, format: ReportFormat, { t, zone }: Voice): string {
  const time = t('report:span', {
    from: sayInstant(content.from, zone, t),
    to: sayInstant(content.to, zone, t),
  });
  return t(`report:caption.${format}`, { unit: unit.name, time });
}
