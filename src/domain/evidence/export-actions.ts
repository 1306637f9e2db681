import { SECOND } from '../../lib/clock.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { type Enclosed, packageLines } from './package-writing.ts';
import { wantAnchor } from './seal-actions.ts';
import type { KeptSeal } from './seal-store.ts';
import { headOf, type SealHead } from './seal-views.ts';

/** A stream of the record that stands by itself, ready to be written somewhere. */
export interface StreamExport {
  anchor: SealHead;
  /** Entries of it that no seal is on yet, and which are therefore not in it. */
  unsealed: number;
  lines: AsyncIterable<string>;
}

/** So long an anchor over what was just recorded is waited for; the sealer looks every second. */
const PATIENCE = 8 * SECOND;
const LOOK = SECOND / 10;

/** A stream up to an anchor over all that it has. `hurry` seals at once where no bot does. Throws Problem `notSealed` while there is no anchor at all. */
export async function exportStream(
  stream: string,
  enclosed: Enclosed,
  office: Office,
  hurry: () => Promise<void>,
): Promise<StreamExport> {
  await wantAnchor(office);
  await hurry();
  const anchor = await anchorOver(stream, office);
  if (!anchor) throw new Problem('notSealed');
  const unsealed = await office.read.seals.countUnsealedOf(stream, anchor.number);
  return { anchor: headOf(anchor), unsealed, lines: packageLines(stream, anchor, enclosed, office) };
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
