import type { PersonActor } from '../domain/actor.ts';
import type { Office } from '../domain/stores.ts';
import { actorOf } from '../domain/tasks/task-telling.ts';
import { dayOf } from '../lib/day.ts';
import type { Voice } from '../screens/screen.ts';

/** Who gets a delivery, with the posts that they hold today. */
export const receiverOf = (personId: number, { now, zone }: Voice, office: Office): Promise<PersonActor> =>
  actorOf(personId, office.read, dayOf(now, zone));
