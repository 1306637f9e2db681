import { DateTime } from 'luxon';
import { addMilliseconds, DAY } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import { nextAllowed } from '../calendar.ts';
import type { Office, Stores } from '../stores.ts';
import { endFollowUp } from './follow-up-actions.ts';
import { reminderSlot } from './health-campaign.ts';
import { listAnswering } from './health-telling.ts';
import { homePost } from './leader-chain.ts';

const CHUNK = 200;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;
/** From this hour on those who answer for people are told that somebody has not declared: there is still time to ask. */
const TELL_FROM = 16;
/** Settings under which the last moment is kept that all were reminded, and their leaders told. */
const REMINDED = 'followup.reminded';
const TOLD = 'followup.told';

/**
 * Whoever is followed is reminded of the day's declaration before its hour, at it and after it; in the afternoon those who answer for
 * them are told who has not. What has lasted its days ends with a word of thanks. Never at night; running it twice adds nothing.
 */
export async function keepFollowUps(office: Office): Promise<void> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  // Every day counts; a night is a night.
  const anyDay = { ...office.calendar, closedOn: [], workedOn: [today] };
  if (nextAllowed(now, anyDay) > now) return;
  await endPassed(today, now, office);
  const slot = reminderSlot(office.followUps, now, office.zone);
  if (slot !== null) await once(REMINDED, `${today}:${slot}`, office, () => remindAll(today, slot, now, office));
  if (DateTime.fromJSDate(now, { zone: office.zone }).hour < TELL_FROM) return;
  await once(TOLD, today, office, () => tellOfMissing(today, now, office));
}

/** Done again after a crash; each message stands once for its purpose. */
async function once(setting: string, moment: string, office: Office, work: () => Promise<void>): Promise<void> {
  if ((await office.read.settings.find(setting)) === moment) return;
  await work();
  await office.inTransaction(({ settings }) => settings.save(setting, moment));
}

async function endPassed(today: string, now: Date, office: Office): Promise<void> {
  for (let some = CHUNK; some === CHUNK; ) {
    const passed = await office.read.followUps.listPassed(today, CHUNK);
    some = passed.length;
    if (some === 0) return;
    await office.inTransaction(async (stores) => {
      for (const one of passed) await endFollowUp(one, one.hasLeft ? 'left' : 'done', now, stores);
    });
    office.wake();
    await office.clock.sleep(BREATH);
  }
}

async function remindAll(today: string, slot: string, now: Date, office: Office): Promise<void> {
  for (let afterId = 0; ; ) {
    const people = await office.read.followUps.listToRemind(today, afterId, CHUNK);
    if (people.length > 0) {
      await office.inTransaction(({ deliveries }) =>
        // The same purpose as a campaign's: nobody is reminded twice of one day at one moment.
        Promise.all(
          people.map(({ id: subjectId, personId }) => {
            const purpose = `health-reminder:${today}:${slot}`;
            const word = { personId, kind: 'followup.reminder' as const, purpose, subjectId };
            return deliveries.add({ ...word, lane: 'reminder', dueAt: now });
          }),
        ),
      );
      office.wake();
    }
    if (people.length < CHUNK) return;
    afterId = people.at(-1)!.personId;
    await office.clock.sleep(BREATH);
  }
}

async function tellOfMissing(today: string, now: Date, office: Office): Promise<void> {
  const owing = await office.read.followUps.listOwing(today);
  for (let start = 0; start < owing.length; start += CHUNK) {
    await office.inTransaction(async (stores) => {
      for (const personId of owing.slice(start, start + CHUNK)) await tellOf(personId, today, now, stores);
    });
    office.wake();
    await office.clock.sleep(BREATH);
  }
}

async function tellOf(personId: number, today: string, dueAt: Date, stores: Stores): Promise<void> {
  const [person, posts] = [await stores.people.get(personId), await stores.people.listHeldPosts(personId, today)];
  const home = homePost(posts);
  if (!home) return;
  const actor: PersonActor = { kind: 'person', person, accountId: null, posts };
  const unit = await stores.units.get(home.unitId);
  for (const answering of await listAnswering(actor, unit, today, stores)) {
    const word = { personId: answering, kind: 'followup.missing' as const, purpose: `follow-up:missing:${today}` };
    await stores.deliveries.add({ ...word, subjectId: unit.id, lane: 'alert', dueAt });
  }
}

/** Who was followed, and when, is kept as long as what they declared. */
export async function forgetOldFollowUps(office: Office): Promise<void> {
  const before = addMilliseconds(office.clock.now(), -office.retention.health * DAY);
  for (let some = CHUNK; some === CHUNK; ) {
    some = await office.inTransaction(({ followUps }) => followUps.forget(before, CHUNK));
    await office.clock.sleep(BREATH);
  }
}
