import type { Office, Stores } from '../stores.ts';
import type { SettledDelivery } from './delivery.ts';

/** What other nouns make of outcomes, joined in `app.ts` (a card that left makes its receipt `sent`, a block marks the person). */
export type AfterSettling = (stores: Stores, settled: SettledDelivery[]) => Promise<void>;

/** Writes down what became of a batch of sendings, and what follows from it, in one transaction. */
export async function settleDeliveries(
  owner: string,
  outcomes: SettledDelivery[],
  after: AfterSettling,
  office: Office,
): Promise<void> {
  if (outcomes.length === 0) return;
  await office.inTransaction(async (stores) => {
    const settled = await stores.deliveries.settle(owner, outcomes);
    await after(stores, settled);
  });
}
