import { type Actor, type PersonActor, reaches } from '../actor.ts';
import type { Role } from '../people/post.ts';
import type { HealthDeclaration } from './health.ts';

/** Who answers for the health of people: their leader chain and the focal point. */
export const HEALTH_ROLES: readonly Role[] = ['leader', 'deputy', 'focal'];

/** Begin and end campaigns, see who has declared, remind. */
export const mayKeepHealth = (actor: Actor, unitPath: string): boolean => reaches(actor, HEALTH_ROLES, unitPath);

/** What somebody declared, given where they belong today: whoever answered for them once no longer does. */
export const maySeeHealth = (actor: PersonActor, { person }: HealthDeclaration, homePath: string): boolean =>
  actor.person.id === person.id || reaches(actor, HEALTH_ROLES, homePath);
