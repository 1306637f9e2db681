import { addMilliseconds } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type PersonActor, reaches } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { idsOf } from '../units/unit.ts';
import {
  type Figures,
  figuresBelow,
  isRunning,
  LATE_ANSWERS,
  type Listed,
  placeInCall,
  ROLL_CALL_ROLES,
  type RollCall,
  type RollCallEntry,
  type Said,
  sumOf,
  takesAnswers,
  type UnitFigures,
} from './roll-call.ts';
import { mayCallAny, mayEnd, mayRecord, maySeeListed, partsOf } from './roll-call-policy.ts';
import type { ListPage } from './roll-call-store.ts';

/** How a roll call stands, for the part of it that somebody may see. */
export interface RollCallAccount {
  call: RollCall;
  /** The place in the tree that is shown; null for all that they may see. */
  unit: UnitFigures['unit'] | null;
  figures: Figures;
  /** Of the units right below. */
  parts: UnitFigures[];
  /** How many answered after the end. */
  late: number;
  mayEnd: boolean;
}

async function getSeen(actor: PersonActor, id: number, { read }: Office) {
  const call = await read.rollCalls.find(id);
  const parts = call ? partsOf(actor, call) : [];
  if (!call || parts.length === 0) throw new Problem('notFound');
  return { call, parts };
}

/** Refused like one that never was. `unitId`: 0 for all that the actor may see. */
export async function viewRollCall(
  actor: PersonActor,
  { id, unitId }: { id: number; unitId: number },
  office: Office,
): Promise<RollCallAccount> {
  const { call, parts } = await getSeen(actor, id, office);
  const unit = await placeAt(unitId, parts, office);
  const paths = unit ? [unit.path] : parts;
  const { units, rollCalls } = office.read;
  const figures = await rollCalls.listFigures(id, paths);
  const [only] = paths;
  const top = unit ?? (paths.length === 1 ? (await units.find(lastIdOf(only!)))! : null);
  const below = top
    ? figuresBelow(figures, top.path, await units.listChildren(top.id))
    : (await units.listByIds(paths.map(lastIdOf))).map(({ id, name, path }) => ({
        unit: { id, name, path },
        ...sumOf(figures.filter((one) => one.unit.path.startsWith(path))),
      }));
  const late = isRunning(call) ? 0 : await rollCalls.countLate(id, paths);
  // A list that is still being written is on record only when it is whole.
  const mayBeEnded = call.state === 'open' && mayEnd(actor, call);
  return { call, unit, figures: sumOf(figures), parts: below, late, mayEnd: mayBeEnded };
}

/** The same for whom it is sent to; null when they have no part in it any more. */
export async function viewAccountOf(personId: number, id: number, office: Office): Promise<RollCallAccount | null> {
  const { read, clock, zone } = office;
  const posts = await read.people.listHeldPosts(personId, dayOf(clock.now(), zone));
  const person = await read.people.get(personId);
  const actor: PersonActor = { kind: 'person', person, accountId: null, posts };
  const call = await read.rollCalls.find(id);
  return call && partsOf(actor, call).length > 0 ? await viewRollCall(actor, { id, unitId: 0 }, office) : null;
}

const lastIdOf = (path: string): number => idsOf(path).at(-1)!;

async function placeAt(unitId: number, parts: string[], { read }: Office): Promise<UnitFigures['unit'] | null> {
  if (unitId === 0) return null;
  const unit = await read.units.find(unitId);
  if (!unit || !parts.some((path) => unit.path.startsWith(path))) throw new Problem('notFound');
  return { id: unit.id, name: unit.name, path: unit.path };
}

/** Calls for help, then the silent by name: one page of those who want somebody's attention. */
export async function listWanting(
  actor: PersonActor,
  { id, unitId }: { id: number; unitId: number },
  page: ListPage,
  office: Office,
): Promise<{ call: RollCall; figures: Figures; people: Listed[]; total: number }> {
  const { call, parts } = await getSeen(actor, id, office);
  const unit = await placeAt(unitId, parts, office);
  const paths = unit ? [unit.path] : parts;
  const figures = sumOf(await office.read.rollCalls.listFigures(id, paths));
  const found = await office.read.rollCalls.listWanting(id, paths, page);
  // The list outlives the roll call, and people go to other units: afterwards a number is found at the person.
  const people = takesAnswers(call, office.clock.now()) ? found : found.map(withoutPhone);
  return { call, figures, people, total: figures.help + figures.silent };
}

