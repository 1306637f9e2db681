/**
 * A file that a clerk sent goes in, answers of the directive's form come out: what the document says of itself, for the clerk to
 * confirm. What it does not say stays unanswered, and is asked for.
 */
import { instant } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type PersonActor, placesOf } from '../actor.ts';
import type { Answers } from '../forms/form.ts';
import type { Office } from '../stores.ts';
import { isOpenOn, type Unit } from '../units/unit.ts';
import { type Attachment, LIMITS, type Urgency } from './directive.ts';
import { ISSUING_ROLES, mayIssueTo } from './directive-policy.ts';
import { type FindLeads, type ProposedAddressees, proposeAddressees, withLeads } from './document-addressees.ts';
import { deadlinesAhead, type FoundDeadline } from './document-deadlines.ts';
import { type DocumentFields, documentOf, kindWord } from './document-fields.ts';
import { type Found, type Reading, readDirective } from './reading.ts';

/** What is known of a file beyond the answers that it gave. */
export interface FoundInDocument {
  fileName: string;
  /** `scan`: there is no text in it. `tooLarge`: Telegram does not hand it out. It goes along all the same. */
  state: 'read' | 'scan' | 'tooLarge';
  /** Answers that do not stand where the rules for documents put them, as they were proposed. */
  likely: Answers;
  /** `YYYY-MM`, where the day is still to be written. */
  month: string | null;
  /** The symbol alone, where the number is still to be written: `/KH-SNNMT`. */
  blankNumber: string | null;
  unmatched: string[];
  deadlines: FoundDeadline[];
}

export const foundIn = (answers: Answers): FoundInDocument | null =>
  (answers.found as FoundInDocument | undefined) ?? null;

export interface SentDocument {
  original: Attachment;
  /** Null where it could not be fetched. */
  read: { text: string; isScan: boolean; reading: Reading } | null;
}

/** Holds what a clerk sent against the units that they may issue to. */
export async function proposeFromDocument(
  actor: PersonActor,
  sent: SentDocument,
  findLeads: FindLeads,
  office: Office,
): Promise<Answers> {
  const { original, read } = sent;
  const state = !read ? 'tooLarge' : read.isScan ? 'scan' : 'read';
  if (!read || state !== 'read') return bareAnswers(original, state);
  const { reading } = read;
  const { units, issuing } = await unitsFor(actor, reading, office);
  const named = proposeAddressees(reading.addressees, units, issuing);
  const addressees = withLeads(named, reading.sections, units, findLeads);
  const deadlines = deadlinesAhead(reading.deadlines, office.clock.now(), office.zone);
  return answersOf(sent, read.text, { reading, addressees, deadlines });
}

/** Nothing beyond the answers themselves: they were looked over before. */
export const OWN: Omit<FoundInDocument, 'fileName'> = {
  ...{ state: 'read', likely: {}, month: null, blankNumber: null, unmatched: [], deadlines: [] },
};

/** Only the file is known. */
function bareAnswers(original: Attachment, state: FoundInDocument['state']): Answers {
  const found = { likely: {}, month: null, blankNumber: null, unmatched: [], deadlines: [] };
  return { original, read: ['files'], found: { fileName: original.fileName, state, ...found } };
}

interface Read {
  reading: Reading;
  addressees: ProposedAddressees;
  deadlines: FoundDeadline[];
}

function answersOf({ original }: SentDocument, text: string, { reading, addressees, deadlines }: Read): Answers {
  const number = fitting(reading.number, LIMITS.number);
  const isBlank = number !== null && !/^\d/.test(number.value);
  const title = fitting(reading.title, LIMITS.title);
  const { act, know, isSure } = addressees;
  const answers: Answers = {
    number: isBlank ? undefined : number?.value,
    title: title?.value,
    text,
    units: act.length > 0 ? act.map(({ id }) => id) : undefined,
    knowUnits: know.length > 0 ? know.map(({ id }) => id) : undefined,
    urgency: reading.urgency?.value,
    ...detailsOf(reading),
  };
  const sources = { ...reading, number, title, documentDate: reading.date, bases: reading.legalBases[0] ?? null };
  const isLikely = (name: string) =>
    name === 'units' || name === 'knowUnits'
      ? !isSure
      : (sources[name as keyof typeof sources] as { confidence?: string } | null | undefined)?.confidence === 'likely';
  const given = Object.entries(answers).filter(([, value]) => value !== undefined);
  const found: FoundInDocument = {
    fileName: original.fileName,
    state: 'read',
    likely: Object.fromEntries(given.filter(([name]) => isLikely(name))),
    month: reading.month?.value ?? null,
    blankNumber: isBlank ? number.value : null,
    unmatched: addressees.unmatched,
    deadlines,
  };
  const read = [...given.map(([name]) => name), 'files'];
  return { ...Object.fromEntries(given), original, found, read };
}

