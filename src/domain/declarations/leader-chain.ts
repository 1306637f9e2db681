import { type HeldPost, type PersonActor, placesOf } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Stores } from '../stores.ts';
import { idsOf, type Unit } from '../units/unit.ts';

/** The lowest post that somebody holds: where they work from day to day. Null for whoever holds none. */
export function homePost<Post extends Pick<HeldPost, 'unitPath'>>(posts: readonly Post[]): Post | null {
  const [lowest] = [...posts].sort((one, other) => other.unitPath.length - one.unitPath.length);
  return lowest ?? null;
}

/** The unit of the lowest post. Throws `unitMissing`. */
export async function homeOf(actor: PersonActor, { units }: Stores): Promise<Unit> {
  const home = homePost(actor.posts);
  if (!home) throw new Problem('unitMissing');
  return await units.get(home.unitId);
}

/**
 * The unit whose leaders decide and are told: the nearest with a leader who can be told, or while that leader cannot, with a deputy.
 * Nobody's own: who leads a unit goes to the one above, and so does what is too much for the nearest (`isUp`). Where nobody can be told it is the unit itself, so that it stands in the lists
 * there.
 */
export async function leadingUnit(
  actor: PersonActor,
  unit: Unit,
  { today, isUp = false }: { today: string; isUp?: boolean },
  stores: Stores,
): Promise<Unit> {
  const led = new Set(placesOf(actor, ['leader']).map(({ unitId }) => unitId));
  const way = idsOf(unit.path).filter((id) => !led.has(id));
  const heads = await stores.people.listReachableHeads(way, today);
  const able = way.filter((id) => heads.some((head) => head.unitId === id && head.personId !== actor.person.id));
  const nearest = (isUp ? able.at(-2) : undefined) ?? able.at(-1);
  return await stores.units.get(nearest ?? way.at(-1) ?? unit.id);
}

/** Leaders of a unit who can be told today, its deputies while none of them can; never the person whom it is about. */
export async function listHeads(
  { unitId, personId }: { unitId: number; personId: number },
  today: string,
  { people }: Stores,
): Promise<number[]> {
  const heads = (await people.listReachableHeads([unitId], today)).filter((head) => head.personId !== personId);
  const leaders = heads.filter(({ role }) => role === 'leader');
  return [...new Set((leaders.length > 0 ? leaders : heads).map((head) => head.personId))];
}
