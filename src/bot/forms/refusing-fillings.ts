import { decideAmendment } from '../../domain/directives/amendment-request-actions.ts';
import { decideDirective } from '../../domain/directives/approval-actions.ts';
import type { Directive } from '../../domain/directives/directive.ts';
import { nameOfApprover, viewPending } from '../../domain/directives/issue-views.ts';
import { viewOwnAmendment } from '../../domain/directives/manage-views.ts';
import { refuseAmendmentForm, refuseForm } from '../../domain/directives/refuse-form.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { amendmentDecidedScreen, refuseOverview } from '../../screens/amendment-request.ts';
import { callbacks } from '../../screens/callbacks.ts';
import { shortName } from '../../screens/directive-head.ts';
import { decidedScreen } from '../../screens/directive-pending.ts';
import { pressOf } from '../../screens/forms.ts';
import type { Screen } from '../../screens/screen.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

const subjectOf = ({ answers }: Draft): number => answers.subjectId as number;
const reasonOf = ({ answers }: Draft): string | null => (answers.reason as string | null | undefined) ?? null;
const refusal = (draft: Draft) => ({ as: 'refuse' as const, reason: reasonOf(draft) });

function overviewOf(ctx: BotContext, draft: Draft, directive: Directive): Screen {
  const name = shortName(directive, ctx.voice);
  return refuseOverview({ name, reason: reasonOf(draft), to: pressOf(draft) }, ctx.voice);
}

/** "Do not approve", below a directive that asks for somebody's yes. */
export const refuseFilling: Filling = {
  form: refuseForm,
  mayFill() {},
  async begin(ctx, subjectId) {
    const { mayApprove } = await viewPending(actorOf(ctx), subjectId, ctx.office);
    if (!mayApprove) throw new Problem('alreadyDecided');
    return { subjectId };
  },
  async overview(ctx, draft) {
    const { directive } = await viewPending(actorOf(ctx), subjectOf(draft), ctx.office);
    return overviewOf(ctx, draft, directive);
  },
  back: async (_, draft) => callbacks.pending.pack({ directiveId: subjectOf(draft), page: 0 }),
  async submit(ctx, draft) {
    const actor = actorOf(ctx);
    const directive = await decideDirective(actor, subjectOf(draft), refusal(draft), ctx.office);
    const approver = directive.approverId === actor.person.id ? null : await nameOfApprover(directive, ctx.office);
    return decidedScreen(directive, approver, ctx.voice);
  },
};

/** The same, below an amendment. */
export const refuseAmendmentFilling: Filling = {
  form: refuseAmendmentForm,
  mayFill() {},
  async begin(ctx, subjectId) {
    const { request } = await viewOwnAmendment(actorOf(ctx), subjectId, ctx.office);
    if (request.state !== 'awaiting') throw new Problem('alreadyDecided');
    return { subjectId };
  },
  async overview(ctx, draft) {
    const { directive } = await viewOwnAmendment(actorOf(ctx), subjectOf(draft), ctx.office);
    return overviewOf(ctx, draft, directive);
  },
  back: async (_, draft) => callbacks.amendment.pack({ requestId: subjectOf(draft), page: 0 }),
  async submit(ctx, draft) {
    const actor = actorOf(ctx);
    const request = await decideAmendment(actor, subjectOf(draft), refusal(draft), ctx.office);
    const view = await viewOwnAmendment(actor, request.id, ctx.office);
    const approver = request.approverId === actor.person.id ? null : view.approver;
    return amendmentDecidedScreen({ ...view, approver }, ctx.voice);
  },
};