/** What a text says of itself, for whoever issues without being asked. */
export interface ReadFields {
  number: string | null;
  blankNumber: string | null;
  title: string | null;
  urgency: Urgency | null;
  addressees: string[];
  deadlines: FoundDeadline[];
  /** The one deadline that still lies ahead and comes once; null where there are several, for nobody has chosen. */
  deadlineAt: Date | null;
  document: DocumentFields;
}

export function readFields(text: string, now: Date, zone: string): ReadFields {
  const reading = readDirective(text);
  const number = fitting(reading.number, LIMITS.number)?.value ?? null;
  const isBlank = number !== null && !/^\d/.test(number);
  const deadlines = deadlinesAhead(reading.deadlines, now, zone);
  const { kinhGui, noiNhan } = reading.addressees;
  const [only, ...others] = deadlines.filter(({ isRepeated }) => !isRepeated);
  return {
    number: isBlank ? null : number,
    blankNumber: isBlank ? number : null,
    title: fitting(reading.title, LIMITS.title)?.value ?? null,
    urgency: reading.urgency?.value ?? null,
    addressees: [...kinhGui.map(({ value }) => value), ...noiNhan.map(({ value }) => value.text)],
    deadlines,
    deadlineAt: only?.at && others.length === 0 ? instant(only.at) : null,
    document: documentOf({ found: true, ...detailsOf(reading) })!,
  };
}

/** Longer than the office's records take is not cut short in silence but asked for. */
const fitting = (found: Found<string> | null, limit: number) => (found && found.value.length <= limit ? found : null);

const LONGEST_DETAIL = 300;
const MOST_BASES = 40;

function detailsOf({ kind, date, place, issuingBody, signer, legalBases }: Reading): Answers {
  const short = (text: string | null | undefined) => text?.slice(0, LONGEST_DETAIL) || undefined;
  const { name = null, post = null } = signer?.value ?? {};
  const bases = legalBases.slice(0, MOST_BASES).map(({ value }) => value.replace(/\s+/g, ' ').slice(0, LONGEST_DETAIL));
  return {
    kind: kind ? kindWord(kind.value) : undefined,
    documentDate: date?.value,
    place: short(place?.value),
    issuingBody: short(issuingBody?.value),
    signer: short([name, post].filter(Boolean).join(', ')),
    bases: bases.length > 0 ? bases.join('\n') : undefined,
  };
}

/** The units that this actor may issue to and that are open today, and the one that "thuộc Sở" refers to. */
async function unitsFor(
  actor: PersonActor,
  { issuingBody }: Reading,
  office: Office,
): Promise<{ units: Unit[]; issuing: Unit | null }> {
  const today = dayOf(office.clock.now(), office.zone);
  const units = (await office.read.units.listAll()).filter(
    (unit) => mayIssueTo(actor, [unit]) && isOpenOn(unit, today),
  );
  const tops = placesOf(actor, ISSUING_ROLES).sort((left, right) => left.unitPath.length - right.unitPath.length);
  const body = issuingBody?.value.toLowerCase();
  const issuing = units.find(({ name }) => name.toLowerCase() === body);
  return { units, issuing: issuing ?? units.find(({ id }) => id === tops[0]?.unitId) ?? null };
}

/** The answers of a draft with those of a file: what an earlier file said goes, what the clerk answered stays. */
export function withProposal(before: Answers, proposed: Answers): Answers {
  const earlier = (before.read as string[] | undefined) ?? [];
  const { confirmed, original, found, read, text, 'text…': part, ...rest } = before;
  const own = Object.entries(rest).filter(([name]) => !earlier.includes(name));
  const answers = { ...proposed, ...Object.fromEntries(own) };
  // A file that was sent in place of a text is the text, whatever stood there before; a picture leaves it as it was.
  const isKept = proposed.text === undefined && text !== undefined && !earlier.includes('text');
  return isKept ? { ...answers, text } : answers;
}
