import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clock, instant } from '../../src/lib/clock.ts';
import { type Ask, Pace } from '../../src/outbox/pace.ts';

/** Time that passes only when the test says so; whoever sleeps is woken in order. */
class ManualClock implements Clock {
  #at = 0;
  readonly #sleepers: { at: number; wake: () => void }[] = [];

  now = (): Date => instant(this.#at);
  monotonic = (): number => this.#at;
  sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ at: this.#at + milliseconds, wake });
    });

  async pass(milliseconds: number): Promise<void> {
    const end = this.#at + milliseconds;
    for (;;) {
      await quiet();
      const next = this.#sleepers.sort((one, other) => one.at - other.at)[0];
      if (!next || next.at > end) break;
      this.#sleepers.shift();
      this.#at = Math.max(this.#at, next.at);
      next.wake();
    }
    this.#at = end;
  }
}

/** Until nothing is left that needs no time. */
const quiet = () => new Promise((resolve) => setImmediate(resolve));

class Counter {
  readonly clock = new ManualClock();
  readonly pace: Pace;
  readonly given: { name: string; at: number }[] = [];

  constructor(options = { rate: 30, paid: false }) {
    this.pace = new Pace(this.clock, options);
  }

  ask(count: number, ask: Partial<Ask> = {}, name = 'message'): void {
    for (let index = 0; index < count; index += 1) {
      const whole = { lane: 2, isPaid: false, chatId: null, ...ask };
      void this.pace.take(whole).then(() => this.given.push({ name, at: this.clock.monotonic() }));
    }
  }

  within(from: number, to: number): number {
    return this.given.filter(({ at }) => at >= from && at < to).length;
  }
}

