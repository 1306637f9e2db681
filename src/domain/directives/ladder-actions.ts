import { MINUTE } from '../../lib/clock.ts';
import { dayOf } from '../../lib/day.ts';
import { entryOf } from '../evidence/evidence.ts';
import type { Office } from '../stores.ts';
import type { Directive } from './directive.ts';
import { dueStep, stepsOf } from './ladder.ts';

const CHUNK = 1_000;
/** Milliseconds left to others between two chunks. */
const BREATH = 5;
/** Steps of several directives within so many milliseconds become one message to each person. */
const TOGETHER = 10 * MINUTE;

/**
 * `directive.remind` by the clock: of each directive in force the latest due step of its ladder. Running it twice adds nothing; after
 * a long silence one reminder goes out and not all that were missed.
 */
export async function climbLadders(office: Office): Promise<void> {
  const now = office.clock.now();
  for (const directive of await office.read.directives.listInForce()) {
    const steps = stepsOf(directive, office.ladders, office.calendar);
    const step = directive.state === 'issued' ? dueStep(steps, directive.remindedAt, now) : null;
    if (step) await takeStep(directive, step, office);
  }
}

async function takeStep(directive: Directive, step: Date, office: Office): Promise<void> {
  const now = office.clock.now();
  const slot = Math.floor(step.getTime() / TOGETHER);
  const lane = office.ladders[directive.urgency].always ? ('alert' as const) : ('reminder' as const);
  const about = {
    directiveId: directive.id,
    purpose: `reminder:${slot}`,
    lane,
    dueAt: now,
    today: dayOf(now, office.zone),
  };
  let reminded = 0;
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    const chunk = await office.inTransaction(({ deliveries }) => deliveries.addReminders(about, from, CHUNK));
    reminded += chunk.added;
    after = chunk.lastPersonId;
    if (after !== null) await office.clock.sleep(BREATH);
  }
  await office.inTransaction(async ({ directives, evidence }) => {
    await directives.markReminded(directive.id, step);
    if (reminded === 0) return;
    const stream = `directive:${directive.id}`;
    const details = { step: step.toISOString(), reminded };
    const { textHash } = await directives.getText(directive.id);
    const fact = {
      stream,
      action: 'directive.remind',
      at: now,
      way: 'clock' as const,
      textHash,
      actor: 'office:clock',
    };
    await evidence.append(entryOf({ ...fact, subject: stream, details }));
  });
  office.wake();
}
