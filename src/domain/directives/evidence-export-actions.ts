import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { exportStream, type StreamExport } from '../evidence/export-actions.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { IssuedDirective } from './archive-store.ts';
import { mayList } from './directive-policy.ts';
import { listFrozen } from './frozen-list.ts';

/** A directive's record of evidence, ready to be written somewhere. */
export interface EvidenceExport extends StreamExport {
  directive: IssuedDirective;
}

/** Whoever may have the list for the file over the issuing unit may have the record too. What is not theirs is refused like what never was. */
async function getExportable(actor: Actor, directiveId: number, { read }: Office): Promise<IssuedDirective> {
  const directive = await read.archive.findIssued(directiveId);
  if (!directive) throw new Problem('notFound');
  const { issuingUnitId } = await read.directives.get(directiveId);
  if (!mayList(actor, (await read.units.get(issuingUnitId)).path)) throw new Problem('notFound');
  return directive;
}

/**
 * `directive.exportEvidence`: everything recorded of a directive, with what proves it. That it was exported, and by whom, is recorded
 * and stands in it. `hurry` seals at once where no bot does. Throws Problem `notSealed` while there is no anchor at all.
 */
export async function exportEvidence(
  actor: Actor,
  directiveId: number,
  office: Office,
  hurry: () => Promise<void> = async () => {},
): Promise<EvidenceExport> {
  const directive = await getExportable(actor, directiveId, office);
  const stream = `directive:${directiveId}`;
  await record(actor, stream, directiveId, office);
  const texts = await office.read.proofs.listTexts(directiveId);
  const enclosed = {
    texts,
    listFrozen: (...about: [Parameters<typeof listFrozen>[1], Buffer]) => listFrozen(directiveId, ...about, office),
  };
  return { directive, ...(await exportStream(stream, enclosed, office, hurry)) };
}

async function record(actor: Actor, stream: string, directiveId: number, office: Office): Promise<void> {
  const { textHash, version } = await office.read.directives.getText(directiveId);
  const way = wayFor(actor);
  const fact = { stream, action: 'directive.exportEvidence', at: office.clock.now(), way, textHash, subject: stream };
  const entry = entryOf({ ...fact, actor: nameForRecord(actor), details: { version } });
  await office.inTransaction(({ evidence }) => evidence.append(entry));
}
