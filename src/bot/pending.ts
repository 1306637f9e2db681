import {
  decideAmendment,
  takeBackAmendment as takeBackRequest,
} from '../domain/directives/amendment-request-actions.ts';
import { decideDirective } from '../domain/directives/approval-actions.ts';
import type { Directive } from '../domain/directives/directive.ts';
import { answersFor } from '../domain/directives/directive-answers.ts';
import { directiveForm } from '../domain/directives/directive-form.ts';
import { listPending, nameOfApprover, viewPending } from '../domain/directives/issue-views.ts';
import { listAmendmentsToDecide, viewOwnAmendment } from '../domain/directives/manage-views.ts';
import { releaseDirective, takeBackDirective } from '../domain/directives/pending-actions.ts';
import { findDraftOf, startDraft } from '../domain/forms/draft-actions.ts';
import { Problem } from '../domain/problem.ts';
import { amendmentDecidedScreen, amendmentScreen, takenBackAmendmentScreen } from '../screens/amendment-request.ts';
import { callbacks } from '../screens/callbacks.ts';
import {
  decidedScreen,
  leavingScreen,
  leftScreen,
  pendingPageScreen,
  pendingPreview,
  pendingScreen,
  returnedScreen,
} from '../screens/directive-pending.ts';
import { pendingListScreen } from '../screens/directive-pending-list.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';
import { ask } from './forms/conversation.ts';

type OfDirective = { directiveId: number };

/** All that has not left and is the actor's to sign, to release or to take back. */
export async function list(ctx: BotContext, { page }: { page: number }): Promise<void> {
  const actor = actorOf(ctx);
  const { directives } = ctx.office.read;
  const requests = await listAmendmentsToDecide(actor, ctx.office);
  const amendments = await Promise.all(
    requests.map(async (request) => ({ request, directive: await directives.get(request.directiveId) })),
  );
  answer(ctx);
  show(ctx, pendingListScreen({ directives: await listPending(actor, ctx.office), amendments, page }, ctx.voice));
}

export async function approve(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const directive = await decideDirective(actorOf(ctx), directiveId, { as: 'approve' }, ctx.office);
  answer(ctx);
  await showDecided(ctx, directive);
}

async function showDecided(ctx: BotContext, directive: Directive): Promise<void> {
  const { id } = actorOf(ctx).person;
  const { state, authorId, approverId } = directive;
  if (state === 'refused' && authorId === id) {
    return show(ctx, returnedScreen(directive, await nameOfApprover(directive, ctx.office), ctx.voice));
  }
  const hasLeft = state !== 'refused' && state !== 'cancelled';
  // Where nobody's yes was needed nobody has said it.
  if (hasLeft && (authorId === id || approverId === null)) return show(ctx, leftScreen(directive, ctx.voice));
  const approver = approverId === id ? null : await nameOfApprover(directive, ctx.office);
  show(ctx, decidedScreen(directive, approver, ctx.voice));
}

const isPending = ({ state }: Directive): boolean => state === 'awaiting' || state === 'scheduled';

/** What has not left; page 0 is the whole, the others its text. */
export async function open(ctx: BotContext, { directiveId, page }: OfDirective & { page: number }): Promise<void> {
  const pending = await viewPending(actorOf(ctx), directiveId, ctx.office);
  answer(ctx);
  if (!isPending(pending.directive)) return await showDecided(ctx, pending.directive);
  const to = (target: number) => callbacks.pending.pack({ directiveId, page: target });
  show(ctx, page === 0 ? pendingScreen(pending, ctx.voice, true) : pendingPageScreen(pending, page, to, ctx.voice));
}

export async function preview(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const pending = await viewPending(actorOf(ctx), directiveId, ctx.office);
  answer(ctx);
  show(ctx, pendingPreview(pending, ctx.voice));
}

export async function files(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const { attachments } = await viewPending(actorOf(ctx), directiveId, ctx.office);
  answer(ctx);
  for (const { fileId } of attachments) ctx.parts.replies.sendFile(ctx.from!.id, fileId);
}

/** Before its hour. */
export async function release(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const directive = await releaseDirective(actorOf(ctx), directiveId, ctx.office);
  answer(ctx);
  if (directive.state !== 'preparing') return await showDecided(ctx, directive);
  show(ctx, leavingScreen(directive, ctx.voice));
}

/** It comes back as the draft that it was; one that is half written already is not thrown away for it. */
export async function takeBack(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const actor = actorOf(ctx);
  if (await findDraftOf(actor, directiveForm.name, ctx.office)) throw new Problem('draftInTheWay');
  const directive = await takeBackDirective(actor, directiveId, ctx.office);
  const { directives } = ctx.office.read;
  const [toAct, toKnow] = [await directives.listUnits(directiveId), await directives.listUnits(directiveId, 'toKnow')];
  const written = {
    text: (await directives.getText(directiveId)).text,
    unitIds: toAct.map(({ id }) => id),
    knowUnitIds: toKnow.map(({ id }) => id),
    attachments: await directives.listAttachments(directiveId),
  };
  const draft = await startDraft(actor, directiveForm, answersFor(directive, written), ctx.office);
  answer(ctx);
  await ask(ctx, draft, show);
}

type OfAmendment = { requestId: number };

export async function amendment(ctx: BotContext, { requestId, page }: OfAmendment & { page: number }): Promise<void> {
  const view = await viewOwnAmendment(actorOf(ctx), requestId, ctx.office);
  answer(ctx);
  if (view.request.state !== 'awaiting') return await showDecidedAmendment(ctx, requestId);
  const to = (target: number) => callbacks.amendment.pack({ requestId, page: target });
  show(ctx, page === 0 ? amendmentScreen(view, ctx.voice) : pendingPageScreen(view.request, page, to, ctx.voice));
}

export async function approveAmendment(ctx: BotContext, { requestId }: OfAmendment): Promise<void> {
  await decideAmendment(actorOf(ctx), requestId, { as: 'approve' }, ctx.office);
  answer(ctx);
  await showDecidedAmendment(ctx, requestId);
}

async function showDecidedAmendment(ctx: BotContext, requestId: number): Promise<void> {
  const actor = actorOf(ctx);
  const view = await viewOwnAmendment(actor, requestId, ctx.office);
  const approver = view.request.approverId === actor.person.id ? null : view.approver;
  show(ctx, amendmentDecidedScreen({ ...view, approver }, ctx.voice));
}

export async function takeBackAmendment(ctx: BotContext, { requestId }: OfAmendment): Promise<void> {
  await takeBackRequest(actorOf(ctx), requestId, ctx.office);
  answer(ctx);
  show(ctx, takenBackAmendmentScreen(ctx.voice));
}
