import { type PersonActor, placesOf } from '../actor.ts';
import type { Role } from '../people/post.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { ISSUING_ROLES } from './directive-policy.ts';

/** Where somebody looks for units: at a place in the tree, or by words. */
export interface UnitsAt {
  at: number | null;
  words: string | null;
  /** In the whole office, not only below the own places. */
  isAnywhere?: boolean;
  /** Whose places are one's own: those that issue when left out. */
  roles?: readonly Role[] | undefined;
}

export interface UnitsThere {
  units: Unit[];
  /** The place above, as far as the own tree reaches. */
  up: { id: number | null; name: string } | null;
  /** Those of them that have units below. */
  below: Set<number>;
}

const FOUND = 30;

/**
 * The chosen units after a press on one. A unit includes all below it: those leave the list, and one that is included already is
 * not chosen once more; `coveredBy` says in which.
 */
export function afterPress(chosen: Unit[], unit: Unit): { chosen: Unit[]; coveredBy: Unit | null } {
  const others = chosen.filter((one) => one.id !== unit.id);
  if (others.length < chosen.length) return { chosen: others, coveredBy: null };
  const coveredBy = chosen.find((one) => unit.path.startsWith(one.path)) ?? null;
  if (coveredBy) return { chosen, coveredBy };
  return { chosen: [...chosen.filter((one) => !one.path.startsWith(unit.path)), unit], coveredBy: null };
}

/** The units that an actor may issue to (or that other roles of theirs reach), as the picker shows them: their own places first, then what is below each. */
export async function browseUnits(
  actor: PersonActor,
  { at, words, isAnywhere, roles = ISSUING_ROLES }: UnitsAt,
  office: Office,
): Promise<UnitsThere> {
  const { units } = office.read;
  const places = placesOf(actor, roles).map((post) => post.unitId);
  const tops = isAnywhere ? await units.listRoots() : await units.listByIds([...new Set(places)]);
  const paths = tops.map((unit) => unit.path);
  const isOwn = (unit: Unit | null): unit is Unit => unit !== null && paths.some((path) => unit.path.startsWith(path));
  const here = at === null ? null : await units.find(at);
  const found = words
    ? await units.search(paths, words, FOUND)
    : isOwn(here)
      ? await units.listChildren(here.id)
      : await topsAndBelow(tops, office);
  const children = await Promise.all(found.map((unit) => units.listChildren(unit.id)));
  const below = new Set(found.filter((_, index) => children[index]!.length > 0).map((unit) => unit.id));
  if (words) return { units: found, up: { id: null, name: tops[0]?.name ?? '' }, below };
  if (!isOwn(here))
    return {
      units: found,
      up: null,
      below: tops.length === 1 ? new Set([...below].filter((id) => id !== tops[0]!.id)) : below,
    };
  const parent = here.parentId === null ? null : await units.find(here.parentId);
  const isTop = !isOwn(parent) || tops.some((top) => top.id === parent.id);
  return {
    units: found,
    up: isTop ? { id: null, name: (parent ?? here).name } : { id: parent.id, name: parent.name },
    below,
  };
}

/** With one place of one's own, that and what is directly below it; with several, each of them. */
async function topsAndBelow(tops: Unit[], office: Office): Promise<Unit[]> {
  const [top, ...others] = tops;
  if (!top || others.length > 0) return tops;
  return [top, ...(await office.read.units.listChildren(top.id))];
}
