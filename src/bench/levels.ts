import { DateTime } from 'luxon';
import { setLevel } from '../domain/areas/area-level-actions.ts';
import type { Office } from '../domain/stores.ts';
import { systemClock as clock, SECOND } from '../lib/clock.ts';
import { withOffice } from './bench-office.ts';
import { round } from './figures.ts';

const HAND = { kind: 'office' as const, name: 'bench' };
const CHUNK = 500;

/** A province is set to a level while so many trips are in it: seconds until it is settled who is told, and the bot's longest stall. */
export async function levels(trips: number, rate: number): Promise<object> {
  return await withOffice({ people: trips, rate, paid: rate > 30 }, async ({ office, bot }) => {
    await travelAll(office);
    await bot.stall();
    const began = clock.monotonic();
    const wish = { hazard: 'dich', province: '24', level: '4', fromOn: dayIn(0), toOn: null, directiveId: null };
    await setLevel(HAND, wish, office);
    while ((await office.read.areaLevels.listToTell()).length > 0) await clock.sleep(20);
    const settled = round((clock.monotonic() - began) / SECOND);
    return { trips, rate, settled, stall: await bot.stall(), ...bot.memory(), goal: { settled: 5 } };
  });
}

const dayIn = (days: number): string => DateTime.fromJSDate(clock.now()).plus({ days }).toISODate()!;

/** Everybody has a trip there; every second has returned from it, and is to be followed up. */
async function travelAll(office: Office): Promise<void> {
  const people = await office.read.people.listAll();
  const [root] = await office.read.units.listRoots();
  const details = { reason: 'Họp', transport: 'office' as const, companions: null, contacts: null };
  const stops = [{ place: '24', fromOn: dayIn(-3), toOn: dayIn(-1) }];
  for (let start = 0; start < people.length; start += CHUNK) {
    await office.inTransaction(async ({ trips }) => {
      for (const { id: personId } of people.slice(start, start + CHUNK)) {
        const place = { personId, unitId: root!.id, deciderId: root!.id, draftId: personId };
        const id = await trips.add({ ...place, kind: 'mission', state: 'planned', stops, details, at: clock.now() });
        if (personId % 2 === 0) await trips.move(id, ['planned'], 'returned', clock.now());
      }
    });
  }
}
