import type { Erasing } from './evidence/erase-actions.ts';
import type { Person } from './people/person.ts';
import type { Stores } from './stores.ts';

/**
 * What must happen further right in the row of nouns when something happens on the left, in the same transaction.
 * The table is joined in `app.ts`, so that no noun looks to its right.
 */
export interface Consequences {
  /** Posts began or ended, or people came back or left: receipts are opened and closed after them. */
  rosterChanged(stores: Stores, personIds: number[], at: Date): Promise<void>;
  /** There is a new way to reach this person: what is owed to them goes out. */
  personReachable(stores: Stores, personId: number, at: Date): Promise<void>;
  /** What somebody who has left had said of themselves is erased. */
  personForgotten(stores: Stores, person: Person, how: Erasing): Promise<void>;
  /** Telegram refuses this person's messages, or the account has ended. */
  personUnreachable(stores: Stores, personId: number, because: 'unreachable' | 'notEnrolled'): Promise<void>;
}
