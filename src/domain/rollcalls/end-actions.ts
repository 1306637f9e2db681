import { addMilliseconds } from '../../lib/clock.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { ROLL_CALL_LIFE, type RollCall, sumOf } from './roll-call.ts';
import { mayEnd } from './roll-call-policy.ts';

/** People per transaction, each with up to seven messages in their chat. */
const CHUNK = 140;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/** `rollcall.end`: nobody is asked any more. Ending it twice changes nothing. */
export async function endRollCall(actor: PersonActor, id: number, office: Office): Promise<void> {
  const call = await office.read.rollCalls.find(id);
  if (!call || !mayEnd(actor, call)) throw new Problem('notFound');
  await end(call, actor, office);
}

/** What nobody ended is over after a day. */
export async function endOldRollCalls(office: Office): Promise<void> {
  const before = addMilliseconds(office.clock.now(), -ROLL_CALL_LIFE);
  for (const call of await office.read.rollCalls.listRunning()) {
    if (call.askedAt <= before) await end(call, null, office);
  }
}

async function end({ id, units }: RollCall, actor: PersonActor | null, office: Office): Promise<void> {
  const at = office.clock.now();
  await office.inTransaction(async ({ rollCalls, evidence }) => {
    if (!(await rollCalls.end(id, at, actor?.person.id ?? null))) return;
    const figures = sumOf(
      await rollCalls.listFigures(
        id,
        units.map(({ path }) => path),
      ),
    );
    const stream = `rollcall:${id}`;
    const who = actor ? nameForRecord(actor) : 'office:clock';
    const way = actor ? ('button' as const) : ('clock' as const);
    const fact = { stream, action: 'rollcall.end', at, way, actor: who, subject: stream };
    await evidence.append(entryOf({ ...fact, details: { ...figures } }));
  });
  office.wake();
}

/**
 * After the end, what people have in their chats says so and loses its buttons, behind whatever is being sent. Goes on where it
 * stopped after a crash.
 */
export async function recardRollCalls(office: Office): Promise<void> {
  for (const id of await office.read.rollCalls.listToRecard()) {
    let last: number | null = 0;
    while (last !== null) {
      const at = office.clock.now();
      last = (await office.inTransaction(({ rollCalls }) => rollCalls.recardChunk(id, CHUNK, at))).last;
      office.wake();
      await office.clock.sleep(BREATH);
    }
  }
}
