import { nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Card } from './receipt.ts';

/** A receipt's own person, and nobody else, sees its card. Whoever asks for another's is told the same as for one that never was. */
export async function getOwnCard(actor: PersonActor, receiptId: number, office: Office): Promise<Card> {
  const receipt = await office.read.receipts.find(receiptId);
  if (!receipt || receipt.personId !== actor.person.id) throw new Problem('notYours');
  return await office.read.receipts.getCard(receiptId);
}

/**
 * `directive.acknowledge`: the person's own word that they have read it. Pressing again changes nothing.
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
  return { card: await office.read.receipts.getCard(press.receiptId), isNew };
}
