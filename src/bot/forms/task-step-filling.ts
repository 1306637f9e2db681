import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { takeStep } from '../../domain/tasks/task-actions.ts';
import { stepForm, type WordedStep } from '../../domain/tasks/task-form.ts';
import { viewTask } from '../../domain/tasks/task-views.ts';
import { callbacks } from '../../screens/callbacks.ts';
import { ENTRIES, taskScreen } from '../../screens/task.ts';
import { stepOverview } from '../../screens/task-forms.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';
import type { Report } from './report-answer.ts';
import { dueOf, refuseClassified } from './task-filling.ts';

/** What is said with a step of a task: progress, a difficulty, that it is done or cannot be, and the answer from above. */
export const taskStepFilling = (step: WordedStep): Filling => ({
  form: stepForm(step),
  mayFill() {},
  check: refuseClassified,
  async begin(ctx, subject) {
    const { task, steps } = await view(ctx, subject);
    if (!steps.includes(step)) throw new Problem('taskMovedOn');
    return { taskId: task.id, ...(task.measure === null ? {} : { measure: task.measure }) };
  },
  async overview(ctx, draft) {
    const { task } = await view(ctx, taskIdOf(draft));
    const { text, amount, files } = wordsOf(draft);
    const dueAt = step === 'giveAgain' ? againBy(ctx, draft) : undefined;
    const due = step === 'giveAgain' ? { dueAt: dueAt === undefined ? task.dueAt : dueAt } : null;
    return stepOverview({ draft, step, task, text, amount, files: files.map((file) => file.fileName), due }, ctx.voice);
  },
  back: async (_, draft) => callbacks.task.pack({ taskId: taskIdOf(draft) }),
  async submit(ctx, draft) {
    const wish = { taskId: taskIdOf(draft), step, words: wordsOf(draft), draftId: draft.id };
    const dueAt = step === 'giveAgain' ? againBy(ctx, draft) : undefined;
    await takeStep(actorOf(ctx), dueAt === undefined ? wish : { ...wish, dueAt }, ctx.office);
    return taskScreen(await view(ctx, taskIdOf(draft)), ctx.voice, ctx.voice.t(`tasks:taken.${step}`));
  },
});

const taskIdOf = ({ answers }: Draft): number => answers.taskId as number;

const view = (ctx: BotContext, taskId: number) =>
  viewTask(actorOf(ctx), taskId, { limit: ENTRIES, offset: 0 }, ctx.office);

function wordsOf({ answers }: Draft) {
  const report = answers.report as Report | undefined;
  const text = report?.text ?? (answers.note as string | null | undefined) ?? null;
  return { text, amount: (answers.amount as string | undefined) ?? null, files: report?.files ?? [] };
}

/** Undefined: it stays as it was. */
function againBy(ctx: BotContext, { answers }: Draft): Date | null | undefined {
  return answers.timing === 'keep' ? undefined : dueOf(answers, ctx);
}
