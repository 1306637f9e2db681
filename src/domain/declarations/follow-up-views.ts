import { dayOf } from '../../lib/day.ts';
import { type PersonActor, placesOf } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import { type DayMark, daysIn, type FollowUp, longest, marksOf, type Span } from './follow-up.ts';
import type { FollowedPerson } from './follow-up-store.ts';
import { getKeptUnit } from './health-campaign-actions.ts';
import { HEALTH_ROLES } from './health-policy.ts';

/** How far somebody is. */
export interface Followed {
  span: Span;
  /** What it follows. */
  cause: 'trip' | 'contact';
  marks: DayMark[];
  /** Days that have passed without a declaration. */
  missedOn: string[];
}

/** The one that lasts longest of those that a person has on a day; null when there is none. */
export async function findFollowed(personId: number, day: string, { followUps }: Stores): Promise<Followed | null> {
  const followUp = longest((await followUps.listOpenOf(personId)).filter(({ toOn }) => toOn >= day));
  return followUp && (await followedBy(followUp, personId, day, followUps));
}

async function followedBy(
  { tripId, fromOn, toOn }: Pick<FollowUp, 'tripId' | 'fromOn' | 'toOn'>,
  personId: number,
  day: string,
  followUps: Stores['followUps'],
): Promise<Followed> {
  const span = { fromOn, toOn };
  const marks = marksOf(span, await followUps.listDeclaredDays(personId, span), day);
  const missedOn = daysIn(span).filter((_, index) => marks[index] === 'missed');
  return { span, cause: tripId === null ? 'contact' : 'trip', marks, missedOn };
}

/** Whoever reads it is not told what it follows. */
export interface FollowedLine extends Pick<Followed, 'span' | 'marks'> {
  person: FollowedPerson;
}

/** Who of the actor's people is followed, at and below a unit (0: wherever they answer for people); not why. Throws `mayNotSee`. */
export async function listFollowed(
  actor: PersonActor,
  unitId: number,
  page: { limit: number; offset: number },
  { read, clock, zone }: Office,
): Promise<{ people: FollowedLine[]; total: number }> {
  const places = placesOf(actor, HEALTH_ROLES).map(({ unitPath }) => unitPath);
  if (places.length === 0) throw new Problem('mayNotSee');
  const paths = unitId === 0 ? places : [(await getKeptUnit(actor, unitId, read)).path];
  const day = dayOf(clock.now(), zone);
  const { people, total } = await read.followUps.listBelow(paths, day, page);
  const lines = people.map(async (person) => {
    const { span, marks } = await followedBy({ ...person, tripId: null }, person.personId, day, read.followUps);
    return { person, span, marks };
  });
  return { people: await Promise.all(lines), total };
}

/** What a message about somebody's own follow-up says; null when there is nothing to say any more. */
export interface FollowUpWord extends Followed {
  followUp: FollowUp;
}

export async function viewFollowUp(id: number, { read, clock, zone }: Office): Promise<FollowUpWord | null> {
  const followUp = await read.followUps.find(id);
  if (!followUp) return null;
  const day = dayOf(clock.now(), zone);
  const isLast = (await read.followUps.listOpenOf(followUp.personId)).length === 0;
  if (followUp.endedAt !== null && !isLast) return null;
  return { followUp, ...(await followedBy(followUp, followUp.personId, day, read.followUps)) };
}
