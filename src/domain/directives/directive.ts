import { cleanName, foldText, hasClassifiedMark } from '../../lib/text.ts';
import { Problem } from '../problem.ts';
import { type AckTerms, checkTerms, PLAIN, textsOf } from './acknowledging.ts';
import type { DocumentFields } from './document-fields.ts';

export const urgencies = ['normal', 'urgent', 'veryUrgent', 'immediate'] as const;
export type Urgency = (typeof urgencies)[number];
export const audiences = ['everyone', 'heads'] as const;
export type Audience = (typeof audiences)[number];

/**
 * awaiting (somebody's yes) → scheduled (its hour) → preparing (receipts are being written, nobody sees it) → issued (in force) →
 * closed. refused: whoever was asked said no. cancelled: taken back before it left.
 */
export const directiveStates = [
  'awaiting',
  'scheduled',
  'preparing',
  'issued',
  'closed',
  'refused',
  'cancelled',
] as const;
export type DirectiveState = (typeof directiveStates)[number];

/** Whose yes it takes before anything leaves: a second person's, for it is immediate; a leader's signature, for the unit asks for it. */
export const approvals = ['second', 'signature'] as const;
export type Approval = (typeof approvals)[number];

/** How the follow-up of a directive ended: closed, its text holds on; withdrawn or replaced, it holds no more. */
export const endings = ['closed', 'withdrawn', 'replaced'] as const;
export type Ending = (typeof endings)[number];

export interface Directive {
  id: number;
  /** Số/ký hiệu as written, such as `12/CĐ-SNNMT`; null when there is none. */
  number: string | null;
  title: string;
  urgency: Urgency;
  audience: Audience;
  /** Of that audience only those who stand in this group; null for all of them. */
  groupId: number | null;
  issuingUnitId: number;
  authorId: number | null;
  authorName: string;
  /** Null where it needed nobody's yes. */
  approval: Approval | null;
  approverId: number | null;
  deadlineAt: Date | null;
  /** Whether people who join an addressed unit while it is in force owe it too. */
  lateJoiners: boolean;
  terms: AckTerms;
  /** The directive for heads that this one passes on to their people; null for one that was issued as it is. */
  parentId: number | null;
  /** What the head says to what they pass on. */
  note: string | null;
  state: DirectiveState;
  version: number;
  createdAt: Date;
  /** The hour at which it is to leave; null for at once. */
  issueAt: Date | null;
  issuedAt: Date | null;
  /** Nothing of it leaves until somebody says so (an error that is the same for everybody, a restore); null while all is well. */
  haltedAt: Date | null;
  haltReason: string | null;
  /** The last step of its ladder that was taken. */
  remindedAt: Date | null;
  /** When those who answer for units below their threshold were told last. */
  escalatedAt: Date | null;
  /** When the text that holds now came into force; ladders that go on whatever the deadline count from here. */
  versionAt: Date | null;
  /** An amendment that is being prepared. */
  nextVersion: number | null;
  endedAs: Ending | null;
  endedAt: Date | null;
  endReason: string | null;
  /** The directive that took its place, and the one whose place it takes. */
  replacedById: number | null;
  replacesId: number | null;
  /** What the document says of itself. */
  document: DocumentFields | null;
}

export interface Attachment {
  fileName: string;
  mime: string | null;
  /** In bytes. */
  size: number | null;
  /** Telegram's id of the file: uploaded once, by the clerk, and sent by this id ever after. */
  fileId: string;
  /** The document itself, of which the directive's text was read. */
  isOriginal?: boolean;
  /** It carries a digital signature, whose validity is not judged; null where nobody looked. */
  isSigned?: boolean | null;
  /** Of the bytes, where they were read. */
  sha256?: string | null;
}

