import { setImmediate } from 'node:timers/promises';
import { dayOf } from '../../lib/day.ts';
import type { Actor } from '../actor.ts';
import { isLate } from '../directives/directive.ts';
import { mayRemind } from '../directives/directive-policy.ts';
import type { PersonToTell } from '../directives/receipt-store.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { type DirectiveFigures, missingOf } from './compliance.ts';
import type { DirectiveLine, ExportWish, FiguresRow, MissingRow, Opened, PersonRow } from './export.ts';
import { byName, MANY_ROWS, pagesBy, ROWS } from './export-pages.ts';
import { placeFor, unitsBelow } from './export-places.ts';
import type { InList, VersionOf } from './export-reads.ts';

/** Everybody owed a directive at or below a unit, as the list for the file has them; for whoever may have that. */
export async function openPeople(actor: Actor, wish: ExportWish, office: Office): Promise<Opened<'people'>> {
  const { unit, path } = await placeFor(actor, wish, office);
  const directiveId = wish.directiveId ?? 0;
  const [figures] = await figuresOf({ path, directiveId }, office);
  const issued = figures && (await office.read.archive.findIssued(directiveId));
  if (!figures || !issued) throw new Problem('notFound');
  const { version, deadlineAt } = issued;
  const pages = peoplePages({ directiveId, version }, path, deadlineAt, office);
  return { unit, directive: lineOf(figures), total: figures.owed, hasPhones: false, pages };
}

async function* peoplePages(
  about: VersionOf,
  path: string | null,
  deadlineAt: Date | null,
  office: Office,
): AsyncGenerator<PersonRow[]> {
  const units = await unitsBelow(path, office.read);
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const order = await orderOf(about, units, office);
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  for (let start = 0; start < order.length; start += ROWS) {
    const some = order.slice(start, start + ROWS);
    const ids = some.map(({ personId }) => personId);
    const found = new Map((await office.read.exports.listPeople(about, ids, today)).map((one) => [one.personId, one]));
    yield some.flatMap(({ personId, unitId }) => {
      const one = found.get(personId);
      if (!one) return [];
      const isOpen = one.status !== 'acknowledged' && one.status !== 'closed';
      const wasLate = deadlineAt !== null && one.acknowledgedAt !== null && one.acknowledgedAt > deadlineAt;
      return [{ ...one, unit: unitOf.get(unitId)!, isLate: isOpen ? isLate(deadlineAt, now) : wasLate }];
    });
    await setImmediate();
  }
}

/** Everybody's place, unit by unit in the order of the tree: so little is kept of each that 100,000 take some megabytes. */
async function orderOf(about: VersionOf, units: readonly Unit[], { read }: Office): Promise<InList[]> {
  const at = new Map(units.map(({ id }): [number, InList[]] => [id, []]));
  const owing = (after: number) => read.exports.listOwing(about, after, MANY_ROWS);
  for await (const page of pagesBy(0, owing, ({ personId }) => personId, MANY_ROWS)) {
    for (const one of page) at.get(one.unitId)?.push(one);
  }
  const order: InList[] = [];
  for (const list of at.values()) {
    for (const one of list.sort(byName)) order.push(one);
    await setImmediate();
  }
  return order;
}

/** Who has not acknowledged a directive, or any that is in force; telephone numbers for whoever may remind. */
export async function openMissing(actor: Actor, wish: ExportWish, office: Office): Promise<Opened<'missing'>> {
  const { unit, path } = await placeFor(actor, wish, office);
  const found = await figuresOf(
    { path, ...(wish.directiveId === null ? {} : { directiveId: wish.directiveId }) },
    office,
  );
  const directives = found.filter(({ state }) => state === 'issued');
  if (wish.directiveId !== null && directives.length === 0) throw new Problem('notFound');
  const total = directives.reduce((sum, one) => sum + missingOf(one), 0);
  const directive = wish.directiveId === null ? null : lineOf(directives[0]!);
  const hasPhones = mayRemind(actor, path ?? '/');
  const pages = missingPages(directives, path, hasPhones, office);
  return { unit, directive, total, hasPhones, pages };
}

async function* missingPages(
  directives: readonly DirectiveFigures[],
  path: string | null,
  hasPhones: boolean,
  { read }: Office,
): AsyncGenerator<MissingRow[]> {
  for (const directive of directives.filter((one) => missingOf(one) > 0)) {
    for (const unit of await read.receipts.listMissingUnits(directive.id, path)) {
      const about = { directiveId: directive.id, unitId: unit.unitId };
      const people = (after: number | null) => read.receipts.listMissingAt(about, after, ROWS);
      for await (const page of pagesFrom(people)) {
        const rows = page.map((one) => ({ ...one, unit, directive: lineOf(directive) }));
        yield hasPhones ? rows : rows.map((row) => ({ ...row, phone: null }));
      }
    }
  }
}

const pagesFrom = (read: (after: number | null) => Promise<PersonToTell[]>) =>
  pagesBy<PersonToTell, number | null | undefined>(
    undefined,
    (after) => read(after ?? null),
    ({ personId }) => personId,
    ROWS,
  );

/** How far each unit is with each directive in force. */
export async function openFigures(actor: Actor, wish: ExportWish, office: Office): Promise<Opened<'figures'>> {
  const { unit, path } = await placeFor(actor, wish, office);
  const directives = await figuresOf({ path }, office);
  const total = await office.read.exports.countFigures(path);
  return { unit, directive: null, total, hasPhones: false, pages: figuresPages(directives, path, office) };
}

async function* figuresPages(
  directives: readonly DirectiveFigures[],
  path: string | null,
  { read, clock }: Office,
): AsyncGenerator<FiguresRow[]> {
  const now = clock.now();
  for (const { issuedAt, ...figures } of directives) {
    const directive = { ...lineOf(figures), issuedAt };
    const lines = await read.exports.listFigures(figures.id, path);
    yield lines.map((line) => {
      const late = isLate(directive.deadlineAt, now) ? missingOf(line) : 0;
      return { ...line, directive, late };
    });
    await setImmediate();
  }
}

const figuresOf = async (filter: { path: string | null; directiveId?: number }, { read, clock }: Office) =>
  (await read.compliance.listDirectives(filter, clock.now())).directives;

const lineOf = ({ id, number, title, deadlineAt }: DirectiveLine): DirectiveLine => ({ id, number, title, deadlineAt });
