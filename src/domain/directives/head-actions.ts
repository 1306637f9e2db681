import { dayOf } from '../../lib/day.ts';
import { cleanName, hasClassifiedMark } from '../../lib/text.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { PLAIN } from './acknowledging.ts';
import { type Directive, isLate } from './directive.ts';
import { mayPassOn } from './directive-policy.ts';
import { PASS_ON_NOTE_LIMIT } from './head.ts';
import type { Card, Receipt } from './receipt.ts';

/** `directive.implement`: a head says that it was carried to their people and set going. Saying it again changes nothing. */
export async function implement(actor: PersonActor, receiptId: number, office: Office): Promise<Card> {
  const at = office.clock.now();
  await office.inTransaction(async (stores) => {
    const receipt = await stores.receipts.find(receiptId);
    const directive = receipt && (await stores.directives.get(receipt.directiveId));
    if (!receipt || !directive || receipt.personId !== actor.person.id) throw new Problem('notYours');
    if (!isForHead(receipt, directive)) throw new Problem('notFound');
    if (receipt.implementedAt) return;
    if (directive.state !== 'issued') throw new Problem('directiveEnded');
    if (receipt.status !== 'acknowledged') throw new Problem('acknowledgeFirst');
    await markImplemented(actor, receipt, at, stores);
  });
  return await office.read.receipts.getCard(receiptId);
}

const isForHead = ({ toKnow }: Receipt, { audience }: Directive): boolean => audience === 'heads' && !toKnow;

async function markImplemented(actor: PersonActor, receipt: Receipt, at: Date, stores: Stores): Promise<void> {
  if (!(await stores.receipts.markImplemented(receipt.id, at))) return;
  const details = { receipt: receipt.id, version: receipt.version, account: actor.accountId };
  await record('directive.implement', actor, { receipt, at, details }, stores);
}

/** A head's receipt that somebody may pass on, to whom, and how many people that is. */
export interface Passable {
  receipt: Receipt;
  directive: Directive;
  units: Unit[];
  leftOutIds: number[];
  people: number;
}

/** Throws why not, the same for what is not theirs and what never was. */
export async function getPassable(
  actor: PersonActor,
  receiptId: number,
  stores: Stores,
  { clock, zone }: Pick<Office, 'clock' | 'zone'>,
): Promise<Passable> {
  const today = dayOf(clock.now(), zone);
  const { receipt, directive, units: headed } = await getMayPass(actor, receiptId, stores, today);
  if (directive.state !== 'issued') throw new Problem('directiveEnded');
  if (receipt.personId === actor.person.id && receipt.status !== 'acknowledged') throw new Problem('acknowledgeFirst');
  const passed = await stores.heads.listPassedOnUnitIds(directive.id);
  const units = headed.filter((unit) => !passed.includes(unit.id));
  if (receipt.passedOnAt || units.length === 0) throw new Problem('passedOnAlready');
  const unitIds = units.map((unit) => unit.id);
  const leftOutIds = await stores.heads.listHeadedBelow(receipt.id, unitIds, today);
  const passing = { parentId: directive.id, authorId: actor.person.id, unitIds, leftOutIds };
  const people = await stores.heads.countPeople(passing, today);
  if (people === 0) throw new Problem('nobodyToPassTo');
  return { receipt, directive, units, leftOutIds, people };
}

async function getMayPass(actor: PersonActor, receiptId: number, stores: Stores, today: string) {
  const receipt = await stores.receipts.find(receiptId);
  const directive = receipt && (await stores.directives.get(receipt.directiveId));
  if (!receipt || !directive || !isForHead(receipt, directive)) throw new Problem('mayNotPassOn');
  const units = await stores.heads.listHeadedUnits(receipt.id, today);
  const absences = await stores.absences.listFrom(receipt.personId, today);
  const isAway = absences.some((absence) => absence.fromOn <= today);
  if (!mayPassOn(actor, { personId: receipt.personId, isAway }, units)) throw new Problem('mayNotPassOn');
  return { receipt, directive, units };
}

