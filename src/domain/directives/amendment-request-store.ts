import type { AmendmentRequest, RequestState } from './amendment-request.ts';

export interface AmendmentRequestStore {
  find(id: number): Promise<AmendmentRequest | null>;
  /** Of a directive the one that awaits a yes; of an author the last one, whatever became of it. */
  findAwaiting(directiveId: number): Promise<AmendmentRequest | null>;
  findLastOf(directiveId: number, authorId: number): Promise<AmendmentRequest | null>;
  listAwaiting(): Promise<AmendmentRequest[]>;
  add(request: Omit<AmendmentRequest, 'id' | 'state' | 'approverId' | 'decidedAt' | 'endReason'>): Promise<number>;
  /** From `awaiting` to another state; false when somebody was quicker. */
  decide(
    id: number,
    how: { to: Exclude<RequestState, 'awaiting'>; approverId: number | null; at: Date; reason: string | null },
  ): Promise<boolean>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
}
