import { cleanName } from '../../lib/text.ts';
import { nameForRecord, type PersonActor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Person } from '../people/person.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { type Attestation, type AttestationWay, NOTE_LIMIT } from './attestation.ts';
import { mayAttest } from './directive-policy.ts';
import type { Receipt } from './receipt.ts';

/** The receipt that somebody may answer for, and whose it is. What is not theirs is refused like what never was. */
export async function getAttestable(
  actor: PersonActor,
  receiptId: number,
  { read }: Office,
): Promise<{ receipt: Receipt; person: Person }> {
  const receipt = await read.receipts.find(receiptId);
  if (!receipt || !mayAttest(actor, (await read.units.get(receipt.unitId)).path)) throw new Problem('mayNotAttest');
  if (receipt.personId === actor.person.id) throw new Problem('attestedOwn');
  if ((await read.directives.get(receipt.directiveId)).state !== 'issued') throw new Problem('directiveEnded');
  return { receipt, person: await read.people.get(receipt.personId) };
}

/** The same, where there is still something to be said this way; asked before the leader is asked for a note. */
export async function getUnattested(
  actor: PersonActor,
  { receiptId, way }: { receiptId: number; way: AttestationWay },
  office: Office,
): Promise<Receipt> {
  const { receipt } = await getAttestable(actor, receiptId, office);
  refuseSaid(receipt, await findSaid(receiptId, way, office.read));
  return receipt;
}

const findSaid = async (receiptId: number, way: AttestationWay, { attestations }: Pick<Stores, 'attestations'>) =>
  (await attestations.listOf(receiptId)).find((one) => one.way === way) ?? null;

function refuseSaid({ status, toKnow }: Receipt, before: Attestation | null): void {
  if (before?.disputedAt) throw new Problem('attestationDisputed');
  const isOwed = !toKnow && status !== 'acknowledged' && status !== 'closed';
  if (!before && !isOwed) throw new Problem('alreadyAcknowledged');
}

/** `receipt.attest`: a leader's word that somebody was told by telephone or signed on paper. Saying it again changes nothing. */
export async function attest(
  actor: PersonActor,
  about: { receiptId: number; way: AttestationWay; note: string | null },
  office: Office,
): Promise<Attestation> {
  const { way } = about;
  const note = about.note === null ? null : cleanName(about.note).slice(0, NOTE_LIMIT) || null;
  const at = office.clock.now();
  const { person } = await getAttestable(actor, about.receiptId, office);
  const attestation = await office.inTransaction(async (stores) => {
    const receipt = (await stores.receipts.find(about.receiptId))!;
    const before = await findSaid(receipt.id, way, stores);
    refuseSaid(receipt, before);
    if (before) return before;
    const id = await stores.attestations.add({ receiptId: receipt.id, way, note, byId: actor.person.id, at });
    if (way === 'paper') await stores.receipts.acknowledgeOnPaper(receipt.id, at);
    await record(stores, 'receipt.attest', actor, { receipt, person, way, note, at });
    await tellPerson(stores, person.id, id, at);
    return (await stores.attestations.find(id))!;
  });
  office.wake();
  return attestation;
}

/** `receipt.dispute`: the person says that it was not so. What counted on paper counts no more, and whoever said it is told. */
export async function disputeAttestation(actor: PersonActor, id: number, office: Office): Promise<Attestation> {
  const at = office.clock.now();
  const attestation = await office.inTransaction(async (stores) => {
    const found = await stores.attestations.find(id);
    const receipt = found && (await stores.receipts.find(found.receiptId));
    if (!found || receipt?.personId !== actor.person.id) throw new Problem('notYours');
    if (!(await stores.attestations.markDisputed(id, at))) return found;
    if (found.way === 'paper') await oweAgain(stores, receipt, at, office);
    const { way } = found;
    await record(stores, 'receipt.dispute', actor, { receipt, person: actor.person, way, note: null, at });
    const account = await stores.people.findAccount(found.byId);
    if (account && !account.unreachableAt) {
      const word = { personId: found.byId, kind: 'receipt.disputed' as const, purpose: `attestation:${id}:disputed` };
      await stores.deliveries.add({ ...word, subjectId: id, lane: 'directive', dueAt: at });
    }
    return { ...found, disputedAt: at };
  });
  office.wake();
  return attestation;
}

/** What counted on paper is owed as before: by a card that never left too, and not by somebody who has gone since. */
async function oweAgain(stores: Stores, { id, personId }: Receipt, at: Date, { consequences }: Office): Promise<void> {
  await stores.receipts.reopenFromPaper(id);
  await consequences.rosterChanged(stores, [personId], at);
  const receipt = await stores.receipts.find(id);
  if (receipt?.status !== 'waiting') return;
  const { directiveId, version } = receipt;
  const purpose = `directive:${directiveId}:issue:v${version}`;
  const card = { personId, kind: 'directive.card' as const, purpose, subjectId: id, directiveId };
  await stores.deliveries.addOrRenew({ ...card, lane: 'directive', dueAt: at }, false);
}

/** Whoever could not be reached when it was attested is told as soon as they can. */
export async function tellOfAttestations(stores: Stores, personId: number, at: Date): Promise<void> {
  for (const { id } of await stores.attestations.listAbout(personId)) await tellPerson(stores, personId, id, at);
}

async function tellPerson({ people, deliveries }: Stores, personId: number, id: number, at: Date): Promise<void> {
  const account = await people.findAccount(personId);
  if (!account || account.unreachableAt) return;
  const word = { personId, kind: 'receipt.attested' as const, purpose: `attestation:${id}` };
  await deliveries.addOrRenew({ ...word, subjectId: id, lane: 'directive', dueAt: at }, false);
}

interface Attested {
  receipt: Receipt;
  person: Person;
  way: AttestationWay;
  note: string | null;
  at: Date;
}

async function record(
  stores: Stores,
  action: 'receipt.attest' | 'receipt.dispute',
  actor: PersonActor,
  { receipt, person, way, note, at }: Attested,
): Promise<void> {
  const textHash = await stores.directives.getTextHash(receipt.directiveId, receipt.version);
  const stream = `directive:${receipt.directiveId}`;
  const details = { receipt: receipt.id, version: receipt.version, attested: way, note };
  const how = action === 'receipt.attest' ? way : ('button' as const);
  const fact = { stream, action, at, way: how, textHash, actor: nameForRecord(actor) };
  await stores.evidence.append(entryOf({ ...fact, subject: `person:${person.staffNo}`, details }));
}