/** Whether somebody may pass a head's directive on here and now; for a button. */
export async function canPassOn(actor: PersonActor, receiptId: number, office: Office): Promise<boolean> {
  try {
    await getPassable(actor, receiptId, office.read, office);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/**
 * `directive.pass-on`: a head (or a deputy while the head is away) gives a directive for heads to the people of the unit, as one of
 * their own with the same text and a note, and has thereby taken the second step. Once for each head; again gives the same one.
 */
export async function passOn(
  actor: PersonActor,
  { receiptId, note: said }: { receiptId: number; note: string | null },
  office: Office,
): Promise<Directive> {
  const at = office.clock.now();
  const note = checkNote(said);
  const directive = await office.inTransaction(async (stores) => {
    const before = await findPassedOn(actor, receiptId, stores, office);
    if (before) return before;
    const passable = await getPassable(actor, receiptId, stores, office);
    const { receipt } = passable;
    if (!(await stores.receipts.markPassedOn(receipt.id, at))) throw new Problem('passedOnAlready');
    const id = await addPassedOn(actor, passable, { note, at, office }, stores);
    await stores.receipts.savePassedOn(receipt.id, id);
    await markImplemented(actor, receipt, at, stores);
    return await stores.directives.get(id);
  });
  office.wake();
  return directive;
}

function checkNote(said: string | null): string | null {
  const note = cleanName(said ?? '') || null;
  if (note && note.length > PASS_ON_NOTE_LIMIT) throw new Problem('noteTooLong', { limit: PASS_ON_NOTE_LIMIT });
  if (note && hasClassifiedMark(note)) throw new Problem('classifiedText');
  return note;
}

/** What this receipt was passed on as before; null when it was not. */
async function findPassedOn(actor: PersonActor, receiptId: number, stores: Stores, office: Office) {
  const { receipt } = await getMayPass(actor, receiptId, stores, dayOf(office.clock.now(), office.zone));
  return receipt.passedOnId === null ? null : await stores.directives.get(receipt.passedOnId);
}

interface Circumstances {
  note: string | null;
  at: Date;
  office: Office;
}

/** For everybody of the unit, by a plain press; a draft of `/new` it never was. */
const PASSED_ON = {
  audience: 'everyone' as const,
  groupId: null,
  terms: PLAIN,
  knowUnitIds: [],
  state: 'preparing' as const,
  version: 1,
  draftId: null,
};

async function addPassedOn(
  actor: PersonActor,
  passable: Passable,
  { note, at, office }: Circumstances,
  stores: Stores,
): Promise<number> {
  const { receipt, directive, units, leftOutIds } = passable;
  const { id: parentId, number, title, urgency, lateJoiners } = directive;
  const author = { issuingUnitId: units[0]!.id, authorId: actor.person.id, authorName: actor.person.fullName };
  const { text, textHash } = await stores.directives.getText(parentId);
  const id = await stores.directives.add({
    ...{ number, title, urgency, lateJoiners, text, textHash, note, parentId, ...author },
    ...{ ...PASSED_ON, createdAt: at },
    ...{ unitIds: units.map((unit) => unit.id), leftOutUnitIds: leftOutIds },
    deadlineAt: isLate(directive.deadlineAt, at) ? null : directive.deadlineAt,
    replacesId: null,
    approval: null,
    issueAt: null,
    document: directive.document,
    attachments: await stores.directives.listAttachments(parentId),
    // Its number is its parent's: nobody may be kept from issuing by it.
    numberKey: null,
    numberYear: Number(dayOf(at, office.zone).slice(0, 4)),
  });
  const details = { receipt: receipt.id, from: parentId, to: id, note, units: units.map((unit) => unit.code) };
  await record('directive.pass-on', actor, { receipt, at, details }, stores);
  await record('directive.submit', actor, { receipt: { directiveId: id, version: 1 }, at, details }, stores);
  return id;
}

interface Recorded {
  receipt: Pick<Receipt, 'directiveId' | 'version'>;
  at: Date;
  details: Fact['details'];
}

async function record(
  action: 'directive.implement' | 'directive.pass-on' | 'directive.submit',
  actor: PersonActor,
  { receipt: { directiveId, version }, at, details }: Recorded,
  stores: Stores,
): Promise<void> {
  const textHash = await stores.directives.getTextHash(directiveId, version);
  const stream = `directive:${directiveId}`;
  const fact = { stream, action, at, way: 'button' as const, textHash, actor: nameForRecord(actor), subject: stream };
  await stores.evidence.append(entryOf({ ...fact, details }));
}
