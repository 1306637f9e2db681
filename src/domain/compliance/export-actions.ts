import { dayOf } from '../../lib/day.ts';
import { type Actor, nameForRecord, type PersonActor, wayFor } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Export, ExportFormat, ExportKind, ExportWish, Opened } from './export.ts';
import { openFigures, openMissing, openPeople } from './export-directives.ts';
import { openHealth, openUndeclared } from './export-health.ts';
import { openTasks, openTrips } from './export-work.ts';

/** Each asks whether the actor may, as the screen that shows the same does, and counts. */
const OPENING: { [Kind in ExportKind]: (actor: Actor, wish: ExportWish, office: Office) => Promise<Opened<Kind>> } = {
  people: openPeople,
  missing: openMissing,
  figures: openFigures,
  tasks: openTasks,
  trips: openTrips,
  health: openHealth,
  undeclared: openUndeclared,
};

/** How many rows there must be at least and may be at most. */
export interface ExportLimits {
  least: number;
  most: number;
}

/**
 * `export.make`: a table of what the actor may see, to be written to a file while its rows are read. Recorded before the first row is
 * handed out: who, what, of which unit, how many. Throws what the screen of the same throws, and `exportEmpty`, `exportTooLarge`.
 */
export async function makeExport(
  actor: Actor,
  { format, ...wish }: ExportWish & { format: ExportFormat },
  { least, most }: ExportLimits,
  office: Office,
): Promise<Export> {
  const opened = await OPENING[wish.kind](actor, wish, office);
  if (opened.total < least) throw new Problem('exportEmpty');
  if (opened.total > most) throw new Problem('exportTooLarge', { count: opened.total, limit: most });
  const madeAt = office.clock.now();
  const madeBy = actor.kind === 'person' ? actor.person.fullName : actor.name;
  const made = { kind: wish.kind, madeAt, madeBy, ...opened } as Export;
  await record(actor, made, format, office);
  return made;
}

/**
 * For a file that has waited for its turn, before it is handed out: posts end meanwhile, and people move to another account. Throws
 * `notEnrolled`, and what asking for it now would throw.
 */
export async function mustStillMay(actor: PersonActor, wish: ExportWish, office: Office): Promise<void> {
  const { read, clock, zone } = office;
  const account = await read.people.findAccount(actor.person.id);
  if (!account || account.id !== actor.accountId) throw new Problem('notEnrolled');
  const posts = await read.people.listHeldPosts(actor.person.id, dayOf(clock.now(), zone));
  await OPENING[wish.kind]({ ...actor, posts }, wish, office);
}

async function record(actor: Actor, made: Export, format: ExportFormat, office: Office): Promise<void> {
  const { kind, unit, directive, total, hasPhones, madeAt: at } = made;
  const stream = directive ? `directive:${directive.id}` : 'office';
  const way = wayFor(actor);
  const details = { kind, format, rows: total, phones: hasPhones };
  const subject = unit ? `unit:${unit.code}` : stream;
  const fact = { stream, action: 'export.make', at, way, actor: nameForRecord(actor), subject, details };
  await office.inTransaction(({ evidence }) => evidence.append(entryOf(fact)));
}
