import { addMilliseconds, DAY } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { sha256 } from '../../lib/ids.ts';
import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { nextAllowed } from '../calendar.ts';
import { canonicalJson, entryOf } from '../evidence/evidence.ts';
import { isReachable } from '../people/reachable.ts';
import { RESTORED_AT } from '../settings.ts';
import type { Office, Stores } from '../stores.ts';
import { isOpenOn, type Unit } from '../units/unit.ts';
import type { ReportContent, ReportFormat } from './report.ts';
import { LeftOff } from './report-counting.ts';
import { gatherReport } from './report-gathering.ts';
import type { Span } from './report-store.ts';
import { lastMoment, MADE_WITHIN } from './report-time.ts';
import { nameReport, type ReportInFull, type ReportView, viewKeptReport, viewReportNow } from './report-views.ts';

/** The first report looks back so far. */
const WEEK = 7 * DAY;

/**
 * `report.make` by the clock: each root's report of the week, once its moment has come; none of a week in which the office had not
 * begun yet. Running it twice makes it once.
 */
export async function makeReports(office: Office, ending: AbortSignal | null = null): Promise<void> {
  const { report, read, clock, zone } = office;
  if (!report) return;
  const now = clock.now();
  const to = lastMoment(report, now, zone);
  if (addMilliseconds(to, MADE_WITHIN) <= now || !(await read.reports.hasBegun(to))) return;
  for (const root of await read.units.listRoots()) {
    if (!isOpenOn(root, dayOf(now, zone))) continue;
    const last = await read.reports.findLastTo(root.id);
    if (last !== null && last >= to) continue;
    const span = { from: last ?? addMilliseconds(to, -WEEK), to };
    const content = await gather(root, span, ending, office);
    if (content === null) return;
    await keep(root, content, office);
  }
}

/** Null when the bot ends meanwhile: it is made when it is back. */
async function gather(
  root: Unit,
  span: Span,
  ending: AbortSignal | null,
  office: Office,
): Promise<ReportContent | null> {
  try {
    return await gatherReport(root, span, { withPeople: true, ending }, office);
  } catch (error) {
    if (error instanceof LeftOff) return null;
    throw error;
  }
}

async function keep(root: Unit, content: ReportContent, office: Office): Promise<void> {
  const { to } = content;
  await office.inTransaction(async (stores) => {
    const id = await stores.reports.add(root.id, content);
    if (id === null) return;
    const details = { unit: root.code, report: id, to: to.toISOString() };
    const fact = { stream: 'office', action: 'report.make', at: content.madeAt, way: 'clock' as const };
    const made = { ...fact, actor: 'office:clock', subject: `weekly-report:${id}`, textHash: hashOf(content), details };
    await stores.evidence.append(entryOf(made));
    const restoredAt = await stores.settings.find(RESTORED_AT);
    if (restoredAt === null || restoredAt < to.toISOString()) await tell(root, { id, to }, stores, office);
  });
  office.wake();
}

/** Of the figures and ids as they are kept, whichever database holds them. */
export const hashOf = (content: ReportContent): string => sha256(canonicalJson(JSON.parse(JSON.stringify(content))));

/** The root's leaders (deputies while none of them can be told) and its clerks, who make a letter of it. */
async function tell(root: Unit, { id, to }: { id: number; to: Date }, stores: Stores, office: Office): Promise<void> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const heads = await stores.people.listReachableHeads([root.id], today);
  const leaders = heads.filter(({ role }) => role === 'leader');
  const told = new Set((leaders.length > 0 ? leaders : heads).map(({ personId }) => personId));
  for (const clerk of await stores.people.listHoldersAbove(root.path, ['clerk'], today)) {
    if (await isReachable(clerk.id, stores)) told.add(clerk.id);
  }
  const purpose = `weekly-report:${root.id}:${to.getTime()}`;
  for (const personId of told) {
    const word = { personId, kind: 'report.week' as const, purpose, subjectId: id, lane: 'alert' as const };
    await stores.deliveries.add({ ...word, dueAt: nextAllowed(now, office.calendar) });
  }
}

/** Which report: the kept one, or where `reportId` is 0 that of the unit as of now. */
export interface WhichReport {
  reportId: number;
  unitId: number;
}

export const viewReport = (actor: Actor, { reportId, unitId }: WhichReport, office: Office): Promise<ReportView> =>
  reportId === 0 ? viewReportNow(actor, unitId, { withPeople: true }, office) : viewKeptReport(actor, reportId, office);

/** `report.export`: a report in full, for a file. Each making of one is recorded: who, of which unit, as what. */
export async function exportReport(
  actor: Actor,
  which: WhichReport & { format: ReportFormat },
  office: Office,
): Promise<ReportInFull> {
  const report = await nameReport(await viewReport(actor, which, office), office);
  const { id, unit, content } = report;
  const way = wayFor(actor);
  const details = { unit: unit.code, report: id, format: which.format, to: content.to.toISOString() };
  const fact = { stream: 'office', action: 'report.export', at: office.clock.now(), way, textHash: hashOf(content) };
  const entry = entryOf({ ...fact, actor: nameForRecord(actor), subject: `unit:${unit.code}`, details });
  await office.inTransaction(({ evidence }) => evidence.append(entry));
  return report;
}
