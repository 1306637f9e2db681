import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeldPost, PersonActor } from '../../../src/domain/actor.ts';
import { isPassCode, makePass, passWord, readPass, type WorkPass } from '../../../src/domain/declarations/work-pass.ts';
import { checkedUnits, mayCheckPass } from '../../../src/domain/declarations/work-pass-policy.ts';
import { checkCodeOf, readCheckCode } from '../../../src/domain/directives/verification.ts';
import { roles } from '../../../src/domain/people/post.ts';
import { randomCode } from '../../../src/lib/ids.ts';
import { markOf, newKey } from '../../../src/lib/sealing.ts';

const key = newKey();
const days = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const passes: fc.Arbitrary<WorkPass> = fc.record({ personId: fc.integer({ min: 1, max: 2 ** 48 - 1 }), day: days });

const bytesOf = (code: string): Buffer => Buffer.from(code.slice(1), 'base64url');
const codeOf = (bytes: Uint8Array): string => `p${Buffer.from(bytes).toString('base64url')}`;
/** How many of a code's bytes say what it is; the others are the mark. */
const BODY = 11;

describe('a code', () => {
  test('is read as the pass that it was made for, is the same each time, and fits a link to the bot', () => {
    fc.assert(
      fc.property(passes, (pass) => {
        const code = makePass(pass, key);
        expect(readPass(code, key)).toEqual(pass);
        expect(makePass({ ...pass }, key)).toBe(code);
        expect(code).toMatch(/^[\w-]{1,64}$/);
      }),
    );
  });

  test('with any bit turned over is refused', () => {
    const whole = bytesOf(makePass({ personId: 42, day: '2026-11-23' }, key));
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const changed = Buffer.from(whole);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(readPass(codeOf(changed), key), `bit ${bit}`).toBeNull();
    }
  });

  test('with any letter changed, cut off or put on is refused', () => {
    const letters = fc.constantFrom(...'ABCabc019_-+/=. \n');
    fc.assert(
      fc.property(passes, fc.nat({ max: 36 }), letters, (pass, place, letter) => {
        const code = makePass(pass, key);
        const changed = `${code.slice(0, place)}${letter}${code.slice(place + 1)}`;
        fc.pre(changed !== code);
        for (const other of [changed, code.slice(0, place), `${code}${letter}`, `${letter}${code}`]) {
          expect(readPass(other, key)).toBeNull();
        }
      }),
    );
  });

  test('is of no use for another person, another day or another office', () => {
    fc.assert(
      fc.property(passes, passes, (one, other) => {
        fc.pre(one.personId !== other.personId || one.day !== other.day);
        const [mine, theirs] = [bytesOf(makePass(one, key)), bytesOf(makePass(other, key))];
        expect(readPass(codeOf(Buffer.concat([theirs.subarray(0, BODY), mine.subarray(BODY)])), key)).toBeNull();
        expect(readPass(makePass(one, newKey()), key)).toBeNull();
      }),
    );
  });

  test('of another shape is refused, also when the office itself has marked it', () => {
    const body = bytesOf(makePass({ personId: 42, day: '2026-11-23' }, key)).subarray(0, BODY);
    const marked = (bytes: Buffer) => codeOf(Buffer.concat([bytes, markOf(key, bytes, 16)]));
    expect(readPass(marked(body), key)).toEqual({ personId: 42, day: '2026-11-23' });
    for (const version of [0, 2, 255]) {
      const other = Buffer.from(body);
      other[0] = version;
      expect(readPass(marked(other), key)).toBeNull();
    }
    expect(readPass(marked(Buffer.concat([body, Buffer.of(0, 0, 0)])), key)).toBeNull();
  });

  test('is taken neither for an invite nor for the code of a card, nor they for it', () => {
    fc.assert(
      fc.property(passes, ({ personId, day }) => {
        const code = makePass({ personId, day }, key);
        expect(isPassCode(code)).toBe(true);
        expect(readCheckCode(code)).toBeNull();
        expect(code.length).not.toBe(randomCode(24).length);
        expect(isPassCode(`p${randomCode(24).slice(1)}`)).toBe(false);
        expect(isPassCode(checkCodeOf({ directiveId: personId, version: 1, textHash: 'a'.repeat(64) }))).toBe(false);
      }),
    );
  });
});

test('a pass says one of four words: who is to be watched may work, and who declared unasked is told apart', () => {
  const said = (['fit', 'watch', 'home', null] as const).map((result) =>
    [true, false].map((owes) => passWord(result, owes)),
  );
  expect(said).toEqual([
    ['fit', 'fit'],
    ['fit', 'fit'],
    ['home', 'home'],
    ['undeclared', 'notAsked'],
  ]);
});

/** Where the bearer works, above, below and beside it. */
const PATHS = { above: '/1/', own: '/1/2/', below: '/1/2/3/', beside: '/1/4/' };

const actor = (id: number, ...posts: Omit<HeldPost, 'unitId'>[]): PersonActor => ({
  kind: 'person',
  person: { id, staffNo: 'x', fullName: 'X', phone: null, locale: null, leftOn: null },
  accountId: 1,
  posts: posts.map((post) => ({ unitId: 1, ...post })),
});

test('leaders, deputies and focal points over the unit where its bearer works check a pass, its bearer, and nobody else', () => {
  const bearer = { personId: 7, homePath: PATHS.own };
  for (const role of roles) {
    for (const [where, unitPath] of Object.entries(PATHS)) {
      const may = ['leader', 'deputy', 'focal'].includes(role) && ['above', 'own'].includes(where);
      expect(mayCheckPass(actor(8, { unitPath, role }), bearer, []), `${role} ${where}`).toBe(may);
    }
  }
  expect(mayCheckPass(actor(8), bearer, [])).toBe(false);
  expect(mayCheckPass(actor(7, { unitPath: PATHS.beside, role: 'staff' }), bearer, [])).toBe(true);
});

test('whoever stands at a door checks the passes of all who belong there or below, and of nobody beside or above', () => {
  const guard = actor(8, { unitPath: PATHS.beside, role: 'staff' });
  const may = Object.values(PATHS).map((homePath) => mayCheckPass(guard, { personId: 7, homePath }, [PATHS.own]));
  expect(may).toEqual([false, true, true, false]);
  expect(checkedUnits(guard, { SO: ['y'], KL: ['z', 'x'] })).toEqual(['KL']);
});
