import { type Actor, nameForRecord, reaches, wayFor } from '../actor.ts';
import { ISSUING_ROLES } from '../directives/directive-policy.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { AreaLevel } from './area-level.ts';
import { type Hazard, levelIn } from './hazard.ts';
import { placeOf } from './place.ts';

/** Levels hold for the whole office: whoever issues in its name, from the top of the tree, sets them. */
export async function maySetLevels(actor: Actor, { units }: Stores): Promise<boolean> {
  const roots = await units.listRoots();
  return roots.some(({ path }) => reaches(actor, ISSUING_ROLES, path));
}

export interface LevelWish {
  hazard: string;
  province: string;
  /** As it is written in the hazard's scale. */
  level: string;
  fromOn: string;
  toOn: string | null;
  directiveId: number | null;
}

export const hazardOf = (code: string, { hazards }: Pick<Office, 'hazards'>): Hazard | null =>
  hazards.find((hazard) => hazard.code === code) ?? null;

/**
 * `area.set`: a province stands at another level of a hazard from a day on, in place of the one before. Everybody whose trip it touches
 * is told by a routine. Setting the same again changes nothing.
 */
export async function setLevel(actor: Actor, wish: LevelWish, office: Office): Promise<AreaLevel> {
  const at = office.clock.now();
  const hazard = hazardOf(wish.hazard, office);
  const level = hazard && levelIn(hazard, wish.level);
  if (!level) throw new Problem('levelUnknown');
  if (placeOf(wish.province)?.province.code !== wish.province) throw new Problem('placeUnknown');
  if (wish.toOn !== null && wish.toOn < wish.fromOn) throw new Problem('dayTooEarly');
  const set = await office.inTransaction(async (stores) => {
    if (!(await maySetLevels(actor, stores))) throw new Problem('mayNotSetLevels');
    const { hazard: code, province, fromOn, toOn, directiveId } = wish;
    const before = await stores.areaLevels.endCurrent(code, province, at);
    const setByName = actor.kind === 'person' ? actor.person.fullName : actor.name;
    const id = await stores.areaLevels.add({
      hazard: code,
      province,
      level,
      fromOn,
      toOn,
      directiveId,
      setByName,
      setAt: at,
    });
    const details = { hazard: code, province, level: wish.level, from: fromOn, until: toOn, directive: directiveId };
    await record('area.set', actor, { ...details, before: before?.level ?? null }, at, stores);
    return (await stores.areaLevels.find(id))!;
  });
  office.wake();
  return set;
}

/** `area.lift`: the level holds no more. Done twice it changes nothing. */
export async function liftLevel(actor: Actor, id: number, office: Office): Promise<AreaLevel> {
  const at = office.clock.now();
  const lifted = await office.inTransaction(async (stores) => {
    if (!(await maySetLevels(actor, stores))) throw new Problem('mayNotSetLevels');
    const level = await stores.areaLevels.find(id);
    if (!level) throw new Problem('notFound');
    if (await stores.areaLevels.end(id, at)) {
      await record(
        'area.lift',
        actor,
        { hazard: level.hazard, province: level.province, level: level.level },
        at,
        stores,
      );
    }
    return (await stores.areaLevels.find(id))!;
  });
  office.wake();
  return lifted;
}

async function record(
  action: 'area.set' | 'area.lift',
  actor: Actor,
  details: Record<string, string | number | null>,
  at: Date,
  { evidence }: Stores,
): Promise<void> {
  const way = wayFor(actor);
  const fact = { stream: 'office', action, at, way, actor: nameForRecord(actor), subject: `area:${details.province}` };
  await evidence.append(entryOf({ ...fact, details }));
}
