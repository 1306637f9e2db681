import { setImmediate } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { dayOf } from '../../lib/day.ts';
import type { Actor } from '../actor.ts';
import { mayKeepHealth } from '../declarations/health-policy.ts';
import type { Directive } from '../directives/directive.ts';
import { maySee } from '../directives/directive-policy.ts';
import { recordLook } from '../directives/look-actions.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { addDays, type DayShare, type HeatChart, type HeatRow, worstFirst, worstOf } from './chart.ts';
import { chunksOf, getPictured } from './chart-views.ts';
import { unitsBelow } from './export-places.ts';
import { owingUnitByUnit } from './health-owing.ts';

/** Two working weeks, as far as a telephone's width holds numbers that can be read. */
const DAYS = 10;
/** So many acknowledgements are looked at, of the newest directives: a second or two, in pieces of some milliseconds. */
const MOST = 500_000;

/** Of what was issued to each unit and is in force, how much was acknowledged by the end of each day. */
export async function viewAcknowledgedDays(actor: Actor, unitId: number, office: Office): Promise<HeatChart> {
  const unit = await getPictured(actor, unitId, maySee, office);
  await recordLook(actor, { what: 'figures', unit }, office);
  const { read } = office;
  const days = lastDays(office);
  const issued = (await read.directives.listInForce()).filter(({ state }) => state === 'issued');
  const newest = issued.sort((one, other) => other.issuedAt!.getTime() - one.issuedAt!.getTime());
  const at = new Map<number, DayShare[]>();
  let [looked, counted] = [0, 0];
  for (const directive of newest) {
    const seen = looked < MOST ? await addDirective(directive, unit, days, at, office) : 0;
    looked += seen;
    if (looked < MOST) counted += 1;
  }
  const isCut = counted < newest.length;
  return await heatOf('acknowledged', unit, days, at, isCut ? counted : null, office);
}

interface Day {
  day: string;
  /** Its last moment, or now. */
  end: Date;
}

function lastDays({ clock, zone }: Office): Day[] {
  const now = DateTime.fromJSDate(clock.now(), { zone });
  return Array.from({ length: DAYS }, (_, index) => {
    const at = now.minus({ days: DAYS - 1 - index });
    return { day: at.toISODate()!, end: index === DAYS - 1 ? now.toJSDate() : at.endOf('day').toJSDate() };
  });
}

/** Adds what each unit owed and had done of one directive; gives how many acknowledgements were looked at. */
async function addDirective(
  { id: directiveId, version, issuedAt }: Directive,
  { path }: Unit,
  days: readonly Day[],
  at: Map<number, DayShare[]>,
  { read }: Office,
): Promise<number> {
  const about = { directiveId, version };
  const due = await read.charts.listDue(about, path);
  const ends = days.map(({ end }) => end);
  for (const chunk of chunksOf(due)) {
    const ids = chunk.map(({ unitId }) => unitId);
    const done = new Map(
      (await read.charts.countAcknowledgedBy(about, ids, ends)).map(({ unitId, counts }) => [unitId, counts]),
    );
    for (const one of chunk) {
      const counts = done.get(one.unitId);
      const shares = ends.map((end, day) =>
        issuedAt! <= end && one.due > 0 ? { done: counts?.[day] ?? 0, due: one.due } : null,
      );
      at.set(one.unitId, addDays([at.get(one.unitId) ?? [], shares]));
    }
    await setImmediate();
  }
  return due.reduce((sum, one) => sum + one.acknowledged, 0);
}

/** Of those who owed a health declaration on each day, how many made it. */
export async function viewDeclaredDays(actor: Actor, unitId: number, office: Office): Promise<HeatChart> {
  const { read, clock, zone } = office;
  const unit = await getPictured(actor, unitId, mayKeepHealth, office);
  const days = lastDays(office);
  const campaigns = await read.healthCampaigns.listOpen(dayOf(clock.now(), zone));
  const units = await unitsBelow(unit.path, read);
  const at = new Map(units.map(({ id }): [number, DayShare[]] => [id, days.map(() => null)]));
  for (const [place, { day }] of days.entries()) {
    for await (const { unit: one, about } of owingUnitByUnit(units, campaigns, day, office)) {
      at.get(one.id)![place] = await read.charts.countDeclared(about);
    }
  }
  return await heatOf('declared', unit, days, at, null, office);
}

/** The days of each unit below, with everybody further down, and of the unit's own people. */
async function heatOf(
  kind: HeatChart['kind'],
  unit: Unit,
  days: readonly Day[],
  at: ReadonlyMap<number, DayShare[]>,
  newest: number | null,
  { read, clock }: Office,
): Promise<HeatChart> {
  const all = await unitsBelow(unit.path, read);
  const daysBelow = (path: string) =>
    addDays(all.filter((one) => one.path.startsWith(path)).map(({ id }) => at.get(id) ?? []));
  const below = all.filter(({ parentId }) => parentId === unit.id);
  const rows: HeatRow[] = [
    { name: unit.name, isSelf: below.length > 0, days: at.get(unit.id) ?? [] },
    ...below.map(({ name, path }) => ({ name, isSelf: false, days: daysBelow(path) })),
  ];
  const last = ({ days: shares }: HeatRow) => shares.findLast((share) => share !== null) ?? { done: 0, due: 0 };
  const sorted = worstFirst(rows, last);
  if (sorted.length === 0) throw new Problem('chartEmpty');
  const { worst, others } = worstOf(sorted);
  return {
    kind,
    unit,
    at: clock.now(),
    days: days.map(({ day }) => day),
    rows: worst,
    others: others.length > 0 ? { count: others.length, days: addDays(others.map((row) => row.days)) } : null,
    newest,
  };
}
