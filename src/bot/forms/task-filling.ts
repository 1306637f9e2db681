import { DateTime } from 'luxon';
import type { Answers, Draft } from '../../domain/forms/form.ts';
import { atClosing } from '../../domain/forms/moment.ts';
import { Problem } from '../../domain/problem.ts';
import { getGivable, giveTasks } from '../../domain/tasks/give-actions.ts';
import { readFigure, type TaskDraft } from '../../domain/tasks/task.ts';
import { taskForm } from '../../domain/tasks/task-form.ts';
import { hasClassifiedMark } from '../../lib/text.ts';
import { callbacks } from '../../screens/callbacks.ts';
import { givenScreen, giveOverview } from '../../screens/task-forms.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

/** A task under a directive in force, from its status. */
export const taskFilling: Filling = {
  form: taskForm,
  mayFill() {},
  check: refuseClassified,
  async begin(ctx, subject) {
    const { directive } = await getGivable(actorOf(ctx), subject, ctx.office.read);
    return { directiveId: directive.id };
  },
  async overview(ctx, draft) {
    const { units } = ctx.office.read;
    const { directive } = await getGivable(actorOf(ctx), draft.answers.directiveId as number, ctx.office.read);
    const task = taskOf(draft, ctx);
    const lead = await units.get(task.leadUnitId);
    const cooperating = (await units.listByIds(task.cooperatingIds)).map(({ name }) => name);
    return giveOverview({ draft, directive, task, lead: lead.name, cooperating }, ctx.voice);
  },
  async back(ctx, { answers }) {
    const { id: directiveId, issuingUnitId: unitId } = await ctx.office.read.directives.get(
      answers.directiveId as number,
    );
    return callbacks.directiveStatus.pack({ directiveId, unitId });
  },
  async submit(ctx, draft) {
    const directiveId = draft.answers.directiveId as number;
    const { known } = await giveTasks(actorOf(ctx), directiveId, [taskOf(draft, ctx)], ctx.office);
    const directive = await ctx.office.read.directives.get(directiveId);
    return givenScreen(directive, directive.issuingUnitId, known > 0, ctx.voice);
  },
};

export function refuseClassified(answer: string): void {
  if (hasClassifiedMark(answer)) throw new Problem('classifiedText');
}

function taskOf({ answers }: Draft, ctx: BotContext): TaskDraft {
  const figure = answers.figure ? readFigure(answers.figure as string) : null;
  return {
    leadUnitId: (answers.lead as number[])[0]!,
    cooperatingIds: (answers.cooperating as number[] | null) ?? [],
    text: answers.text as string,
    dueAt: dueOf(answers, ctx),
    isStanding: answers.timing === 'standing',
    amount: figure?.amount ?? null,
    measure: figure?.measure ?? null,
    isRequest: answers.kind === 'request',
  };
}

/** A day ends with the office's work, at 17:00. */
export function dueOf({ timing, due }: Answers, { voice }: BotContext): Date | null {
  if (timing !== 'due') return null;
  return atClosing(DateTime.fromISO(due as string, { zone: voice.zone })).toJSDate();
}
