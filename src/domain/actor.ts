import type { Person } from './people/person.ts';
import type { Role } from './people/post.ts';

/** A post that somebody holds today, with the place of its unit in the tree. */
export interface HeldPost {
  unitId: number;
  unitPath: string;
  role: Role;
}

export interface PersonActor {
  kind: 'person';
  person: Person;
  /** The Telegram account that speaks; null when the command line acts in this person's name. */
  accountId: number | null;
  posts: HeldPost[];
}

/** Who wants something done: an enrolled person, or the office's own hand (command line, clock) with the name of its user. */
export type Actor = PersonActor | { kind: 'office'; name: string };

/** The units at which an actor holds one of these roles; all but staff reach everything below. */
export function placesOf(actor: PersonActor, roles: readonly Role[]): HeldPost[] {
  return actor.posts.filter((post) => roles.includes(post.role));
}

/** Whether one of these roles of the actor reaches the unit with this path. */
export function reaches(actor: Actor, roles: readonly Role[], unitPath: string): boolean {
  return actor.kind === 'office' || placesOf(actor, roles).some((post) => unitPath.startsWith(post.unitPath));
}

/** By which way an actor acts: their own button, or the command line, be it in somebody's name. */
export const wayFor = (actor: Actor): 'button' | 'cli' =>
  actor.kind === 'person' && actor.accountId !== null ? 'button' : 'cli';

/** How the record names an actor: a staff number, or the system user behind the command line. */
export function nameForRecord(actor: Actor): string {
  return actor.kind === 'person' ? `person:${actor.person.staffNo}` : `office:${actor.name}`;
}
