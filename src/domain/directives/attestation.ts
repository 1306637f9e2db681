/** How a leader can answer for somebody: they were told by telephone, or they signed on paper. */
export const attestationWays = ['phone', 'paper'] as const;
export type AttestationWay = (typeof attestationWays)[number];

/**
 * A leader's word about one person's receipt (ghi nhận thay), never the person's own. Told by telephone is shown beside the
 * figures and changes none; signed on paper counts as acknowledged, on paper. The person is told and can dispute it: then it
 * counts no more, and the same cannot be attested again.
 */
export interface Attestation {
  id: number;
  receiptId: number;
  way: AttestationWay;
  note: string | null;
  byId: number;
  byName: string;
  at: Date;
  disputedAt: Date | null;
}

/** In characters. */
export const NOTE_LIMIT = 200;
