import type { Actor } from '../actor.ts';
import { isLate } from '../directives/directive.ts';
import { recordLook } from '../directives/look-actions.ts';
import type { EndedAs } from '../directives/standing.ts';
import type { Office } from '../stores.ts';
import { idsOf, type Unit } from '../units/unit.ts';
import type { Due } from './chart-reads.ts';
import { getOwed, momentsOf } from './chart-views.ts';
import type { DirectiveFigures } from './compliance.ts';
import { getSeen } from './compliance-views.ts';
import type { VersionOf } from './export-reads.ts';
import { type Life, latestFirst, lifeOf } from './life.ts';

export interface UnitLife {
  unit: Pick<Unit, 'id' | 'name'>;
  life: Life;
}

/** When a directive was acknowledged by how many, in a unit and in each unit right below it. */
export interface DirectiveLife {
  unit: Unit;
  above: Unit | null;
  directive: DirectiveFigures;
  /** Since the issue, or since the version in force came. */
  since: Date;
  isAmended: boolean;
  ended: { as: EndedAs; at: Date } | null;
  whole: Life;
  /** The people of the unit itself; null where they owe nothing. */
  own: Life | null;
  /** The latest first. */
  below: UnitLife[];
}

/** A directive that nobody there owes is refused like one that never was. */
export async function viewLife(
  actor: Actor,
  { directiveId, unitId }: { directiveId: number; unitId: number },
  office: Office,
): Promise<DirectiveLife> {
  const { unit, above } = await getSeen(actor, unitId, office);
  const directive = await getOwed(directiveId, unit, office);
  await recordLook(actor, { what: 'figures', unit, directiveId }, office);
  const { version, versionAt, endedAs, endedAt } = await office.read.directives.get(directiveId);
  const { issuedAt, deadlineAt } = directive;
  const since = version > 1 && versionAt ? versionAt : issuedAt;
  const about = { directiveId, version };
  const groups = await gather(unit, about, office);
  const span = { since, deadlineAt: isLate(deadlineAt, endedAt ?? office.clock.now()) ? deadlineAt : null };
  const lives = new Map([...groups].map(([id, { due, moments }]) => [id, lifeOf(due, moments, span)]));
  const all = [...groups.values()];
  const due = all.reduce((sum, group) => sum + group.due, 0);
  const names = await office.read.units.listByIds([...lives.keys()].filter((id) => id !== unitId));
  return {
    unit,
    above,
    directive,
    since,
    isAmended: version > 1,
    ended: endedAt ? { as: endedAs ?? 'closed', at: endedAt } : null,
    whole: lifeOf(
      due,
      all.flatMap(({ moments }) => moments),
      span,
    ),
    own: lives.get(unitId) ?? null,
    below: latestFirst(names.map(({ id, name }) => ({ unit: { id, name }, life: lives.get(id)! }))),
  };
}

/** What is due below one unit, and when it was done. */
interface Group {
  due: number;
  moments: Float64Array[];
}

/** By the units right below, and the unit itself. */
async function gather(unit: Unit, about: VersionOf, office: Office): Promise<Map<number, Group>> {
  const depth = idsOf(unit.path).length;
  const owing = new Map<number, Due[]>();
  for (const one of await office.read.charts.listDue(about, unit.path)) {
    const id = idsOf(one.path)[depth] ?? unit.id;
    if (one.due > 0) owing.set(id, [...(owing.get(id) ?? []), one]);
  }
  const groups = new Map<number, Group>();
  for (const [id, units] of owing) {
    const group: Group = { due: units.reduce((sum, { due }) => sum + due, 0), moments: [] };
    groups.set(id, group);
    for await (const some of momentsOf(about, units, office)) {
      group.moments.push(Float64Array.from(some, (at) => at.getTime()).sort());
    }
  }
  return groups;
}
