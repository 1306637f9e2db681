import { isDeepStrictEqual } from 'node:util';
import { dayOf } from '../../lib/day.ts';
import { sha256 } from '../../lib/ids.ts';
import { type Actor, nameForRecord } from '../actor.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office, Stores } from '../stores.ts';
import {
  type GroupsPlan,
  type PeoplePlan,
  type PlannedPerson,
  planRoster,
  type Roster,
  type RosterFiles,
  type RosterPlan,
  type RosterResult,
  type UnitsPlan,
} from './roster.ts';

/** People whose receipts are opened and closed at a time. */
const FOLLOWED_AT_ONCE = 1_000;

/**
 * `roster.import`: writes one file or both, all or nothing. Gives every line that does not fit, or the plan that was written
 * (with `dryRun`: that would be). Files that change nothing write nothing. The plan is made before the one transaction that
 * writes, since others wait for that, and made anew in it when the roster has changed meanwhile.
 */
export async function importRoster(
  actor: Actor,
  files: RosterFiles,
  { dryRun = false }: { dryRun?: boolean },
  office: Office,
): Promise<RosterResult> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const before = await rosterOf(office.read, today);
  const looked = planRoster(files, before, today);
  if (dryRun || !changesSomething(looked)) return looked;
  const written = await office.inTransaction(async (stores) => {
    await stores.people.lockRoster();
    const present = await rosterOf(stores, today);
    const result = isDeepStrictEqual(present, before) ? looked : planRoster(files, present, today);
    if (!result.ok || !changesSomething(result)) return result;
    const personIds = await writePlan(stores, result.plan, present);
    for (let start = 0; start < personIds.length; start += FOLLOWED_AT_ONCE) {
      await office.consequences.rosterChanged(stores, personIds.slice(start, start + FOLLOWED_AT_ONCE), now);
    }
    await record(stores, actor, result.plan, now);
    return result;
  });
  office.wake();
  return written;
}

async function rosterOf({ units, people, groups }: Stores, today: string): Promise<Roster> {
  const posts = await people.listOpenPosts(today);
  const all = { units: await units.listAll(), people: await people.listAll(), groups: await groups.listWithMembers() };
  return { ...all, posts };
}

function changesSomething(result: RosterResult): boolean {
  const parts = result.ok ? [result.plan.units, result.plan.people, result.plan.groups] : [];
  return parts.some((part) => part !== null && part.added.length + part.changed.length > 0);
}

/** Gives the people who now stand elsewhere, in the order of their ids: their posts changed, they came back, or their unit moved. */
async function writePlan(stores: Stores, plan: RosterPlan, present: Roster): Promise<number[]> {
  const moved = plan.units ? peopleOfMovedUnits(plan.units, present) : [];
  if (plan.units) await writeUnits(stores, plan.units);
  const changed = plan.people ? await writePeople(stores, plan.people, plan.today) : [];
  const regrouped = plan.groups ? await writeGroups(stores, plan.groups) : [];
  return [...new Set([...moved, ...changed, ...regrouped])].sort((left, right) => left - right);
}

/** Gives those who joined a group or left one. */
async function writeGroups({ groups, people }: Stores, { added, changed }: GroupsPlan): Promise<number[]> {
  const ids = new Map((await people.listAll()).map(({ id, staffNo }) => [staffNo, id]));
  const idsOf = (staffNos: string[]) => staffNos.map((staffNo) => ids.get(staffNo)!);
  const regrouped: number[] = [];
  for (const { code, name, joins, leaves } of [...added, ...changed]) {
    const groupId = await groups.save(code, name);
    await groups.addMembers(groupId, idsOf(joins));
    await groups.removeMembers(groupId, idsOf(leaves));
    regrouped.push(...idsOf(joins), ...idsOf(leaves));
  }
  return regrouped;
}

async function writeUnits({ units }: Stores, { added, changed }: UnitsPlan): Promise<void> {
  for (const fields of added) await units.save(fields);
  for (const { after } of changed) await units.save(after);
}

