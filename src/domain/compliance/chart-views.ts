import { setImmediate } from 'node:timers/promises';
import type { Actor } from '../actor.ts';
import { mayKeepHealth } from '../declarations/health-policy.ts';
import { maySee } from '../directives/directive-policy.ts';
import { recordLook } from '../directives/look-actions.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { addStandings, type ChartKind, type CurveChart, sumOf, type UnitsChart, worstFirst, worstOf } from './chart.ts';
import type { Due } from './chart-reads.ts';
import type { DirectiveFigures } from './compliance.ts';
import { dueOf } from './compliance.ts';
import type { VersionOf } from './export-reads.ts';

export interface ChartPlace {
  unitId: number;
  directiveId: number | null;
}

/** The unit of a picture. Refused like one that never was. */
export async function getPictured(
  actor: Actor,
  unitId: number,
  may: (actor: Actor, unitPath: string) => boolean,
  { read }: Office,
): Promise<Unit> {
  const unit = await read.units.find(unitId);
  if (!unit || !may(actor, unit.path)) throw new Problem('notYourUnit');
  return unit;
}

export async function getOwed(directiveId: number, { path }: Unit, { read, clock }: Office): Promise<DirectiveFigures> {
  const found = await read.compliance.listDirectives({ path, directiveId }, clock.now());
  if (!found.directives[0]) throw new Problem('notFound');
  return found.directives[0];
}

/** Which pictures there are of a unit, or of a directive in it, for somebody who may see one of them. */
export async function listChartKinds(actor: Actor, { unitId, directiveId }: ChartPlace, office: Office) {
  const unit = await getPictured(actor, unitId, maySee, office);
  const kinds: ChartKind[] = directiveId === null ? ['units', 'acknowledged'] : ['units', 'curve'];
  return directiveId === null && mayKeepHealth(actor, unit.path) ? [...kinds, 'declared' as const] : kinds;
}

/** How the units below stand, the worst first. */
export async function viewUnitsChart(actor: Actor, place: ChartPlace, office: Office): Promise<UnitsChart> {
  const unit = await getPictured(actor, place.unitId, maySee, office);
  const directive = place.directiveId === null ? null : await getOwed(place.directiveId, unit, office);
  await recordLook(actor, { what: 'figures', unit, ...(directive ? { directiveId: directive.id } : {}) }, office);
  const at = office.clock.now();
  const all = await office.read.charts.listBars(unit.id, place.directiveId, at);
  const sorted = worstFirst(all, ({ parts }) => ({ done: parts.acknowledged, due: sumOf(parts) }));
  if (sorted.length === 0) throw new Problem('chartEmpty');
  const { worst, others } = worstOf(sorted);
  const sum = (bars: typeof all) => addStandings(bars.map(({ parts }) => parts));
  return {
    kind: 'units',
    unit,
    at,
    directive,
    bars: worst,
    others: others.length > 0 ? { count: others.length, parts: sum(others) } : null,
    total: sum(sorted),
  };
}

/** So many moments are drawn: nine pixels from one to the next. */
const MOMENTS = 100;
/** So many marks of reminders are told apart. */
const REMINDERS = 40;

/** How acknowledgements of a directive came in since its issue. */
export async function viewCurve(actor: Actor, place: ChartPlace, office: Office): Promise<CurveChart> {
  const unit = await getPictured(actor, place.unitId, maySee, office);
  const directive = await getOwed(place.directiveId ?? 0, unit, office);
  await recordLook(actor, { what: 'figures', unit, directiveId: directive.id }, office);
  if (dueOf(directive) === 0) throw new Problem('chartEmpty');
  const { version, endedAt } = await office.read.directives.get(directive.id);
  const now = office.clock.now();
  const until = endedAt && endedAt < now ? endedAt : now;
  const about = { directiveId: directive.id, version };
  const counts = new Array<number>(MOMENTS + 1).fill(0);
  const length = Math.max(until.getTime() - directive.issuedAt.getTime(), 1);
  const owing = await office.read.charts.listDue(about, unit.path);
  for await (const moments of momentsOf(about, owing, office)) {
    for (const at of moments) {
      const share = (at.getTime() - directive.issuedAt.getTime()) / length;
      // Carried over from the version before: done when this one came.
      const moment = Math.min(Math.max(Math.ceil(share * MOMENTS), 0), MOMENTS);
      counts[moment]! += 1;
    }
  }
  for (let moment = 1; moment <= MOMENTS; moment += 1) counts[moment]! += counts[moment - 1]!;
  const reminders = await office.read.charts.listReminded(directive.id);
  const shown = reminders.filter((at) => at >= directive.issuedAt && at <= until).slice(-REMINDERS);
  return { kind: 'curve', unit, at: now, directive, due: dueOf(directive), counts, until, reminders: shown };
}

/** So many acknowledgements are read at a time: a few milliseconds. */
const AT_ONCE = 1_000;

/** When people of these units acknowledged a version, some at a time; others have their turn in between. */
export async function* momentsOf(about: VersionOf, owing: readonly Due[], { read }: Office): AsyncGenerator<Date[]> {
  for (const units of chunksOf(owing)) {
    const ids = units.map(({ unitId }) => unitId);
    const isLarge = units.length === 1 && units[0]!.acknowledged > AT_ONCE;
    for (let offset = 0, more = true; more; offset += AT_ONCE) {
      const page = isLarge ? { limit: AT_ONCE, offset } : undefined;
      const moments = await read.charts.listAcknowledgedAt(about, ids, page);
      more = isLarge && moments.length === AT_ONCE;
      yield moments;
      await setImmediate();
    }
  }
}

/** Units together so that no reading is long; a unit of more people than that is read alone. */
export function* chunksOf(units: readonly Due[]): Generator<Due[]> {
  let [chunk, size]: [Due[], number] = [[], 0];
  for (const unit of units) {
    if (chunk.length > 0 && size + unit.acknowledged > AT_ONCE) {
      yield chunk;
      [chunk, size] = [[], 0];
    }
    chunk.push(unit);
    size += unit.acknowledged;
  }
  if (chunk.length > 0) yield chunk;
}
