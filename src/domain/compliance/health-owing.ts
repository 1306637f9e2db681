import { setImmediate } from 'node:timers/promises';
import { type HealthCampaign, owingUnits } from '../declarations/health-campaign.ts';
import type { HealthDay } from '../declarations/health-campaign-store.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';

/** What the people of one unit owe on a day. */
export interface UnitOwing {
  unit: Unit;
  about: HealthDay;
}

/**
 * Of these units those in which somebody may owe a health declaration of a day, one by one: many together would take longer than
 * others can wait. Everybody else has a turn after each.
 */
export async function* owingUnitByUnit(
  units: readonly Unit[],
  campaigns: readonly HealthCampaign[],
  day: string,
  { read, calendar }: Office,
): AsyncGenerator<UnitOwing> {
  const followed = new Set(await read.charts.listFollowedUnits(day));
  for (const unit of units) {
    const owing = owingUnits([unit], campaigns, { day, calendar });
    const followedIds = owing.followedIds.filter((id) => followed.has(id));
    if (owing.presentIds.length + owing.everybodyIds.length + followedIds.length === 0) continue;
    yield { unit, about: { day, owing: { ...owing, followedIds } } };
    await setImmediate();
  }
}
