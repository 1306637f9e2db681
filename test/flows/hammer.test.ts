import { execFile } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { acknowledge } from '../../src/domain/directives/acknowledge-actions.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { CastMember } from '../support/cast.ts';
import { compiled } from '../support/compiled.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { recount } from '../support/recount.ts';

const PEOPLE = 500;
const ROUNDS = 20;
/** Nobody may wait longer than this for an answer because of another process. */
const FREEZE = 250;

const crowd: CastMember[] = [
  { staffNo: 'an', name: 'Đặng Văn An', posts: [['H1', 'staff']] },
  ...Array.from(
    { length: PEOPLE - 1 },
    (_, index): CastMember => ({
      staffNo: `p${index}`,
      name: `Nguyễn Văn ${index}`,
      posts: [[index % 2 ? 'H1' : 'H2', 'staff']],
    }),
  ),
];

let office: TestOffice;
afterEach(() => office.close());

test('command line and bot work on one database at the same time: no error, no freeze, and figures that equal a recount', async () => {
  const enrolled = crowd.slice(0, 50).map((person) => person.staffNo);
  office = await openTestOffice({ people: crowd, enrolled });
  const program = await compiled('test/support/office-process.ts');
  const stall = monitorEventLoopDelay({ resolution: 5 });
  stall.enable();
  const other = promisify(execFile)(process.execPath, [program.path, office.config.databaseUrl, String(ROUNDS), 'KL']);
  const acknowledged = await acknowledgeEverything();
  const { stdout } = await other;
  stall.disable();
  program.remove();
  await office.settle();
  const said = JSON.parse(stdout.trim());
  expect(said.done).toBe(ROUNDS * 3);
  expect(acknowledged).toBe(PEOPLE * ROUNDS);
  expect(said.stall).toBeLessThan(FREEZE);
  expect(stall.max / 1e6).toBeLessThan(FREEZE);
  const { directives } = await office.app.office.read.compliance.listDirectives({ path: null }, office.clock.now());
  expect(directives).toHaveLength(ROUNDS);
  expect(directives.every((one) => one.owed === PEOPLE && one.acknowledged === PEOPLE)).toBe(true);
  expect(await recount(office.config.databaseUrl)).toEqual([]);
}, 120_000);

/** Each person acknowledges whatever they owe, fifty at a time, until everything was issued and acknowledged. */
async function acknowledgeEverything(): Promise<number> {
  const { office: domain } = office.app;
  const people = await domain.read.people.listAll();
  let done = 0;
  for (const began = systemClock.monotonic(); done < PEOPLE * ROUNDS; ) {
    if (systemClock.monotonic() - began > 90_000) throw new Error(`only ${done} acknowledged`);
    for (let start = 0; start < people.length; start += 50) {
      const some = people.slice(start, start + 50).map(async (person) => {
        const actor = { kind: 'person' as const, person, accountId: null, posts: [] };
        const owed = await domain.read.receipts.listOwed(person.id, 100, 0);
        for (const { receiptId } of owed.lines) {
          const { isNew } = await acknowledge(actor, { receiptId, messageId: null }, domain);
          if (isNew) done += 1;
        }
      });
      await Promise.all(some);
    }
    await office.clock.sleep(5);
  }
  return done;
}
