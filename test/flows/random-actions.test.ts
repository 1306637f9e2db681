import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { acknowledge } from '../../src/domain/directives/acknowledge-actions.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import { attest, disputeAttestation } from '../../src/domain/directives/attest-actions.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { getPassable, passOn } from '../../src/domain/directives/head-actions.ts';
import { leaveOffice, markReachable, markUnreachable, revokeAccount } from '../../src/domain/people/account-actions.ts';
import { Problem } from '../../src/domain/problem.ts';
import { people, units } from '../support/cast.ts';
import { actorNamed, figuresOf, HAND, issue, takePost } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';
import { lifeAndRecount } from '../support/recount-life.ts';
import { misplaced, statusAndRecount } from '../support/recount-status.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice({ enrolled: people.slice(0, 11).map(({ staffNo }) => staffNo) });
});
afterAll(() => office.close());

const who = fc.constantFrom(...people.map(({ staffNo }) => staffNo));
const where = fc.constantFrom(...units.map(({ code }) => code));
const which = fc.nat({ max: 200 });

let amendments = 0;

/** Everything that can happen to a receipt, with people, units and receipts drawn by lot. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('issue' as const), where, other: where }),
  fc.record({ what: fc.constant('issueToHeads' as const), where }),
  fc.record({ what: fc.constant('passOn' as const), which }),
  fc.record({ what: fc.constant('acknowledge' as const), which }),
  fc.record({ what: fc.constant('paper' as const), which }),
  fc.record({ what: fc.constant('phone' as const), which }),
  fc.record({ what: fc.constant('dispute' as const), which }),
  fc.record({ what: fc.constant('move' as const), who, where }),
  fc.record({ what: fc.constant('join' as const), who, where }),
  fc.record({ what: fc.constant('leave' as const), who }),
  fc.record({ what: fc.constant('block' as const), who }),
  fc.record({ what: fc.constant('unblock' as const), who }),
  fc.record({ what: fc.constant('revoke' as const), who }),
  fc.record({ what: fc.constant('amend' as const), which, keeps: fc.boolean() }),
  fc.record({ what: fc.constantFrom('withdraw' as const, 'close' as const), which }),
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

test('figures, matrix, front page and the life of a directive are what a recount says, whatever happens in whatever order', async () => {
  const directiveIds: number[] = [];
  const all = fc.array(happening, { minLength: 50, maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(all, async (happenings) => {
      for (const one of happenings) await happen(one, directiveIds);
      expect(await recount(office.database.url)).toEqual([]);
      expect(await misplaced(office)).toEqual([]);
      const { said, counted } = await statusAndRecount(office);
      expect(said).toEqual(counted);
      // The last but two has seen most of what has happened since.
      const life = await lifeAndRecount(office, directiveIds.at(-3) ?? 0);
      expect(life.said).toEqual(life.counted);
      for (const id of directiveIds.slice(-3)) {
        const figures = await figuresOf(office, id, 'SO');
        // Where nobody stands nobody owes, and there is nothing to be shown.
        const shares = await office.app.office.read.escalations.listShares(id, '2000-01-01');
        expect(figures ? figures.owed - figures.closed : 0).toBe(shares.reduce((sum, { due }) => sum + due, 0));
        if (!figures) continue;
        const { owed, closed, acknowledged, onPaper, sent, unknown, unreachable, notEnrolled, waiting } = figures;
        expect(closed + acknowledged + sent + unknown + unreachable + notEnrolled + waiting).toBe(owed);
        expect(onPaper).toBeLessThanOrEqual(acknowledged);
      }
    }),
    { numRuns: 42, endOnFailure: true },
  );
}, 240_000);

/** What the office refuses is as good a thing to happen as what it allows. */
async function happen(one: Happening, directiveIds: number[]): Promise<void> {
  try {
    await act(one, directiveIds);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

async function act(one: Happening, directiveIds: number[]): Promise<void> {
  const parts = office.app.office;
  switch (one.what) {
    case 'issue': {
      const knowUnitIds = [await office.unitId(one.other)];
      return await keep((await issue(office, [one.where], { knowUnitIds })).id, directiveIds);
    }
    case 'issueToHeads':
      return await keep((await issue(office, [one.where], { audience: 'heads' })).id, directiveIds);
    case 'passOn':
      return await passOnAll(one.which, directiveIds);
    case 'acknowledge': {
      const receipt = await parts.read.receipts.find(one.which);
      const actor = receipt && (await actorOf(receipt.personId));
      if (actor) await acknowledge(actor, { receiptId: one.which, messageId: null }, parts);
      return;
    }
    case 'paper':
    case 'phone': {
      const director = (await actorNamed(office, 'director')) as PersonActor;
      await attest(director, { receiptId: one.which, way: one.what, note: null }, parts);
      return;
    }
    case 'dispute': {
      const attestation = await parts.read.attestations.find(one.which % 20);
      const receipt = attestation && (await parts.read.receipts.find(attestation.receiptId));
      if (receipt) await disputeAttestation(await actorOf(receipt.personId), attestation.id, parts);
      return;
    }
    case 'move':
      return await takePost(office, one.who, one.where, { instead: true });
    case 'join':
      return await takePost(office, one.who, one.where);
    case 'leave':
      if (one.who !== 'director') await leaveOffice(HAND, one.who, parts);
      return await office.settle();
    case 'amend': {
      amendments += 1;
      const title = `Về việc ứng phó bão, bản ${amendments}`;
      const change = { title, text: `Trực tại cơ quan, bản ${amendments}.`, deadlineAt: null, reason: 'Bão đổi hướng' };
      const about = { ...change, keepsAcknowledged: one.keeps };
      await amendDirective(HAND, directiveIds[one.which % Math.max(1, directiveIds.length)] ?? 0, about, parts);
      return await office.settle();
    }
    case 'withdraw':
    case 'close': {
      // Most of what was issued stays in force.
      if (one.which % 4 > 0) return;
      const as = one.what === 'withdraw' ? 'withdrawn' : 'closed';
      const directiveId = directiveIds[one.which % Math.max(1, directiveIds.length)] ?? 0;
      await endDirective(HAND, directiveId, { as, reason: 'Ban hành nhầm' }, parts);
      return await office.settle();
    }
    case 'revoke':
      if (one.who !== 'director') await revokeAccount(HAND, one.who, parts);
      return await office.settle();
    default: {
      const account = await parts.read.people.findAccount(await office.personId(one.who));
      if (!account) return;
      if (one.what === 'block')
        await parts.inTransaction((stores) => markUnreachable(account.id, 'blocked', stores, parts));
      else await markReachable(account.id, parts);
      return await office.settle();
    }
  }
}

/** There are no figures where everybody has moved away from the unit, or nobody heads it. */
async function keep(id: number, directiveIds: number[]): Promise<void> {
  if (await figuresOf(office, id, 'SO')) directiveIds.push(id);
}

/** Every head who has this directive passes it on, to as many people as were said before. */
async function passOnAll(which: number, directiveIds: number[]): Promise<void> {
  const parts = office.app.office;
  const directiveId = directiveIds[which % Math.max(1, directiveIds.length)] ?? 0;
  for (const { receiptId, personId } of await parts.read.receipts.listRoster(directiveId, 0, 100)) {
    const actor = await actorOf(personId);
    await acknowledge(actor, { receiptId, messageId: null }, parts);
    const { people: announced } = await getPassable(actor, receiptId, parts.read, parts);
    const { id } = await passOn(actor, { receiptId, note: null }, parts);
    await office.settle();
    directiveIds.push(id);
    expect((await figuresOf(office, id, 'SO')).owed).toBe(announced);
  }
}

async function actorOf(personId: number): Promise<PersonActor> {
  const person = await office.app.office.read.people.get(personId);
  return (await actorNamed(office, person.staffNo)) as PersonActor;
}
