import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock as clock, SECOND } from '../lib/clock.ts';
import { readCount } from '../storage/columns.ts';
import type { Database } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import { TEXT, withOffice } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { pressAll, WARM_UP } from './presses.ts';

const PER_SECOND = 100;
/** Edits cannot be paid for: Telegram's own limit, per second. */
const EDITS_PER_SECOND = 30;

/**
 * A directive that everybody has is amended by the command line while people acknowledge it: how fast the old cards follow, whether
 * everybody gets the new one once, and whether an acknowledgement that was answered is on record against the text that it was for.
 */
export async function amend(people: number): Promise<object> {
  const options = { people, rate: 1_000, paid: true, flood: true };
  return await withOffice(options, async ({ sandbox, database, bot, folder, issue, untilAccepted }) => {
    const id = await issue();
    await untilAccepted(people);
    const users = sandbox.users().filter((user) => user.id <= people);
    await pressAll(users.slice(0, WARM_UP), PER_SECOND);
    const file = join(folder, 'amended.txt');
    writeFileSync(file, `${TEXT}\nSửa đổi.`);
    const edited = () => {
      const edits = sandbox.requests.filter(({ method, ok, params }) => {
        return ok && method === 'editMessageText' && `${params.text}`.includes('Văn bản này đã được sửa đổi');
      });
      return new Set(edits.map(({ params }) => params.chat_id)).size;
    };
    await bot.stall();
    const readers = users.slice(WARM_UP, WARM_UP + 5 * PER_SECOND);
    const pressing = pressAll(readers, PER_SECOND);
    const [began, from] = [clock.monotonic(), sandbox.requests.length];
    await bot.cli('amend', String(id), file, '--reason', 'Sửa đổi');
    const seconds = round((clock.monotonic() - began) / SECOND);
    const stall = await bot.stall();
    const waits = await pressing;
    await untilAccepted(2 * people);
    while (edited() < people) await clock.sleep(SECOND);
    const editSeconds = round((clock.monotonic() - began) / SECOND);
    // Whoever acknowledges has a card edited too, out of the same budget.
    const edits = sandbox.requests.slice(from).filter(({ method, ok }) => ok && method === 'editMessageText').length;
    const told = sandbox.requests.filter(
      ({ method, params }) => method === 'answerCallbackQuery' && `${params.text}`.startsWith('Đã ghi nhận'),
    ).length;
    return {
      people,
      seconds,
      stall,
      ...{ answered: waits.length, ...percentiles(waits) },
      editSeconds,
      edits,
      ratio: round(edits / EDITS_PER_SECOND / editSeconds),
      told,
      lost: told - (await countAcknowledged(database)),
      refused: sandbox.requests.filter(({ errorCode }) => errorCode === 429).length,
      ...bot.memory(),
      goal: { ratio: 0.95, lost: 0, refused: 0 },
    };
  });
}

/** Presses that are on record, against whichever version they were for. */
async function countAcknowledged({ read }: Database): Promise<number> {
  const [row] = await read.query<{ count: unknown }>(
    sql`SELECT count(*) AS count FROM receipts WHERE status = ${'acknowledged'}`,
  );
  return readCount(row?.count);
}
