import { dayOf } from '../../lib/day.ts';
import { type PersonActor, placesOf } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import type { HealthDeclaration, HealthDetails } from './health.ts';
import { campaignStage, type HealthCampaign, nearestCampaign } from './health-campaign.ts';
import { getKeptUnit } from './health-campaign-actions.ts';
import type { HealthFigures, UndeclaredPerson } from './health-campaign-store.ts';
import { owingAt } from './health-owing.ts';
import { HEALTH_ROLES, mayKeepHealth } from './health-policy.ts';

/** The highest units whose declarations an actor keeps. Throws `mayNotSee` where there is none. */
export async function listHealthUnits(actor: PersonActor, { read }: Office): Promise<Unit[]> {
  const posts = placesOf(actor, HEALTH_ROLES);
  if (posts.length === 0) throw new Problem('mayNotSee');
  const highest = posts.filter(
    (post) => !posts.some((other) => other.unitPath !== post.unitPath && post.unitPath.startsWith(other.unitPath)),
  );
  return await read.units.listByIds([...new Set(highest.map(({ unitId }) => unitId))]);
}

export type Sum = Omit<HealthFigures, 'unitId'>;

/** A unit's day: who has declared. */
export interface UnitHealth {
  unit: Unit;
  /** The unit above where the actor keeps that too. */
  above: Unit | null;
  /** The one that holds here today, or is still to begin. */
  campaign: HealthCampaign | null;
  figures: Sum;
  below: { unit: Unit; figures: Sum }[];
  /** How many people are followed up. */
  followed: number;
}

export async function viewUnitHealth(actor: PersonActor, unitId: number, office: Office): Promise<UnitHealth> {
  const { read } = office;
  const unit = await getKeptUnit(actor, unitId, read);
  const about = await owingAt(unit.path, office);
  const counted = await read.healthCampaigns.countByUnit(about);
  const pathOf = new Map((await read.units.listAll()).map(({ id, path }) => [id, path]));
  const sumAt = (path: string) => sumOf(counted.filter((one) => pathOf.get(one.unitId)!.startsWith(path)));
  const above = unit.parentId === null ? null : await read.units.get(unit.parentId);
  return {
    unit,
    above: above && mayKeepHealth(actor, above.path) ? above : null,
    campaign: await campaignAt(unit, about.day, office),
    figures: sumAt(unit.path),
    followed: await read.followUps.countBelow([unit.path], about.day),
    below: (await read.units.listChildren(unit.id)).map((one) => ({ unit: one, figures: sumAt(one.path) })),
  };
}

async function campaignAt(unit: Unit, day: string, { read }: Office): Promise<HealthCampaign | null> {
  const open = await read.healthCampaigns.listOpen(day);
  const running = nearestCampaign(
    open.filter((one) => campaignStage(one, day) === 'running'),
    unit.path,
  );
  return open.find((one) => one.unit.id === unit.id) ?? running;
}

function sumOf(figures: readonly HealthFigures[]): Sum {
  const sum = (name: keyof Sum) => figures.reduce((total, one) => total + one[name], 0);
  return {
    owed: sum('owed'),
    declared: sum('declared'),
    notEnrolled: sum('notEnrolled'),
    unreachable: sum('unreachable'),
  };
}

interface Page {
  limit: number;
  offset: number;
}

/** Who owes today's declaration and has not made it: names, and nothing of anybody's health. */
export async function listUndeclared(
  actor: PersonActor,
  unitId: number,
  page: Page,
  office: Office,
): Promise<{ unit: Unit; people: UndeclaredPerson[]; total: number }> {
  const unit = await getKeptUnit(actor, unitId, office.read);
  const about = await owingAt(unit.path, office);
  return { unit, ...(await office.read.healthCampaigns.listUndeclared(about, page)) };
}

export interface InCare {
  declaration: HealthDeclaration;
  details: HealthDetails;
}

/** Opening so many takes some 20 ms. */
const CHUNK = 100;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;

/** Who is to stay at home today, then who is to be watched. Each who is shown is looked at, and that is written down first. */
export async function lookAtCare(
  actor: PersonActor,
  unitId: number,
  { limit, offset }: Page,
  office: Office,
): Promise<{ unit: Unit; inCare: InCare[]; total: number }> {
  const at = office.clock.now();
  const unit = await getKeptUnit(actor, unitId, office.read);
  const all = await listInCare(unit.path, dayOf(at, office.zone), office);
  const shown = all.slice(offset, offset + limit);
  const byId = actor.person.id;
  await office.inTransaction(async ({ health }) => {
    for (const { declaration } of shown.filter((one) => one.declaration.person.id !== byId)) {
      const { person, on } = declaration;
      await health.addLook({ personId: person.id, on, byId, what: 'list', at });
    }
  });
  return { unit, inCare: shown, total: all.length };
}

/** Results are sealed, so that a day's declarations are opened, some at a time, to find them. */
async function listInCare(path: string, day: string, { read, clock }: Office): Promise<InCare[]> {
  const found: InCare[] = [];
  for (let afterId = 0; ; ) {
    const declarations = await read.health.listOfDay(path, day, afterId, CHUNK);
    const details = await read.health.listDetails(declarations);
    for (const [index, declaration] of declarations.entries()) {
      const one = details[index];
      if (one && one.result !== 'fit') found.push({ declaration, details: one });
    }
    if (declarations.length < CHUNK) break;
    afterId = declarations.at(-1)!.id;
    await clock.sleep(BREATH);
  }
  const isHome = ({ details }: InCare): number => (details.result === 'home' ? 0 : 1);
  return found.sort((one, other) => isHome(one) - isHome(other));
}
