import { nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Card } from './receipt.ts';

/**
 * A receipt's own person, and nobody else, sees its card: that of what holds, when another version has come since. Whoever asks for
 * another's is told the same as for one that never was.
 */
export async function getOwnCard(actor: PersonActor, receiptId: number, office: Office): Promise<Card> {
  const { receipts } = office.read;
  const receipt = await receipts.find(receiptId);
  if (!receipt || receipt.personId !== actor.person.id) throw new Problem('notYours');
  const current = receipt.isHolding ? receipt : await receipts.findCurrent(receipt.directiveId, receipt.personId);
  return await receipts.getCard((current ?? receipt).id);
}

/**
 * `directive.acknowledge`: the person's own word that they have read it. Pressing again changes nothing, and what holds no more is
 * not acknowledged: the card shows what holds.
 * `messageId` is the card's message, learnt from the press.
 */
export async function acknowledge(
  actor: PersonActor,
  press: { receiptId: number; messageId: number | null },
  office: Office,
): Promise<{ card: Card; isNew: boolean }> {
  const now = office.clock.now();
  const isNew = await office.inTransaction(async ({ receipts, directives, evidence }) => {
    const receipt = await receipts.find(press.receiptId);
    if (!receipt || receipt.personId !== actor.person.id) throw new Problem('notYours');
    if (!receipt.isHolding) return false;
    const place = press.messageId === null ? null : { accountId: actor.accountId, messageId: press.messageId };
    if (!(await receipts.acknowledge(receipt, { at: now, way: 'button', ...place }))) return false;
    const textHash = await directives.getTextHash(receipt.directiveId, receipt.version);
    const who = nameForRecord(actor);
    const details = { receipt: receipt.id, version: receipt.version, account: actor.accountId };
    const stream = `directive:${receipt.directiveId}`;
    const fact = { stream, action: 'directive.acknowledge', at: now, way: 'button' as const, textHash };
    await evidence.append(entryOf({ ...fact, actor: who, subject: who, details }));
    return true;
  });
  return { card: await getOwnCard(actor, press.receiptId, office), isNew };
}
