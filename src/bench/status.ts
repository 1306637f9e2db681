import { loadEnvironment } from '../config.ts';
import { systemClock as clock, MINUTE, SECOND } from '../lib/clock.ts';
import type { SandboxUser } from '../sandbox/sandbox-user.ts';
import { sql } from '../storage/sql.ts';
import { type BenchOffice, untilShown, withOffice } from './bench-office.ts';
import { percentiles, round } from './figures.ts';
import { ASKERS, LARGE_UNIT, type LargeOffice, LEADERS, settleLargeOffice } from './large-office.ts';
import { WARM_UP as WARM_UP_PRESSES, WARM_UP_RATE } from './presses.ts';

/** How often each thing is asked for, and how many of the first askings count as warming up. */
const TIMES = 100;
const WARM_UP = 20;
const RATE = 1_000;

/**
 * What the leader of everybody waits for, from the update to the message at the sandbox: the front page, the matrix, the first names of a
 * unit of a twentieth of all people, a directive over its life, somebody by name; then how many acknowledgements per second are stored and
 * answered while leaders ask for their page.
 */
export async function status(size: LargeOffice, on: 'sqlite' | 'postgres' = 'sqlite'): Promise<object> {
  const settle: NonNullable<Parameters<typeof withOffice>[0]['settle']> = async (office, database, sandbox) => {
    await settleLargeOffice(size, office, database);
    for (let id = 1; id <= Math.min(size.people, LEADERS + PRESSERS); id += 1)
      sandbox.addUser({ id, firstName: `${id}`, phone: `+${id}`, hasStarted: true });
  };
  const databaseUrl = on === 'postgres' ? loadEnvironment().BENCH_DATABASE_URL : undefined;
  if (on === 'postgres' && !databaseUrl) return { ...size, leftOut: 'BENCH_DATABASE_URL names no empty database' };
  const options = { people: 0, rate: RATE, paid: true, settle, ...(databaseUrl ? { databaseUrl } : {}) };
  return await withOffice(options, async (bench) => {
    const receipts = size.people * size.directives;
    const pages = await measurePages(bench);
    const presses = size.people > LEADERS + PRESSERS ? await measurePresses(bench) : {};
    return { ...size, on, receipts, ...pages, ...presses, ...bench.bot.memory(), goal: GOAL };
  });
}

const GOAL = { status: { p95: 50 }, names: { first: 50 }, presses: { perSecond: 500, p95: 150 } };

async function measurePages(bench: BenchOffice) {
  const { office, bot } = bench;
  const [root, large] = [await office.read.units.listRoots(), await office.read.units.findByCode(LARGE_UNIT)];
  const write = (words: string) => (leader: SandboxUser) => leader.send(words);
  const press = (data: string) => (leader: SandboxUser) => leader.press({ data });
  await bot.stall();
  return {
    status: await waits(bench, write('/status')),
    matrix: await waits(bench, press(`stu:${root[0]!.id}:0`)),
    directive: await waits(bench, press(`sd:5:${root[0]!.id}`)),
    names: await waits(bench, press(`miss:5:${large!.id}:0`)),
    namesAtRoot: await waits(bench, press(`miss:5:${root[0]!.id}:0`)),
    life: await waits(bench, press(`life:5:${root[0]!.id}:0`)),
    person: await waits(bench, write('/status Nguyễn Văn 4711')),
    inbox: await waits(bench, write('/inbox')),
    stall: await bot.stall(),
  };
}

/** One leader after another asks; how long until something is shown in their chat, in milliseconds. */
async function waits({ sandbox }: BenchOffice, ask: (leader: SandboxUser) => unknown) {
  const found: number[] = [];
  for (let count = 0; count < TIMES + WARM_UP; count += 1) {
    const leader = sandbox.user(ASKERS[count % ASKERS.length]!);
    const [from, at] = [sandbox.requests.length, clock.monotonic()];
    ask(leader);
    await untilShown(sandbox, { chatId: leader.id, from, by: /^(?:send|edit)/ });
    if (count >= WARM_UP) found.push(clock.monotonic() - at);
    await clock.sleep(20);
  }
  return { first: round(found[0]!), ...percentiles(found) };
}

/** Who presses, and how often each second. */
const PRESSERS = 7_500;
const PER_SECOND = 520;
const ASKS_PER_SECOND = 10;

/** Everybody presses once, so many per second, while leaders ask for their page ten times a second; the first of them at leisure, without. */
async function measurePresses(bench: BenchOffice) {
  const { sandbox, database, bot } = bench;
  const open = await database.read.query<{ id: number; personId: number }>(sql`
    SELECT r.id, r.person_id AS "personId" FROM receipts r
    WHERE r.directive_id = 3 AND r.status = 'sent' AND r.person_id > ${LEADERS} AND r.person_id <= ${LEADERS + PRESSERS}`);
  const users = new Map(sandbox.users().map((user) => [user.id, user]));
  const pressers = open.map(({ id, personId }) => ({ user: users.get(personId)!, data: `ack:${id}` }));
  // Each has a message to press on.
  for (const [index, { user }] of pressers.entries()) {
    user.send('/help');
    if (index % 50 === 49) await clock.sleep(100);
  }
  // Answers are not paid for: thirty a second.
  const until = clock.monotonic() + 5 * MINUTE;
  const isWithout = ({ user }: { user: SandboxUser }) => user.messages().every(({ from }) => from === 'user');
  while (pressers.some(isWithout) && clock.monotonic() < until) await clock.sleep(100);
  await pressEach(pressers.slice(0, WARM_UP_PRESSES), WARM_UP_RATE);
  const measured = pressers.slice(WARM_UP_PRESSES);
  await bot.stall();
  const cpu = bot.cpuSeconds();
  const leaders = sandbox.users().filter(({ id }) => id <= LEADERS);
  const asking = askMeanwhile(leaders);
  const began = clock.monotonic();
  const answered = await pressEach(measured, PER_SECOND);
  const seconds = (clock.monotonic() - began) / SECOND;
  const asked = await asking.stop();
  const perSecond = round(answered.length / seconds);
  const cpuPerPress = round(((bot.cpuSeconds() - cpu) * SECOND) / measured.length);
  const stall = await bot.stall();
  return { presses: { pressed: measured.length, perSecond, asked, ...percentiles(answered), cpuPerPress, stall } };
}

async function pressEach(
  pressers: readonly { user: SandboxUser; data: string }[],
  perSecond: number,
): Promise<number[]> {
  const found: number[] = [];
  const size = perSecond / 20;
  const began = clock.monotonic();
  for (let start = 0; start < pressers.length; start += size) {
    for (const { user, data } of pressers.slice(start, start + size)) {
      const at = clock.monotonic();
      void user.press({ data }).settled.then(() => found.push(clock.monotonic() - at));
    }
    await clock.sleep(began + (start / size + 1) * 50 - clock.monotonic());
  }
  const until = clock.monotonic() + 20 * SECOND;
  while (found.length < pressers.length && clock.monotonic() < until) await clock.sleep(10);
  return found;
}

function askMeanwhile(leaders: readonly SandboxUser[]) {
  let [isOver, count] = [false, 0];
  const work = (async () => {
    while (!isOver) {
      leaders[count % leaders.length]!.send('/status');
      count += 1;
      await clock.sleep(SECOND / ASKS_PER_SECOND);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await work;
      return count;
    },
  };
}
