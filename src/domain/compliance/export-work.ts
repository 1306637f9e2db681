import { setImmediate } from 'node:timers/promises';
import { dayOf } from '../../lib/day.ts';
import { type Actor, placesOf } from '../actor.ts';
import type { Trip } from '../declarations/trip.ts';
import { TRIP_SEEING_ROLES } from '../declarations/trip-policy.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Task } from '../tasks/task.ts';
import { ALL_TASKS } from '../tasks/task-store.ts';
import type { ExportWish, Opened } from './export.ts';
import { MANY_ROWS, pagesBy, ROWS } from './export-pages.ts';
import { placeFor, unitsBelow } from './export-places.ts';
import type { OpenTrip } from './export-reads.ts';

/** Tasks under directives in force in which a unit, or one below it, has a hand. */
export async function openTasks(actor: Actor, wish: ExportWish, office: Office): Promise<Opened<'tasks'>> {
  const { unit, path } = await placeFor(actor, wish, office);
  const { read, clock } = office;
  const withTasks: number[] = [];
  let total = 0;
  for (const { id: directiveId, state } of await read.directives.listInForce()) {
    const figures = state === 'issued' ? await read.tasks.count({ directiveId, path }, clock.now()) : { total: 0 };
    if (figures.total > 0) withTasks.push(directiveId);
    total += figures.total;
    await setImmediate();
  }
  return { unit, directive: null, total, hasPhones: false, pages: taskPages(withTasks, path, office) };
}

async function* taskPages(directiveIds: readonly number[], path: string | null, { read, clock, zone }: Office) {
  const today = dayOf(clock.now(), zone);
  for (const directiveId of directiveIds) {
    const { tasks }: { tasks: Task[] } = await read.tasks.listOfDirective({ directiveId, path }, ALL_TASKS, today);
    yield tasks;
    await setImmediate();
  }
}

/** Trips of one's units that are not over, unit by unit, then by the day of departure: where and when, not why and with whom. */
export async function openTrips(actor: Actor, _wish: ExportWish, office: Office): Promise<Opened<'trips'>> {
  const paths = actor.kind === 'office' ? ['/'] : placesOf(actor, TRIP_SEEING_ROLES).map(({ unitPath }) => unitPath);
  if (paths.length === 0) throw new Problem('mayNotSee');
  const ids = await orderOf(paths, office);
  return { unit: null, directive: null, total: ids.length, hasPhones: false, pages: tripPages(ids, office) };
}

async function orderOf(paths: readonly string[], { read }: Office): Promise<number[]> {
  const units = (await unitsBelow(null, read)).filter((unit) => paths.some((path) => unit.path.startsWith(path)));
  const at = new Map(units.map(({ id }): [number, number[]] => [id, []]));
  const open = (after: OpenTrip | null | undefined) => read.exports.listOpenTrips(after ?? null, MANY_ROWS);
  for await (const page of pagesBy<OpenTrip, OpenTrip | null | undefined>(undefined, open, (one) => one, MANY_ROWS)) {
    for (const { id, unitId } of page) at.get(unitId)?.push(id);
  }
  return [...at.values()].flat();
}

async function* tripPages(ids: readonly number[], { read }: Office): AsyncGenerator<Trip[]> {
  for (let start = 0; start < ids.length; start += ROWS) {
    const some = ids.slice(start, start + ROWS);
    const found = new Map((await read.exports.listTrips(some)).map((trip) => [trip.id, trip]));
    yield some.map((id) => found.get(id)).filter((trip) => trip !== undefined);
    await setImmediate();
  }
}
