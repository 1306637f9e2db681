import type { BotContext } from '../context.ts';

/** Telegram's apps cut a longer text than 4,096 characters at a space before that, and send the pieces in one go. */
const CUT_FROM = 3_500;
/** Seconds within which the pieces of one text are sent. */
const ONE_GO = 3;
/** So many people are remembered; the one who was first goes first. */
const REMEMBERED = 500;

/** Of each bot who has just sent such a text, and when. After a restart nobody has. */
const cut = new WeakMap<BotContext['parts'], Map<number, number>>();

/**
 * Whether this text is the rest of one that was cut: its beginning was too long for the question, and the rest by itself would be taken
 * for the whole answer.
 */
export function isRestOfCut(ctx: BotContext, text: string): boolean {
  const { chat, message } = ctx;
  if (!chat || !message) return false;
  const senders = cut.get(ctx.parts) ?? new Map<number, number>();
  cut.set(ctx.parts, senders);
  const before = senders.get(chat.id);
  const isRest = before !== undefined && message.date - before <= ONE_GO;
  senders.delete(chat.id);
  if (isRest || text.length >= CUT_FROM) senders.set(chat.id, message.date);
  if (senders.size > REMEMBERED) senders.delete(senders.keys().next().value!);
  return isRest;
}
