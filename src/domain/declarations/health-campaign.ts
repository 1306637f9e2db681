import { DateTime } from 'luxon';
import { isWorkingDay, type OfficeCalendar } from '../calendar.ts';
import { isOpenOn, type Unit } from '../units/unit.ts';

/**
 * Daily health declarations of a unit and all below: ahead (its first day is to come) → running → over (its last day has passed).
 * ended: by hand, before that, also by another one of the same unit that takes its place. Where several reach a unit the nearest holds.
 *
 * | who | may |
 * |---|---|
 * | leaders, deputies and focal points of the unit or of one above | begin and end it, see who has declared, remind |
 * | the same, over the person's unit | look at what somebody declared, scan their work pass; each look is written down |
 * | the person | declare, correct on the same day, see who has looked |
 */
export interface HealthCampaign {
  id: number;
  unit: { id: number; name: string; path: string };
  /** Until when people declare each day, `HH:MM` in the office's zone. */
  time: string;
  /** Also on days off, and for people who are away. */
  isEveryDay: boolean;
  fromOn: string;
  toOn: string | null;
  endedAt: Date | null;
  /** The last reminder that went out, as `2026-11-23:at`. */
  reminded: string | null;
}

export interface HealthCampaignWish extends Pick<HealthCampaign, 'time' | 'isEveryDay' | 'fromOn' | 'toOn'> {
  unitId: number;
}

export type HealthCampaignStage = 'ahead' | 'running' | 'over' | 'ended';

/** How a campaign stands on a day. */
export function campaignStage(
  { fromOn, toOn, endedAt }: Pick<HealthCampaign, 'fromOn' | 'toOn' | 'endedAt'>,
  today: string,
): HealthCampaignStage {
  if (endedAt !== null) return 'ended';
  if (today < fromOn) return 'ahead';
  return toOn !== null && today > toOn ? 'over' : 'running';
}

/** Whether people declare on this day. */
export const isDueOn = (campaign: HealthCampaign, day: string, calendar: OfficeCalendar): boolean =>
  campaignStage(campaign, day) === 'running' && (campaign.isEveryDay || isWorkingDay(day, calendar));

/** Of several that reach a unit the nearest; null when none does. */
export function nearestCampaign<Campaign extends Pick<HealthCampaign, 'unit'>>(
  campaigns: readonly Campaign[],
  unitPath: string,
): Campaign | null {
  const reaching = campaigns.filter(({ unit }) => unitPath.startsWith(unit.path));
  return reaching.reduce<Campaign | null>(
    (nearest, one) => (nearest && nearest.unit.path.length >= one.unit.path.length ? nearest : one),
    null,
  );
}

/** Units whose people owe a declaration on a day: those who are there, all of them, whether away or not, or only who is followed up. */
export interface HealthOwing {
  presentIds: number[];
  everybodyIds: number[];
  followedIds: number[];
}

/** Which of these units owe on a day; `only`: those that this campaign holds for, and by nothing else. */
export function owingUnits(
  units: readonly Pick<Unit, 'id' | 'path' | 'validFrom' | 'validTo'>[],
  campaigns: readonly HealthCampaign[],
  { day, calendar }: { day: string; calendar: OfficeCalendar },
  only: HealthCampaign | null = null,
): HealthOwing {
  const running = campaigns.filter((campaign) => campaignStage(campaign, day) === 'running');
  const open = units.filter((one) => isOpenOn(one, day));
  const owing: HealthOwing = { presentIds: [], everybodyIds: [], followedIds: only ? [] : open.map(({ id }) => id) };
  for (const unit of open) {
    const campaign = nearestCampaign(running, unit.path);
    if (!campaign || (only && only.id !== campaign.id) || !isDueOn(campaign, day, calendar)) continue;
    owing[campaign.isEveryDay ? 'everybodyIds' : 'presentIds'].push(unit.id);
  }
  return owing;
}

/** Of the three reminders of a day the one before the hour, the one at it and the last. */
export type ReminderSlot = 'before' | 'at' | 'after';
const SLOTS: [ReminderSlot, minutes: number][] = [
  ['before', -60],
  ['at', 0],
  ['after', 60],
];

/** The hour of a campaign on the day of an instant. */
export function hourOf({ time }: Pick<HealthCampaign, 'time'>, at: Date, zone: string): Date {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return DateTime.fromJSDate(at, { zone }).set({ hour, minute, second: 0, millisecond: 0 }).toJSDate();
}

/** The last reminder whose moment has come today; after a long silence it is one, not all that were missed. */
export function reminderSlot(campaign: Pick<HealthCampaign, 'time'>, now: Date, zone: string): ReminderSlot | null {
  const hour = DateTime.fromJSDate(hourOf(campaign, now, zone));
  return SLOTS.findLast(([, minutes]) => hour.plus({ minutes }).toJSDate() <= now)?.[0] ?? null;
}
