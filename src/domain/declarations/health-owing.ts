import { dayOf } from '../../lib/day.ts';
import type { Office } from '../stores.ts';
import { type HealthCampaign, owingUnits } from './health-campaign.ts';
import type { HealthDay } from './health-campaign-store.ts';

/** Who owes a declaration today, at and below a path, by a campaign or because they are followed up; `only`: by this campaign. */
export async function owingAt(
  path: string,
  { read, clock, zone, calendar }: Office,
  only: HealthCampaign | null = null,
): Promise<HealthDay> {
  const day = dayOf(clock.now(), zone);
  const campaigns = await read.healthCampaigns.listOpen(day);
  const units = (await read.units.listAll()).filter((unit) => unit.path.startsWith(path));
  return { day, owing: owingUnits(units, campaigns, { day, calendar }, only) };
}
