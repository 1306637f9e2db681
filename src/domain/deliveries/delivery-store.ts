import type { ClaimedDelivery, Lane, NewDelivery, SettledDelivery } from './delivery.ts';

export interface DeliveryStore {
  /** Adds nothing when the person already has one with this purpose. */
  add(delivery: NewDelivery): Promise<void>;
  /** Adds it, or owes it anew when it could not be delivered before (with `evenIfSent`: also when it was). */
  addOrRenew(delivery: NewDelivery, evenIfSent: boolean): Promise<void>;
  /**
   * Leases up to `limit` due deliveries to `owner`, lane by lane, oldest first. Nothing of a directive that is not yet issued,
   * and nothing for a person without a reachable account (those become `never` elsewhere).
   */
  claim(owner: string, now: Date, leaseUntil: Date, limit: number): Promise<ClaimedDelivery[]>;
  /** Writes down outcomes; only where the lease is still `owner`'s. Gives those that counted. */
  settle(owner: string, outcomes: SettledDelivery[]): Promise<SettledDelivery[]>;
  /** What `owner` is still about to send stays its own until then. */
  renewLeases(owner: string, until: Date): Promise<void>;
  /** What a dead process held is owed again, and may have arrived. Gives how many. */
  releaseExpired(now: Date): Promise<number>;
  /** What any process before this one held is owed again and may have arrived, whatever its clock said. */
  releaseAll(): Promise<void>;
  /** Of what waits until after an instant so many at most are due at another. Gives how many. */
  bringForward(after: Date, to: Date, limit: number): Promise<number>;
  /** What `owner` still holds is owed again at once: for an orderly stop. */
  releaseHeld(owner: string): Promise<number>;
  /**
   * A reminder to each of the next `limit` people (in the order of their ids) who have a directive and have not acknowledged; none to
   * somebody who is away `today`, for whom one waits already, or with the same purpose. Gives the last person looked at, and how many were added.
   */
  addReminders(
    about: { directiveId: number; purpose: string; lane: Lane; dueAt: Date; today: string },
    afterPersonId: number,
    limit: number,
  ): Promise<{ lastPersonId: number | null; added: number }>;
  /** Owes a message that was sent once more, as an edit of itself. Nothing happens while it is still under way. */
  renewAsEdit(personId: number, purpose: string, at: Date): Promise<void>;
  /**
   * Owes the next `limit` cards that were sent, after one of them, once more as edits of themselves: of an ended or corrected
   * directive those of its version, of an amended one those of the version before. Gives the last one; null when there was none.
   */
  renewCards(directiveId: number, afterId: number, limit: number, at: Date): Promise<number | null>;
  /**
   * Of these cards, just sent, those whose text was corrected since an instant or holds no more are owed once more as edits of
   * themselves: they were on their way when it happened.
   */
  renewStale(deliveryIds: number[], since: Date, at: Date): Promise<void>;
  /** Whether cards of a directive still wait or are being sent. */
  isUnderWay(directiveId: number): Promise<boolean>;
  /** How many of its cards were given up though the person can be reached and still owes it. */
  countFailed(directiveId: number): Promise<number>;
  /** How many of these are in doubt since a backup was restored: they may have arrived. */
  countDoubted(directiveId: number): Promise<number>;
  /** How many of its cards may have arrived more than once: an answer never came, or the bot died while they were being sent. */
  countDoubled(directiveId: number): Promise<number>;
  /** Owes anew the cards that were given up for people who can be reached and have not acknowledged; gives their receipts. */
  retryCards(directiveId: number, at: Date): Promise<number[]>;
  /** After a restore: of the lists that wait so many may have been sent by now; gives their people. */
  doubtLists(limit: number): Promise<number[]>;
  /**
   * After a restore: of what waits so many may have been sent by now, an edit counts as made. Left alone is what asks for an approval,
   * and what belongs to a directive that was not issued yet. Gives how many, and the receipts of the cards among them.
   */
  doubtWaiting(limit: number): Promise<{ count: number; receiptIds: number[] }>;
  /** Cards in doubt since a restore, of directives in force. */
  listDoubted(): Promise<{ directiveId: number; cards: number }[]>;
  /** Nothing that still waits for this person will be sent. */
  abandonFor(personId: number, reason: string): Promise<void>;
  /** Whether anything waits for somebody who can be reached, tried or due by now. */
  isAnyOwed(now: Date): Promise<boolean>;
  lastSentAt(): Promise<Date | null>;
  /** When the next waiting delivery is due that may leave at all; null when none waits. */
  nextDueAt(): Promise<Date | null>;
}
