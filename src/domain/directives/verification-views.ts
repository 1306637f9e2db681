/**
 * Is it real? Answers whether something was issued through this office and what holds of it. What was never issued to somebody is
 * not shown to them: they learn that it was issued, by whom and when, and nothing that it says.
 */
import { setImmediate } from 'node:timers/promises';
import { sha256 } from '../../lib/ids.ts';
import { changesBetween, inOneLine, shareOf, shinglesOf } from '../../lib/likeness.ts';
import type { PersonActor } from '../actor.ts';
import type { Office } from '../stores.ts';
import type { IssuedDirective, IssuedText, Reader, TextPlace } from './archive-store.ts';
import { cleanText, numberKey } from './directive.ts';
import { pathsSeen } from './directive-policy.ts';
import { standingOf } from './standing.ts';
import {
  askedNumber,
  type FoundDirective,
  isMarkOf,
  namesIn,
  type Question,
  readCheckCode,
  type Shape,
  type Showings,
  type Verdict,
} from './verification.ts';

/** So many texts in force are looked through for one that is like what was asked. */
const LOOKED_THROUGH = 200;
/** So many directives are named in one answer. */
const NAMED = 5;
/** Less than this in common, and it is another text. */
const LIKE = 0.4;

export const readerOf = (actor: PersonActor): Reader => ({
  personId: actor.person.id,
  paths: pathsSeen(actor),
});

export async function verify(
  actor: PersonActor,
  question: Question,
  showings: Showings,
  office: Office,
): Promise<Verdict> {
  const reader = readerOf(actor);
  if (question.kind === 'code') return await verifyCode(reader, question.code, office);
  if (question.kind === 'text') return await verifyWords(reader, question.text, showings, office);
  const places = await office.read.archive.listByFileHash(question.sha256);
  if (places.length === 0 && question.text !== null) return await verifyWords(reader, question.text, showings, office);
  const found = await find(
    reader,
    places.map(({ directiveId }) => ({ directiveId, shape: 'file' as const })),
    office,
  );
  return found.length > 0 ? { kind: 'issued', found } : { kind: 'notIssued' };
}

async function verifyCode(reader: Reader, code: string, office: Office): Promise<Verdict> {
  const read = readCheckCode(code);
  const texts = read ? await office.read.archive.listTexts([read.directiveId]) : [];
  const text = texts.find(({ version }) => version === read?.version);
  if (!read || !text || !isMarkOf(read.mark, text.textHash)) return { kind: 'notIssued' };
  const found = await find(reader, [{ ...read, shape: 'code' }], office);
  return found.length > 0 ? { kind: 'issued', found } : { kind: 'notIssued' };
}

async function verifyWords(reader: Reader, words: string, showings: Showings, office: Office): Promise<Verdict> {
  const key = askedNumber(words);
  if (key) return await verifyNumber(reader, key, office);
  const whole = await office.read.archive.listByTextHash(sha256(cleanText(words)));
  if (whole.length > 0) return { kind: 'issued', found: await find(reader, inShape(whole, 'text'), office) };
  const { keys, titles } = namesIn(words);
  const named = await office.read.archive.listNamed({ keys, titles }, NAMED * 2);
  const alike = await listAlike(words, office);
  const ids = [...new Set([...named.map(({ id }) => id), ...alike.map(({ directiveId }) => directiveId)])];
  const candidates = await listCandidates(ids, office);
  const exact: Hit[] = [];
  for (const { directive, text } of candidates) {
    const shape = showings.match(words, directive, text);
    if (shape) exact.push({ directiveId: directive.id, version: text.version, shape });
    await setImmediate();
  }
  if (exact.length > 0) return { kind: 'issued', found: await find(reader, exact, office) };
  return await compare(reader, words, { candidates, keys }, showings, office);
}

const inShape = (places: TextPlace[], shape: Shape) =>
  places.map(({ directiveId, version }) => ({ directiveId, version, shape }));

async function verifyNumber(reader: Reader, key: string, office: Office): Promise<Verdict> {
  const directives = await office.read.archive.listByNumber(key, NAMED);
  const found = await find(
    reader,
    directives.map(({ id }) => ({ directiveId: id, shape: 'number' as const })),
    office,
  );
  return found.length > 0 ? { kind: 'number', found } : { kind: 'notIssued' };
}

interface Candidate {
  directive: IssuedDirective;
  text: IssuedText;
}