function peopleOfMovedUnits({ changed }: UnitsPlan, { units, posts }: Roster): number[] {
  const codes = new Map(units.map((unit) => [unit.id, unit.code]));
  const parentOf = (parentId: number | null) => (parentId === null ? null : codes.get(parentId));
  const moved = changed.filter(({ before, after }) => parentOf(before.parentId) !== after.parentCode);
  const isBelow = (path: string) => moved.some(({ before }) => path.startsWith(before.path));
  const unitIds = new Set(units.filter((unit) => isBelow(unit.path)).map((unit) => unit.id));
  return posts.filter((post) => unitIds.has(post.unitId)).map((post) => post.personId);
}

async function writePeople({ people, units }: Stores, plan: PeoplePlan, today: string): Promise<number[]> {
  const planned = [...plan.added, ...plan.changed];
  const ids = await people.saveMany(planned.map((person) => person.fields));
  const unitIds = new Map((await units.listAll()).map((unit) => [unit.code, unit.id]));
  const idOf = ({ fields }: PlannedPerson) => ids.get(fields.staffNo)!;
  const opened = planned.flatMap((person) =>
    person.opens.map(({ unitCode, role, fromOn = today, toOn = null }) => {
      return { personId: idOf(person), unitId: unitIds.get(unitCode)!, role, fromOn, toOn };
    }),
  );
  const ended = planned.flatMap((person) => person.ends.map((post) => post.id));
  await people.endPosts(ended, today);
  await people.openPosts(opened);
  await people.retimePosts(planned.flatMap(({ retimes }) => retimes));
  return planned.filter(standsElsewhere).map(idOf);
}

const standsElsewhere = ({ before, opens, ends, retimes }: PlannedPerson): boolean =>
  opens.length + ends.length + retimes.length > 0 || before?.leftOn != null;

/** The entry holds counts and the hash of what was written, so that the files can be held against it later. */
async function record(stores: Stores, actor: Actor, { units, people, groups }: RosterPlan, at: Date): Promise<void> {
  const lines = [...(units ? linesOfUnits(units) : []), ...(people ? linesOfPeople(people) : [])];
  if (groups) lines.push(...linesOfGroups(groups));
  const details = {
    unitsAdded: units?.added.length ?? 0,
    unitsChanged: units?.changed.length ?? 0,
    peopleAdded: people?.added.length ?? 0,
    peopleChanged: people?.changed.length ?? 0,
    ...(groups ? { groupsAdded: groups.added.length, groupsChanged: groups.changed.length } : {}),
    plan: sha256(JSON.stringify(lines)),
  };
  const fact = { stream: 'office', action: 'roster.import', at, way: 'cli' as const, subject: 'roster', details };
  await stores.evidence.append(entryOf({ ...fact, actor: nameForRecord(actor) }));
}

const linesOfUnits = ({ added, changed }: UnitsPlan) =>
  [...added, ...changed.map((change) => change.after)].map((unit) => {
    const { code, name, parentCode, province, aliases, validFrom, validTo, predecessors, signsOff } = unit;
    return [code, name, parentCode, province, aliases, validFrom, validTo, predecessors, signsOff];
  });

const linesOfGroups = ({ added, changed }: GroupsPlan) =>
  [...added, ...changed].map(({ code, name, joins, leaves }) => [code, name, joins, leaves]);

const linesOfPeople = ({ added, changed }: PeoplePlan) =>
  [...added, ...changed].map(({ fields, opens, ends, retimes }) => {
    const { staffNo, fullName, phone, locale } = fields;
    return [
      staffNo,
      fullName,
      phone,
      locale,
      opens.map(({ unitCode, role, fromOn, toOn }) => [unitCode, role, ...(fromOn ? [fromOn, toOn ?? null] : [])]),
      ends.map(({ id }) => id),
      ...(retimes.length > 0 ? [retimes.map(({ id, fromOn, toOn }) => [id, fromOn, toOn])] : []),
    ];
  });
