import {
  type Beside,
  type OwnFigures,
  type ReportFigure,
  type ReportLine,
  sumFigures,
} from '../domain/compliance/report.ts';
import type { ReportInFull } from '../domain/compliance/report-views.ts';
import type { T } from '../i18n.ts';
import type { Saying } from './administrative-form.ts';
import { noteOf } from './report-tables.ts';
import type { Cell, Column, Sheet } from './sheet.ts';
import { writeXlsx } from './xlsx-writing.ts';

/** The same report for a spreadsheet: every unit's own figures, which can be summed and filtered, and all that is named. */
export function reportWorkbook(report: ReportInFull, saying: Saying): Promise<Buffer> {
  const { t } = saying;
  const sheets = [
    linesSheet(report, t),
    ownSheet(report, t),
    directiveSheet(report, saying),
    ...namedSheets(report, t),
    aboutSheet(report, t),
  ];
  return writeXlsx(sheets as unknown as Sheet<never>[], saying.zone);
}

const sheetOf = <Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Sheet<Row> => ({
  name,
  columns,
  pages: [rows],
});

const text = <Row>(title: string, width: number, of: (row: Row) => Cell): Column<Row> => ({
  title,
  kind: 'text',
  width,
  of,
});
const long = <Row>(title: string, width: number, of: (row: Row) => Cell): Column<Row> => ({
  ...text(title, width, of),
  kind: 'longText',
});
const count = <Row>(title: string, of: (row: Row) => Cell): Column<Row> => ({ title, kind: 'number', width: 11, of });
const instant = <Row>(title: string, of: (row: Row) => Cell): Column<Row> => ({
  title,
  kind: 'instant',
  width: 17,
  of,
});

const FIGURES = ['owed', 'acknowledged', 'overdue', 'tasks', 'late', 'done', 'difficulties'] as const;
const PEOPLE = ['people', 'notEnrolled', 'unreachable'] as const;

/** Each figure, and the last report's beside it. */
function figureColumns<Row extends Beside>(t: T): Column<Row>[] {
  const beside = (title: string, name: ReportFigure): Column<Row>[] => [
    count(title, ({ now }) => now[name]),
    count(t('report:sheet.beside', { title }), ({ before }) => before?.[name] ?? null),
  ];
  return [
    ...FIGURES.flatMap((name) => beside(t(`report:sheet.figure.${name}`), name)),
    ...PEOPLE.flatMap((name) => beside(t(`report:sheet.${name}`), name)),
  ];
}

function linesSheet({ table: { lines, total }, unit }: ReportInFull, t: T): Sheet<ReportLine> {
  const name = ({ unit: { name: of }, isSelf }: ReportLine) =>
    isSelf ? t('compliance:directive.here', { unit: of }) : of;
  const sum: ReportLine = { ...total, unit: { id: unit.id, name: t('report:paper.total') }, isSelf: false };
  const columns = [long(t('report:paper.column.unit'), 42, name), ...figureColumns<ReportLine>(t)];
  return sheetOf(t('report:sheet.tab.lines'), columns, [...lines, sum]);
}

type OwnRow = OwnFigures & Beside;

function ownSheet({ content, before }: ReportInFull, t: T): Sheet<OwnRow> {
  const last = new Map((before?.own ?? []).map((unit) => [unit.id, unit]));
  const rows = content.own.map((unit): OwnRow => {
    const earlier = last.get(unit.id);
    return { ...unit, now: sumFigures([unit]), before: earlier ? sumFigures([earlier]) : null };
  });
  const columns = [
    text<OwnRow>(t('report:sheet.code'), 12, ({ code }) => code),
    long<OwnRow>(t('report:paper.column.unit'), 42, ({ name }) => name),
    ...figureColumns<OwnRow>(t),
  ];
  return sheetOf(t('report:sheet.tab.own'), columns, rows);
}

type Directive = ReportInFull['content']['directives'][number];

