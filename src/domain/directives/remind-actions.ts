import { addMilliseconds, HOUR } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { mayRemind } from './directive-policy.ts';
import type { Receipt } from './receipt.ts';
import type { MissingPerson } from './receipt-store.ts';

/** A person is reminded by hand at most once in so many milliseconds, whoever presses. */
export const REMIND_EVERY = HOUR;
const PAGE = 1_000;

export interface Reminded {
  reminded: number;
  /** Left alone because they were reminded within the hour. */
  recently: number;
  /** Left alone because they are on leave. */
  away: number;
  /** Not enrolled, blocked or gone: to be told another way. */
  beyondReach: number;
}

/** `directive.remind`: everybody at and below a unit who can be reached and has not acknowledged is told what they owe. */
export async function remind(
  actor: Actor,
  about: { directiveId: number; unitId: number },
  office: Office,
): Promise<Reminded> {
  const unit = await office.read.units.find(about.unitId);
  if (!unit || !mayRemind(actor, unit.path)) throw new Problem('mayNotRemind');
  const directive = await office.read.directives.find(about.directiveId);
  // What has not left, or was never asked of anybody there, is refused like what never was.
  const isOwed = directive?.issuedAt && (await office.read.receipts.isOwedBelow(directive.id, unit.path));
  if (!directive || !isOwed) throw new Problem('notFound');
  if (directive.state !== 'issued') throw new Problem('directiveEnded');
  const now = office.clock.now();
  const result: Reminded = { reminded: 0, recently: 0, away: 0, beyondReach: 0 };
  const filter = { directiveId: directive.id, path: unit.path, today: dayOf(now, office.zone) };
  for (let offset = 0; ; offset += PAGE) {
    const { people, total } = await office.read.receipts.listMissing(filter, PAGE, offset);
    await remindSome(actor, people, { directiveId: directive.id, subject: `unit:${unit.code}`, now }, result, office);
    if (offset + people.length >= total || people.length === 0) break;
  }
  office.wake();
  return result;
}

/** The same for one person who still owes it. Throws `mayNotRemind`, alike for a receipt that is not theirs and one that never was. */
export async function remindOne(actor: Actor, receiptId: number, office: Office): Promise<Reminded> {
  const { read, clock, zone } = office;
  const receipt = await read.receipts.find(receiptId);
  const unit = receipt && (await read.units.get(receipt.unitId));
  if (!receipt || !unit || !mayRemind(actor, unit.path)) throw new Problem('mayNotRemind');
  const { state } = await read.directives.get(receipt.directiveId);
  if (state !== 'issued' || !receipt.isHolding) throw new Problem('directiveEnded');
  if (!isOpen(receipt)) throw new Problem('alreadyAcknowledged');
  const now = clock.now();
  const today = dayOf(now, zone);
  const { personId, directiveId } = receipt;
  const [person, account] = [await read.people.get(personId), await read.people.findAccount(personId)];
  const leave = (await read.absences.listFrom(personId, today)).find(({ fromOn }) => fromOn <= today);
  const accountId = account && account.unreachableAt === null ? account.id : null;
  const result: Reminded = { reminded: 0, recently: 0, away: 0, beyondReach: 0 };
  const occasion = { directiveId, subject: `person:${person.staffNo}`, now };
  await remindSome(actor, [{ personId, accountId, awayUntil: leave?.toOn ?? null }], occasion, result, office);
  office.wake();
  return result;
}

const isOpen = ({ status, toKnow }: Receipt): boolean => status !== 'acknowledged' && status !== 'closed' && !toKnow;

type Remindable = Pick<MissingPerson, 'personId' | 'accountId' | 'awayUntil'>;

interface Occasion {
  directiveId: number;
  /** Whom the record names: a unit, or one person. */
  subject: string;
  now: Date;
}

async function remindSome(
  actor: Actor,
  people: readonly Remindable[],
  { directiveId, subject, now }: Occasion,
  result: Reminded,
  office: Office,
): Promise<void> {
  const present = people.filter((person) => person.awayUntil === null);
  const within = present.filter((person) => person.accountId !== null);
  const marked = await office.inTransaction(async ({ people: store, deliveries, directives, evidence }) => {
    const accountIds = within.map((person) => person.accountId!);
    const due = await store.markReminded(accountIds, now, addMilliseconds(now, -REMIND_EVERY));
    for (const { personId, accountId } of within) {
      if (!due.has(accountId!)) continue;
      const purpose = `reminder:${now.getTime()}`;
      await deliveries.add({
        personId,
        kind: 'inbox.reminder',
        purpose,
        subjectId: personId,
        lane: 'reminder',
        dueAt: now,
      });
    }
    if (due.size > 0) {
      const stream = `directive:${directiveId}`;
      const { textHash } = await directives.getText(directiveId);
      const fact = { stream, action: 'directive.remind', at: now, way: wayFor(actor), textHash };
      await evidence.append(
        entryOf({ ...fact, actor: nameForRecord(actor), subject, details: { reminded: due.size } }),
      );
    }
    return due.size;
  });
  result.reminded += marked;
  result.recently += within.length - marked;
  result.away += people.length - present.length;
  result.beyondReach += present.length - within.length;
}
