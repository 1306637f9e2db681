/**
 * The text of a document goes in, what it says of itself comes out: a proposal, field by field, for somebody to confirm. Each
 * field names the line in which it stands and how sure it is; what was not found is null, for nothing is guessed in silence. The
 * rules follow how offices set out their documents: Decree 30/2020/NĐ-CP, annex I, and for the Party Hướng dẫn 36-HD/VPTW of 2018.
 */
import type { Urgency } from './directive.ts';
import { type Addressees, readAddressees } from './reading-addressees.ts';
import { readBases } from './reading-bases.ts';
import { type Deadline, readDeadlines } from './reading-deadlines.ts';
import { readHeading, readUrgency } from './reading-heading.ts';
import { readIssuer } from './reading-issuer.ts';
import { type DocumentKind, partsOfNumber } from './reading-kinds.ts';
import { type Layout, readLayout } from './reading-layout.ts';
import { readSections, type Section } from './reading-sections.ts';
import { readSigner, type Signer } from './reading-signer.ts';

export interface Found<Value> {
  value: Value;
  /** The line in which it begins. */
  where: string;
  /** `sure`: it stands where the rules put it. `likely`: it follows from other words. */
  confidence: 'sure' | 'likely';
}

export interface Reading {
  /** With its symbol, without spaces; `/KH-SNNMT` where the number is left blank until release. */
  number: Found<string> | null;
  /** `YYYY-MM-DD`. */
  date: Found<string> | null;
  /** `YYYY-MM`, where the day is left blank until release. */
  month: Found<string> | null;
  place: Found<string> | null;
  issuingBody: Found<string> | null;
  superiorBody: Found<string> | null;
  kind: Found<DocumentKind> | null;
  /** Trích yếu; of an official letter with its "V/v". */
  title: Found<string> | null;
  urgency: Found<Urgency> | null;
  legalBases: Found<string>[];
  addressees: Addressees;
  signer: Found<Signer> | null;
  deadlines: Found<Deadline>[];
  sections: Section[];
  /** Lines of a web page that are no part of the document. */
  furniture: string[];
}

/** Reads a text, however badly it is set. Never throws. */
export function readDirective(text: string): Reading {
  const layout = readLayout(text);
  const { heading, title, body, end, annex, furniture } = layout;
  const { number, date, month, place } = readHeading(heading);
  const words = title?.title.replace(/[\s.;,]+$/, '');
  const isTitleSure = title !== null && title.form !== 'loose';
  return {
    number,
    date,
    month,
    place,
    ...readIssuer(heading, body, number?.value ?? null),
    kind: kindOf(layout, number),
    title: title && words ? { value: words, where: title.where, confidence: isTitleSure ? 'sure' : 'likely' } : null,
    urgency: readUrgency(heading),
    legalBases: readBases(body),
    addressees: readAddressees(layout),
    signer: readSigner(end),
    deadlines: readDeadlines([...body, ...annex], date?.value ?? null, month?.value ?? null),
    sections: readSections(body),
    furniture: furniture.map(({ where }) => where),
  };
}

/** The kind as its line says it; else as the number does; else an official letter, which alone bears "V/v" and no kind. */
function kindOf({ heading, title, body }: Layout, number: Found<string> | null): Found<DocumentKind> | null {
  const said = number ? partsOfNumber(number.value).kind : null;
  if (title?.kind && title.kindLine) {
    return {
      value: title.kind,
      where: title.kindLine.where,
      confidence: said && said !== title.kind ? 'likely' : 'sure',
    };
  }
  const isSubject = title?.form === 'subject';
  if (isSubject && (said ?? 'công văn') === 'công văn')
    return { value: 'công văn', where: title.where, confidence: 'sure' };
  if (said && number) return { value: said, where: number.where, confidence: 'likely' };
  const isLetter = number && [...heading, ...body].slice(0, 30).some(({ plain }) => plain.startsWith('kinh gui'));
  return isLetter ? { value: 'công văn', where: number.where, confidence: 'likely' } : null;
}
