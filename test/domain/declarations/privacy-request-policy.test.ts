import { describe, expect, test } from 'vitest';
import type { PersonActor } from '../../../src/domain/actor.ts';
import { dueDay, PRIVACY_REQUEST_TERMS } from '../../../src/domain/declarations/privacy-request.ts';
import { mayAnswerAny, mayAnswerRequest } from '../../../src/domain/declarations/privacy-request-policy.ts';
import { type Role, roles } from '../../../src/domain/people/post.ts';

/** The office, a branch of it, a station of the branch, a neighbour of the branch, and another office. */
const [OFFICE, BRANCH, STATION, BESIDE, OTHER] = ['/1/', '/1/2/', '/1/2/3/', '/1/4/', '/5/'];

const actor = (role: Role, unitPath: string, id = 1): PersonActor => ({
  kind: 'person',
  person: { id, staffNo: `${id}`, fullName: 'Lê An', phone: null, locale: null, leftOn: null },
  accountId: 1,
  posts: [{ unitId: 1, unitPath, role }],
});
const request = {
  unit: { id: 2, name: 'Chi cục', path: BRANCH! },
  person: { id: 9, fullName: 'Mai Châu', staffNo: '9' },
};

describe.each(roles)('a %s', (role) => {
  const may = Object.fromEntries(
    [OFFICE, BRANCH, STATION, BESIDE, OTHER].map((path) => [path, mayAnswerRequest(actor(role, path!), request)]),
  );

  test('answers what people of the unit ask where they keep the data of it, or lead the whole office', () => {
    expect(may).toEqual({
      [OFFICE!]: role === 'admin' || role === 'leader',
      [BRANCH!]: role === 'admin',
      [STATION!]: false,
      [BESIDE!]: false,
      [OTHER!]: false,
    });
  });

  test('never answers what they asked themselves', () => {
    expect(mayAnswerRequest(actor(role, OFFICE!, 9), request)).toBe(false);
  });

  test('finds the list of requests only where they may answer any', () => {
    expect(mayAnswerAny(actor(role, STATION!))).toBe(role === 'admin');
  });
});

test('the days are counted from the day after, over the end of a month and of a year', () => {
  expect(dueDay('correct', '2026-11-23', PRIVACY_REQUEST_TERMS)).toBe('2026-12-03');
  expect(dueDay('erase', '2026-12-20', PRIVACY_REQUEST_TERMS)).toBe('2027-01-09');
  expect(dueDay('restrict', '2028-02-20', PRIVACY_REQUEST_TERMS)).toBe('2028-03-06');
});
