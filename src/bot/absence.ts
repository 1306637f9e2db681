import { endAway, listOwnLeave } from '../domain/people/absence-actions.ts';
import { leaveScreen } from '../screens/absence.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';
import { begin } from './forms/conversation.ts';

/** `/away`: one's own leave; without any, the form for it. */
export async function away(ctx: BotContext): Promise<void> {
  const actor = actorOf(ctx);
  const spells = await listOwnLeave(actor, ctx.office);
  if (spells.length === 0) return await begin(ctx, 'away', actor.person.id);
  show(ctx, leaveScreen(spells, actor.person.id, ctx.voice));
}

/** Back at work, or never away. */
export async function end(ctx: BotContext, { absenceId }: { absenceId: number }): Promise<void> {
  const actor = actorOf(ctx);
  await endAway(actor, absenceId, ctx.office);
  answer(ctx, ctx.voice.t('absence:ended'));
  show(ctx, leaveScreen(await listOwnLeave(actor, ctx.office), actor.person.id, ctx.voice));
}
