import { dayOf } from '../../lib/day.ts';
import type { Actor } from '../actor.ts';
import type { HealthFigures } from '../declarations/health-campaign-store.ts';
import type { Office } from '../stores.ts';
import type { ExportWish, HealthRow, Opened, UndeclaredRow } from './export.ts';
import { byName, pagesBy, ROWS } from './export-pages.ts';
import { placeFor, unitsBelow } from './export-places.ts';
import { owingUnitByUnit, type UnitOwing } from './health-owing.ts';

/** Of each unit how many declared today, and nothing of what they said. */
export async function openHealth(actor: Actor, wish: ExportWish, office: Office): Promise<Opened<'health'>> {
  const { unit, path } = await placeFor(actor, wish, office);
  const counted = await countUnits(path, office);
  const rows = counted.map(({ unit: at, figures }): HealthRow => ({ ...figures, unit: at }));
  return { unit, directive: null, total: rows.length, hasPhones: false, pages: onePage(rows) };
}

async function* onePage<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}

/** Who has not declared today. */
export async function openUndeclared(actor: Actor, wish: ExportWish, office: Office): Promise<Opened<'undeclared'>> {
  const { unit, path } = await placeFor(actor, wish, office);
  const counted = await countUnits(path, office);
  const lacking = counted.filter(({ figures }) => figures.owed > figures.declared);
  const total = lacking.reduce((sum, { figures }) => sum + figures.owed - figures.declared, 0);
  return { unit, directive: null, total, hasPhones: false, pages: undeclaredPages(lacking, office) };
}

async function* undeclaredPages(units: readonly Counted[], { read }: Office): AsyncGenerator<UndeclaredRow[]> {
  for (const { unit, about } of units) {
    const people: (UndeclaredRow & { nameSort: string })[] = [];
    const list = (after: number) => read.exports.listUndeclared(about, after, ROWS);
    for await (const page of pagesBy(0, list, ({ personId }) => personId, ROWS)) {
      for (const one of page) people.push({ ...one, unit });
    }
    yield people.sort(byName);
  }
}

interface Counted extends UnitOwing {
  figures: HealthFigures;
}

/** Unit by unit in the order of the tree, those alone in which somebody owes a declaration today. */
async function countUnits(path: string | null, office: Office): Promise<Counted[]> {
  const { read, clock, zone } = office;
  const today = dayOf(clock.now(), zone);
  const campaigns = await read.healthCampaigns.listOpen(today);
  const found: Counted[] = [];
  for await (const one of owingUnitByUnit(await unitsBelow(path, read), campaigns, today, office)) {
    const [figures] = await read.healthCampaigns.countByUnit(one.about);
    if (figures) found.push({ ...one, figures });
  }
  return found;
}
