import { addMilliseconds, DAY } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type Actor, type PersonActor, placesOf } from '../actor.ts';
import { mayKeepHealth } from '../declarations/health-policy.ts';
import { maySeeTripsOf } from '../declarations/trip-policy.ts';
import { recordLook } from '../directives/look-actions.ts';
import { type SealHead, viewSealHead } from '../evidence/seal-views.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { idsOf, type Unit } from '../units/unit.ts';
import {
  type KeptReport,
  type Listed,
  type OwnFigures,
  type ReportContent,
  type ReportTable,
  tableOf,
} from './report.ts';
import { gatherReport } from './report-gathering.ts';
import { mayReport, mayReview, REPORTING_ROLES } from './report-policy.ts';
import type { NamedPerson, SaidDifficulty, UnitHead } from './report-store.ts';

/** A report for those who may have it: its figures, and the last one's beside them. */
export interface ReportView {
  /** Null for one as of now, which is not kept. */
  id: number | null;
  unit: Unit;
  content: ReportContent;
  table: ReportTable;
  /** The last kept one before it; null where there was none. */
  before: { to: Date; silent: number; own: readonly OwnFigures[] } | null;
  /** Trips and declarations of health are told in numbers; of a few people not even so to those who may not see them. */
  hasPeople: boolean;
  /** Whether they may look back on the weeks before. */
  mayReview: boolean;
}

/** The highest units of which an actor may have the report. Throws `mayNotSee` where there is none. */
export async function listReportUnits(actor: PersonActor, { read }: Office): Promise<Unit[]> {
  const posts = placesOf(actor, REPORTING_ROLES);
  if (posts.length === 0) throw new Problem('mayNotSee');
  const highest = posts.filter(
    (post) => !posts.some((other) => other.unitPath !== post.unitPath && post.unitPath.startsWith(other.unitPath)),
  );
  return await read.units.listByIds([...new Set(highest.map(({ unitId }) => unitId))]);
}

/** Where nothing was kept before, a report as of now looks back so far. */
const WEEK = 7 * DAY;

/** The report of a unit as of now, since the last kept one. Refused alike where the unit is not theirs and where it never was. */
export async function viewReportNow(
  actor: Actor,
  unitId: number,
  { withPeople }: { withPeople: boolean },
  office: Office,
): Promise<ReportView> {
  const unit = await office.read.units.find(unitId);
  if (!unit || !mayReport(actor, unit.path)) throw new Problem('notYourUnit');
  await recordLook(actor, { what: 'figures', unit }, office);
  const now = office.clock.now();
  const [rootId] = idsOf(unit.path);
  const before = await office.read.reports.findLast(rootId!, now);
  const span = { from: before?.content.to ?? addMilliseconds(now, -WEEK), to: now };
  const content = await gatherReport(unit, span, { withPeople }, office);
  return viewOf(actor, unit, { id: null, content, before });
}

/** One that was kept. Refused like one that never was. */
export async function viewKeptReport(actor: Actor, id: number, { read }: Office): Promise<ReportView> {
  const report = await read.reports.find(id);
  const unit = report && (await read.units.find(report.unitId));
  if (!report || !unit || !mayReport(actor, unit.path)) throw new Problem('notFound');
  const before = await read.reports.findLast(unit.id, report.content.to);
  return viewOf(actor, unit, { ...report, before });
}

/** Of fewer people a number may point at somebody. */
const FEW = 10;

function viewOf(
  actor: Actor,
  unit: Unit,
  { id, content, before }: { id: number | null; content: ReportContent; before: KeptReport | null },
): ReportView {
  const table = tableOf(unit.id, content.own, before?.content.own ?? null);
  const maySee = maySeeTripsOf(actor, unit.path) && mayKeepHealth(actor, unit.path);
  return {
    id,
    unit,
    content,
    table,
    before: before && { to: before.content.to, silent: silentBelow(unit.id, before.content), own: before.content.own },
    hasPeople: maySee || table.total.now.people >= FEW,
    mayReview: mayReview(actor, unit.path),
  };
}

function silentBelow(unitId: number, { own, silent }: ReportContent): number {
  const below = new Set(own.filter(({ path }) => path.includes(`/${unitId}/`)).map(({ id }) => id));
  return silent.filter((one) => below.has(one.unitId)).length;
}

/** The same with everybody and everything by name: what its files are written from. */
export interface ReportInFull extends ReportView {
  above: Unit | null;
  /** The nearest that is known. */
  province: string | null;
  hasUnitsBelow: boolean;
  overdue: Listed<{ fullName: string; unitName: string; directives: number; isAway: boolean }>;
  lateTasks: Listed<{ text: string; unitName: string; dueAt: Date }>;
  difficulties: Listed<SaidDifficulty>;
  silent: { unitName: string; headName: string | null }[];
  /** The unit's leader; a deputy while there is none or they are away. */
  signer: UnitHead | null;
  /** The newest anchor of the record, for whoever keeps the paper; null where nothing was sealed. */
  anchor: SealHead | null;
}

export async function nameReport(view: ReportView, office: Office): Promise<ReportInFull> {
  const { read, clock, zone } = office;
  const { unit, content } = view;
  const today = dayOf(clock.now(), zone);
  const { overdue, silent, lateTasks, difficulties } = content;
  const personIds = [...overdue.listed, ...silent].map((one) => ('personId' in one ? one.personId : one.headId));
  const names = byId(await read.reports.listNames([...new Set(personIds.filter((id) => id !== null))], today));
  const tasks = byId(await read.reports.listTasks(lateTasks.listed.map(({ taskId }) => taskId)));
  const words = byId(await read.reports.listDifficulties(difficulties.listed));
  const unitName = new Map(content.own.map(({ id, name }) => [id, name]));
  const nameOf = (unitId: number) => unitName.get(unitId) ?? '';
  const chain = await read.units.listByIds(idsOf(unit.path));
  const heads = await read.reports.listHeads([unit.id], today);
  return {
    ...view,
    above: chain.find(({ id }) => id === unit.parentId) ?? null,
    province: chain.findLast((one) => one.province !== null)?.province ?? null,
    hasUnitsBelow: content.own.length > 1,
    overdue: { ...overdue, listed: named(content, names) },
    lateTasks: {
      ...lateTasks,
      listed: lateTasks.listed.map(({ taskId, dueAt }) => ({ ...tasks.get(taskId)!, dueAt })),
    },
    difficulties: { ...difficulties, listed: difficulties.listed.map((id) => words.get(id)!) },
    silent: silent.map(({ unitId, headId }) => ({
      unitName: nameOf(unitId),
      headName: (headId !== null && names.get(headId)?.fullName) || null,
    })),
    anchor: await viewSealHead(office),
    signer: heads.find(({ isAway }) => !isAway) ?? heads[0] ?? null,
  };
}

/** The order of the list, and within a unit by the given name. */
function named({ own, overdue }: ReportContent, names: ReadonlyMap<number, NamedPerson>) {
  const place = new Map(own.map(({ id, name }, at) => [id, { at, name }]));
  const people = overdue.listed.flatMap(({ personId, unitId, directives }) => {
    const person = names.get(personId);
    const unit = place.get(unitId);
    return person && unit ? [{ ...person, unitName: unit.name, at: unit.at, directives }] : [];
  });
  return people.sort(
    (one, other) => other.directives - one.directives || one.at - other.at || (one.nameSort < other.nameSort ? -1 : 1),
  );
}

const byId = <One extends { id: number }>(all: readonly One[]): Map<number, One> =>
  new Map(all.map((one) => [one.id, one]));
