import type { ErasureReason } from '../vault/erasure-memory.ts';
import type { SealedId } from '../vault/sealed-value.ts';
import type { PrivacyRequest, PrivacyRequestKind, PrivacyRequestState } from './privacy-request.ts';

export interface NewPrivacyRequest {
  personId: number;
  unitId: number;
  kind: PrivacyRequestKind;
  said: SaidOfRequest;
  at: Date;
  dueOn: string;
  /** Submitting a draft twice gives one request. */
  draftId: number;
}

/** What is sealed: the words, and a random part that is hashed with them, since a bare hash would let everybody guess. */
export interface SaidOfRequest {
  text: string;
  salt: string;
}

export interface PrivacyRequestStore {
  find(id: number): Promise<PrivacyRequest | null>;
  findByDraft(draftId: number): Promise<PrivacyRequest | null>;
  add(request: NewPrivacyRequest): Promise<number>;
  /** Only one that nobody has ended; false otherwise. */
  end(
    id: number,
    how: { state: Exclude<PrivacyRequestState, 'received'>; byId: number; at: Date; said: SaidOfRequest | null },
  ): Promise<boolean>;
  /** Only one that nobody has ended and that was given no more time before; false otherwise. */
  extend(id: number, how: { dueOn: string; at: Date; said: SaidOfRequest }): Promise<boolean>;
  /** A person's own, the last first. */
  listOf(personId: number): Promise<PrivacyRequest[]>;
  /** Unanswered ones of people at or below these paths, but for one person's own; the first to be answered first. */
  listOpenBelow(
    paths: string[],
    exceptPersonId: number,
    page: { limit: number; offset: number },
  ): Promise<{ requests: PrivacyRequest[]; total: number }>;
  /** Unanswered ones that are due by a day, with ids above one. */
  listDue(until: string, afterId: number, limit: number): Promise<PrivacyRequest[]>;
  /** All unanswered ones, the first to be answered first. */
  listOpen(): Promise<PrivacyRequest[]>;
  /** Ended before an instant, with words that can still be read. */
  listToErase(endedBefore: Date, limit: number): Promise<PrivacyRequest[]>;
  /** Those whose words, or whose answer, were sealed under these numbers. */
  listSealed(ids: readonly SealedId[]): Promise<PrivacyRequest[]>;
  /** Throws SealedValueDamaged; null when there is nothing, or it was erased. */
  getText(request: PrivacyRequest): Promise<string | null>;
  getAnswer(request: PrivacyRequest): Promise<string | null>;
  getExtension(request: PrivacyRequest): Promise<string | null>;
  /** Words and answers are gone for good; that it was asked and answered, and when, stays. */
  erase(requests: readonly PrivacyRequest[], because: ErasureReason): Promise<void>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
