import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdRestored } from '../../src/domain/directives/restore-actions.ts';
import { HAND, issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { give } from '../support/tasks.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice({ clock: new TestClock('2026-11-24T01:30:00Z') });
});
afterEach(() => office.close());

const remindersOf = (who: string) =>
  office
    .as(who)
    .messages()
    .filter(({ text }) => text.startsWith('🔔 Nhắc bạn')).length;

test('after a restore nobody is reminded twice of one morning, and old buttons lead to no other task', async () => {
  const directive = await issue(office, ['SO']);
  const { id } = await give(office, directive.id);
  await office.advance({ hours: 20 });
  await holdRestored(HAND, office.app.office);
  await office.settle();
  await office.advance({ hours: 4 });
  const before = remindersOf('h1-head');
  await holdRestored(HAND, office.app.office);
  await office.app.ticker.runAll();
  await office.settle();
  expect([before, remindersOf('h1-head')]).toEqual([1, 1]);
  const next = await give(office, directive.id, { text: 'Việc sau' });
  expect(next.id).toBeGreaterThan(id + 100_000);
});
