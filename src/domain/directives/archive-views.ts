import { setImmediate } from 'node:timers/promises';
import { type PersonActor, placesOf } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { type ArchiveQuery, wordsOf } from './archive.ts';
import type { ArchiveLine, IssuedDirective, Unindexed } from './archive-store.ts';
import { SEEING_ROLES } from './directive-policy.ts';
import { recordLook } from './look-actions.ts';
import { type Standing, standingOf } from './standing.ts';
import { readerOf } from './verification-views.ts';

/** What was issued to the actor, and by their role what was issued to anybody at or below their units. */
export async function searchArchive(
  actor: PersonActor,
  query: ArchiveQuery,
  page: { limit: number; offset: number },
  { read }: Office,
): Promise<{ lines: ArchiveLine[]; total: number }> {
  return await read.archive.search(query, readerOf(actor), page);
}

export interface ArchivedDirective {
  directive: IssuedDirective;
  standing: Standing;
  text: string;
  textHash: string;
  /** Under which the actor has a card of their own. */
  receiptId: number | null;
}

/** One directive out of the archive. What is not theirs is refused like what never was. */
export async function viewArchived(
  actor: PersonActor,
  directiveId: number,
  office: Office,
): Promise<ArchivedDirective> {
  const { read } = office;
  const directive = await read.archive.findIssued(directiveId);
  const [reading] = directive ? await read.archive.listReadings([directiveId], readerOf(actor)) : [];
  if (!directive || !reading) throw new Problem('notFound');
  const { text, textHash } = await read.archive.getText(directiveId, directive.version);
  if (reading.receiptId === null) await recordReading(actor, directiveId, office);
  return { directive, standing: standingOf(directive), text, textHash, receiptId: reading.receiptId };
}

/** Seen by role: by an inspector's, where the actor has no other. */
async function recordReading(actor: PersonActor, directiveId: number, office: Office): Promise<void> {
  const posts = placesOf(actor, SEEING_ROLES);
  if (posts.length === 0 || posts.some(({ role }) => role !== 'inspector')) return;
  const unit = await office.read.units.get(posts[0]!.unitId);
  await recordLook(actor, { what: 'text', unit, directiveId }, office);
}

/** So many texts are read at a time; folding one of 25 KB takes some three milliseconds. */
const AT_ONCE = 10;

/** Brings the index of words up to date: what was issued or amended since, and all there is after an upgrade. */
export async function indexArchive(office: Office): Promise<void> {
  for (;;) {
    const unindexed = await office.read.archive.listUnindexed(AT_ONCE);
    const folded: { place: Omit<Unindexed, 'text'>; words: string[] }[] = [];
    for (const { text, ...place } of unindexed) {
      folded.push({ place, words: wordsOf(text) });
      await setImmediate();
    }
    if (folded.length === 0) return;
    // Together: the index merges what was written with each commit.
    await office.inTransaction(async ({ archive }) => {
      for (const { place, words } of folded) await archive.saveWords(place, words);
    });
    if (unindexed.length < AT_ONCE) return;
  }
}
