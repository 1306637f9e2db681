import type { PersonActor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { HealthDeclaration } from './health.ts';
import { isOver, type Trip } from './trip.ts';

/** A declaration of one's own that can still be read. */
export type OwnDeclaration = { what: 'trip'; trip: Trip } | { what: 'health'; declaration: HealthDeclaration };

export const declaredKinds = ['trip', 'health'] as const;
export type DeclaredKind = (typeof declaredKinds)[number];

const dayOf = (one: OwnDeclaration): string => (one.what === 'trip' ? one.trip.toOn : one.declaration.on);

/** What one has declared and nobody has erased, the last first. */
export async function listOwnDeclarations(
  actor: PersonActor,
  { limit, offset }: { limit: number; offset: number },
  { read }: Office,
): Promise<{ declarations: OwnDeclaration[]; total: number }> {
  const trips = (await read.trips.listAllOf(actor.person.id)).filter(({ erasedAt }) => erasedAt === null);
  const health = await read.health.listReadableOf(actor.person.id);
  const all: OwnDeclaration[] = [
    ...trips.map((trip) => ({ what: 'trip' as const, trip })),
    ...health.map((declaration) => ({ what: 'health' as const, declaration })),
  ];
  const sorted = all.sort((one, other) => (dayOf(one) < dayOf(other) ? 1 : dayOf(one) > dayOf(other) ? -1 : 0));
  return { declarations: sorted.slice(offset, offset + limit), total: all.length };
}

/**
 * One's own declaration that may be withdrawn: of one's health, or a trip that is over. Throws `tripNotOver`; somebody else's is
 * refused like one that never was.
 */
export async function getWithdrawable(
  actor: PersonActor,
  what: DeclaredKind,
  id: number,
  { trips, health }: Pick<Stores, 'trips' | 'health'>,
): Promise<OwnDeclaration> {
  if (what === 'trip') {
    const trip = await trips.find(id);
    if (trip?.person.id !== actor.person.id) throw new Problem('notFound');
    if (!isOver(trip)) throw new Problem('tripNotOver');
    return { what, trip };
  }
  const declaration = await health.find(id);
  if (declaration?.person.id !== actor.person.id) throw new Problem('notFound');
  return { what, declaration };
}

export const isErased = (declared: OwnDeclaration): boolean =>
  declared.what === 'trip' ? declared.trip.erasedAt !== null : declared.declaration.detailsId === null;
