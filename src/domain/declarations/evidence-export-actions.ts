import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { exportStream, type StreamExport } from '../evidence/export-actions.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';

/** Nothing of a declaration goes along: its words are in the vault alone. */
const NOTHING = {
  texts: [],
  async *listFrozen() {},
};

/**
 * `person.exportEvidence`: that somebody declared, when, and what was decided, with what proves it; of what was said hashes that nobody
 * guesses the words from. For the office's own hand alone; that it was exported, and by whom, stands in it. Throws `personUnknown`.
 */
export async function exportDeclared(
  actor: Actor,
  staffNo: string,
  office: Office,
  hurry: () => Promise<void> = async () => {},
): Promise<StreamExport> {
  const person = await office.read.people.findByStaffNo(staffNo);
  if (!person || actor.kind !== 'office') throw new Problem('personUnknown', { staffNo });
  const stream = `person:${person.staffNo}`;
  const fact = { stream, action: 'person.exportEvidence', at: office.clock.now(), way: wayFor(actor), subject: stream };
  const entry = entryOf({ ...fact, actor: nameForRecord(actor), details: {} });
  await office.inTransaction(({ evidence }) => evidence.append(entry));
  return await exportStream(stream, NOTHING, office, hurry);
}
