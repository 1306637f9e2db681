import type { Office } from '../stores.ts';
import { carryAll } from './prepare-actions.ts';

/** Cards of one transaction, and milliseconds left to others between two. */
const CHUNK = 1_000;
const BREATH = 5;

/**
 * After a directive was amended, corrected or ended, the cards that people have are owed once more, as edits of themselves, behind
 * whatever is being sent. Goes on where it stopped after a crash.
 */
export async function recardDirectives(office: Office): Promise<void> {
  for (const id of await office.read.directives.listToRecard()) {
    // A press that was stored in the very moment of an amendment may have come after its receipts were carried over.
    await carryAll(id, office);
    let isMore = true;
    while (isMore) {
      isMore = await office.inTransaction(async ({ deliveries, directives }) => {
        const after = await directives.getRecardAfter(id);
        if (after === null) return false;
        const last = await deliveries.renewCards(id, after, CHUNK, office.clock.now());
        await directives.markRecarded(id, last);
        return last !== null;
      });
      await office.clock.sleep(BREATH);
    }
    office.wake();
  }
}
