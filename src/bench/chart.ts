import { drawPicture, endPainter } from '../documents/chart-drawing.ts';
import { drawingOf } from '../documents/chart-words.ts';
import type { Chart, ChartKind } from '../domain/compliance/chart.ts';
import { viewCurve, viewUnitsChart } from '../domain/compliance/chart-views.ts';
import { viewAcknowledgedDays } from '../domain/compliance/heat-views.ts';
import type { Office } from '../domain/stores.ts';
import { createI18n } from '../i18n.ts';
import { systemClock as clock } from '../lib/clock.ts';
import { callbacks } from '../screens/callbacks.ts';
import { chartSaying } from '../screens/charts.ts';
import { type BenchOffice, withOffice } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { askAll } from './help.ts';
import { settleLeader } from './settling.ts';

const HAND = { kind: 'office' as const, name: 'bench' };
const ASKING = 10;
const CHUNK = 1_000;

/**
 * Pictures of a directive that half of the people have acknowledged: how long each takes to be drawn by a process that has just begun
 * and by one that is warm; then a leader presses for each, twice, while others ask for help: from the press to the picture, the
 * answers' waits and the bot's longest stall, beside those when nobody presses (`calm`). Milliseconds.
 */
export async function chart(people: number): Promise<object> {
  return await withOffice({ people, rate: 30, flood: true }, async (bench) => {
    const { office, bot, sandbox, issue, untilAccepted } = bench;
    await settleLeader(office);
    const directiveId = await issue();
    await acknowledgeHalf(directiveId, office);
    const unitId = (await office.read.units.findByCode('U0'))!.id;
    const drawn = await drawAll({ directiveId, unitId }, office);
    await untilAccepted(60);
    sandbox.user(1).send('/help');
    await clock.sleep(2_000);
    await bot.stall();
    const calmReplies = percentiles(await askAll(bench, people, ASKING));
    const calm = { replies: calmReplies, stall: await bot.stall() };
    const asking = askAll(bench, people, ASKING);
    const pressed: Record<string, number[]> = {};
    for (const kind of ['units', 'curve', 'acknowledged'] as const) {
      pressed[kind] = [];
      for (let time = 0; time < 2; time += 1) pressed[kind].push(await press(bench, kind, { directiveId, unitId }));
    }
    const replies = percentiles(await asking);
    const goal = { drawn: 300, stall: 20 };
    return { people, drawn, pressed, calm, replies, stall: await bot.stall(), ...bot.memory(), goal };
  });
}

async function acknowledgeHalf(directiveId: number, office: Office): Promise<void> {
  const roster = await office.read.people.listAll();
  for (let start = 0; start < roster.length; start += CHUNK) {
    await office.inTransaction(async ({ receipts }) => {
      for (const { id } of roster.slice(start, start + CHUNK).filter((one) => one.id % 2 === 0)) {
        const receipt = await receipts.findCurrent(directiveId, id);
        if (receipt) await receipts.acknowledge(receipt, { at: clock.now(), way: 'button' });
      }
    });
  }
}

type Place = { directiveId: number; unitId: number };

async function drawAll(place: Place, office: Office): Promise<object> {
  const charts: Record<string, Chart> = {
    units: await viewUnitsChart(HAND, place, office),
    curve: await viewCurve(HAND, place, office),
    acknowledged: await viewAcknowledgedDays(HAND, place.unitId, office),
  };
  const voice = { t: createI18n('vi').t(), now: clock.now(), zone: office.zone };
  const drawn: Record<string, object> = {};
  for (const [kind, one] of Object.entries(charts)) {
    const drawing = drawingOf(one, chartSaying(one, voice));
    endPainter();
    const cold = await timed(() => drawPicture(drawing));
    drawn[kind] = { cold, warm: await timed(() => drawPicture(drawing)) };
  }
  endPainter();
  return drawn;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = clock.monotonic();
  await work();
  return round(clock.monotonic() - began);
}

function press({ sandbox }: BenchOffice, kind: ChartKind, place: Place): Promise<number> {
  const leader = sandbox.user(1);
  const count = () => leader.messages().filter(({ photo }) => photo).length;
  const before = count();
  const directiveId = kind === 'acknowledged' ? 0 : place.directiveId;
  return timed(async () => {
    leader.press({ data: callbacks.chart.pack({ kind, directiveId, unitId: place.unitId }) });
    while (count() === before) await clock.sleep(10);
  });
}
