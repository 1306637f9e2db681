import { systemClock as clock, SECOND } from '../lib/clock.ts';
import { callbacks } from '../screens/callbacks.ts';
import { type BenchOffice, withOffice } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { askAll } from './help.ts';
import { settleLeaders } from './settling.ts';

/** Somebody asks for `/help` this long, five times a second. */
const ASKING = 12;

/**
 * A leader has everybody who owes a directive written to a workbook and to a CSV, while the directive is being broadcast and others
 * ask for help: seconds from the press to the file, the answers' waits meanwhile and the bot's longest stall (and both when nobody exports: `calm`), its most memory.
 */
export async function exporting(people: number): Promise<object> {
  return await withOffice({ people, rate: 30, flood: true }, async (bench) => {
    const { office, bot, sandbox, issue, untilAccepted } = bench;
    await settleLeaders(1, office);
    const directiveId = await issue();
    await untilAccepted(60);
    const unitId = (await office.read.units.findByCode('U0'))!.id;
    sandbox.user(1).send('/help');
    await clock.sleep(2 * SECOND);
    const before = bot.memory();
    await bot.stall();
    const calm = { replies: percentiles(await askAll(bench, people, ASKING)), stall: await bot.stall() };
    const made: Record<string, object> = {};
    for (const format of ['xlsx', 'csv'] as const) {
      const data = callbacks.makeExport.pack({ kind: 'people', format, directiveId, unitId });
      await bot.stall();
      const asking = askAll(bench, people, ASKING);
      const file = await pressForFile(bench, data);
      const stall = await bot.stall();
      made[format] = { ...file, stall, replies: percentiles(await asking) };
    }
    const goal = { rows: people, seconds: 15, p95: 100, peakMegabytes: 300 };
    return { rows: people, ...made, calm, before: before.peakMegabytes, ...bot.memory(), goal };
  });
}

/** Seconds from the press to the file, and how large it is. */
export async function pressForFile(
  { sandbox }: BenchOffice,
  data: string,
): Promise<{ seconds: number; megabytes: number }> {
  const leader = sandbox.user(1);
  const count = leader.messages().filter(({ document }) => document).length;
  const began = clock.monotonic();
  leader.press({ data });
  const files = () => leader.messages().filter(({ document }) => document);
  while (files().length === count) await clock.sleep(20);
  const seconds = round((clock.monotonic() - began) / SECOND);
  return { seconds, megabytes: round(files().at(-1)!.document!.size / 1e6) };
}
