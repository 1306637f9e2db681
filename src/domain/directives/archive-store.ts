import type { AckTerms } from './acknowledging.ts';
import type { ArchiveQuery } from './archive.ts';
import type { Audience, Urgency } from './directive.ts';
import type { Card, CardAmendment, CardEnding, ReceiptStatus } from './receipt.ts';
import type { Ending } from './standing.ts';

/** A directive that was issued, whatever became of it since. */
export interface IssuedDirective extends Ending {
  id: number;
  number: string | null;
  title: string;
  urgency: Urgency;
  issuer: string;
  issuedAt: Date;
  deadlineAt: Date | null;
  replacedById: number | null;
  /** What its cards say of its end; the way to what took its place is each reader's own. */
  end: CardEnding | null;
  /** How many files were issued with it. */
  files: number;
  terms: AckTerms;
  audience: Audience;
  passedOn: Card['passedOn'];
  document: Card['document'];
  isSigned: boolean;
}

/** One version's text, with the title that it had. */
export interface IssuedText {
  directiveId: number;
  version: number;
  title: string | null;
  deadlineAt: Date | null;
  text: string;
  textHash: string;
  /** How it came, when it is not the first version. */
  amendment: CardAmendment | null;
}

export interface TextPlace {
  directiveId: number;
  version: number;
  textHash: string;
}

/** Who reads: what was issued to the person, and what was issued to anybody at or below these paths. */
export interface Reader {
  personId: number;
  paths: string[];
}

/** What of a directive is open to a reader: the receipt that they had last; none where they see it by their role. */
export interface Reading {
  directiveId: number;
  receiptId: number | null;
}

/** One line of what was found; no receipt where the reader sees it by their role. */
export interface ArchiveLine extends Omit<IssuedDirective, 'end'> {
  receiptId: number | null;
  status: ReceiptStatus | null;
}

/** A version whose words are not in the index yet. */
export interface Unindexed {
  directiveId: number;
  version: number;
  /** Number, title, text, and the names of the units that issued it and to which it was issued. */
  text: string;
}

export interface UnhashedFile {
  attachmentId: number;
  directiveId: number;
  fileName: string;
  fileId: string;
  size: number;
}

/** All that was ever issued, in force or not: nothing here is about what is still being prepared or was refused. */
export interface ArchiveStore {
  findIssued(id: number): Promise<IssuedDirective | null>;
  listIssued(ids: number[]): Promise<IssuedDirective[]>;
  /** By the key of a full number (`12/cd-snn`), or by the part before the stroke alone; newest first. */
  listByNumber(key: string, limit: number): Promise<IssuedDirective[]>;
  /** Those with one of these full numbers, or whose folded title begins with one of these lines; newest first. */
  listNamed(named: { keys: string[]; titles: string[] }, limit: number): Promise<IssuedDirective[]>;
  listByTextHash(textHash: string): Promise<TextPlace[]>;
  /** The directives that this file was issued with. */
  listByFileHash(sha256: string): Promise<{ directiveId: number; fileName: string }[]>;
  /** The texts in force, newest first. */
  listTextsInForce(limit: number): Promise<TextPlace[]>;
  /** Every version of these directives' texts, newest first. */
  listTexts(directiveIds: number[]): Promise<IssuedText[]>;
  getText(directiveId: number, version: number): Promise<IssuedText>;
  /** Those of these directives that a reader may read. */
  listReadings(ids: number[], reader: Reader): Promise<Reading[]>;
  /** What a reader may read of it, newest first; of more than a thousand the number is not counted to its end. */
  search(
    query: ArchiveQuery,
    reader: Reader,
    page: { limit: number; offset: number },
  ): Promise<{ lines: ArchiveLine[]; total: number }>;
  listUnindexed(limit: number): Promise<Unindexed[]>;
  /** Puts the words of a version in place of those of the one before. */
  saveWords(place: Omit<Unindexed, 'text'>, words: string[]): Promise<void>;
  /** Files of which nobody knows the hash: of one directive, or of one size. */
  listUnhashed(of: { directiveId: number } | { size: number }, limit: number): Promise<UnhashedFile[]>;
  /** False when it is known already. */
  saveFileHash(attachmentId: number, sha256: string): Promise<boolean>;
}
