import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonActor } from '../../src/domain/actor.ts';
import { Problem } from '../../src/domain/problem.ts';
import { STEPS, type TaskState, taskSteps } from '../../src/domain/tasks/task.ts';
import { takeStep } from '../../src/domain/tasks/task-actions.ts';
import { people } from '../support/cast.ts';
import { actorNamed, issue } from '../support/issuing.ts';
import { openTestOffice, type TestOffice } from '../support/office.ts';
import { give, historyOf, recordOf, taskNow } from '../support/tasks.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(async () => {
  await office.settle();
  await office.close();
});

const happening = fc.record({
  who: fc.constantFrom(...people.map(({ staffNo }) => staffNo)),
  step: fc.constantFrom(...taskSteps),
  to: fc.constantFrom('an', 'binh', 'giang'),
  times: fc.integer({ min: 1, max: 2 }),
});

test('a task stands where its history says, with one record for each step, whoever tries whatever', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 25, maxLength: 25 }), async (all) => {
      const directive = await issue(office, ['SO']);
      const { id: taskId } = await give(office, directive.id, { cooperating: ['TL'] });
      for (const [index, one] of all.entries()) await happen(taskId, one, (taskId - 1) * 100 + index + 1);
      const history = await historyOf(office, taskId);
      let state: TaskState = 'given';
      for (const kind of history.slice(1)) {
        const rule = STEPS[kind as keyof typeof STEPS];
        expect(rule.from, kind).toContain(state);
        state = rule.to ?? state;
      }
      const task = await taskNow(office, taskId);
      expect([task.state, task.doneAt !== null]).toEqual([state, state === 'done']);
      expect(await recordOf(office, directive.id)).toEqual(history.map((kind) => `task.${kind}`));
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 120_000);

/** What the office refuses is as good a thing to happen as what it allows. */
async function happen(
  taskId: number,
  { who, step, to, times }: typeof happening extends fc.Arbitrary<infer Value> ? Value : never,
  draftId: number,
): Promise<void> {
  const actor = (await actorNamed(office, who)) as PersonActor;
  const assigneeId = await office.personId(to);
  for (let time = 0; time < times; time += 1) {
    try {
      await takeStep(actor, { taskId, step, assigneeId, words: { text: 'x' }, draftId }, office.app.office);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
}
