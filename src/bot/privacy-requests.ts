import { withdrawRequest } from '../domain/declarations/privacy-request-actions.ts';
import { listOwnRequests, listToAnswer, viewRequest } from '../domain/declarations/privacy-request-views.ts';
import { ownRequestsScreen, requestScreen, toAnswerScreen } from '../screens/privacy-requests.ts';
import { PAGE } from '../screens/screen.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';

interface OnPage {
  page: number;
}

interface OfRequest {
  requestId: number;
}

/** What one has asked of the office about one's own data. */
export async function own(ctx: BotContext, { page }: OnPage): Promise<void> {
  const requests = await listOwnRequests(actorOf(ctx), ctx.office);
  answer(ctx);
  show(ctx, ownRequestsScreen({ requests, terms: ctx.office.requests, page }, ctx.voice));
}

/** What others have asked, and waits for an answer. */
export async function toAnswer(ctx: BotContext, { page }: OnPage): Promise<void> {
  const found = await listToAnswer(actorOf(ctx), { limit: PAGE, offset: page * PAGE }, ctx.office);
  answer(ctx);
  show(ctx, toAnswerScreen({ ...found, page }, ctx.voice));
}

export async function open(ctx: BotContext, { requestId }: OfRequest): Promise<void> {
  const view = await viewRequest(actorOf(ctx), requestId, ctx.office);
  answer(ctx);
  show(ctx, requestScreen(view, ctx.voice));
}

export async function withdraw(ctx: BotContext, { requestId }: OfRequest): Promise<void> {
  await withdrawRequest(actorOf(ctx), requestId, ctx.office);
  await open(ctx, { requestId });
}
