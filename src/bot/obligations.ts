import { listObligations } from '../domain/compliance/obligation-views.ts';
import { obligationsScreen } from '../screens/obligations.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';

/** `/inbox`, and its pages: everything that the person owes. */
export async function inbox(ctx: BotContext, { page } = { page: 0 }): Promise<void> {
  const obligations = await listObligations(actorOf(ctx), ctx.office);
  answer(ctx);
  show(ctx, obligationsScreen(obligations, page, ctx.voice));
}
