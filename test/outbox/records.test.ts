import { expect, test } from 'vitest';
import type { SettledDelivery } from '../../src/domain/deliveries/delivery.ts';
import { systemClock as clock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { Records } from '../../src/outbox/records.ts';

const outcome = (id: number) => ({ delivery: { id }, outcome: { state: 'unknown', reason: '' } }) as SettledDelivery;

/** Records whose commits end when the test says so. */
function recordsWith() {
  const commits: { ids: number[]; end: (error?: Error) => void }[] = [];
  const recorded: number[] = [];
  const log = createLog({ level: 'silent' });
  const records = new Records({
    clock,
    log,
    write: (batch) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) => (error ? reject(error) : resolve());
        commits.push({ ids: batch.map(({ delivery }) => delivery.id), end });
      }),
    onRecorded: (batch) => recorded.push(...batch.map(({ delivery }) => delivery.id)),
    onIdle: () => {},
  });
  return { records, commits, recorded };
}

test('outcomes are committed together, and are overdue until they are', async () => {
  const { records, commits, recorded } = recordsWith();
  records.add(outcome(1));
  expect(records.isOverdue).toBe(false);
  records.add(outcome(2));
  await clock.sleep(100);
  expect(commits.map(({ ids }) => ids)).toEqual([[1, 2]]);
  expect(records.isOverdue).toBe(true);
  records.add(outcome(3));
  commits[0]!.end();
  await clock.sleep(5);
  expect(recorded).toEqual([1, 2]);
  expect(records.isOverdue).toBe(false);
  await clock.sleep(100);
  commits[1]!.end();
  await clock.sleep(5);
  expect(recorded).toEqual([1, 2, 3]);
  expect(records.isRecording).toBe(false);
});

test('what could not be committed is kept, and tried again with what came since', async () => {
  const { records, commits, recorded } = recordsWith();
  records.add(outcome(1));
  await clock.sleep(100);
  commits[0]!.end(new Error('disk full'));
  records.add(outcome(2));
  await clock.sleep(100);
  expect(records.isOverdue).toBe(true);
  await clock.sleep(500);
  expect(commits[1]!.ids).toEqual([1, 2]);
  commits[1]!.end();
  await clock.sleep(5);
  expect(recorded).toEqual([1, 2]);
  expect(records.isOverdue).toBe(false);
});
