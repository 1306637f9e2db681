import { drawPicture, endPainter } from '../documents/chart-drawing.ts';
import { drawingOf } from '../documents/chart-words.ts';
import type { Chart } from '../domain/compliance/chart.ts';
import { viewCurve, viewUnitsChart } from '../domain/compliance/chart-views.ts';
import { viewAcknowledgedDays } from '../domain/compliance/heat-views.ts';
import type { Office } from '../domain/stores.ts';
import { createI18n } from '../i18n.ts';
import { systemClock as clock } from '../lib/clock.ts';
import { callbacks } from '../screens/callbacks.ts';
import { chartSaying } from '../screens/charts.ts';
import { type BenchOffice, untilShown, withOffice } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { askAll } from './help.ts';
import { settleLeaders } from './settling.ts';

const HAND = { kind: 'office' as const, name: 'bench' };
/** Seconds. */
const ASKING = 40;
/** Milliseconds between an answer and the next press. */
const PAUSE = 200;
/** Milliseconds in which the screen with the button to the first picture is read. */
const READING = 1_500;
/** Who press in turn, so that no chat's own pace is measured; nobody gets the same button twice running, which shows nothing new. */
const LEADERS = 5;
const CHUNK = 1_000;

/**
 * Pictures of a directive that half of the people have acknowledged: how long each takes to be drawn by a process that has just begun
 * and by one that is warm; then leaders press for one after another while others ask for help: from the press to the picture (the
 * first from the screen that leads there), the answers' waits and the bot's longest stall, beside those where the same leaders
 * press for the same figures in words (`words`): whoever asks just after another waits for that one's answer anyway. Milliseconds.
 */
export async function chart(people: number): Promise<object> {
  return await withOffice({ people, rate: 30, flood: true }, async (bench) => {
    const { office, sandbox, issue, untilAccepted } = bench;
    await settleLeaders(LEADERS, office);
    const directiveId = await issue();
    await acknowledgeHalf(directiveId, office);
    const unitId = (await office.read.units.findByCode('U0'))!.id;
    const drawn = await drawAll({ directiveId, unitId }, office);
    await untilAccepted(60);
    for (let leader = 1; leader <= LEADERS; leader += 1) sandbox.user(leader).send('/help');
    await clock.sleep(2_000);
    const inWords = [
      callbacks.directiveStatus.pack({ directiveId, unitId }),
      callbacks.missing.pack({ directiveId, unitId, page: 1 }),
    ];
    const words = await pressing(bench, people, { buttons: inWords, answer: /^editMessageText$/ });
    const drawings = (['units', 'curve', 'acknowledged'] as const).map((kind) =>
      callbacks.chart.pack({ kind, directiveId: kind === 'acknowledged' ? 0 : directiveId, unitId }),
    );
    const opened = callbacks.moreDirective.pack({ directiveId, unitId });
    const pictures = await pressing(bench, people, { opened, buttons: drawings, answer: /^sendPhoto$/ });
    const goal = { drawn: 300, heldUp: 20 };
    const heldUp = round(pictures.replies.max - words.replies.max);
    return { people, drawn, words, pictures, heldUp, ...bench.bot.memory(), goal };
  });
}

/** Leaders press one button after another while others ask, from a screen that was opened before; each press is waited for. */
async function pressing(
  bench: BenchOffice,
  people: number,
  { opened, buttons, answer }: { opened?: string; buttons: string[]; answer: RegExp },
) {
  const { sandbox, bot } = bench;
  await bot.stall();
  let isOver = false;
  const asked = askAll(bench, people, ASKING).finally(() => {
    isOver = true;
  });
  if (opened) {
    sandbox.user(1).press({ data: opened });
    await clock.sleep(READING);
  }
  const pressed: number[] = [];
  for (let time = 0; !isOver; time += 1) {
    const [leader, from] = [(time % LEADERS) + 1, sandbox.requests.length];
    pressed.push(
      await timed(async () => {
        sandbox.user(leader).press({ data: buttons[time % buttons.length]! });
        await untilShown(sandbox, { chatId: leader, from, by: answer });
      }),
    );
    await clock.sleep(PAUSE);
  }
  const replies = percentiles(await asked);
  const [first, ...later] = pressed;
  return { presses: pressed.length, first, later: percentiles(later), replies, stall: await bot.stall() };
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
