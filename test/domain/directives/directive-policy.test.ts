import { describe, expect, test } from 'vitest';
import type { PersonActor } from '../../../src/domain/actor.ts';
import { mayPassOn } from '../../../src/domain/directives/directive-policy.ts';
import { type Role, roles } from '../../../src/domain/people/post.ts';

const HEAD = 1;
const [AGENCY, UNIT, OTHER] = [10, 11, 12];

const actorWith = (id: number, posts: [unitId: number, role: Role][]): PersonActor => ({
  kind: 'person',
  person: { id, staffNo: `${id}`, fullName: 'Lê An', phone: null, locale: null, leftOn: null },
  accountId: 1,
  posts: posts.map(([unitId, role]) => ({ unitId, role, unitPath: unitId === UNIT ? '/10/11/' : `/${unitId}/` })),
});

describe('a directive for heads', () => {
  const may = (actor: PersonActor, isAway: boolean, unitIds = [UNIT]) =>
    mayPassOn(
      actor,
      { personId: HEAD, isAway },
      unitIds.map((id) => ({ id })),
    );

  test.each(roles.map((role) => [role, role === 'deputy'] as const))(
    'may be passed on for a head who is away by a %s of the unit: %s',
    (role, isAllowed) => {
      expect(may(actorWith(2, [[UNIT, role]]), true)).toBe(isAllowed);
      expect(may(actorWith(2, [[UNIT, role]]), false)).toBe(false);
      expect(may(actorWith(2, [[OTHER, role]]), true)).toBe(false);
      expect(may(actorWith(2, [[AGENCY, role]]), true)).toBe(false);
    },
  );

  test('may be passed on by its head, as long as they head something', () => {
    expect(may(actorWith(HEAD, [[UNIT, 'leader']]), false)).toBe(true);
    expect(may(actorWith(HEAD, []), false, [])).toBe(false);
  });

  test('may be passed on by a deputy of all the units, and not of some', () => {
    expect(may(actorWith(2, [[UNIT, 'deputy']]), true, [UNIT, OTHER])).toBe(false);
    const both: [number, Role][] = [
      [UNIT, 'deputy'],
      [OTHER, 'deputy'],
    ];
    expect(may(actorWith(2, both), true, [UNIT, OTHER])).toBe(true);
  });
});
