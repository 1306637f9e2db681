import { dayOf } from '../../lib/day.ts';
import type { SettledDelivery } from '../deliveries/delivery.ts';
import { type Erasing, eraseTelling } from '../evidence/erase-actions.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Person } from '../people/person.ts';
import type { Stores } from '../stores.ts';
import { askOne } from './roll-call-telling.ts';

/** Who joins a unit while it is being asked is asked too; whoever leaves all of its units is looked for no longer. */
export async function followRollCalls(stores: Stores, personIds: number[], at: Date, zone: string): Promise<void> {
  if ((await stores.rollCalls.listRunning()).length === 0) return;
  const today = dayOf(at, zone);
  const left = await stores.rollCalls.closeLeavers(personIds, at, today);
  const joined = await stores.rollCalls.addJoiners(personIds, at, today);
  for (const [action, lines] of [
    ['rollcall.leave', left],
    ['rollcall.join', joined],
  ] as const) {
    for (const rollCallId of new Set(lines.map((line) => line.rollCallId))) {
      const listed = lines.filter((line) => line.rollCallId === rollCallId).map(({ id }) => `${id}`);
      const stream = `rollcall:${rollCallId}`;
      const fact = { stream, action, at, way: 'cli' as const, actor: 'office:roster', subject: stream };
      await stores.evidence.append(entryOf({ ...fact, details: { listed } }));
    }
  }
}

/** There is a way to this person (again): who has not answered a roll call that runs is asked. */
export async function askReachable(stores: Stores, personId: number, at: Date): Promise<void> {
  for (const listed of await stores.rollCalls.listRunningOf(personId)) {
    if (listed.answer === null && listed.closedAt === null) await askOne(listed, at, stores);
  }
}

/** What somebody said with their calls for help, or others for them, is gone; that they called stays. */
export async function eraseSaid(stores: Stores, { id, staffNo }: Person, how: Erasing): Promise<void> {
  const said = await stores.rollCalls.eraseSaidOf(id, how.because);
  const streams = said.map(({ rollCallId }) => `rollcall:${rollCallId}`);
  const from = said.map(({ at }) => at).reduce((a, b) => (a < b ? a : b), how.at);
  const telling = { streams, actions: ['rollcall.say'], from, until: how.at };
  await eraseTelling(telling, ({ subject }) => subject === `person:${staffNo}`, how, stores);
}

/** What was on its way when its person answered, or when the roll call ended, is brought up to date. */
export async function afterRollCallCards(stores: Stores, settled: SettledDelivery[]): Promise<void> {
  const sent = settled.flatMap(({ delivery, outcome }) => {
    const isNew = delivery.messageId === null && outcome.state === 'sent';
    const asks = delivery.kind === 'rollcall.card' || delivery.kind === 'rollcall.reminder';
    return isNew && asks ? [{ id: delivery.id, at: outcome.at }] : [];
  });
  const [first] = sent;
  if (!first) return;
  await stores.rollCalls.renewStale(
    sent.map(({ id }) => id),
    first.at,
  );
}
