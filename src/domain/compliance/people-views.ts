import { dayOf } from '../../lib/day.ts';
import { type PersonActor, placesOf } from '../actor.ts';
import { looksIn, pathsSeen } from '../directives/directive-policy.ts';
import { recordLook } from '../directives/look-actions.ts';
import type { FoundPerson } from '../people/people-store.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';

/** So many are listed: whoever finds more types another word of the name. */
const MOST_FOUND = 40;

/** People by some words, as many as stand on a page. */
export interface FoundPeople {
  people: FoundPerson[];
  total: number;
  /** There are more than are counted here. */
  isMore: boolean;
}

interface Page {
  limit: number;
  offset: number;
}

/** People who work at or below a unit that the actor sees, whose name has these words or whose staff number it is; of nobody else a word. */
export async function findSeenPeople(
  actor: PersonActor,
  words: string,
  { limit, offset }: Page,
  { read, clock, zone }: Office,
): Promise<FoundPeople> {
  const paths = pathsSeen(actor);
  const highest = [...new Set(paths)].filter((path) => !paths.some((one) => one !== path && path.startsWith(one)));
  const found = await read.people.search(highest, words, MOST_FOUND + 1, dayOf(clock.now(), zone));
  const listed = found.slice(0, MOST_FOUND);
  return {
    people: listed.slice(offset, offset + limit),
    total: listed.length,
    isMore: found.length > MOST_FOUND,
  };
}

/** The same as a list that is shown, page by page; an inspector's look at it is written down with what was looked for. */
export async function listFoundPeople(
  actor: PersonActor,
  words: string,
  page: Page,
  office: Office,
): Promise<FoundPeople> {
  if (pathsSeen(actor).length === 0) throw new Problem('mayNotSee');
  const found = await findSeenPeople(actor, words, page, office);
  if (found.total === 0) throw new Problem('statusNotFound');
  await recordFound(actor, found, { words, from: page.offset + 1 }, office);
  return found;
}

/** By the first of the units through which the actor sees somebody as an inspector, and by no other post. */
export async function recordFound(
  actor: PersonActor,
  { people }: FoundPeople,
  about: { words: string; from: number },
  office: Office,
): Promise<void> {
  const looked = people.find(({ unit }) => looksIn(actor, unit.path));
  if (looked) await recordLook(actor, { what: 'people', unit: await seenUnit(actor, looked, office), about }, office);
}

async function seenUnit(actor: PersonActor, { unit }: FoundPerson, { read }: Office) {
  const post = placesOf(actor, ['inspector']).find(({ unitPath }) => unit.path.startsWith(unitPath));
  return await read.units.get(post!.unitId);
}
