import { addMilliseconds, systemClock as clock, DAY, SECOND } from '../lib/clock.ts';
import { callbacks } from '../screens/callbacks.ts';
import { sql } from '../storage/sql.ts';
import { type BenchOffice, withOffice } from './bench-office.ts';
import { pressForFile } from './export.ts';
import { percentiles, round } from './figures.ts';
import { askAll } from './help.ts';
import { settleLeaders } from './settling.ts';

/** Somebody asks for `/help` this long, five times a second. */
const ASKING = 10;

/**
 * A leader asks for the report of everybody, all of whom are past the deadline of so many directives, and has it written as a letter and
 * as a workbook while others ask for help: seconds until each is there, the answers' waits meanwhile and the bot's longest stall.
 */
export async function reporting(people: number, directives: number): Promise<object> {
  return await withOffice({ people, rate: 1_000, paid: true }, async (bench) => {
    const { office, bot, database, sandbox, issue } = bench;
    await settleLeaders(1, office);
    for (let no = 0; no < directives; no += 1) await issue();
    await bench.untilAccepted(people * directives);
    const past = addMilliseconds(clock.now(), -DAY);
    await database.inTransaction((connection) => connection.execute(sql`UPDATE directives SET deadline_at = ${past}`));
    sandbox.user(1).send('/help');
    await clock.sleep(2 * SECOND);
    await bot.stall();
    const calm = { replies: percentiles(await askAll(bench, people, ASKING)), stall: await bot.stall() };
    const asking = askAll(bench, people, ASKING);
    const unitId = (await office.read.units.findByCode('U0'))!.id;
    const made = { screen: await askForReport(bench) } as Record<string, object | number>;
    for (const format of ['docx', 'xlsx'] as const) {
      made[format] = await pressForFile(bench, callbacks.reportFile.pack({ reportId: 0, unitId, format }));
    }
    const replies = percentiles(await asking);
    const goal = { screen: 2, seconds: 15, p95: 100 };
    return { people, directives, ...made, calm, replies, stall: await bot.stall(), ...bot.memory(), goal };
  });
}

async function askForReport({ sandbox }: BenchOffice): Promise<number> {
  const leader = sandbox.user(1);
  const began = clock.monotonic();
  const before = leader.last().messageId;
  leader.send('/baocao');
  const isThere = () =>
    leader.messages().some(({ messageId, text }) => messageId > before && text.startsWith('Báo cáo'));
  while (!isThere()) await clock.sleep(20);
  return round((clock.monotonic() - began) / SECOND);
}
