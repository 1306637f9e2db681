import type { PersonActor } from '../../domain/actor.ts';
import { amendDirective } from '../../domain/directives/amend-actions.ts';
import { amendAnswers, amendForm, amendmentOf, closeForm, withdrawForm } from '../../domain/directives/amend-form.ts';
import type { Ending } from '../../domain/directives/directive.ts';
import { mayIssue } from '../../domain/directives/directive-policy.ts';
import { endDirective } from '../../domain/directives/ending-actions.ts';
import { previewAmendment, viewManaged } from '../../domain/directives/manage-views.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { hasClassifiedMark } from '../../lib/text.ts';
import { callbacks } from '../../screens/callbacks.ts';
import { amendedScreen, amendOverview, endedScreen, endOverview } from '../../screens/directive-managing.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

function mayFill(actor: PersonActor): void {
  if (!mayIssue(actor)) throw new Problem('mayNotIssue');
}

const begin = async (ctx: BotContext, subject: number) => ({
  directiveId: (await viewManaged(actorOf(ctx), subject, ctx.office)).directive.id,
});

const toManaging = async (_: BotContext, { answers }: Draft) =>
  callbacks.manage.pack({ directiveId: answers.directiveId as number });

/** "Amend", below a directive's status. */
export const amendFilling: Filling = {
  form: amendForm,
  mayFill,
  /** What was refused or taken back is not written anew. */
  async begin(ctx, subject) {
    const { directiveId } = await begin(ctx, subject);
    const last = await ctx.office.read.amendmentRequests.findLastOf(directiveId, actorOf(ctx).person.id);
    const { version } = await ctx.office.read.directives.get(directiveId);
    return { directiveId, ...(last && last.baseVersion === version ? amendAnswers(last) : {}) };
  },
  check(answer) {
    if (hasClassifiedMark(answer)) throw new Problem('classifiedText');
  },
  async overview(ctx, draft) {
    const { amendment, preview } = await lookOver(ctx, draft);
    return amendOverview({ draft, amendment, ...preview }, ctx.voice);
  },
  back: toManaging,
  async submit(ctx, draft) {
    const { amendment, preview } = await lookOver(ctx, draft);
    const { way } = await amendDirective(actorOf(ctx), preview.directive.id, amendment, ctx.office);
    return amendedScreen(preview.directive, way, ctx.voice);
  },
};

async function lookOver(ctx: BotContext, { answers }: Draft) {
  const { directive } = await viewManaged(actorOf(ctx), answers.directiveId as number, ctx.office);
  const { text } = await ctx.office.read.directives.getText(directive.id);
  const amendment = amendmentOf(answers, directive, text);
  return { amendment, preview: await previewAmendment(actorOf(ctx), directive.id, amendment, ctx.office) };
}

const ending = (as: Exclude<Ending, 'replaced'>): Filling => ({
  form: as === 'closed' ? closeForm : withdrawForm,
  mayFill,
  begin,
  async overview(ctx, draft) {
    const { directive } = await viewManaged(actorOf(ctx), draft.answers.directiveId as number, ctx.office);
    return endOverview({ draft, directive, as, reason: reasonOf(draft) }, ctx.voice);
  },
  back: toManaging,
  async submit(ctx, draft) {
    const directiveId = draft.answers.directiveId as number;
    const directive = await endDirective(actorOf(ctx), directiveId, { as, reason: reasonOf(draft) }, ctx.office);
    return endedScreen(directive, as, ctx.voice);
  },
});

const reasonOf = ({ answers }: Draft): string | null => (answers.reason as string | null | undefined) ?? null;

export const withdrawFilling = ending('withdrawn');
export const closeFilling = ending('closed');
