import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { dropAmendment } from './amendment-request-actions.ts';
import { awaitedOf } from './approval-actions.ts';
import type { Directive, Ending } from './directive.ts';
import { mayManage } from './directive-policy.ts';
import { checkReason } from './reason.ts';

/** A directive that was issued and is this actor's to amend or end. Refused like one that never was. */
export async function getManaged(actor: Actor, directiveId: number, stores: Stores): Promise<Directive> {
  const directive = await stores.directives.find(directiveId);
  if (!directive?.issuedAt || !mayManage(actor, await awaitedOf(directive, stores))) throw new Problem('notFound');
  return directive;
}

/**
 * `directive.close`: the follow-up ends, the text holds on. `directive.withdraw`: it holds no more. Reminders stop at once, and the
 * cards that people have say so. Doing it twice changes nothing. Throws `amendUnderWay` when it is closed while an amendment leaves.
 */
export async function endDirective(
  actor: Actor,
  directiveId: number,
  how: { as: Exclude<Ending, 'replaced'>; reason: string | null },
  office: Office,
): Promise<Directive> {
  const reason = how.as === 'withdrawn' || how.reason ? checkReason(how.reason ?? '') : null;
  const directive = await office.inTransaction(async (stores) => {
    await stores.directives.lock(directiveId);
    const { nextVersion } = await getManaged(actor, directiveId, stores);
    // Its text holds on, and the amended one is not in force yet: closed now, nobody would ever get it.
    if (how.as === 'closed' && nextVersion !== null) throw new Problem('amendUnderWay');
    await end(
      stores,
      { actor: nameForRecord(actor), way: wayFor(actor), directiveId, as: how.as, reason, byId: null },
      office,
    );
    return await stores.directives.get(directiveId);
  });
  office.wake();
  return directive;
}

/** `directive.replace`: another directive, issued at this moment, takes its place. Part of that transaction. */
export async function replaceDirective(directive: Directive, stores: Stores, office: Office): Promise<void> {
  if (directive.replacesId === null) return;
  const about = { directiveId: directive.replacesId, as: 'replaced' as const, reason: null, byId: directive.id };
  await end(stores, { ...about, actor: directive.authorName, way: 'clock' }, office);
}

interface End {
  actor: string;
  way: Fact['way'];
  directiveId: number;
  as: Ending;
  reason: string | null;
  byId: number | null;
}

const ACTION = { closed: 'directive.close', withdrawn: 'directive.withdraw', replaced: 'directive.replace' } as const;

async function end(stores: Stores, { actor, way, directiveId, as, reason, byId }: End, office: Office): Promise<void> {
  const at = office.clock.now();
  if (!(await stores.directives.markEnded(directiveId, { as, reason, byId, at }))) return;
  const { textHash } = await stores.directives.getText(directiveId);
  const stream = `directive:${directiveId}`;
  const fact = { stream, action: ACTION[as], at, way, textHash, actor, subject: stream };
  await stores.evidence.append(entryOf({ ...fact, details: { reason, replacedBy: byId } }));
  await dropAmendment(directiveId, at, office, stores);
  await endPassedOn(stores, { actor, way, directiveId, as, reason, byId }, office);
}

/** What heads passed on to their people ends with it; so it does when the text is amended, for that was another text. */
export async function endPassedOn(stores: Stores, { directiveId, ...how }: End, office: Office): Promise<void> {
  for (const id of await stores.directives.listPassedOn(directiveId))
    await end(stores, { ...how, directiveId: id }, office);
}

/** What a head passed on just before it ended, or was amended, ended the same way while it was being prepared. */
export async function endWithParent(directive: Directive, stores: Stores, office: Office): Promise<void> {
  if (directive.parentId === null || directive.state !== 'issued') return;
  const parent = await stores.directives.get(directive.parentId);
  const { endedAs, versionAt, replacedById: byId, authorName: actor } = parent;
  const isOutdated = endedAs === null && versionAt !== null && versionAt > directive.createdAt;
  if (endedAs === null && !isOutdated) return;
  const reason = isOutdated ? await stores.directives.getReason(parent.id) : parent.endReason;
  await end(
    stores,
    { actor, way: 'clock', directiveId: directive.id, as: endedAs ?? 'withdrawn', reason, byId },
    office,
  );
}
