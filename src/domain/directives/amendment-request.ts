import type { Approval } from './directive.ts';

/** awaiting (somebody's yes) → approved (it became the next version) | refused | cancelled (taken back, or its directive has ended). */
export const requestStates = ['awaiting', 'approved', 'refused', 'cancelled'] as const;
export type RequestState = (typeof requestStates)[number];

/** An amendment as it was laid before whoever has to say yes to it. Nobody else sees it before. */
export interface AmendmentRequest {
  id: number;
  directiveId: number;
  /** The version that it amends: should another have come, it is void. */
  baseVersion: number;
  approval: Approval;
  title: string;
  text: string;
  textHash: string;
  deadlineAt: Date | null;
  reason: string;
  keepsAcknowledged: boolean;
  authorId: number;
  authorName: string;
  createdAt: Date;
  state: RequestState;
  approverId: number | null;
  decidedAt: Date | null;
  /** Why it was refused. */
  endReason: string | null;
}
