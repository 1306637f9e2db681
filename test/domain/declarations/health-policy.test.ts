import { expect, test } from 'vitest';
import type { HeldPost, PersonActor } from '../../../src/domain/actor.ts';
import type { HealthDeclaration } from '../../../src/domain/declarations/health.ts';
import { mayKeepHealth, maySeeHealth } from '../../../src/domain/declarations/health-policy.ts';
import { homePost } from '../../../src/domain/declarations/leader-chain.ts';
import { roles } from '../../../src/domain/people/post.ts';

/** The unit of a declaration, those above and below it, and one beside. */
const PATHS = { above: '/1/', own: '/1/2/', below: '/1/2/3/', beside: '/1/4/' };
const CHARGED = ['leader', 'deputy', 'focal'];

const actor = (id: number, ...posts: Omit<HeldPost, 'unitId'>[]): PersonActor => ({
  kind: 'person',
  person: { id, staffNo: 'x', fullName: 'X', phone: null, locale: null, leftOn: null },
  accountId: 1,
  posts: posts.map((post) => ({ unitId: 1, ...post })),
});

const declaration: HealthDeclaration = {
  id: 1,
  person: { id: 7, fullName: 'An', staffNo: 'an' },
  unit: { id: 2, name: 'own', path: PATHS.own },
  on: '2026-11-23',
  version: 1,
  declaredAt: new Date(0),
  detailsId: 1,
};

test('leaders, deputies and focal points of the unit and above keep and see what is declared there, and nobody else', () => {
  for (const role of roles) {
    for (const [where, unitPath] of Object.entries(PATHS)) {
      const may = CHARGED.includes(role) && ['above', 'own'].includes(where);
      const somebody = actor(8, { unitPath, role });
      expect(maySeeHealth(somebody, declaration, PATHS.own), `${role} ${where}`).toBe(may);
      expect(mayKeepHealth(somebody, PATHS.own), `${role} ${where}`).toBe(may);
    }
  }
});

test('everybody sees their own, wherever they work today', () => {
  expect(maySeeHealth(actor(7), declaration, PATHS.beside)).toBe(true);
});

test('somebody belongs where their lowest post is, the first of several', () => {
  const posts = [PATHS.above, PATHS.beside, PATHS.own].map((unitPath) => ({ unitPath }));
  expect(homePost(posts)?.unitPath).toBe(PATHS.beside);
  expect(homePost([])).toBeNull();
});
