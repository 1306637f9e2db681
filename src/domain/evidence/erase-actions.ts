import { sha256 } from '../../lib/ids.ts';
import type { Stores } from '../stores.ts';
import { entryOf, type Fact, type PrivatePart } from './evidence.ts';

/** A value of an entry. */
export interface EvidenceValue {
  entryId: number;
  label: PrivatePart['label'];
}

/**
 * `evidence.erase`: the keys of these values are overwritten for good, and each stream says which of its values are gone and why; the
 * chain stays whole. Part of the caller's transaction; after the commit `office.sweepErased()`. Gives how many were not erased before.
 */
export async function eraseValues(
  values: readonly EvidenceValue[],
  { actor, at, way, reason }: Pick<Fact, 'actor' | 'at' | 'way'> & { reason: string },
  { evidence }: Stores,
): Promise<number> {
  const erased = await evidence.erase(values);
  for (const stream of new Set(erased.map((one) => one.stream))) {
    const gone = erased.filter((one) => one.stream === stream);
    // By the hash of the line: an entry that is not sealed yet has no number.
    const names = gone.map(({ line, label }) => `${sha256(line)}:${label}`);
    const fact = { stream, action: 'evidence.erase', at, way, actor, subject: stream };
    await evidence.append(entryOf({ ...fact, details: { erased: names, reason } }));
  }
  return erased.length;
}