/** Every version of these directives as it was shown; the order of the ids is kept, the newest version first. */
async function listCandidates(ids: number[], { read }: Office): Promise<Candidate[]> {
  const directives = new Map((await read.archive.listIssued(ids)).map((one) => [one.id, one]));
  const texts = await read.archive.listTexts(ids);
  return ids.flatMap((id) => {
    const directive = directives.get(id);
    return directive ? texts.filter(({ directiveId }) => directiveId === id).map((text) => ({ directive, text })) : [];
  });
}

/** It is not exactly ours: in what does it differ from the most similar one that the person may read? */
async function compare(
  reader: Reader,
  words: string,
  { candidates, keys }: { candidates: Candidate[]; keys: string[] },
  showings: Showings,
  office: Office,
): Promise<Verdict> {
  const ids = [...new Set(candidates.map(({ directive }) => directive.id))];
  const readable = new Set((await office.read.archive.listReadings(ids, reader)).map((one) => one.directiveId));
  const asked = shinglesOf(words);
  const [nearest] = candidates
    .filter(({ directive }) => readable.has(directive.id))
    .map(({ directive, text }) => ({ directive, text, share: shareOf(asked, shinglesOf(text.text)) }))
    .sort((one, other) => other.share - one.share);
  const isNamed = ({ number }: IssuedDirective) => keys.includes(numberKey(number) ?? '');
  if (nearest && (nearest.share >= LIKE || isNamed(nearest.directive))) {
    const { directive, text } = nearest;
    const changes = changesBetween(showings.nearest(words, directive, text), words);
    const found = await find(reader, [{ directiveId: directive.id, shape: 'text' }], office);
    return { kind: 'differs', found, changes };
  }
  const [other] = candidates.filter(({ directive }) => isNamed(directive) && !readable.has(directive.id));
  if (!other) return { kind: 'notIssued' };
  return { kind: 'notThis', found: await find(reader, [{ directiveId: other.directive.id, shape: 'number' }], office) };
}

const known = new Map<string, Uint32Array>();

/** The texts in force that have most in common with these words. Each is broken down once; nobody waits for it. */
async function listAlike(words: string, { read }: Office): Promise<TextPlace[]> {
  const asked = shinglesOf(words);
  const places = await read.archive.listTextsInForce(LOOKED_THROUGH);
  const shares: { place: TextPlace; share: number }[] = [];
  for (const place of places) {
    shares.push({ place, share: shareOf(asked, await shinglesAt(place, read)) });
    if (shares.length % 20 === 0) await setImmediate();
  }
  const alike = shares.filter(({ share }) => share >= LIKE).sort((one, other) => other.share - one.share);
  return alike.slice(0, 3).map(({ place }) => place);
}

async function shinglesAt({ directiveId, version, textHash }: TextPlace, read: Office['read']): Promise<Uint32Array> {
  const before = known.get(textHash);
  if (before) return before;
  const { text } = await read.archive.getText(directiveId, version);
  const shingles = shinglesOf(inOneLine(text));
  if (known.size >= 2 * LOOKED_THROUGH) known.delete(known.keys().next().value!);
  known.set(textHash, shingles);
  await setImmediate();
  return shingles;
}

interface Hit {
  directiveId: number;
  /** The version that was held; the one in force when left out. */
  version?: number;
  shape: Shape;
}

/** What was found, each directive once, what is in force first, with how much of it the person may know. */
async function find(reader: Reader, hits: Hit[], { read }: Office): Promise<FoundDirective[]> {
  const hitOf = new Map([...hits].reverse().map((hit) => [hit.directiveId, hit]));
  const directives = await read.archive.listIssued([...hitOf.keys()]);
  const replacing = await read.archive.listIssued(directives.flatMap((one) => one.replacedById ?? []));
  const all = [...directives, ...replacing].map(({ id }) => id);
  const readings = new Map((await read.archive.listReadings(all, reader)).map((one) => [one.directiveId, one]));
  const found = directives.map((directive) => {
    const { version, shape } = hitOf.get(directive.id)!;
    const reading = readings.get(directive.id) ?? null;
    const later = replacing.find(({ id }) => id === directive.replacedById);
    const laterReading = later && readings.get(later.id);
    const replacedBy = laterReading ? { directive: later, receiptId: laterReading.receiptId } : null;
    return { directive, standing: standingOf(directive, version), shape, reading, replacedBy };
  });
  const rank = ({ standing }: FoundDirective) => (standing === 'inForce' ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other)).slice(0, NAMED);
}
