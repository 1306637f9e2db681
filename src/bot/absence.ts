import { endAway, listOwnLeave } from '../domain/people/absence-actions.ts';
import { backSaved, leaveScreen } from '../screens/absence.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';
import { begin } from './forms/conversation.ts';

/** `/away`: one's own leave; without any, the form for it. */
export async function away(ctx: BotContext): Promise<void> {
  const actor = actorOf(ctx);
  const spells = await listOwnLeave(actor, ctx.office);
  if (spells.length === 0) return await begin(ctx, 'away', actor.person.id);
  show(ctx, leaveScreen(spells, actor.person.id, ctx.voice));
}

/** Back at work, or never away: oneself, or somebody whom one may mark. */
export async function end(ctx: BotContext, { absenceId }: { absenceId: number }): Promise<void> {
  const actor = actorOf(ctx);
  const { personId } = await endAway(actor, absenceId, ctx.office);
  if (personId !== actor.person.id) {
    answer(ctx);
    return show(ctx, backSaved((await ctx.office.read.people.get(personId)).fullName, ctx.voice));
  }
  answer(ctx, ctx.voice.t('absence:ended'));
  show(ctx, leaveScreen(await listOwnLeave(actor, ctx.office), actor.person.id, ctx.voice));
}
