import { getPassable, passOn } from '../../domain/directives/head-actions.ts';
import { passOnForm } from '../../domain/directives/pass-on-form.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { hasClassifiedMark } from '../../lib/text.ts';
import { callbacks } from '../../screens/callbacks.ts';
import { cardScreen } from '../../screens/directive-card.ts';
import { passedOnScreen, passOnOverview } from '../../screens/pass-on.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

/** A head passes a directive on to the people of the unit, with a note. */
export const passOnFilling: Filling = {
  form: passOnForm,
  mayFill() {},
  check(answer) {
    if (hasClassifiedMark(answer)) throw new Problem('classifiedText');
  },
  begin: async (ctx, subject) => ({ receiptId: (await lookOver(ctx, subject)).receipt.id }),
  async overview(ctx, draft) {
    const { leftOutIds, ...passable } = await lookOver(ctx, receiptOf(draft));
    const said = { draft, note: noteOf(draft), leftOut: leftOutIds.length };
    return passOnOverview({ ...passable, ...said }, ctx.voice);
  },
  back: async (_, draft) => callbacks.card.pack({ receiptId: receiptOf(draft) }),
  async submit(ctx, draft) {
    const receiptId = receiptOf(draft);
    const directive = await passOn(actorOf(ctx), { receiptId, note: noteOf(draft) }, ctx.office);
    await renewCard(ctx, receiptId);
    return passedOnScreen(directive, ctx.voice);
  },
};

const receiptOf = ({ answers }: Draft): number => answers.receiptId as number;
const noteOf = ({ answers }: Draft): string | null => (answers.note as string | null | undefined) ?? null;
const lookOver = (ctx: BotContext, receiptId: number) =>
  getPassable(actorOf(ctx), receiptId, ctx.office.read, ctx.office);

/** The head's own card, wherever it stands above, loses the button. */
async function renewCard(ctx: BotContext, receiptId: number): Promise<void> {
  const card = await ctx.office.read.receipts.getCard(receiptId);
  const { accountId, messageId } = card.receipt;
  if (!ctx.chat || messageId === null || accountId !== actorOf(ctx).accountId) return;
  ctx.parts.replies.showCard(ctx.chat.id, messageId, cardScreen(card, ctx.voice));
}
