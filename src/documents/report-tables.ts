import {
  type Beside,
  isWithin,
  REPORT_LIMITS,
  type ReportedDirective,
  type ReportFigure,
  shareOf,
} from '../domain/compliance/report.ts';
import type { ReportInFull } from '../domain/compliance/report-views.ts';
import { sayNumber } from '../i18n.ts';
import type { Saying } from './administrative-form.ts';
import { headingRow, type Look, paragraph, row, TABLE_ENDS, TEXT_WIDTH, tableBegins } from './docx-writing.ts';

/** Rows in one piece: a few milliseconds of work. */
const PIECE = 20;
const SMALL: Look = { size: 11 };
const HEADING: Look = { size: 11, isBold: true, align: 'center' };
/** Letters of these sizes stand in the narrowest column: `500.000`, `5.000.000`, `50.000.000`. */
const FIGURE_SIZES = [
  { most: 7, size: 10 },
  { most: 9, size: 8 },
  { most: Number.POSITIVE_INFINITY, size: 7 },
];
const figure = (text: string): [string, Look] => {
  return [text, { size: FIGURE_SIZES.find(({ most }) => text.length <= most)!.size, align: 'right' }];
};

type Cells = readonly [text: string, look?: Look][];

const rowOf = (cells: Cells, widths: readonly number[], isHeading = false): string =>
  row(
    cells.map(([text, look]) => paragraph(text, { ...SMALL, ...look })),
    widths,
    isHeading,
  );

/** A table of plain rows, numbered in its first column. */
function* tableOf<One>(
  titles: readonly string[],
  widths: readonly number[],
  all: readonly One[],
  cellsOf: (one: One) => Cells,
): Generator<string> {
  yield tableBegins(widths, true) +
    rowOf(
      titles.map((title) => [title, HEADING] as const),
      widths,
      true,
    );
  for (let start = 0; start < all.length; start += PIECE) {
    const piece = all.slice(start, start + PIECE);
    yield piece
      .map((one, at) => rowOf([[String(start + at + 1), { align: 'center' }], ...cellsOf(one)], widths))
      .join('');
  }
  yield TABLE_ENDS;
}

/** What stands in one pair of columns: this time and the last. */
export type UnitColumn =
  | Extract<ReportFigure, 'owed' | 'acknowledged' | 'overdue' | 'tasks' | 'late' | 'done' | 'difficulties'>
  | 'share';

const PLACE = 420;
/** Seven letters of `FIGURE`. */
const PAIR = 740;

/** Unit by unit, each figure with the last report's beside it; the sum below. */
export function* unitTable(
  { table: { total, lines } }: ReportInFull,
  columns: readonly UnitColumn[],
  { t }: Saying,
): Generator<string> {
  const widths = [PLACE, TEXT_WIDTH - PLACE - 2 * PAIR * columns.length, ...columns.flatMap(() => [PAIR, PAIR])];
  const heading = (text: string) => paragraph(text, HEADING);
  const [now, before] = [heading(t('report:paper.column.now')), heading(t('report:paper.column.before'))];
  yield tableBegins(widths, true);
  yield headingRow(
    [
      { content: heading(t('report:paper.column.place')), rows: 'first' },
      { content: heading(t('report:paper.column.unit')), rows: 'first' },
      ...columns.map((column) => ({ content: heading(t(`report:paper.column.${column}`)), columns: 2 })),
    ],
    widths,
  );
  const pairs = columns.flatMap(() => [{ content: now }, { content: before }]);
  yield headingRow([{ content: heading(''), rows: 'on' }, { content: heading(''), rows: 'on' }, ...pairs], widths);
  const counted = lines.filter((line) => columns.some((column) => isThere(line, column)));
  for (let start = 0; start < counted.length; start += PIECE) {
    const piece = counted.slice(start, start + PIECE).map(({ unit, isSelf, ...figures }, at) => {
      const name = isSelf ? t('compliance:directive.here', { unit: unit.name }) : unit.name;
      const place: [string, Look] = [String(start + at + 1), { align: 'center' }];
      return rowOf([place, [name], ...pairsOf(figures, columns, t.locale)], widths);
    });
    yield piece.join('');
  }
  const bold = (cells: Cells): Cells => cells.map(([text, look]) => [text, { ...look, isBold: true }]);
  const sum: Cells = [[''], [t('report:paper.total')], ...pairsOf(total, columns, t.locale)];
  yield rowOf(bold(sum), widths) + TABLE_ENDS;
}

