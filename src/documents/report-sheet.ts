import { REPORT_LIMITS } from '../domain/compliance/report.ts';
import type { ReportInFull } from '../domain/compliance/report-views.ts';
import { beside, headOfDocument, recipients, type Saying, signedBy } from './administrative-form.ts';
import { gap, type Look, paragraph, rule, TEXT_WIDTH, writeDocx } from './docx-writing.ts';
import { sayDirectives, sayPeople, sayShare, sayShareBefore, sayTasks, sayTasksBefore } from './report-sentences.ts';
import {
  difficultyTable,
  directiveTable,
  lateTaskTable,
  peopleTable,
  silentTable,
  type UnitColumn,
  unitTable,
} from './report-tables.ts';

const CENTRED: Look = { align: 'center', isBold: true };
const BODY: Look = { align: 'both', isIndented: true, above: 6 };
const PART: Look = { isBold: true, isIndented: true, isKept: true, above: 10 };
const SECTION: Look = { isBold: true, isIndented: true, isKept: true, above: 6 };
const BELOW_SUBJECT = 2_000;

const ACKNOWLEDGING: readonly UnitColumn[] = ['owed', 'acknowledged', 'share', 'overdue'];
const TASKS: readonly UnitColumn[] = ['tasks', 'late', 'done', 'difficulties'];

/** The weekly report as a letter of the office, ready for its number and signature. */
export const reportSheet = (report: ReportInFull, saying: Saying): Promise<Buffer> =>
  writeDocx(bodyOf(report, saying), 'above');

function* bodyOf(report: ReportInFull, saying: Saying): Generator<string> {
  yield headOf(report, saying);
  yield openingOf(report, saying);
  yield* directivesOf(report, saying);
  yield* tasksOf(report, saying);
  yield* silentOf(report, saying);
  yield peopleOf(report, saying);
  yield endOf(report, saying);
}

function headOf({ unit, above, province, content }: ReportInFull, { t, longDay }: Saying): string {
  const number = t('report:paper.number', { code: unit.code });
  const issued = { above: above?.name ?? null, issuer: unit.name, number, province, day: longDay(content.madeAt) };
  return headOfDocument(issued);
}

function openingOf({ unit, above, content, before }: ReportInFull, { t, instant }: Saying): string {
  const time = t('report:paper.time', { from: instant(content.from), to: instant(content.to) });
  const at = instant(content.madeAt);
  const opening = before
    ? t('report:paper.openingBeside', { unit: unit.name, at, before: instant(before.to) })
    : t('report:paper.opening', { unit: unit.name, at });
  return [
    paragraph(t('report:paper.title'), { ...CENTRED, size: 14, above: 18 }),
    paragraph(t('report:paper.subject'), CENTRED),
    paragraph(time, CENTRED),
    rule(BELOW_SUBJECT, TEXT_WIDTH),
    above ? paragraph(t('report:paper.to', { above: above.name }), { align: 'center', above: 6 }) : '',
    paragraph(opening, { ...BODY, above: 10 }),
  ].join('');
}

interface Section {
  title: string;
  isThere: boolean;
  list: Generator<string>;
  /** What is said above the list, and of what is not in it. */
  said?: string | null;
  more?: string | null;
}

/** A list under its title, or that there is none. */
function* sectionOf({ title, isThere, list, said = null, more = null }: Section, { t }: Saying): Generator<string> {
  yield paragraph(title, SECTION);
  if (!isThere) {
    yield paragraph(t('report:paper.none'), BODY);
    return;
  }
  if (said !== null) yield paragraph(said, { ...BODY, isKept: true });
  yield gap(4);
  yield* list;
  if (more !== null) yield paragraph(more, BODY);
}

function* directivesOf(report: ReportInFull, saying: Saying): Generator<string> {
  const { t } = saying;
  const { content, table, overdue } = report;
  const { now, before } = table.total;
  const all = content.directives;
  const isOwed = now.owed + (before?.owed ?? 0) > 0;
  yield paragraph(t('report:paper.directives.heading'), PART);
  if (!isOwed && all.length === 0) {
    yield paragraph(t('report:paper.directives.nothing'), BODY);
    return;
  }
  yield paragraph(t('report:paper.result'), SECTION);
  yield paragraph(sayDirectives(report, t), BODY);
  if (now.owed > 0) yield paragraph(sayShare(now, t), BODY);
  if (before && before.owed > 0) yield paragraph(sayShareBefore(before, t), BODY);
  const units = { title: t('report:paper.byUnit'), isThere: isOwed, list: unitTable(report, ACKNOWLEDGING, saying) };
  yield* sectionOf(units, saying);
  const count = all.length - REPORT_LIMITS.directives;
  const more = count > 0 ? t('report:paper.directives.more', { count }) : null;
  const byDirective = { title: t('report:paper.directives.byDirective'), list: directiveTable(report, saying), more };
  yield* sectionOf({ ...byDirective, isThere: all.length > 0 }, saying);
  const byPerson = { title: t('report:paper.directives.byPerson'), list: peopleTable(report, saying) };
  yield* sectionOf({ ...byPerson, isThere: overdue.total > 0, said: sayPeople(report, t) }, saying);
}

