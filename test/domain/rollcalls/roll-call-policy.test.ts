import { describe, expect, test } from 'vitest';
import type { PersonActor } from '../../../src/domain/actor.ts';
import { type Role, roles } from '../../../src/domain/people/post.ts';
import { mayCall, mayEnd, mayRecord, maySeeListed, partsOf } from '../../../src/domain/rollcalls/roll-call-policy.ts';

/** The office, a branch of it, a station of the branch, and a neighbour of the branch. */
const [OFFICE, BRANCH, STATION, BESIDE] = ['/1/', '/1/2/', '/1/2/3/', '/1/4/'];

const actor = (role: Role, unitPath: string, id = 1): PersonActor => ({
  kind: 'person',
  person: { id, staffNo: `${id}`, fullName: 'Lê An', phone: null, locale: null, leftOn: null },
  accountId: 1,
  posts: [{ unitId: 1, unitPath, role }],
});
const call = { units: [{ id: 2, name: 'Chi cục', path: BRANCH! }] };
const listed = {
  unit: { id: 3, name: 'Hạt', path: STATION! },
  person: { id: 9, fullName: 'Mai Châu', staffNo: '9', phone: null },
};

describe.each(roles)('a %s', (role) => {
  const isInCharge = ['leader', 'deputy', 'focal'].includes(role);

  test(`of the unit or above may ${isInCharge ? 'do everything' : 'do nothing'}, of a neighbour nothing`, () => {
    for (const path of [OFFICE!, BRANCH!]) {
      const who = actor(role, path);
      expect(mayCall(who, call.units)).toBe(isInCharge);
      expect(mayEnd(who, call)).toBe(isInCharge);
      expect(maySeeListed(who, listed)).toBe(isInCharge);
      expect(mayRecord(who, listed)).toBe(isInCharge);
      expect(partsOf(who, call)).toEqual(isInCharge ? [BRANCH] : []);
    }
    const beside = actor(role, BESIDE!);
    expect([mayCall(beside, call.units), mayEnd(beside, call), maySeeListed(beside, listed)]).not.toContain(true);
    expect(partsOf(beside, call)).toEqual([]);
  });

  test('below sees at most their own part, and ends nothing', () => {
    const below = actor(role, STATION!);
    expect(partsOf(below, call)).toEqual(isInCharge ? [STATION] : []);
    expect(mayRecord(below, listed)).toBe(isInCharge);
    expect([mayCall(below, call.units), mayEnd(below, call)]).toEqual([false, false]);
  });
});

test('nobody speaks for themselves by telephone, and nobody asks no unit', () => {
  expect(mayRecord(actor('leader', OFFICE!, 9), listed)).toBe(false);
  expect(mayCall(actor('leader', OFFICE!), [])).toBe(false);
});
