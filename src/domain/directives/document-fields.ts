import { z } from 'zod';
import { foldText } from '../../lib/text.ts';
import type { Answers } from '../forms/form.ts';
import { type DocumentKind, documentKinds } from './reading-kinds.ts';

/** What a document says of itself, as its clerk confirmed it; null is what nobody knows. */
export const documentSchema = z.object({
  kind: z.enum(documentKinds).nullable(),
  date: z.iso.date().nullable(),
  place: z.string().nullable(),
  issuingBody: z.string().nullable(),
  /** Name and post: "Trần Văn Sông, PHÓ GIÁM ĐỐC". */
  signer: z.string().nullable(),
  legalBases: z.array(z.string()),
  /** Of a document that came from elsewhere (văn bản đến): its arrival number and day, and the leader's instruction (bút phê). */
  incoming: z
    .object({ number: z.string().nullable(), date: z.iso.date().nullable(), instruction: z.string().nullable() })
    .nullable(),
});

export type DocumentFields = z.infer<typeof documentSchema>;

/** A kind as it is written on buttons and in the words of a language: `kế hoạch` is `keHoach`. */
export const kindWord = (kind: DocumentKind): string =>
  foldText(kind).replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());

/** The fields that complete answers describe; null where no document was read and nothing was said of one. */
export function documentOf(answers: Answers): DocumentFields | null {
  const said = (name: string) => (answers[name] as string | null | undefined) ?? null;
  const isIncoming = answers.incoming === 'yes';
  if (answers.found === undefined && !isIncoming) return null;
  return {
    kind: documentKinds.find((kind) => kindWord(kind) === said('kind')) ?? null,
    date: said('documentDate'),
    place: said('place'),
    issuingBody: said('issuingBody'),
    signer: said('signer'),
    legalBases: said('bases')?.split('\n').filter(Boolean) ?? [],
    incoming: isIncoming
      ? { number: said('arrivalNumber'), date: said('arrivedOn'), instruction: said('instruction') }
      : null,
  };
}

/** The record's words for them, flat as evidence wants it. */
export function documentDetails(document: DocumentFields | null): Record<string, string | null | string[]> {
  if (!document) return {};
  const { kind, date, place, issuingBody, signer, legalBases, incoming } = document;
  const arrival = incoming && {
    arrivalNumber: incoming.number,
    arrivedOn: incoming.date,
    instruction: incoming.instruction,
  };
  return { documentKind: kind, documentDate: date, place, issuingBody, signer, legalBases, ...arrival };
}
