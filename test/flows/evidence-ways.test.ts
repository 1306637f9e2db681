import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { amendDirective } from '../../src/domain/directives/amend-actions.ts';
import { endDirective } from '../../src/domain/directives/ending-actions.ts';
import { remind } from '../../src/domain/directives/remind-actions.ts';
import { instant } from '../../src/lib/clock.ts';
import { sha256 } from '../../src/lib/ids.ts';
import { sql } from '../../src/storage/sql.ts';
import { actorNamed, HAND, issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { TestClock } from '../support/test-clock.ts';

let office: TestOffice;
beforeEach(async () => {
  // A Monday, eight in the morning.
  office = await openTestOffice({ clock: new TestClock('2026-11-23T01:00:00Z') });
});
afterEach(() => office.close());

const TEXT = 'Trực 24/24 giờ.';
const OTHER = 'Trực 12/24 giờ.';

/** How, and of which text, everything with this action is recorded, the oldest first. */
async function recorded(action: string): Promise<[way: string, textHash: string | undefined][]> {
  const rows = await office.database.read.query<{ line: string }>(
    sql`SELECT line FROM evidence_entries WHERE action = ${action} ORDER BY id`,
  );
  return rows.map(({ line }) => JSON.parse(line)).map(({ way, textHash }) => [way, textHash]);
}

/** By the command line, by it in somebody's name, and by that person's own button. */
async function hands() {
  const clerk = (await actorNamed(office, 'clerk')) as PersonActor;
  return [HAND, { ...clerk, accountId: null }, clerk];
}
const WAYS = ['cli', 'cli', 'button'];

test('what is amended, reminded of and ended on the command line is not recorded as a button', async () => {
  const unitId = await office.unitId('H1');
  for (const hand of await hands()) {
    const { id } = await issue(office, ['H1'], { text: TEXT });
    await remind(hand, { directiveId: id, unitId }, office.app.office);
    await office.advance({ minutes: 31 });
    const wish = { title: 'Trực bão', text: OTHER, deadlineAt: null, reason: 'Bão tan', keepsAcknowledged: false };
    await amendDirective(hand, id, wish, office.app.office);
    await office.settle();
    await endDirective(hand, id, { as: 'withdrawn', reason: 'Bão tan' }, office.app.office);
    await office.advance({ hours: 5 });
  }
  const [before, after] = [sha256(TEXT), sha256(OTHER)];
  expect(await recorded('directive.remind')).toEqual(WAYS.map((way) => [way, before]));
  expect(await recorded('directive.amend')).toEqual(WAYS.map((way) => [way, after]));
  expect(await recorded('directive.withdraw')).toEqual(WAYS.map((way) => [way, after]));
});

test('a reminder and an escalation by the clock name the text that they are about', async () => {
  await issue(office, ['H1'], { text: TEXT, deadlineAt: instant('2026-11-24T17:00:00+07:00') });
  for (let day = 1; day <= 5; day += 1) await office.advance({ days: 1 });
  for (const action of ['directive.remind', 'directive.escalate']) {
    const all = await recorded(action);
    expect(all.length, action).toBeGreaterThan(0);
    expect(new Set(all.map(String)), action).toEqual(new Set([`clock,${sha256(TEXT)}`]));
  }
});

test('what the office does itself when another directive takes its place is by the clock', async () => {
  const { id } = await issue(office, ['H1'], { text: TEXT });
  await issue(office, ['H1'], { text: OTHER, replacesId: id });
  expect(await recorded('directive.replace')).toEqual([['clock', sha256(TEXT)]]);
});