function directiveSheet({ content }: ReportInFull, saying: Saying): Sheet<Directive> {
  const { t } = saying;
  const columns: Column<Directive>[] = [
    text(t('report:paper.column.directive'), 20, ({ number }) => number),
    long(t('report:paper.column.about'), 60, ({ title }) => title),
    instant(t('report:sheet.issued'), ({ issuedAt }) => issuedAt),
    instant(t('report:paper.column.deadline'), ({ deadlineAt }) => deadlineAt),
    ...(['owed', 'acknowledged', 'overdue'] as const).map((name) =>
      count<Directive>(t(`report:paper.column.${name}`), (row) => row[name]),
    ),
    text(t('report:paper.column.note'), 18, (row) => noteOf(row, content, saying)),
  ];
  return sheetOf(t('report:sheet.tab.directives'), columns, content.directives);
}

/** People, tasks and units by name. */
function namedSheets({ overdue, lateTasks, difficulties, silent }: ReportInFull, t: T) {
  const unit = <Row extends { unitName: string }>() =>
    long<Row>(t('report:paper.column.unit'), 42, (row) => row.unitName);
  return [
    sheetOf<(typeof overdue.listed)[number]>(
      t('report:sheet.tab.overdue'),
      [
        text(t('report:paper.column.name'), 28, ({ fullName }) => fullName),
        unit(),
        count(t('report:paper.column.count'), ({ directives }) => directives),
        text(t('report:paper.column.note'), 18, ({ isAway }) => (isAway ? t('report:paper.note.away') : null)),
      ],
      overdue.listed,
    ),
    sheetOf<(typeof lateTasks.listed)[number]>(
      t('report:sheet.tab.lateTasks'),
      [
        unit(),
        long(t('report:paper.column.task'), 60, ({ text: words }) => words),
        instant(t('report:paper.column.due'), ({ dueAt }) => dueAt),
      ],
      lateTasks.listed,
    ),
    sheetOf<(typeof difficulties.listed)[number]>(
      t('report:sheet.tab.difficulties'),
      [
        unit(),
        long(t('report:paper.column.task'), 50, ({ task }) => task),
        long(t('report:paper.column.difficulty'), 60, ({ words }) => words),
        instant(t('report:sheet.at'), ({ at }) => at),
      ],
      difficulties.listed,
    ),
    sheetOf<(typeof silent)[number]>(
      t('report:sheet.tab.silent'),
      [unit(), text(t('report:paper.column.head'), 28, ({ headName }) => headName)],
      silent,
    ),
  ];
}

type Item = [name: string, value: Cell];

/** What the file is, and what stands in it as numbers alone. */
function aboutSheet(report: ReportInFull, t: T): Sheet<Item> {
  const { unit, content, before, overdue } = report;
  const named = { listed: overdue.listed.length, total: overdue.total };
  const items: Item[] = [
    [t('report:sheet.about.what'), t('report:sheet.about.file')],
    [t('report:sheet.about.unit'), unit.name],
    [t('report:sheet.about.from'), content.from],
    [t('report:sheet.about.to'), content.to],
    [t('report:sheet.about.madeAt'), content.madeAt],
    [t('report:sheet.about.before'), before?.to ?? null],
    [t('report:sheet.about.named'), t('report:sheet.about.namedText', { listed: named.listed, total: named.total })],
    ...(report.hasPeople ? peopleItems(report, t) : []),
  ];
  return sheetOf<Item>(
    t('report:sheet.tab.about'),
    [
      text(t('report:sheet.about.name'), 28, ([name]) => name),
      long(t('report:sheet.about.value'), 70, ([, value]) => value),
    ],
    items,
  );
}

function peopleItems({ table, content }: ReportInFull, t: T): Item[] {
  const { away, abroad, awaiting, healthOwed: owed, declared } = table.total.now;
  const health: Item[] =
    owed > 0 ? [[t('report:sheet.about.health'), t('report:sheet.about.healthText', { declared, owed })]] : [];
  return [
    [t('report:sheet.about.trips'), t('report:sheet.about.tripsText', { away, abroad, awaiting })],
    ...health,
    ...content.rollCalls.map(
      ({ about, safe, help, silent }): Item => [
        t('report:sheet.about.rollCall', { about }),
        t('report:sheet.about.rollCallText', { safe, help, silent }),
      ],
    ),
  ];
}