const isThere = ({ now, before }: Beside, column: UnitColumn): boolean =>
  column !== 'share' && (now[column] > 0 || (before?.[column] ?? 0) > 0);

const pairsOf = ({ now, before }: Beside, columns: readonly UnitColumn[], locale: Saying['t']['locale']): Cells =>
  columns.flatMap((column) => [now, before].map((figures) => figure(sayFigure(figures, column, locale))));

/** A stroke where there is nothing to be said. */
export function sayFigure(figures: Beside['before'], column: UnitColumn, locale: Saying['t']['locale']): string {
  const value = figures && (column === 'share' ? shareOf(figures) : figures[column]);
  return value === null ? '–' : sayNumber(value, locale);
}

const spread = (...widths: number[]): number[] => {
  const rest = TEXT_WIDTH - widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width) => (width === 0 ? rest : width));
};

export function directiveTable({ content }: ReportInFull, saying: Saying) {
  const { t, instant } = saying;
  const directives = content.directives.slice(0, REPORT_LIMITS.directives);
  const count = (value: number) => figure(sayNumber(value, t.locale));
  const titles = (['place', 'directive', 'about', 'deadline', 'owed', 'acknowledged', 'overdue', 'note'] as const).map(
    (name) => t(`report:paper.column.${name}`),
  );
  const widths = spread(PLACE, 1_680, 0, 1_160, PAIR, PAIR, PAIR, 1_000);
  return tableOf(titles, widths, directives, (one) => [
    [one.number ?? ''],
    [one.title],
    [one.deadlineAt ? instant(one.deadlineAt) : '', { align: 'center' }],
    ...[one.owed, one.acknowledged, one.overdue].map(count),
    [noteOf(one, content, saying)],
  ]);
}

/** How a directive stands beside its figures: it is new, has ended, or was passed on by heads. */
export function noteOf(
  { endedAs, isPassedOn, issuedAt }: ReportedDirective,
  content: ReportInFull['content'],
  { t }: Saying,
): string {
  if (endedAs) return t(`report:paper.note.${endedAs}`);
  if (isPassedOn) return t('report:paper.note.passedOn');
  return isWithin(content, issuedAt) ? t('report:paper.note.isNew') : '';
}

export function peopleTable({ overdue }: ReportInFull, { t }: Saying) {
  const titles = (['place', 'name', 'unit', 'count', 'note'] as const).map((name) => t(`report:paper.column.${name}`));
  return tableOf(titles, spread(600, 2_700, 0, 1_250, 1_350), overdue.listed, (one) => [
    [one.fullName],
    [one.unitName],
    [sayNumber(one.directives, t.locale), { align: 'center' }],
    [one.isAway ? t('report:paper.note.away') : ''],
  ]);
}

export function lateTaskTable({ lateTasks }: ReportInFull, { t, instant }: Saying) {
  const titles = (['place', 'task', 'lead', 'due'] as const).map((name) => t(`report:paper.column.${name}`));
  return tableOf(titles, spread(600, 0, 2_600, 1_500), lateTasks.listed, ({ text, unitName, dueAt }) => [
    [text],
    [unitName],
    [instant(dueAt), { align: 'center' }],
  ]);
}

export function difficultyTable({ difficulties }: ReportInFull, { t }: Saying) {
  const titles = (['place', 'unit', 'task', 'difficulty'] as const).map((name) => t(`report:paper.column.${name}`));
  return tableOf(titles, spread(600, 2_200, 2_900, 0), difficulties.listed, ({ unitName, task, words }) => [
    [unitName],
    [task],
    [words],
  ]);
}

export function silentTable(silent: ReportInFull['silent'], { t }: Saying) {
  const titles = (['place', 'unit', 'head'] as const).map((name) => t(`report:paper.column.${name}`));
  return tableOf(titles, spread(600, 0, 3_300), silent, ({ unitName, headName }) => [
    [unitName],
    [headName ?? t('report:paper.note.noHead')],
  ]);
}
