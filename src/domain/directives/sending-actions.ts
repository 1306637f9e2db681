import { addMilliseconds, SECOND } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { listDecidingUnits, showDeciders, tellAuthor } from './author-word.ts';
import type { Directive } from './directive.ts';
import { mayIssueTo } from './directive-policy.ts';

/**
 * `directive.halt`: an error that is the same for everybody (the text, a file) was met a few times in a row. Nothing more of it is
 * sent until somebody says so, and the author is told.
 */
export async function haltSending(directiveId: number, reason: string, office: Office): Promise<void> {
  const at = office.clock.now();
  await office.inTransaction(async (stores) => {
    if (!(await stores.directives.markHalted(directiveId, at, reason))) return;
    const directive = await stores.directives.get(directiveId);
    await record(stores, 'directive.halt', { way: 'clock', name: 'office:outbox' }, directive, { reason }, at);
    await tellAuthor(directive, 'directive.halted', at, stores);
  });
  office.wake();
}

/** `directive.resume`: the mend was made, the sending goes on where it stopped. */
export async function resumeSending(actor: Actor, directiveId: number, office: Office): Promise<Directive> {
  const at = office.clock.now();
  const directive = await office.inTransaction(async (stores) => {
    const found = await getOwn(actor, directiveId, stores);
    if (await stores.directives.markResumed(directiveId)) {
      await record(stores, 'directive.resume', handOf(actor), found, {}, at);
    }
    return found;
  });
  office.wake();
  return directive;
}

/** `directive.retry`: cards that were given up are sent once more, to those people and nobody else. Gives how many. */
export async function retrySending(actor: Actor, directiveId: number, office: Office): Promise<number> {
  const at = office.clock.now();
  const retried = await office.inTransaction(async (stores) => {
    const directive = await getOwn(actor, directiveId, stores);
    const receiptIds = await stores.deliveries.retryCards(directiveId, at);
    await stores.receipts.markWaiting(receiptIds);
    await stores.directives.markSettled(directiveId, null);
    if (receiptIds.length > 0) {
      await record(stores, 'directive.retry', handOf(actor), directive, { people: receiptIds.length }, at);
      await showDeciders(directive, { now: at, today: dayOf(at, office.zone) }, stores);
    }
    return receiptIds.length;
  });
  office.wake();
  return retried;
}

/**
 * Whoever may issue to all of the directive's units may also look after its sending; before it has left, those whose unit issues it. Of
 * what holds no more nothing is sent.
 */
async function getOwn(actor: Actor, directiveId: number, stores: Stores): Promise<Directive> {
  const directive = await stores.directives.find(directiveId);
  if (!directive || !mayIssueTo(actor, await listDecidingUnits(directive, stores))) throw new Problem('notFound');
  if (directive.endedAs === 'withdrawn' || directive.endedAs === 'replaced') throw new Problem('directiveHoldsNoMore');
  return directive;
}

interface Hand {
  way: 'button' | 'cli' | 'clock';
  name: string;
}

const handOf = (actor: Actor): Hand => {
  return { way: wayFor(actor), name: nameForRecord(actor) };
};

async function record(
  stores: Stores,
  action: string,
  { way, name }: Hand,
  directive: Directive,
  details: Record<string, string | number>,
  at: Date,
): Promise<void> {
  const subject = `directive:${directive.id}`;
  await stores.evidence.append(entryOf({ stream: subject, action, at, way, actor: name, subject, details }));
}

/** The author's message is edited at most so often, and not at all for a sending that is over sooner. */
export const PROGRESS_EVERY = 5 * SECOND;

/**
 * `directive.settle`: when nothing of a sending is under way any more, its author's message becomes the final account. Running it
 * again changes nothing.
 */
export async function settleSendings(office: Office): Promise<void> {
  for (const directive of await office.read.directives.listUnsettled()) {
    if (await office.read.deliveries.isUnderWay(directive.id)) continue;
    const now = office.clock.now();
    await office.inTransaction(async (stores) => {
      await stores.directives.markSettled(directive.id, now);
      await showDeciders(directive, { now, today: dayOf(now, office.zone) }, stores);
    });
    office.wake();
  }
}

/** While a broadcast runs, its author's message shows how far it is. */
export async function showSendings(office: Office): Promise<void> {
  const unsettled = await office.read.directives.listUnsettled();
  const since = addMilliseconds(office.clock.now(), -PROGRESS_EVERY);
  const running = unsettled.filter((directive) => directive.issuedAt && directive.issuedAt <= since);
  if (running.length === 0) return;
  await office.inTransaction(async (stores) => {
    for (const directive of running) await showProgress(directive, stores, office);
  });
  office.wake();
}

async function showProgress({ id, authorId }: Directive, { deliveries }: Stores, { clock }: Office): Promise<void> {
  if (authorId !== null) await deliveries.renewAsEdit(authorId, `directive:${id}:directive.issued`, clock.now());
}
