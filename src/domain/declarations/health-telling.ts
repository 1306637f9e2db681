import type { PersonActor } from '../actor.ts';
import { isReachable } from '../people/reachable.ts';
import type { Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import type { HealthDeclaration } from './health.ts';
import { leadingUnit, listHeads } from './leader-chain.ts';

/** Says to the nearest leader and the focal points that there is something to look at; who and what stands behind the button. */
export async function tellOfHealth(
  actor: PersonActor,
  declaration: HealthDeclaration,
  unit: Unit,
  { now: dueAt, today }: { now: Date; today: string },
  stores: Stores,
): Promise<void> {
  const purpose = `health:${declaration.id}:v${declaration.version}`;
  for (const personId of await listAnswering(actor, unit, today, stores)) {
    const word = { personId, kind: 'health.alert' as const, purpose, subjectId: declaration.id };
    await stores.deliveries.add({ ...word, lane: 'alert', dueAt });
  }
}

/** The nearest leader and the focal points who answer for somebody, as far as they can be told today. */
export async function listAnswering(
  actor: PersonActor,
  unit: Unit,
  today: string,
  stores: Stores,
): Promise<Set<number>> {
  const leading = await leadingUnit(actor, unit, { today }, stores);
  const told = new Set(await listHeads({ unitId: leading.id, personId: actor.person.id }, today, stores));
  for (const focal of await stores.people.listHoldersAbove(unit.path, ['focal'], today)) {
    if (focal.id !== actor.person.id && (await isReachable(focal.id, stores))) told.add(focal.id);
  }
  return told;
}
