import { dayOf } from '../../lib/day.ts';
import type { HeldPost } from '../actor.ts';
import type { Office, Stores } from '../stores.ts';
import { type HealthCampaign, owingUnits } from './health-campaign.ts';
import type { HealthDay } from './health-campaign-store.ts';
import { homePost } from './leader-chain.ts';

/** Who owes a declaration today, at and below a path, by a campaign or because they are followed up; `only`: by this campaign. */
export async function owingAt(
  path: string,
  { read, clock, zone, calendar }: Office,
  only: HealthCampaign | null = null,
): Promise<HealthDay> {
  const day = dayOf(clock.now(), zone);
  const campaigns = await read.healthCampaigns.listOpen(day);
  // As on most days of most offices: then no unit has to be looked at.
  const isAnybody = campaigns.length > 0 || (await read.followUps.isAnybodyFollowed(day));
  const units = isAnybody ? (await read.units.listAll()).filter((unit) => unit.path.startsWith(path)) : [];
  return { day, owing: owingUnits(units, campaigns, { day, calendar }, only) };
}

/** Whether somebody who holds these posts owes a declaration on a day, by whatever it is asked for. */
export async function owesHealth(
  { personId, posts }: { personId: number; posts: readonly HeldPost[] },
  day: string,
  { units, healthCampaigns }: Stores,
  { calendar }: Office,
): Promise<boolean> {
  const home = homePost(posts);
  if (!home) return false;
  const campaigns = await healthCampaigns.listOpen(day);
  const owing = owingUnits([await units.get(home.unitId)], campaigns, { day, calendar });
  return await healthCampaigns.isOwedBy(personId, { owing, day });
}
