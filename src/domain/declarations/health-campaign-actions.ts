import { addMilliseconds } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { type Actor, nameForRecord, type PersonActor } from '../actor.ts';
import { REMIND_EVERY, type Reminded } from '../directives/remind-actions.ts';
import { entryOf, type Fact } from '../evidence/evidence.ts';
import { Problem } from '../problem.ts';
import type { Office, Stores } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { campaignStage, type HealthCampaign, type HealthCampaignWish, nearestCampaign } from './health-campaign.ts';
import type { UndeclaredPerson } from './health-campaign-store.ts';
import { owingAt } from './health-owing.ts';
import { mayKeepHealth } from './health-policy.ts';

/** A unit whose health declarations the actor keeps. Refused like one that never was. */
export async function getKeptUnit(actor: Actor, unitId: number, { units }: Stores): Promise<Unit> {
  const unit = await units.find(unitId);
  if (!unit || !mayKeepHealth(actor, unit.path)) throw new Problem('notYourUnit');
  return unit;
}

/** A campaign that the actor may end. Refused like one that never was. */
export async function getKeptCampaign(actor: Actor, id: number, stores: Stores): Promise<HealthCampaign> {
  const campaign = await stores.healthCampaigns.find(id);
  if (!campaign) throw new Problem('notYourUnit');
  await getKeptUnit(actor, campaign.unit.id, stores);
  return campaign;
}

/**
 * `health.begin`: from a day on everybody at a unit and below declares each day until an hour. One that this unit has already is
 * ended by it. Submitting a draft twice begins one.
 */
export async function beginCampaign(
  actor: PersonActor,
  wish: HealthCampaignWish,
  draftId: number,
  office: Office,
): Promise<HealthCampaign> {
  const at = office.clock.now();
  const today = dayOf(at, office.zone);
  const campaign = await office.inTransaction(async (stores) => {
    const unit = await getKeptUnit(actor, wish.unitId, stores);
    const before = await stores.healthCampaigns.findByDraft(draftId);
    if (before) return before;
    if (wish.fromOn < today) throw new Problem('deadlinePast');
    if (wish.toOn !== null && wish.toOn < wish.fromOn) throw new Problem('dayTooEarly');
    const replaced = await stores.healthCampaigns.findUnended(unit.id);
    if (replaced) await end(actor, replaced, unit, at, stores);
    const id = await stores.healthCampaigns.add({ ...wish, byId: actor.person.id, at, draftId });
    const { time, fromOn: from, toOn: to, isEveryDay: everyDay } = wish;
    const about = { action: 'health.begin', details: { campaign: id, time, from, to, everyDay } };
    await record(actor, { ...about, unit, at, way: 'button' }, stores);
    return (await stores.healthCampaigns.find(id))!;
  });
  office.wake();
  return campaign;
}

/** `health.end`: nobody declares by it any more. Ending it twice changes nothing. */
export async function endCampaign(actor: PersonActor, id: number, office: Office): Promise<HealthCampaign> {
  const at = office.clock.now();
  return await office.inTransaction(async (stores) => {
    const campaign = await getKeptCampaign(actor, id, stores);
    const unit = await stores.units.get(campaign.unit.id);
    await end(actor, campaign, unit, at, stores);
    return (await stores.healthCampaigns.find(id))!;
  });
}

async function end(actor: PersonActor, { id }: HealthCampaign, unit: Unit, at: Date, stores: Stores): Promise<void> {
  if (!(await stores.healthCampaigns.end(id, actor.person.id, at))) return;
  await record(actor, { action: 'health.end', details: { campaign: id }, unit, at, way: 'button' }, stores);
}

/** `health.remind`: everybody at and below a unit who can be reached and has not declared today, each at most once an hour. */
export async function remindUndeclared(actor: PersonActor, unitId: number, office: Office): Promise<Reminded> {
  const now = office.clock.now();
  const unit = await getKeptUnit(actor, unitId, office.read);
  const about = await owingAt(unit.path, office);
  const result: Reminded = { reminded: 0, recently: 0, away: 0, beyondReach: 0 };
  for (let offset = 0; ; offset += CHUNK) {
    const { people, total } = await office.read.healthCampaigns.listUndeclared(about, { limit: CHUNK, offset });
    const within = people.filter(({ accountId }) => accountId !== null);
    const marked = within.length > 0 ? await remindSome(actor, within, unit, now, office) : 0;
    result.reminded += marked;
    result.recently += within.length - marked;
    result.beyondReach += people.length - within.length;
    if (offset + people.length >= total || people.length === 0) break;
  }
  office.wake();
  return result;
}

const CHUNK = 500;

async function remindSome(
  actor: PersonActor,
  people: UndeclaredPerson[],
  unit: Unit,
  at: Date,
  office: Office,
): Promise<number> {
  const today = dayOf(at, office.zone);
  return await office.inTransaction(async (stores) => {
    const accountIds = people.map(({ accountId }) => accountId!);
    const due = await stores.people.markReminded(accountIds, at, addMilliseconds(at, -REMIND_EVERY));
    const reminded = people.filter(({ accountId }) => due.has(accountId!));
    await addReminders(reminded, { purpose: `health-reminder:${at.getTime()}`, today, dueAt: at }, stores);
    if (reminded.length === 0) return 0;
    const details = { reminded: reminded.length };
    await record(actor, { action: 'health.remind', details, unit, at, way: 'button' }, stores);
    return reminded.length;
  });
}

/** Owes each of these a reminder of the campaign that holds for their unit, or of their follow-up. */
export async function addReminders(
  people: readonly Pick<UndeclaredPerson, 'personId' | 'unitId'>[],
  { purpose, today, dueAt }: { purpose: string; today: string; dueAt: Date },
  { units, healthCampaigns, followUps, deliveries }: Stores,
): Promise<void> {
  const running = (await healthCampaigns.listOpen(today)).filter((one) => campaignStage(one, today) === 'running');
  const places = await units.listByIds([...new Set(people.map(({ unitId }) => unitId))]);
  const campaignOf = new Map(places.map(({ id, path }) => [id, nearestCampaign(running, path)]));
  for (const { personId, unitId } of people) {
    const campaign = campaignOf.get(unitId);
    const [followUp] = campaign ? [] : await followUps.listOpenOf(personId);
    const subjectId = campaign?.id ?? followUp?.id;
    if (subjectId === undefined) continue;
    const kind = campaign ? ('health.reminder' as const) : ('followup.reminder' as const);
    await deliveries.add({ personId, kind, purpose, subjectId, lane: 'reminder', dueAt });
  }
}

/** Puts on the office's record what was done about a unit's declarations. */
export async function record(
  actor: Actor,
  { unit, ...fact }: Pick<Fact, 'action' | 'details' | 'at' | 'way'> & { unit: Pick<Unit, 'code'> },
  { evidence }: Stores,
): Promise<void> {
  const subject = `unit:${unit.code}`;
  await evidence.append(entryOf({ ...fact, stream: 'office', actor: nameForRecord(actor), subject }));
}
