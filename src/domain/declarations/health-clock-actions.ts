import { dayOf } from '../../lib/day.ts';
import type { Actor } from '../actor.ts';
import { nextAllowed } from '../calendar.ts';
import type { Office } from '../stores.ts';
import { type HealthCampaign, isDueOn, reminderSlot } from './health-campaign.ts';
import { addReminders, record } from './health-campaign-actions.ts';
import { owingAt } from './health-owing.ts';

const CHUNK = 200;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;
const CLOCK: Actor = { kind: 'office', name: 'clock' };

/**
 * `health.remind` by the clock: whoever owes today's declaration and has not made it is reminded an hour before the time, at it, and
 * an hour later, never at night. Running it twice adds nothing.
 */
export async function remindOfHealth(office: Office): Promise<void> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  // Which days count is the campaign's own affair; a night is a night.
  const anyDay = { ...office.calendar, closedOn: [], workedOn: [today] };
  if (nextAllowed(now, anyDay) > now) return;
  for (const campaign of await office.read.healthCampaigns.listOpen(today)) {
    if (!isDueOn(campaign, today, office.calendar)) continue;
    const slot = reminderSlot(campaign, now, office.zone);
    const reminded = `${today}:${slot}`;
    if (slot === null || campaign.reminded === reminded) continue;
    await remindAll(campaign, { reminded, purpose: `health-reminder:${reminded}`, today, dueAt: now }, office);
  }
}

interface Occasion {
  reminded: string;
  /** The same for every campaign: nobody is reminded twice of one day at one moment. */
  purpose: string;
  today: string;
  dueAt: Date;
}

async function remindAll(campaign: HealthCampaign, occasion: Occasion, office: Office): Promise<void> {
  const about = await owingAt(campaign.unit.path, office, campaign);
  let count = 0;
  for (let afterId = 0; ; ) {
    const people = await office.read.healthCampaigns.listToRemind(about, afterId, CHUNK);
    if (people.length > 0) await office.inTransaction((stores) => addReminders(people, occasion, stores));
    office.wake();
    count += people.length;
    if (people.length < CHUNK) break;
    afterId = people.at(-1)!.personId;
    await office.clock.sleep(BREATH);
  }
  await office.inTransaction(async (stores) => {
    await stores.healthCampaigns.markReminded(campaign.id, occasion.reminded);
    if (count === 0) return;
    const unit = await stores.units.get(campaign.unit.id);
    const details = { campaign: campaign.id, reminded: count };
    await record(CLOCK, { action: 'health.remind', details, unit, at: occasion.dueAt, way: 'clock' }, stores);
  });
}
