import { randomBytes } from 'node:crypto';
import { dayOf } from '../../lib/day.ts';
import { hasClassifiedMark } from '../../lib/text.ts';
import type { PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { FrozenRoster } from '../evidence/frozen-roster.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { RollCall } from './roll-call.ts';
import { mayCall } from './roll-call-policy.ts';
import { tellAsker } from './roll-call-telling.ts';

/** People per transaction, with a message to each: every process writes at most 1,000 rows at a time. */
const CHUNK = 500;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

export interface RollCallWish {
  about: string;
  unitIds: number[];
}

/** How many stand on the list today, and whom of them no message reaches. */
export async function countAsked(actor: PersonActor, unitIds: number[], office: Office) {
  const units = await office.read.units.listByIds(unitIds);
  if (units.length < unitIds.length || !mayCall(actor, units)) throw new Problem('mayNotCallRoll');
  const today = dayOf(office.clock.now(), office.zone);
  const addressing = { unitIds, knowUnitIds: [], audience: 'everyone' as const };
  return { units, ...(await office.read.receipts.countAddressed(addressing, today)) };
}

/**
 * `rollcall.call`: everybody at and below these units is asked whether they are safe. Here it is only written down that it is to be
 * done; `prepareRollCall` does it. Submitting a draft twice gives one roll call.
 */
export async function callRoll(
  actor: PersonActor,
  wish: RollCallWish,
  draftId: number,
  office: Office,
): Promise<RollCall> {
  if (hasClassifiedMark(wish.about)) throw new Problem('classifiedText');
  const at = office.clock.now();
  const call = await office.inTransaction(async (stores) => {
    const before = await stores.rollCalls.findByDraft(draftId);
    if (before) return before;
    const units = await stores.units.listByIds(wish.unitIds);
    if (units.length < wish.unitIds.length || !mayCall(actor, units)) throw new Problem('mayNotCallRoll');
    const id = await stores.rollCalls.add({ ...wish, askedById: actor.person.id, at, draftId });
    const added = (await stores.rollCalls.find(id))!;
    await tellAsker(added, at, stores);
    return added;
  });
  office.wake();
  return call;
}

/** Roll calls whose list is still to be written, or whose writing was cut off. */
export async function prepareRollCalls(office: Office): Promise<void> {
  for (const { id, state } of await office.read.rollCalls.listRunning()) {
    if (state === 'preparing') await prepareRollCall(id, office);
  }
}

/**
 * Writes the frozen list and asks its people, chunk by chunk: nobody on a roof waits until the last line is written. Can be run again
 * from anywhere after a crash, since each person stands on the list once and is asked once. Gives false when it was open already.
 */
export async function prepareRollCall(id: number, office: Office): Promise<boolean> {
  const call = (await office.read.rollCalls.find(id))!;
  const today = dayOf(call.askedAt, office.zone);
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    const { askedAt } = call;
    after = (await office.inTransaction(({ rollCalls }) => rollCalls.prepareChunk(id, from, CHUNK, askedAt, today)))
      .last;
    office.wake();
    if (after !== null) await office.clock.sleep(BREATH);
  }
  const secret = randomBytes(32);
  const roster = await rootOf(id, secret, office);
  const at = office.clock.now();
  return await office.inTransaction(async ({ rollCalls, units, evidence }) => {
    if (!(await rollCalls.open(id, at))) return false;
    const codes = (await units.listByIds(call.units.map((unit) => unit.id))).map(({ code }) => code);
    const [stream, actor] = [`rollcall:${id}`, `person:${call.askedBy.staffNo}`];
    const fact = { stream, action: 'rollcall.call', at, way: 'button' as const, actor, subject: stream };
    const details = { about: call.about, units: codes, roster: roster.root(), asked: roster.count };
    await evidence.append(entryOf({ ...fact, details }, secret));
    return true;
  });
}

async function rootOf(id: number, secret: Buffer, office: Office): Promise<FrozenRoster> {
  const roster = new FrozenRoster(secret);
  for (let after = 0; ; ) {
    const people = await office.read.rollCalls.listRoster(id, after, CHUNK);
    for (const person of people) roster.add(person.listedId, person.staffNo, person.unitCode);
    if (people.length < CHUNK) return roster;
    after = people.at(-1)!.personId;
    await office.clock.sleep(0);
  }
}