describe('the gate', () => {
  test('lets the person in front of the bot go first, then what is urgent, then the rest, each in its order', async () => {
    const counter = new Counter();
    counter.ask(1, { lane: 2 }, 'first of all');
    for (const lane of [4, 3, 2, 1, 0]) counter.ask(2, { lane }, `lane ${lane}`);
    await counter.clock.pass(1_000);
    const lanes = [0, 1, 2, 3, 4].flatMap((lane) => [`lane ${lane}`, `lane ${lane}`]);
    lanes.splice(4, 0, 'first of all');
    expect(counter.given.map(({ name }) => name)).toEqual(lanes);
  });

  test('holds back who may not leave yet and those behind, not those before', async () => {
    const counter = new Counter();
    let mayLeave = false;
    counter.ask(2, { lane: 1, mayLeave: () => mayLeave }, 'delivery');
    counter.ask(2, { lane: 3 }, 'card');
    counter.ask(2, { lane: 0 }, 'reply');
    await counter.clock.pass(1_000);
    counter.ask(1, { lane: 0 }, 'reply');
    await counter.clock.pass(1_000);
    expect(counter.given.map(({ name }) => name)).toEqual(['reply', 'reply', 'reply']);
    mayLeave = true;
    await counter.clock.pass(1_000);
    expect(counter.given.slice(3).map(({ name }) => name)).toEqual(['delivery', 'delivery', 'card', 'card']);
  });

  test('reaches nine tenths of the rate and more, from the first second on', async () => {
    const counter = new Counter();
    counter.ask(900);
    await counter.clock.pass(30_000);
    expect(counter.given.length).toBeGreaterThan(885);
  });

  test('lets nothing through during a pause, whoever asks, and goes on more slowly until it has climbed back', async () => {
    const counter = new Counter();
    counter.ask(10_000);
    await counter.clock.pass(5_000);
    // A whole round was in flight when Telegram began to refuse.
    for (let index = 0; index < 20; index += 1) counter.pace.flooded(3_000);
    const before = counter.given.length;
    counter.ask(10, { lane: 0 });
    await counter.clock.pass(2_999);
    expect(counter.given).toHaveLength(before);
    await counter.clock.pass(5_001);
    const slow = counter.within(9_000, 13_000) / 4;
    await counter.clock.pass(5_000);
    const [early, late] = [counter.within(8_000, 10_000) / 2, counter.within(11_000, 13_000) / 2];
    expect(early).toBeLessThan(26);
    expect(early).toBeGreaterThan(22);
    expect(late).toBeGreaterThanOrEqual(early);
    expect(slow).toBeLessThan(28);
    await counter.clock.pass(30_000);
    expect(counter.within(41_000, 43_000) / 2).toBeGreaterThan(29);
  });

  test('does not stand still for one call that failed', async () => {
    const counter = new Counter();
    counter.ask(300);
    for (let second = 0; second < 10; second += 1) {
      await counter.clock.pass(1_000);
      counter.pace.failed();
      counter.pace.answered();
    }
    expect(counter.given.length).toBeGreaterThan(290);
    expect(counter.pace.isAway).toBe(false);
  });

  test('tries with one message at a time while nothing gets through, paid or not, and opens with the first answer', async () => {
    const counter = new Counter({ rate: 100, paid: true });
    counter.ask(1_000, { isPaid: true });
    counter.ask(1_000);
    await counter.clock.pass(1_000);
    for (let index = 0; index < 30; index += 1) counter.pace.failed();
    expect(counter.pace.isAway).toBe(true);
    let before = counter.given.length;
    for (let probe = 1; probe <= 10; probe += 1) {
      await counter.clock.pass(16_500);
      expect(counter.given.length).toBe(before + 1);
      before = counter.given.length;
      counter.pace.failed();
    }
    await counter.clock.pass(17_000);
    counter.pace.answered();
    await counter.clock.pass(1_000);
    expect(counter.given.length).toBeGreaterThan(before + 100);
  });

  test('is not closed for ever by a probe that was not said after all', async () => {
    const counter = new Counter();
    counter.ask(100);
    await counter.clock.pass(500);
    for (let index = 0; index < 3; index += 1) counter.pace.failed();
    await counter.clock.pass(1_100);
    const before = counter.given.length;
    counter.pace.unused(false);
    await counter.clock.pass(100);
    expect(counter.given.length).toBe(before + 1);
  });

  test('spaces what goes to one chat, and nobody else waits for that', async () => {
    const counter = new Counter();
    counter.ask(40, { lane: 0, chatId: 1 }, 'one chat');
    counter.ask(10, { lane: 0, chatId: 2 }, 'another');
    await counter.clock.pass(3_000);
    const inOne = counter.given.filter(({ name }) => name === 'one chat').length;
    expect(inOne).toBeGreaterThanOrEqual(12);
    expect(inOne).toBeLessThanOrEqual(16);
    expect(counter.given.filter(({ name }) => name === 'another')).toHaveLength(10);
  });

  test('keeps what cannot be paid for at 30 per second beside a paid broadcast of 1,000', async () => {
    const counter = new Counter({ rate: 1_000, paid: true });
    counter.ask(20_000, { isPaid: true }, 'paid');
    counter.ask(1_000, {}, 'unpaid');
    await counter.clock.pass(10_000);
    const unpaid = counter.given.filter(({ name }) => name === 'unpaid').length;
    expect(unpaid).toBeLessThanOrEqual(300);
    expect(unpaid).toBeGreaterThan(285);
    expect(counter.given.length - unpaid).toBeGreaterThan(9_800);
    expect(counter.given.length - unpaid).toBeLessThanOrEqual(10_000);
  });

  test('never gives more than Telegram allows in any stretch of time: 30 at once and 30 per second', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('ask' as const), count: fc.integer({ min: 1, max: 60 }), lane: fc.nat(4) }),
      fc.record({ kind: fc.constant('pass' as const), milliseconds: fc.integer({ min: 1, max: 4_000 }) }),
      fc.record({ kind: fc.constant('flood' as const), seconds: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constant('fail' as const) }),
      fc.record({ kind: fc.constant('answer' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const counter = new Counter();
        let pausedUntil = 0;
        for (const one of steps) {
          const begin = counter.clock.monotonic();
          if (one.kind === 'ask') counter.ask(one.count, { lane: one.lane });
          else if (one.kind === 'flood') {
            await quiet();
            counter.pace.flooded(one.seconds * 1_000);
            pausedUntil = Math.max(pausedUntil, begin + one.seconds * 1_000);
          } else if (one.kind === 'fail') counter.pace.failed();
          else if (one.kind === 'answer') counter.pace.answered();
          else {
            await counter.clock.pass(one.milliseconds);
            expect(counter.within(begin + 1, Math.min(pausedUntil, counter.clock.monotonic()))).toBe(0);
          }
        }
        await counter.clock.pass(10_000);
        mayAllLeave(counter.given.map(({ at }) => at));
      }),
      { numRuns: 60 },
    );
  });
});

/** The same bucket that Telegram is thought to hold: 30 at once, 30 per second. */
function mayAllLeave(times: number[]): void {
  let [level, at] = [0, 0];
  for (const time of times) {
    level = Math.max(0, level - ((time - at) * 30) / 1_000) + 1;
    at = time;
    expect(level).toBeLessThanOrEqual(30);
  }
}
