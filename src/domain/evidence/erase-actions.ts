import { sha256 } from '../../lib/ids.ts';
import type { Stores } from '../stores.ts';
import type { ErasureReason } from '../vault/erasure-memory.ts';
import { entryOf, type Fact, openPart } from './evidence.ts';
import type { EvidenceValue, Telling, Told } from './evidence-store.ts';

/** Who erases, when and why: what an entry says of it. */
export interface Erasing {
  by: string;
  at: Date;
  way: Fact['way'];
  because: ErasureReason;
}

/**
 * `evidence.erase`: the keys of these values are overwritten for good, and each stream says which of its values are gone and why; the
 * chain stays whole. Part of the caller's transaction; after the commit `office.sweepErased()`. Gives how many were not erased before.
 */
export async function eraseValues(
  values: readonly EvidenceValue[],
  { by: actor, at, way, because }: Erasing,
  { evidence }: Stores,
): Promise<number> {
  const erased = values.length > 0 ? await evidence.erase(values, because) : [];
  for (const stream of new Set(erased.map((one) => one.stream))) {
    const gone = erased.filter((one) => one.stream === stream);
    // By the hash of the line: an entry that is not sealed yet has no number.
    const names = gone.map(({ line, label }) => `${sha256(line)}:${label}`);
    const fact = { stream, action: 'evidence.erase', at, way, actor, subject: stream };
    await evidence.append(entryOf({ ...fact, details: { erased: names, why: because } }));
  }
  return erased.length;
}

/** What can still be read of an entry. */
export interface Said {
  details: Record<string, unknown>;
  subject: string | null;
}

/** The details of what the record tells of something that is erased go with it: that it took place stays, and by whom. */
export async function eraseTelling(
  telling: Telling,
  isMeant: (said: Said) => boolean,
  how: Erasing,
  stores: Stores,
): Promise<void> {
  if (telling.streams.length === 0) return;
  const told = await stores.evidence.listTelling(telling);
  const values = told.flatMap((one): EvidenceValue[] => {
    const said = saidIn(one);
    return said && isMeant(said) ? [{ entryId: one.id, label: 'details' }] : [];
  });
  await eraseValues(values, how, stores);
}

/** Null where the details were erased before. */
function saidIn({ privateParts }: Told): Said | null {
  const openedAs = (label: string) => {
    const part = privateParts.find((one) => one.label === label);
    return (part && openPart(part)?.value) ?? null;
  };
  const details = openedAs('details');
  return details === null ? null : { details: JSON.parse(details), subject: openedAs('subject') };
}
