import type { PersonActor } from '../actor.ts';
import { mayKeepHealth } from './health-policy.ts';

/** Who stands at a door (such as a guard): by the code of a unit, the staff numbers of those who may check the passes of all who belong there or below. */
export type PassCheckers = Readonly<Record<string, readonly string[]>>;

/** The codes of units for which somebody may check passes without seeing anything else of anybody's health. */
export const checkedUnits = ({ person }: PersonActor, checkers: PassCheckers): string[] =>
  Object.entries(checkers).flatMap(([code, staffNos]) => (staffNos.includes(person.staffNo) ? [code] : []));

/**
 * Whose pass somebody may check, given where its bearer belongs today: whoever may see their health, whoever stands at a door of theirs
 * (`doorPaths`), and the bearer.
 */
export const mayCheckPass = (
  actor: PersonActor,
  bearer: { personId: number; homePath: string },
  doorPaths: readonly string[],
): boolean =>
  actor.person.id === bearer.personId ||
  mayKeepHealth(actor, bearer.homePath) ||
  doorPaths.some((path) => bearer.homePath.startsWith(path));
