import type { PersonActor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { askingFor, awaitedOf, closeRequests, isTooLate, recordStep, sayUnsigned } from './approval-actions.ts';
import { tellAuthor } from './author-word.ts';
import type { Directive } from './directive.ts';
import { mayApprove, mayManage } from './directive-policy.ts';
import { takeNumberOfYear } from './number-year.ts';

/** `directive.cancel`: taken back before it left. Taking back what was taken back or refused changes nothing. Throws `directiveLeft`. */
export async function takeBackDirective(actor: PersonActor, directiveId: number, office: Office): Promise<Directive> {
  const now = office.clock.now();
  return await office.inTransaction(async (stores) => {
    await stores.directives.lock(directiveId);
    const found = await stores.directives.find(directiveId);
    if (!found) throw new Problem('notFound');
    const awaited = await awaitedOf(found, stores);
    if (found.parentId !== null || !mayManage(actor, awaited)) throw new Problem('notFound');
    if (found.state === 'refused' || found.state === 'cancelled') return found;
    if (!(await stores.directives.markCancelled(directiveId, now))) throw new Problem('directiveLeft');
    await recordStep('directive.cancel', actor, directiveId, {}, now, stores);
    if (found.approval !== null) await closeRequests(askingFor(found, awaited), now, office, stores);
    if (found.authorId !== actor.person.id) await tellAuthor(found, 'directive.cancelled', now, stores);
    return await stores.directives.get(directiveId);
  });
}

/** `directive.release`: leaves now instead of at its hour; what has left stays so. What a leader signed for an hour only a leader lets go before it. */
export async function releaseDirective(actor: PersonActor, directiveId: number, office: Office): Promise<Directive> {
  const now = office.clock.now();
  const directive = await office.inTransaction(async (stores) => {
    await stores.directives.lock(directiveId);
    const found = await stores.directives.find(directiveId);
    if (!found) throw new Problem('notFound');
    const awaited = await awaitedOf(found, stores);
    const maySign = mayApprove(actor, awaited);
    if (!maySign && !mayManage(actor, awaited)) throw new Problem('notFound');
    const isSigners =
      found.state === 'awaiting' || (found.state === 'scheduled' && found.approval !== null && !maySign);
    if (isSigners) throw new Problem('releaseSigned');
    if (found.state === 'scheduled' && isTooLate(found.deadlineAt, now)) throw new Problem('releaseLate');
    if (found.state === 'scheduled') await takeNumberOfYear(found, now, office, stores);
    if (await stores.directives.release(directiveId)) {
      await recordStep('directive.release', actor, directiveId, {}, now, stores);
    }
    return await stores.directives.get(directiveId);
  });
  office.wake();
  return directive;
}

/**
 * Whose hour has come leaves. Where nobody has said yes by then, those who were asked and the author are told, once; so is the author of
 * what would leave after its own deadline.
 */
export async function keepHours(office: Office): Promise<void> {
  const now = office.clock.now();
  const pending = await office.read.directives.listPending();
  const due = pending.filter(({ issueAt }) => issueAt !== null && issueAt <= now);
  for (const directive of due) {
    const { id, state, deadlineAt } = directive;
    await office.inTransaction(async (stores) => {
      if (state === 'awaiting') await sayUnsigned(directive, now, office, stores);
      // Everything was down for so long: it would be late for everybody at once.
      else if (isTooLate(deadlineAt, now)) await tellAuthor(directive, 'directive.unsigned', now, stores);
      else await stores.directives.release(id);
    });
  }
}
