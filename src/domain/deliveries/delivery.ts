/** What a delivery tells; the outbox has one renderer for each. */
export const deliveryKinds = [
  'directive.card',
  'directive.issued',
  'directive.halted',
  'directive.approval',
  'directive.refused',
  'directive.scheduled',
  'directive.unsigned',
  'directive.cancelled',
  'amendment.approval',
  'amendment.decided',
  'directive.escalation',
  'receipt.attested',
  'receipt.disputed',
  'task.given',
  'task.word',
  'task.list',
  'task.reminder',
  'task.escalation',
  'trip.word',
  'trip.return',
  'trip.overdue',
  'area.level',
  'area.people',
  'health.alert',
  'health.reminder',
  'followup.word',
  'followup.reminder',
  'followup.missing',
  'request.received',
  'request.extended',
  'request.ended',
  'request.reminder',
  'rollcall.card',
  'rollcall.reminder',
  'rollcall.account',
  'rollcall.help',
  'report.week',
  'digest.morning',
  'absence.marked',
  'absence.ended',
  'absence.over',
  'inbox.list',
  'inbox.reminder',
  'account.moved',
  'alarm',
] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/**
 * In the order in which they leave: calls for help, which leave beside people's own replies; approvals, words to authors, immediate
 * directives and roll calls; other directives; reminders. A person's own reply is no delivery; cards that are edited go behind what is broadcast.
 */
export const lanes = { help: 0, alert: 1, directive: 2, edit: 3, reminder: 4 } as const;
export type Lane = keyof typeof lanes;

/** Why it is unknown what became of a message that a backup held as still to be sent. */
export const RESTORED = 'restored';

/** One message owed to one person: ids and a purpose that is unique for that person, never text. */
export interface NewDelivery {
  personId: number;
  /** Only for a word to an account that is not the person's present one. */
  accountId?: number;
  kind: DeliveryKind;
  /** Such as `directive:42:issue:v1`; a second delivery with the same purpose is not added. */
  purpose: string;
  /** The id of what the kind speaks about: a receipt, a directive, an account, a person. */
  subjectId: number;
  directiveId?: number;
  lane: Lane;
  dueAt: Date;
}

/** A claimed delivery, with the chat that it goes to. */
export interface ClaimedDelivery {
  id: number;
  personId: number;
  accountId: number;
  telegramId: number;
  kind: DeliveryKind;
  subjectId: number;
  directiveId: number | null;
  lane: number;
  /** Its place in its lane: whoever is tried again at once keeps it. */
  dueAt: Date;
  attempts: number;
  /** The message that is edited; null when a new one is sent. */
  messageId: number | null;
}

/** What became of one attempt. `later` waits until `dueAt` and may have arrived all the same (`isDoubtful`); `never` and `unknown` say why. */
export type Outcome =
  | { state: 'sent'; messageId: number; at: Date }
  | { state: 'later'; dueAt: Date; reason: string; counts: boolean; isDoubtful?: boolean }
  | { state: 'never'; reason: string; personGone: boolean }
  | { state: 'unknown'; reason: string };

export interface SettledDelivery {
  delivery: ClaimedDelivery;
  outcome: Outcome;
}

/** How long a claimed delivery belongs to its claimer; what a dead process held is owed again after it. */
export const LEASE = 60_000;
