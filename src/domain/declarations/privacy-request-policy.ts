import { type PersonActor, placesOf } from '../actor.ts';
import type { Role } from '../people/post.ts';
import { idsOf } from '../units/unit.ts';
import type { PrivacyRequest } from './privacy-request.ts';

/** Who keeps the office's data: they answer what people ask about theirs. */
export const ANSWERING_ROLES: readonly Role[] = ['admin'];
/** Who answers for the whole office. */
export const OFFICE_ROLES: readonly Role[] = ['leader'];

/** Where somebody may answer: administrators at their unit and all below, the leaders of a whole office everywhere in it. */
export function answeringPaths(actor: PersonActor): string[] {
  const roots = placesOf(actor, OFFICE_ROLES).filter(({ unitPath }) => idsOf(unitPath).length === 1);
  return [...placesOf(actor, ANSWERING_ROLES), ...roots].map(({ unitPath }) => unitPath);
}

export const mayAnswerAny = (actor: PersonActor): boolean => answeringPaths(actor).length > 0;

/** Nobody answers what they asked themselves. */
export const mayAnswerRequest = (
  actor: PersonActor,
  { person, unit }: Pick<PrivacyRequest, 'person' | 'unit'>,
): boolean => actor.person.id !== person.id && answeringPaths(actor).some((path) => unit.path.startsWith(path));
