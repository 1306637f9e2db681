import { randomCode, sha256 } from '../../lib/ids.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { cleanText } from '../directives/directive.ts';
import { canonicalJson, entryOf, type Fact } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import {
  type Listed,
  ROLL_CALL_LIMITS,
  type RollCall,
  type RollCallAnswer,
  type Said,
  takesAnswers,
} from './roll-call.ts';
import { mayRecord } from './roll-call-policy.ts';
import { tellHelpers } from './roll-call-telling.ts';

/**
 * `rollcall.answer`: "I am safe" or "I need help", from the person's own button; the last one counts. A call for help is passed on at
 * once, also when the roll call has ended meanwhile. Saying the same twice changes nothing.
 */
export async function answerRollCall(
  actor: PersonActor,
  listedId: number,
  said: { answer: RollCallAnswer; messageId: number | null },
  office: Office,
): Promise<Listed> {
  const at = office.clock.now();
  const listed = await office.inTransaction(async (stores) => {
    const found = await stores.rollCalls.findListed(listedId);
    if (!found || found.person.id !== actor.person.id) throw new Problem('notFound');
    const call = await takingCall(found, at, stores);
    const isNews = await stores.rollCalls.saveAnswer(listedId, { answer: said.answer, at, toldById: null });
    if (!isNews) return found;
    await write(actor, { call, listed: found, answer: said.answer, way: 'button' }, stores, office);
    await stores.rollCalls.renewCards(listedId, said.messageId, at);
    return (await stores.rollCalls.findListed(listedId))!;
  });
  office.wake();
  return listed;
}

/** `rollcall.record`: a leader was told by telephone how somebody is; the leader's name stands in the record. */
export async function recordAnswer(
  actor: PersonActor,
  listedId: number,
  answer: RollCallAnswer,
  office: Office,
): Promise<void> {
  const at = office.clock.now();
  await office.inTransaction(async (stores) => {
    const listed = await stores.rollCalls.findListed(listedId);
    if (!listed || !mayRecord(actor, listed)) throw new Problem('notFound');
    const call = await takingCall(listed, at, stores);
    const isNews = await stores.rollCalls.saveAnswer(listedId, { answer, at, toldById: actor.person.id });
    if (!isNews) return;
    await write(actor, { call, listed, answer, way: 'phone' }, stores, office);
    await stores.rollCalls.renewCards(listedId, null, at);
  });
  office.wake();
}

async function takingCall(listed: Listed, at: Date, { rollCalls }: Stores): Promise<RollCall> {
  const call = (await rollCalls.find(listed.rollCallId))!;
  if (!takesAnswers(call, at)) throw new Problem('rollCallEnded');
  return call;
}

interface Written {
  call: RollCall;
  /** As it was before. */
  listed: Listed;
  answer: RollCallAnswer;
  way: 'button' | 'phone';
}

async function write(
  actor: PersonActor,
  { call, listed, answer, way }: Written,
  stores: Stores,
  office: Office,
): Promise<void> {
  const at = office.clock.now();
  const byId = actor.person.id;
  const entry = { listedId: listed.id, byId, step: answer, at, said: null, updateId: null };
  const entryId = (await stores.rollCalls.addEntry(entry))!;
  const details = { answer, before: listed.answer, ...(call.endedAt === null ? {} : { late: true }) };
  const action = way === 'phone' ? 'rollcall.record' : 'rollcall.answer';
  await append(actor, listed, { action, at, way, details }, stores);
  // That somebody is safe is news only to whoever was called for help; that they need it, unless it was said already.
  if (answer !== listed.answer && (answer === 'help' || listed.answer === 'help')) {
    await tellHelpers(call, listed, { id: entryId, byId }, stores, office);
  }
}

async function append(
  actor: PersonActor,
  { rollCallId, person }: Listed,
  fact: Pick<Fact, 'action' | 'at' | 'way' | 'details' | 'passes'>,
  { evidence }: Stores,
): Promise<void> {
  const who = { actor: nameForRecord(actor), subject: `person:${person.staffNo}` };
  await evidence.append(entryOf({ ...fact, ...who, stream: `rollcall:${rollCallId}` }));
}

/**
 * `rollcall.say`: what is needed and where, beside a call for help, from the person or from whoever has them on the telephone. It is
 * sealed, and passed on as the call was. Gives false when there is no call for help (any more) that it could belong to.
 */
export async function sayMore(
  actor: PersonActor,
  listedId: number,
  said: Said | null,
  updateId: number,
  office: Office,
): Promise<boolean> {
  const at = office.clock.now();
  const isTaken = await office.inTransaction(async (stores) => {
    const listed = await stores.rollCalls.findListed(listedId);
    if (!listed || !(listed.person.id === actor.person.id || mayRecord(actor, listed))) throw new Problem('notFound');
    const call = (await stores.rollCalls.find(listed.rollCallId))!;
    if (listed.answer !== 'help' || !takesAnswers(call, at)) return false;
    // A place or a few words are soon guessed from a bare hash.
    const kept = { ...checked(said), salt: randomCode(16) };
    if ((await stores.rollCalls.listEntries(listedId)).length >= ROLL_CALL_LIMITS.additions)
      throw new Problem('helpTooOften');
    const step = 'words' in kept ? ('words' as const) : ('place' as const);
    const byId = actor.person.id;
    const id = await stores.rollCalls.addEntry({ listedId, byId, step, at, said: kept, updateId });
    if (id === null) return true;
    const details = { said: sha256(canonicalJson(kept)) };
    await append(actor, listed, { action: 'rollcall.say', at, way: 'typed', details, passes: true }, stores);
    await tellHelpers(call, listed, { id, byId }, stores, office);
    return true;
  });
  office.wake();
  return isTaken;
}

function checked(said: Said | null): Said {
  if (said === null) throw new Problem('answerNotHelp');
  if (!('words' in said)) return said;
  const words = cleanText(said.words).trim();
  if (words === '') throw new Problem('answerNotHelp');
  if (words.length > ROLL_CALL_LIMITS.words) throw new Problem('answerTooLong', { limit: ROLL_CALL_LIMITS.words });
  return { words };
}
