/** How a message reaches somebody today. */
export const reaches = ['notEnrolled', 'unreachable', 'reachable'] as const;
export type Reach = (typeof reaches)[number];

/** A person's Telegram account, from enrolment to its end; at most one is open per person and per Telegram account. */
export interface Account {
  id: number;
  personId: number;
  telegramId: number;
  enrolledAt: Date;
  /** How it was bound to the person: by their shared number, or by an invitation and that number. */
  way: 'contact' | 'invite';
  endedAt: Date | null;
  endReason: 'moved' | 'revoked' | 'left' | null;
  unreachableAt: Date | null;
  unreachableReason: string | null;
}

export interface Invite {
  id: number;
  personId: number;
  expiresAt: Date;
  usedAt: Date | null;
  cancelledAt: Date | null;
  presentedBy: number | null;
}

/** How often one Telegram account has tried a wrong code. */
export interface EnrolmentTries {
  wrong: number;
  pausedUntil: Date | null;
}
