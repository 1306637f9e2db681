import { dayOf, daysLater } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import { mayKeepHealth } from '../declarations/health-policy.ts';
import { ATTESTING_ROLES } from '../directives/directive-policy.ts';
import { viewSealHead } from '../evidence/seal-views.ts';
import type { Office } from '../stores.ts';
import { actorOf } from '../tasks/task-telling.ts';
import type { Unit } from '../units/unit.ts';
import { type Digest, isQuiet, type UnitMorning } from './digest.ts';
import { owingUnitByUnit } from './health-owing.ts';
import { listNeeds } from './status-views.ts';

/** What needs somebody this morning; null when nothing does, or when they answer for no unit any more. */
export async function viewDigest(personId: number, office: Office): Promise<Digest | null> {
  const { read, clock, zone } = office;
  const today = dayOf(clock.now(), zone);
  const actor = await actorOf(personId, read, today);
  const units = await listAnsweredUnits(actor, today, office);
  const mornings: UnitMorning[] = [];
  for (const [index, unit] of units.entries()) {
    // What awaits their own word is said once.
    const attention = await listNeeds(actor, { unit, isTop: index === 0 }, office);
    const missed = attention.find(({ kind }) => kind === 'missedFollowUps')?.count ?? 0;
    const undeclared = await countUndeclared(actor, unit, daysLater(today, -1), office);
    mornings.push({ unit, attention, undeclared: undeclared - missed });
  }
  if (isQuiet({ units: mornings })) return null;
  const isOverAll = units.some(({ parentId }) => parentId === null);
  const head = isOverAll ? await viewSealHead(office) : null;
  return { units: mornings, anchor: head?.text ?? null };
}

/** The highest units that they lead and can be told of, or stand in for while no leader there can. */
async function listAnsweredUnits(actor: PersonActor, today: string, { read }: Office): Promise<Unit[]> {
  const posts = actor.posts.filter(({ role }) => ATTESTING_ROLES.includes(role));
  const unitIds = [...new Set(posts.map(({ unitId }) => unitId))];
  const heads = await read.people.listReachableHeads(unitIds, today);
  const answered = unitIds.filter((unitId) => {
    const there = heads.filter((head) => head.unitId === unitId);
    const leaders = there.filter(({ role }) => role === 'leader');
    return (leaders.length > 0 ? leaders : there).some(({ personId }) => personId === actor.person.id);
  });
  const units = await read.units.listByIds(answered);
  return units.filter(({ path }) => !units.some((other) => other.path !== path && path.startsWith(other.path)));
}

async function countUndeclared(actor: PersonActor, { path }: Unit, day: string, office: Office): Promise<number> {
  if (!mayKeepHealth(actor, path)) return 0;
  const { read } = office;
  const units = (await read.units.listAll()).filter((unit) => unit.path.startsWith(path));
  let missing = 0;
  for await (const { about } of owingUnitByUnit(units, await read.healthCampaigns.listOpen(day), day, office)) {
    const declared = await read.charts.countDeclared(about);
    missing += declared ? declared.due - declared.done : 0;
  }
  return missing;
}
