import { addMilliseconds, MINUTE } from '../../lib/clock.ts';
import { sha256 } from '../../lib/ids.ts';
import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { layAmendment } from './amendment-request-actions.ts';
import { approvalFor } from './approval-actions.ts';
import { type Approval, checkDraft, type Directive } from './directive.ts';
import { getManaged } from './ending-actions.ts';
import { checkReason } from './reason.ts';

/** So long after the issue, and before anybody has acknowledged, a slip is mended without a new version. */
export const CORRECTION_TIME = 10 * MINUTE;

export interface Amendment {
  title: string;
  text: string;
  deadlineAt: Date | null;
  reason: string;
  /** Whoever acknowledged the text before need not do so again. */
  keepsAcknowledged: boolean;
}

/** What becomes of an amendment: the text that everybody has is mended, a new version comes, or somebody has to say yes first. */
export type AmendmentWay = 'correction' | 'version' | Approval;

export async function wayOf(actor: Actor, directive: Directive, stores: Stores, now: Date): Promise<AmendmentWay> {
  const issuing = await stores.units.get(directive.issuingUnitId);
  const approval = await approvalFor(actor, directive.urgency, issuing, stores);
  // What somebody said yes to is not mended behind their back.
  if (approval !== null) return approval;
  return (await isCorrection(directive, stores, now)) ? 'correction' : 'version';
}

async function isCorrection(directive: Directive, { receipts }: Stores, now: Date): Promise<boolean> {
  if (directive.issuedAt === null || directive.version > 1) return false;
  if (addMilliseconds(directive.issuedAt, CORRECTION_TIME) < now) return false;
  return (await receipts.countByStatus(directive.id)).acknowledged === 0;
}

/**
 * `directive.amend`: a new version of the text, with new receipts for everybody addressed today; acknowledgements stay on record
 * against the text that they were given for. `directive.correct`: within ten minutes and before the first acknowledgement the
 * text itself is mended. Where it takes somebody's yes it is laid before them and nothing changes yet.
 */
export async function amendDirective(
  actor: Actor,
  directiveId: number,
  wish: Amendment,
  office: Office,
): Promise<{ directive: Directive; way: AmendmentWay }> {
  const now = office.clock.now();
  const reason = checkReason(wish.reason);
  const amended = await office.inTransaction(async (stores) => {
    await stores.directives.lock(directiveId);
    const directive = await getManaged(actor, directiveId, stores);
    if (directive.state !== 'issued') throw new Problem('directiveEnded');
    const awaiting = await stores.amendmentRequests.findAwaiting(directiveId);
    if (directive.nextVersion !== null || awaiting) throw new Problem('amendUnderWay');
    const text = await checkAmendment(directive, wish, now, stores);
    const way = await wayOf(actor, directive, stores, now);
    const isMend = way === 'correction';
    const version = isMend ? directive.version : directive.version + 1;
    const { keepsAcknowledged } = wish;
    const fields = { ...text, version, reason, byName: nameOf(actor), keepsAcknowledged, at: now };
    if (way !== 'correction' && way !== 'version' && actor.kind === 'person') {
      await layAmendment(actor, directive, fields, way, office, stores);
      return { directive, way };
    }
    if (isMend) await stores.directives.correct(directiveId, fields);
    else await stores.directives.addVersion(directiveId, fields);
    const stream = `directive:${directiveId}`;
    const action = isMend ? 'directive.correct' : 'directive.amend';
    const fact = {
      stream,
      action,
      at: now,
      way: wayFor(actor),
      textHash: text.textHash,
      actor: nameForRecord(actor),
    };
    await stores.evidence.append(
      entryOf({ ...fact, subject: stream, details: { version, reason, keepsAcknowledged } }),
    );
    return { directive: await stores.directives.get(directiveId), way };
  });
  office.wake();
  return amended;
}

const nameOf = (actor: Actor): string => (actor.kind === 'person' ? actor.person.fullName : actor.name);

/** The new text by the same rules as a first one; a deadline that stays may have passed. */
async function checkAmendment(directive: Directive, { title, text, deadlineAt }: Amendment, now: Date, stores: Stores) {
  const isSameDeadline = deadlineAt?.getTime() === directive.deadlineAt?.getTime();
  const rest = { number: directive.number, unitIds: [0], audience: directive.audience, urgency: directive.urgency };
  const draft = { ...rest, title, text, attachments: [], lateJoiners: directive.lateJoiners };
  const clean = checkDraft({ ...draft, deadlineAt: isSameDeadline ? null : deadlineAt }, now);
  const textHash = sha256(clean.text);
  const before = await stores.directives.getText(directive.id);
  if (isSameDeadline && before.textHash === textHash && clean.title === directive.title)
    throw new Problem('nothingChanged');
  return { title: clean.title, text: clean.text, textHash, deadlineAt };
}