/** What somebody wants to issue. */
export interface DirectiveDraft {
  number: string | null;
  title: string;
  text: string;
  unitIds: number[];
  /** Units that get it for their knowledge and owe nothing; the nearest addressed unit above a person decides. */
  knowUnitIds?: number[];
  audience: Audience;
  /** Only those who stand in this group; all of them when left out. */
  groupId?: number | null;
  deadlineAt: Date | null;
  urgency: Urgency;
  lateJoiners: boolean;
  /** One press when left out. */
  terms?: AckTerms;
  attachments: Attachment[];
  /** When it is to leave; at once when left out. */
  issueAt?: Date | null;
  /** The directive whose place this one takes at the moment of its issue. */
  replacesId?: number | null;
  document?: DocumentFields | null;
}

export type CheckedDraft = DirectiveDraft & {
  knowUnitIds: number[];
  replacesId: number | null;
  terms: AckTerms;
  groupId: number | null;
  issueAt: Date | null;
  document: DocumentFields | null;
};

export const LIMITS = { title: 300, number: 60, text: 300_000, attachments: 10 } as const;

/** The text as it is kept and hashed: NFC, line ends as \n, without control characters or a byte order mark. */
export function cleanText(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/g, '')
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

/** Holds a draft against the rules that need no knowledge of the office. Throws the first Problem; gives the draft cleaned. */
export function checkDraft(draft: DirectiveDraft, now: Date): CheckedDraft {
  const text = cleanText(draft.text);
  const title = cleanName(draft.title);
  const number = (draft.number && cleanName(draft.number)) || null;
  const fileNames = draft.attachments.map((attachment) => attachment.fileName);
  const words = [text, title, number ?? '', ...fileNames, ...textsOf(draft.terms ?? PLAIN)];
  if (words.some(hasClassifiedMark)) throw new Problem('classifiedText');
  if (!title) throw new Problem('titleMissing');
  if (title.length > LIMITS.title) throw new Problem('titleTooLong', { limit: LIMITS.title });
  if (number && number.length > LIMITS.number) throw new Problem('numberTooLong', { limit: LIMITS.number });
  if (!text) throw new Problem('textMissing');
  if (text.length > LIMITS.text) throw new Problem('textTooLong', { limit: LIMITS.text });
  if (draft.unitIds.length === 0) throw new Problem('unitsMissing');
  if (draft.deadlineAt && draft.deadlineAt <= now) throw new Problem('deadlinePast');
  if (draft.issueAt && draft.issueAt <= now) throw new Problem('issueAtPast');
  if (draft.issueAt && draft.deadlineAt && draft.deadlineAt <= draft.issueAt) throw new Problem('deadlineBeforeIssue');
  const terms = checkTerms(draft.terms ?? PLAIN);
  const { knowUnitIds = [], replacesId = null, groupId = null, issueAt = null, document = null } = draft;
  return { ...draft, text, title, number, terms, knowUnitIds, replacesId, groupId, issueAt, document };
}

/** The key under which a full number is issued once per unit and year; null for a number still blank (`/KH-SNNMT`). */
export function numberKey(number: string | null): string | null {
  if (!number || !/^\d/.test(number)) return null;
  return foldText(number).replace(/\s/g, '');
}

/** A title for a text that came without one: its "V/v" line, else its first line that is neither number, place nor date. */
export function titleFrom(text: string): string {
  const lines = cleanText(text)
    .split('\n')
    .map((line) =>
      line
        .replace(/[*_#]+/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
  const subject = lines.findIndex((line) => /^(V\/v|Về việc)/i.test(line));
  if (subject >= 0) return joinBroken(lines, subject).slice(0, LIMITS.title);
  const furniture = /^(số\s*:|.*,\s*ngày\b|thứ \S+ \d|cộng hòa|độc lập|kính gửi)/iu;
  return (lines.find((line) => !furniture.test(line)) ?? '').slice(0, LIMITS.title);
}

/** A subject that was broken over lines goes on until a line that begins a matter of its own. */
function joinBroken(lines: string[], from: number): string {
  const [first = '', second = ''] = lines.slice(from, from + 2);
  return /^\p{Ll}/u.test(second) ? `${first} ${second}` : first;
}

/** Late: owed, not acknowledged, and the deadline has passed. */
export function isLate(deadlineAt: Date | null, now: Date): boolean {
  return deadlineAt !== null && now > deadlineAt;
}