/** Somebody on the list, with all that they said, for those who help. */
export interface ListedView {
  call: RollCall;
  listed: Listed;
  entries: { entry: RollCallEntry; said: Said | null }[];
  mayRecord: boolean;
}

/** Afterwards neither telephone nor words are for those who no longer answer for the person. */
export async function viewListed(actor: PersonActor, listedId: number, office: Office): Promise<ListedView> {
  const { read, clock } = office;
  const listed = await read.rollCalls.findListed(listedId);
  if (!listed || !maySeeListed(actor, listed)) throw new Problem('notFound');
  const call = (await read.rollCalls.find(listed.rollCallId))!;
  const isTaken = takesAnswers(call, clock.now());
  const isTheirs = isTaken || (await isStillTheirs(actor, listed.person.id, office));
  const entries: ListedView['entries'] = [];
  for (const entry of await read.rollCalls.listEntries(listedId)) {
    entries.push({ entry, said: isTheirs ? await read.rollCalls.getSaid(entry) : null });
  }
  const seen = isTheirs ? listed : withoutPhone(listed);
  return { call, listed: seen, entries, mayRecord: isTaken && mayRecord(actor, listed) };
}

const withoutPhone = (listed: Listed): Listed => ({ ...listed, person: { ...listed.person, phone: null } });

async function isStillTheirs(actor: PersonActor, personId: number, { read, clock, zone }: Office): Promise<boolean> {
  const posts = await read.people.listHeldPosts(personId, dayOf(clock.now(), zone));
  return posts.some(({ unitPath }) => reaches(actor, ROLL_CALL_ROLES, unitPath));
}

/** Roll calls that run or have just ended, of which the actor sees a part; the latest first. */
export async function listRollCalls(actor: PersonActor, { read, clock }: Office): Promise<RollCall[]> {
  if (!mayCallAny(actor)) return [];
  const calls = await read.rollCalls.listSince(addMilliseconds(clock.now(), -LATE_ANSWERS));
  return calls.filter((call) => partsOf(actor, call).length > 0);
}

/** One's own line in a roll call; anybody else's is refused like one that never was. */
export async function viewOwnListed(
  actor: PersonActor,
  listedId: number,
  { read }: Office,
): Promise<{ call: RollCall; listed: Listed }> {
  const listed = await read.rollCalls.findListed(listedId);
  if (!listed || listed.person.id !== actor.person.id) throw new Problem('notFound');
  return { call: (await read.rollCalls.find(listed.rollCallId))!, listed };
}

/** The last roll call that runs at or below a unit, and where in its list the unit stands. Throws `notFound`. */
export async function findUnitRollCall(
  actor: PersonActor,
  unitId: number,
  office: Office,
): Promise<{ id: number; unitId: number }> {
  const unit = await office.read.units.find(unitId);
  const touches = ({ units }: RollCall) =>
    units.some(({ path }) => unit?.path.startsWith(path) || (unit && path.startsWith(unit.path)));
  const call = (await listRollCalls(actor, office)).find((one) => isRunning(one) && touches(one));
  if (!unit || !call) throw new Problem('notFound');
  return { id: call.id, unitId: placeInCall(call, unit) };
}

/** What somebody was asked in the last roll call that runs; null when nobody asks them. */
export async function findOwnRollCall(
  actor: PersonActor,
  { read }: Office,
): Promise<{ call: RollCall; listed: Listed } | null> {
  const listed = (await read.rollCalls.listRunningOf(actor.person.id)).at(-1);
  const call = listed && (await read.rollCalls.find(listed.rollCallId));
  return listed && call ? { call, listed } : null;
}
