import { dayOf } from '../../lib/day.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office } from '../stores.ts';
import { idsOf } from '../units/unit.ts';
import type { Directive } from './directive.ts';
import { ATTESTING_ROLES } from './directive-policy.ts';
import { chainOf, isShort, nextEscalation, nextInChain, type Reachable, type UnitShare } from './escalation.ts';
import type { Escalation } from './escalation-store.ts';

/** Rows of one transaction. */
const CHUNK = 300;
/** Milliseconds left to others between two of them. */
const BREATH = 5;

/**
 * `directive.escalate`: where a directive's time has come, those who answer for units below their threshold are told, each a step
 * further up than the last time. Running it twice adds nothing.
 */
export async function escalate(office: Office): Promise<void> {
  const now = office.clock.now();
  for (const directive of await office.read.directives.listInForce()) {
    if (directive.state !== 'issued') continue;
    const tick = nextEscalation(directive, office.ladders, office.calendar);
    if (tick && tick <= now) await takeTick(directive, tick, office);
  }
}

async function takeTick(directive: Directive, tick: Date, office: Office): Promise<void> {
  const { id: directiveId, urgency } = directive;
  const now = office.clock.now();
  // What does not leave (the office's fault, not theirs) is nobody's to answer for.
  const told = directive.haltedAt ? [] : await whoIsTold(directive, tick, office);
  const lane = office.ladders[urgency].always ? ('alert' as const) : ('reminder' as const);
  for (let start = 0; start < told.length; start += CHUNK) {
    const chunk = told.slice(start, start + CHUNK);
    await office.inTransaction(async ({ escalations, deliveries }) => {
      await escalations.add(directiveId, chunk, tick);
      for (const personId of new Set(chunk.map((one) => one.personId))) {
        const purpose = `directive:${directiveId}:escalation:${tick.getTime()}`;
        const word = { personId, kind: 'directive.escalation' as const, purpose, subjectId: directiveId };
        await deliveries.add({ ...word, lane, dueAt: now });
      }
    });
    await office.clock.sleep(BREATH);
  }
  await office.inTransaction(async ({ directives, evidence }) => {
    await directives.markEscalated(directiveId, now);
    if (told.length === 0) return;
    const stream = `directive:${directiveId}`;
    const details = {
      step: tick.toISOString(),
      told: told.map(({ unitId, level, personId }) => `${unitId}:${level}:${personId}`),
    };
    const { textHash } = await directives.getText(directiveId);
    const fact = {
      stream,
      action: 'directive.escalate',
      at: now,
      way: 'clock' as const,
      textHash,
      actor: 'office:clock',
    };
    await evidence.append(entryOf({ ...fact, subject: stream, details }));
  });
  office.wake();
}

async function whoIsTold(directive: Directive, tick: Date, office: Office): Promise<Escalation[]> {
  const short = await listShort(directive, office);
  const reachable = await listReachable(short, office);
  const steps = await office.read.escalations.listSteps(directive.id, tick);
  return short.flatMap(({ unitId, path }) => {
    const last = steps.get(unitId) ?? { level: -1, toldUnitId: null };
    const next = nextInChain(path, chainOf(path, directive, reachable), last.toldUnitId);
    const level = last.level + 1;
    return (next?.personIds ?? []).map((personId) => ({ unitId, level, toldUnitId: next!.unitId, personId }));
  });
}

async function listShort({ id, urgency }: Directive, { read, clock, zone, ladders }: Office): Promise<UnitShare[]> {
  const shares = await read.escalations.listShares(id, dayOf(clock.now(), zone));
  return shares.filter((share) => isShort(share, ladders[urgency].escalation.below));
}

async function listReachable(shares: UnitShare[], { read, clock, zone }: Office): Promise<Reachable[]> {
  const above = shares.flatMap(({ path }) => idsOf(path));
  return await read.people.listReachableHeads([...new Set(above)], dayOf(clock.now(), zone));
}

/** What one leader was told last, as it stands now. */
export interface EscalationView {
  directive: Directive;
  /** The unit for which they are told. */
  unit: { id: number; name: string };
  /** Their own people are short: how many, and the first of them by name. */
  own: UnitShare | null;
  missing: { fullName: string; isTold: boolean }[];
  /** Units below that are still short after their own leaders were told, or that have nobody to tell. */
  below: UnitShare[];
  /** Who is told next and when, should it stay so. */
  next: { at: Date; unitName: string } | null;
}

const NAMES = 10;

/** Null when nothing of it is short any more, or when they no longer answer for that unit. */
export async function viewEscalation(
  directiveId: number,
  personId: number,
  office: Office,
): Promise<EscalationView | null> {
  const { read, clock, zone } = office;
  const today = dayOf(clock.now(), zone);
  const directive = await read.directives.get(directiveId);
  const { at, told } = await read.escalations.listLast(directiveId, personId);
  const short = directive.state === 'issued' ? await listShort(directive, office) : [];
  const shares = new Map(short.map((share) => [share.unitId, share]));
  const concerned = told.filter((one) => shares.has(one.unitId));
  const [first] = concerned;
  if (!at || !first) return null;
  const unit = await read.units.get(first.toldUnitId);
  if (!(await answersFor(personId, unit.path, today, office))) return null;
  const own = concerned.find((one) => one.unitId === one.toldUnitId);
  const filter = { directiveId, path: unit.path, today, isOwn: true };
  const { people } = own ? await read.receipts.listMissing(filter, NAMES, 0) : { people: [] };
  return {
    directive,
    unit,
    own: (own && shares.get(own.unitId)) ?? null,
    missing: people.filter((person) => person.awayUntil === null),
    below: concerned.filter((one) => one !== own).map((one) => shares.get(one.unitId)!),
    next: await whoIsNext(lookedAt(directive, at, clock.now()), first, shares.get(first.unitId)!, office),
  };
}

async function answersFor(personId: number, unitPath: string, today: string, { read }: Office): Promise<boolean> {
  const posts = await read.people.listHeldPosts(personId, today);
  return posts.some((post) => ATTESTING_ROLES.includes(post.role) && unitPath.startsWith(post.unitPath));
}

/** Of many who are told at one look, the first read it before the look is over. */
function lookedAt(directive: Directive, at: Date, now: Date): Directive {
  const isOver = directive.escalatedAt !== null && directive.escalatedAt >= at;
  return isOver ? directive : { ...directive, escalatedAt: now };
}

async function whoIsNext(directive: Directive, told: Escalation, share: UnitShare, office: Office) {
  const at = nextEscalation(directive, office.ladders, office.calendar);
  const chain = chainOf(share.path, directive, await listReachable([share], office));
  const above = nextInChain(share.path, chain, told.toldUnitId);
  if (!at || !above) return null;
  return { at, unitName: (await office.read.units.get(above.unitId)).name };
}
