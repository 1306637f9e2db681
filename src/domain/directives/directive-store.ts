import type { Unit } from '../units/unit.ts';
import type { Attachment, Directive, Ending } from './directive.ts';

type Later =
  | 'id'
  | 'parentId'
  | 'note'
  | 'issuedAt'
  | 'approverId'
  | 'haltedAt'
  | 'haltReason'
  | 'remindedAt'
  | 'escalatedAt'
  | 'versionAt'
  | 'nextVersion'
  | 'endedAs'
  | 'endedAt'
  | 'endReason'
  | 'replacedById';

/** A text as one version had it, and why it came. */
export interface VersionFields {
  version: number;
  title: string;
  text: string;
  textHash: string;
  deadlineAt: Date | null;
  reason: string;
  byName: string;
  keepsAcknowledged: boolean;
  at: Date;
}

export interface NewDirective extends Omit<Directive, Later> {
  text: string;
  textHash: string;
  unitIds: number[];
  knowUnitIds: number[];
  /** Of a directive that is passed on: the one for heads, a note, and units below that are left to their own heads. */
  parentId?: number;
  note?: string | null;
  leftOutUnitIds?: number[];
  attachments: Attachment[];
  numberKey: string | null;
  numberYear: number;
  /** The draft that it came from: submitting a draft twice gives one directive. */
  draftId: number | null;
}

export interface DirectiveStore {
  get(id: number): Promise<Directive>;
  find(id: number): Promise<Directive | null>;
  findByDraft(draftId: number): Promise<Directive | null>;
  /** Whether this full number is already in use at this unit in this year. */
  isNumberTaken(issuingUnitId: number, year: number, key: string): Promise<boolean>;
  saveNumberYear(id: number, year: number): Promise<void>;
  add(directive: NewDirective): Promise<number>;
  getText(id: number): Promise<{ text: string; textHash: string; version: number }>;
  getTextHash(id: number, version: number): Promise<string>;
  /** Others who are about to change it wait until this transaction has ended. */
  lock(id: number): Promise<void>;
  /** The units that were ordered, or those that get it for their knowledge. */
  listUnits(id: number, why?: 'toAct' | 'toKnow'): Promise<Unit[]>;
  listAttachments(id: number): Promise<Attachment[]>;
  /** From `awaiting` to another state; false when somebody was quicker. */
  decide(
    id: number,
    how: { to: 'scheduled' | 'preparing' | 'refused'; approverId: number; at: Date; reason: string | null },
  ): Promise<boolean>;
  /** Taken back before it left; false when it has left or ended already. */
  markCancelled(id: number, at: Date): Promise<boolean>;
  /** `scheduled` becomes `preparing`; false when it was not. */
  release(id: number): Promise<boolean>;
  /** Not yet issued, and not being prepared: awaiting somebody's yes or their hour, oldest first. */
  listPending(): Promise<Directive[]>;
  /** Takes the preparing of a directive over when nobody else holds it; the lease ends by itself. */
  takeLease(id: number, now: Date, until: Date): Promise<boolean>;
  /** The next version, to be prepared; nothing of the directive leaves until it has come into force. */
  addVersion(id: number, version: VersionFields): Promise<void>;
  /** The text that everybody has is mended, and their cards with it. */
  correct(id: number, version: VersionFields): Promise<void>;
  /** The prepared version comes into force, and the cards of the one before are owed a word; false when it did already. */
  bringIntoForce(id: number, at: Date): Promise<boolean>;
  /** Why the present version came; null of a first one. */
  getReason(id: number): Promise<string | null>;
  /** Whether the coming (or else the present) version leaves earlier acknowledgements as they are. */
  keepsAcknowledged(id: number): Promise<boolean>;
  /** In force becomes ended, closed also withdrawn or replaced; false when it was so already. */
  markEnded(id: number, how: { as: Ending; reason: string | null; byId: number | null; at: Date }): Promise<boolean>;
  /** What heads have passed on of it to their people. */
  listPassedOn(id: number): Promise<number[]>;
  listToRecard(): Promise<number[]>;
  /** The last delivery whose card was brought up to date; null when nothing is to be done. */
  getRecardAfter(id: number): Promise<number | null>;
  markRecarded(id: number, after: number | null): Promise<void>;
  /** `preparing` becomes `issued`; false when it was already. */
  markIssued(id: number, at: Date): Promise<boolean>;
  /** False when it was halted or is not in force. */
  markHalted(id: number, at: Date, reason: string): Promise<boolean>;
  /** False when it was not halted. */
  markResumed(id: number): Promise<boolean>;
  /** After a restore: halts whatever is not issued yet and gives it; what is in force is halted no more, its ladder's steps are taken. */
  holdRestored(at: Date): Promise<number[]>;
  /** Ids that a backup does not know may be on buttons in people's chats: so many are left out. */
  skipIds(count: number): Promise<void>;
  /** Directives in force of which something may still be under way, for their author's account. */
  listUnsettled(): Promise<Directive[]>;
  markReminded(id: number, step: Date): Promise<void>;
  markEscalated(id: number, at: Date): Promise<void>;
  /** Null: something is under way again. */
  markSettled(id: number, at: Date | null): Promise<void>;
  listUnready(now: Date): Promise<number[]>;
  /** Directives in force or being prepared that reach a unit of this person: for those who join late. */
  listInForce(): Promise<Directive[]>;
}