function* tasksOf(report: ReportInFull, saying: Saying): Generator<string> {
  const { t } = saying;
  const { lateTasks, difficulties, table } = report;
  const { now, before } = table.total;
  const isThere = [now, before].some((one) => one && one.tasks + one.done + one.difficulties > 0);
  const more = ({ listed, total }: { listed: unknown[]; total: number }) =>
    total > listed.length ? t('report:paper.tasks.more', { count: total - listed.length }) : null;
  yield paragraph(t('report:paper.tasks.heading'), PART);
  if (!isThere) {
    yield paragraph(t('report:paper.tasks.nothing'), BODY);
    return;
  }
  yield paragraph(t('report:paper.result'), SECTION);
  yield paragraph(sayTasks(now, t), BODY);
  if (before) yield paragraph(sayTasksBefore(before, t), BODY);
  const units = { title: t('report:paper.byUnit'), isThere, list: unitTable(report, TASKS, saying) };
  yield* sectionOf(units, saying);
  const late = { title: t('report:paper.tasks.late'), list: lateTaskTable(report, saying), more: more(lateTasks) };
  yield* sectionOf({ ...late, isThere: lateTasks.total > 0 }, saying);
  const hard = { title: t('report:paper.tasks.difficulties'), list: difficultyTable(report, saying) };
  yield* sectionOf({ ...hard, isThere: difficulties.total > 0, more: more(difficulties) }, saying);
}

function* silentOf({ silent }: ReportInFull, saying: Saying): Generator<string> {
  const { t } = saying;
  yield paragraph(t('report:paper.silent.heading'), PART);
  if (silent.length === 0) {
    yield paragraph(t('report:paper.none'), BODY);
    return;
  }
  yield paragraph(t('report:paper.silent.some', { count: silent.length }), { ...BODY, isKept: true });
  yield gap(4);
  yield* silentTable(silent, saying);
}

/** Numbers of people, never who. */
function peopleOf({ table, content, hasPeople }: ReportInFull, { t, instant }: Saying): string {
  const { people, notEnrolled, unreachable, away, abroad, awaiting, healthOwed, declared } = table.total.now;
  const lines = [
    t('report:paper.people.accounts', { people, notEnrolled, unreachable }),
    ...(hasPeople && away + awaiting === 0 ? [t('report:paper.people.noTrips')] : []),
    ...(hasPeople && away + awaiting > 0 ? [t('report:paper.people.trips', { away, abroad, awaiting })] : []),
    ...(hasPeople && healthOwed > 0 ? [t('report:paper.people.health', { declared, owed: healthOwed })] : []),
    ...(hasPeople ? content.rollCalls : []).map(({ about, askedAt, safe, help, silent }) =>
      t('report:paper.people.rollCall', { about, when: instant(askedAt), safe, help, silent }),
    ),
  ];
  return [paragraph(t('report:paper.people.heading'), PART), ...lines.map((line) => paragraph(line, BODY))].join('');
}

const sayAnchor = ({ text, at }: NonNullable<ReportInFull['anchor']>, { t, instant }: Saying): string =>
  t('evidence:head.anchor', { anchor: text, when: instant(at) });

/** Where the figures are from, beside the signature: below it, it might be alone on a page. */
function originOf({ content, anchor }: ReportInFull, saying: Saying): string {
  const { t, instant } = saying;
  const small: Look = { size: 10, isItalic: true, above: 12 };
  return [
    paragraph(t('report:paper.made', { at: instant(content.madeAt) }), small),
    anchor === null ? '' : paragraph(sayAnchor(anchor, saying), { ...small, above: 0 }),
  ].join('');
}

function endOf(report: ReportInFull, saying: Saying): string {
  const { unit, above, signer, hasUnitsBelow } = report;
  const { t } = saying;
  const to = [
    above ? t('report:paper.recipients.above', { above: above.name }) : null,
    t('report:paper.recipients.heads'),
    hasUnitsBelow ? t('report:paper.recipients.units') : null,
    t('report:paper.recipients.files'),
  ];
  const office =
    signer?.role === 'deputy'
      ? [t('report:paper.sign.for'), t('report:paper.sign.deputy')]
      : [t('report:paper.sign.leader')];
  const title = t('report:paper.recipients.title');
  const left =
    recipients(
      title,
      to.filter((line) => line !== null),
    ) + originOf(report, saying);
  return [
    paragraph(t('report:paper.closing', { unit: unit.name }), { ...BODY, isKept: true }),
    beside(left, signedBy(office, { name: signer?.fullName ?? null })),
  ].join('');
}
