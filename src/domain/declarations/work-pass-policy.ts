import type { PersonActor } from '../actor.ts';
import { mayKeepHealth } from './health-policy.ts';

/** Whose pass somebody may check, given where its bearer belongs today: no more people than may see their health, and the bearer. */
export const mayCheckPass = (actor: PersonActor, bearer: { personId: number; homePath: string }): boolean =>
  actor.person.id === bearer.personId || mayKeepHealth(actor, bearer.homePath);
