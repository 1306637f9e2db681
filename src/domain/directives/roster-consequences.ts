import { addMilliseconds, SECOND } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import type { SettledDelivery } from '../deliveries/delivery.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Stores } from '../stores.ts';
import { tellOfAttestations } from './attest-actions.ts';
import { CARDS_AT_ONCE } from './receipt.ts';
import type { SentCard } from './receipt-store.ts';

/** Who joins an addressed unit owes what is in force there; who leaves all addressed units owes it no longer. */
export async function followRoster(stores: Stores, personIds: number[], at: Date, zone: string): Promise<void> {
  const today = dayOf(at, zone);
  const closed = await stores.receipts.closeForLeavers(personIds, at, today);
  const added = await stores.receipts.addForJoiners(personIds, at, today);
  for (const [action, changes] of [
    ['directive.close-receipts', closed],
    ['directive.join', added],
  ] as const) {
    for (const directiveId of new Set(changes.map((change) => change.directiveId))) {
      const receipts = changes
        .filter((change) => change.directiveId === directiveId)
        .map(({ receiptId }) => `${receiptId}`);
      const stream = `directive:${directiveId}`;
      const fact = { stream, action, at, way: 'cli' as const, actor: 'office:roster', subject: stream };
      await stores.evidence.append(entryOf({ ...fact, details: { receipts } }));
    }
  }
}

/** There is a way to this person (again): a few directives arrive as cards, more of them as one list. */
export async function oweToReachable(stores: Stores, personId: number, at: Date): Promise<void> {
  await stores.receipts.markUnsent(personId, 'waiting');
  await tellOfAttestations(stores, personId, at);
  const open = await stores.receipts.listOpen(personId);
  const issued = open.filter((receipt) => receipt.isIssued && !receipt.toKnow);
  const asList = issued.length > CARDS_AT_ONCE;
  if (asList) {
    const list = { personId, kind: 'inbox.list' as const, purpose: `inbox:${at.getTime()}`, subjectId: personId };
    await stores.deliveries.add({ ...list, lane: 'directive', dueAt: at });
  }
  for (const { receiptId, directiveId, version, isIssued, toKnow } of open) {
    // The list tells what is owed, so what is for knowledge comes as a card all the same.
    if (isIssued && asList && !toKnow) continue;
    const purpose = `directive:${directiveId}:issue:v${version}`;
    const card = { personId, kind: 'directive.card' as const, purpose, subjectId: receiptId, directiveId };
    await stores.deliveries.addOrRenew({ ...card, lane: 'directive', dueAt: at }, true);
  }
}

/** A card leaves at most so many milliseconds after it was rendered: it waits at the gate for 5 s, and for Telegram's answer for 20. */
const ON_ITS_WAY = 30 * SECOND;

/** What was on its way when its text was corrected, amended or withdrawn is brought up to date. */
async function renewStale({ deliveries }: Stores, cards: SettledDelivery[]): Promise<void> {
  const sent = cards.flatMap(({ delivery, outcome }) =>
    outcome.state === 'sent' ? [{ id: delivery.id, at: outcome.at }] : [],
  );
  const [first] = sent;
  if (!first) return;
  const since = addMilliseconds(first.at, -ON_ITS_WAY);
  await deliveries.renewStale(
    sent.map(({ id }) => id),
    since,
    first.at,
  );
}

/** What outcomes of deliveries mean for receipts: a card that left is `sent`, one that may have left is `unknown`. */
export async function afterCards(stores: Stores, settled: SettledDelivery[]): Promise<void> {
  // A card that was brought up to date was sent long ago.
  const cards = settled.filter(({ delivery }) => delivery.kind === 'directive.card' && delivery.messageId === null);
  const sent = cards.flatMap(({ delivery, outcome }): SentCard[] =>
    outcome.state === 'sent'
      ? [{ receiptId: delivery.subjectId, accountId: delivery.accountId, messageId: outcome.messageId, at: outcome.at }]
      : [],
  );
  await stores.receipts.markSent(sent);
  await renewStale(stores, cards);
  const unknown = cards.filter(({ outcome }) => outcome.state === 'unknown');
  await stores.receipts.markUnknown(unknown.map(({ delivery }) => delivery.subjectId));
  for (const { delivery, outcome } of settled) {
    if (delivery.kind !== 'inbox.list' || outcome.state !== 'sent') continue;
    await stores.receipts.markListed([delivery.personId], outcome.at);
  }
}
