import { dayOf } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { holds } from './consent.ts';
import { type Followed, findFollowed } from './follow-up-views.ts';
import type { HealthDeclaration, HealthDetails, HealthLook } from './health.ts';
import { findRepeatable } from './health-actions.ts';
import { campaignStage, type HealthCampaign, nearestCampaign, owingUnits } from './health-campaign.ts';
import { maySeeHealth } from './health-policy.ts';
import { homePost } from './leader-chain.ts';

/** How somebody stands with today's declaration. */
export interface OwnHealth {
  day: string;
  /** The campaign by which they owe it today; null when they owe none. */
  campaign: HealthCampaign | null;
  /** How far a follow-up is that runs or is to begin. */
  followed: Followed | null;
  /** Until when they owe it today, `HH:MM`; null when they owe none. */
  until: string | null;
  declaration: HealthDeclaration | null;
  /** Null when there is no declaration, or its answers were erased. */
  details: HealthDetails | null;
  /** The day of the last declaration, where today's can be the same by one press. */
  sameAs: string | null;
  /** How often others have looked at what they declared. */
  looks: number;
}

export async function viewOwnHealth(actor: PersonActor, office: Office): Promise<OwnHealth> {
  const { read, clock, zone } = office;
  const day = dayOf(clock.now(), zone);
  const personId = actor.person.id;
  const declaration = await read.health.findOf(personId, day);
  const mayRepeat = !declaration && holds(await read.consents.find(personId));
  const same = mayRepeat ? await findRepeatable(personId, day, read) : null;
  return {
    day,
    ...(await findCalls(actor, day, office)),
    declaration,
    details: declaration && (await read.health.getDetails(declaration)),
    sameAs: same?.declaration.on ?? null,
    looks: await read.health.countLooks(personId),
  };
}

/** What calls for a declaration on a day, and until when it is to be made. */
async function findCalls(actor: PersonActor, day: string, office: Office) {
  const campaign = await owedCampaign(actor, day, office);
  const followed = await findFollowed(actor.person.id, day, office.read);
  const isFollowed = followed !== null && followed.span.fromOn <= day;
  return { campaign, followed, until: nearest(campaign?.time ?? null, isFollowed ? office.followUps.time : null) };
}

/** Of two hours of a day (`HH:MM`) by which the same declaration is asked for, the nearer one. */
const nearest = (one: string | null, other: string | null): string | null =>
  one !== null && other !== null && other < one ? other : (one ?? other);

/** Today's declaration as somebody still owes it: until when (`HH:MM`), and whether they are followed. Null when they owe none, or have made it. */
export async function findUndeclared(actor: PersonActor, office: Office) {
  const day = dayOf(office.clock.now(), office.zone);
  if (await office.read.health.findOf(actor.person.id, day)) return null;
  const { until, followed } = await findCalls(actor, day, office);
  return until === null ? null : { until, isFollowed: followed !== null };
}

async function owedCampaign(
  actor: PersonActor,
  day: string,
  { read, calendar }: Office,
): Promise<HealthCampaign | null> {
  const home = homePost(actor.posts);
  if (!home) return null;
  const campaigns = (await read.healthCampaigns.listOpen(day)).filter((one) => campaignStage(one, day) === 'running');
  const campaign = nearestCampaign(campaigns, home.unitPath);
  if (!campaign) return null;
  // Of this one unit: in the morning everybody asks at once.
  const owing = owingUnits([await read.units.get(home.unitId)], campaigns, { day, calendar }, campaign);
  return (await read.healthCampaigns.isOwedBy(actor.person.id, { owing, day })) ? campaign : null;
}

/** What somebody declared, as those see it who may. */
export interface HealthView {
  declaration: HealthDeclaration;
  details: HealthDetails | null;
  /** How often it was declared and corrected. */
  acts: number;
  isOwn: boolean;
}

/** Refused like one that never was. A look by anybody but the person is written down before anything is shown. */
export async function lookAtDeclaration(actor: PersonActor, id: number, office: Office): Promise<HealthView> {
  const { clock, zone } = office;
  const at = clock.now();
  return await office.inTransaction(async ({ health, people }) => {
    const declaration = await health.find(id);
    if (!declaration) throw new Problem('notFound');
    const posts = await people.listHeldPosts(declaration.person.id, dayOf(at, zone));
    const homePath = homePost(posts)?.unitPath ?? declaration.unit.path;
    if (!maySeeHealth(actor, declaration, homePath)) throw new Problem('notFound');
    const isOwn = actor.person.id === declaration.person.id;
    const { person, on } = declaration;
    if (!isOwn) await health.addLook({ personId: person.id, on, byId: actor.person.id, what: 'declaration', at });
    return {
      declaration,
      details: await health.getDetails(declaration),
      acts: await health.countActs(declaration.id),
      isOwn,
    };
  });
}

/** Who has looked at what one declared oneself. */
export async function listOwnLooks(
  actor: PersonActor,
  page: { limit: number; offset: number },
  { read }: Office,
): Promise<{ looks: HealthLook[]; total: number }> {
  return await read.health.listLooks(actor.person.id, page);
}

/** What a reminder says. */
export interface HealthReminder extends Pick<OwnHealth, 'day' | 'sameAs' | 'followed'> {
  until: string;
  /** Whether the person has agreed to declare at all. */
  hasConsent: boolean;
}

interface Asked {
  personId: number;
  at: Date;
}

/** Null when there is nothing to be reminded of any more: declared meanwhile, ended, or of a day before. */
export async function viewReminder(campaignId: number, asked: Asked, office: Office): Promise<HealthReminder | null> {
  const day = dayOf(office.clock.now(), office.zone);
  const campaign = await office.read.healthCampaigns.find(campaignId);
  if (!campaign || campaignStage(campaign, day) !== 'running') return null;
  return await reminderOf(asked, campaign.time, day, office);
}

/** The same for whoever is followed up. */
export async function viewFollowUpReminder(asked: Asked, office: Office): Promise<HealthReminder | null> {
  const day = dayOf(office.clock.now(), office.zone);
  const reminder = await reminderOf(asked, office.followUps.time, day, office);
  return reminder?.followed && reminder.followed.span.fromOn <= day ? reminder : null;
}

async function reminderOf(
  { personId, at }: Asked,
  time: string,
  day: string,
  { read, zone, followUps }: Office,
): Promise<HealthReminder | null> {
  if (dayOf(at, zone) !== day || (await read.health.findOf(personId, day))) return null;
  const hasConsent = holds(await read.consents.find(personId));
  const same = hasConsent ? await findRepeatable(personId, day, read) : null;
  const followed = await findFollowed(personId, day, read);
  const isFollowed = followed !== null && followed.span.fromOn <= day;
  const until = nearest(time, isFollowed ? followUps.time : null)!;
  return { day, until, followed, hasConsent, sameAs: same?.declaration.on ?? null };
}
