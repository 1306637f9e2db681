import { describe, expect, test } from 'vitest';
import { dueChase, figuresBelow, staleAccounts, takesAnswers } from '../../../src/domain/rollcalls/roll-call.ts';
import { addMilliseconds, HOUR, instant, MINUTE } from '../../../src/lib/clock.ts';

const OPENED = instant('2026-11-21T16:10:00Z');
const open = { state: 'open', openedAt: OPENED } as const;
const later = (minutes: number) => addMilliseconds(OPENED, minutes * MINUTE);

describe('the silent', () => {
  test('are asked again every five minutes, six times', () => {
    const rounds: number[] = [];
    for (let minute = 0; minute <= 120; minute += 1) {
      const round = dueChase({ ...open, chases: rounds.length }, later(minute));
      if (round !== null) rounds.push(minute);
    }
    expect(rounds).toEqual([5, 10, 15, 20, 25, 30]);
  });

  test('are asked once after a long silence of the bot, and not for all the rounds that were missed', () => {
    expect(dueChase({ ...open, chases: 1 }, later(23))).toBe(4);
    expect(dueChase({ ...open, chases: 4 }, later(24))).toBeNull();
    expect(dueChase({ ...open, chases: 2 }, later(600))).toBe(6);
  });

  test('are left alone before the list is written and after the end', () => {
    expect(dueChase({ state: 'preparing', openedAt: null, chases: 0 }, later(10))).toBeNull();
    expect(dueChase({ state: 'ended', openedAt: OPENED, chases: 0 }, later(10))).toBeNull();
  });
});

test('an answer is taken until a day after the end', () => {
  expect(takesAnswers({ endedAt: null }, later(99_999))).toBe(true);
  expect(takesAnswers({ endedAt: OPENED }, addMilliseconds(OPENED, 24 * HOUR - 1))).toBe(true);
  expect(takesAnswers({ endedAt: OPENED }, addMilliseconds(OPENED, 24 * HOUR))).toBe(false);
});

test('figures are summed up for the units right below a place, its own people first, empty ones left out', () => {
  const unit = (id: number, path: string) => ({ id, name: `${id}`, path });
  const figures = [
    { unit: unit(1, '/1/'), safe: 1, help: 0, silent: 1 },
    { unit: unit(2, '/1/2/'), safe: 2, help: 1, silent: 0 },
    { unit: unit(3, '/1/2/3/'), safe: 0, help: 0, silent: 4 },
  ];
  const below = figuresBelow(figures, '/1/', [unit(2, '/1/2/'), unit(9, '/1/9/')]);
  expect(below.map(({ unit, safe, help, silent }) => [unit.id, safe, help, silent])).toEqual([
    [1, 1, 0, 1],
    [2, 2, 1, 4],
  ]);
});

test('an account is brought up to date when something in its own part has changed since it was made, or at the end', () => {
  const account = (deliveryId: number, unitId: number, minute: number) => {
    return { deliveryId, sentAt: later(minute), unitIds: [unitId] };
  };
  const accounts = [account(1, 1, 5), account(2, 2, 5), account(3, 4, 5), account(4, 1, 9)];
  const stale = (changedAt: number, endedAt: Date | null = null) =>
    staleAccounts(accounts, [{ path: '/1/2/', at: later(changedAt) }], endedAt).map(({ deliveryId }) => deliveryId);
  expect(stale(6)).toEqual([1, 2]);
  expect(stale(1)).toEqual([]);
  expect(stale(4.9)).toEqual([1, 2]);
  expect(stale(1, later(10))).toEqual([1, 2, 3, 4]);
});
