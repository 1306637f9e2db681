import { SECOND } from '../../lib/clock.ts';
import { type Actor, nameForRecord, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { packageLines } from '../evidence/package-writing.ts';
import { wantAnchor } from '../evidence/seal-actions.ts';
import type { KeptSeal } from '../evidence/seal-store.ts';
import { headOf, type SealHead } from '../evidence/seal-views.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { IssuedDirective } from './archive-store.ts';
import { mayList } from './directive-policy.ts';
import { listFrozen } from './frozen-list.ts';

/** A directive's record of evidence, ready to be written somewhere. */
export interface EvidenceExport {
  directive: IssuedDirective;
  anchor: SealHead;
  /** Entries of it that no seal is on yet, and which are therefore not in it. */
  unsealed: number;
  lines: AsyncIterable<string>;
}

/** So long an anchor over what was just recorded is waited for; the sealer looks every second. */
const PATIENCE = 8 * SECOND;
const LOOK = SECOND / 10;

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
  await wantAnchor(office);
  await hurry();
  const anchor = await anchorOver(stream, office);
  if (!anchor) throw new Problem('notSealed');
  const texts = await office.read.proofs.listTexts(directiveId);
  const enclosed = {
    texts,
    listFrozen: (...about: [Parameters<typeof listFrozen>[1], Buffer]) => listFrozen(directiveId, ...about, office),
  };
  const unsealed = await office.read.seals.countUnsealedOf(stream, anchor.number);
  return { directive, anchor: headOf(anchor), unsealed, lines: packageLines(stream, anchor, enclosed, office) };
}

async function record(actor: Actor, stream: string, directiveId: number, office: Office): Promise<void> {
  const { textHash, version } = await office.read.directives.getText(directiveId);
  const way = wayFor(actor);
  const fact = { stream, action: 'directive.exportEvidence', at: office.clock.now(), way, textHash, subject: stream };
  const entry = entryOf({ ...fact, actor: nameForRecord(actor), details: { version } });
  await office.inTransaction(({ evidence }) => evidence.append(entry));
}

/** The newest anchor, once it stands over everything that the stream has; after a while, whatever it stands over. */
async function anchorOver(stream: string, { read, clock }: Office): Promise<KeptSeal | null> {
  for (const until = clock.monotonic() + PATIENCE; ; await clock.sleep(LOOK)) {
    const anchor = await read.seals.findLastAnchor();
    // Fewer than none where somebody has deleted entries by hand; what is left shows it.
    const isOver = (await read.seals.countUnsealedOf(stream)) <= 0;
    if (anchor && isOver && anchor.number > (await read.seals.lastSealOf(stream))) return anchor;
    if (clock.monotonic() > until) return anchor;
  }
}
