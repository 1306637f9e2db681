import { readFile } from 'node:fs/promises';
import { type DocumentText, readDocument } from '../documents/document-text.ts';
import type { ReadFields } from '../domain/directives/document-proposal.ts';
import { Problem } from '../domain/problem.ts';
import type { T } from '../i18n.ts';
import { Refusal } from './terminal.ts';

const FILE_PROBLEMS = [
  'fileNotText',
  'fileEncoding',
  'fileTooLarge',
  'fileDamaged',
  'fileProtected',
  'fileHasNoText',
] as const;

/** The text of a DOCX, PDF or text file on this machine. Throws a Refusal that names the file. */
export async function readDocumentFile(file: string, t: T): Promise<DocumentText> {
  try {
    const document = await readDocument(await readFile(file));
    if (document.isScan) throw new Problem('fileHasNoText');
    return document;
  } catch (error) {
    const code = FILE_PROBLEMS.find((each) => error instanceof Problem && error.code === each);
    throw code ? new Refusal(code, t(`cli:issue.${code}`, { file })) : error;
  }
}

/** What was read, for a script. */
export function readJson(document: DocumentText, fields: ReadFields) {
  const { kind: format, isSigned } = document;
  const { number, blankNumber, title, deadlines, addressees, urgency, document: about } = fields;
  const { kind, date, place, issuingBody, signer, legalBases } = about;
  const said = { number: number ?? blankNumber, title, kind, date, place, issuingBody, signer, legalBases };
  return { format, isSigned, ...said, urgency, addressees, deadlines: deadlines.map(({ words }) => words) };
}

/** What was read, for people: a line for each field that the document has. */
export function readLines(document: DocumentText, fields: ReadFields, t: T): string[] {
  const { number, title, kind, date, place, issuingBody, signer, addressees, deadlines } = readJson(document, fields);
  const said: [string, string | null][] = [
    [t('documents:label.number'), number],
    [t('documents:label.kind'), kind],
    [t('documents:label.title'), title],
    [t('documents:label.placeAndDate'), [place, date].filter(Boolean).join(', ')],
    [t('documents:label.issuingBody'), issuingBody],
    [t('documents:label.signer'), signer],
    [t('cli:issue.addressees'), addressees.join('; ')],
    [t('cli:issue.deadlines'), deadlines.join('; ')],
  ];
  const lines = said.flatMap(([label, value]) => (value ? [t('cli:issue.field', { label, value })] : []));
  return lines.length > 0 ? [t('cli:issue.read'), ...lines, ''] : [];
}
