import { viewHeads } from '../domain/compliance/heads-views.ts';
import { implement as implementDirective } from '../domain/directives/head-actions.ts';
import { cardScreen } from '../screens/directive-card.ts';
import { headsScreen } from '../screens/heads.ts';
import { PAGE } from '../screens/screen.ts';
import { actorOf, answer, type BotContext, show, showCard } from './context.ts';

/** A head's second step: carried to their people and set going. */
export async function implement(ctx: BotContext, { receiptId }: { receiptId: number }): Promise<void> {
  const card = await implementDirective(actorOf(ctx), receiptId, ctx.office);
  answer(ctx, ctx.voice.t('directives:head.answer'));
  showCard(ctx, cardScreen(card, ctx.voice));
}

/** How far the heads are with it. */
export async function steps(
  ctx: BotContext,
  { page, ...about }: { directiveId: number; unitId: number; page: number },
): Promise<void> {
  const view = await viewHeads(actorOf(ctx), about, { limit: PAGE, offset: page * PAGE }, ctx.office);
  answer(ctx);
  show(ctx, headsScreen({ ...view, page }, ctx.voice));
}
