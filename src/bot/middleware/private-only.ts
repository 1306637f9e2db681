import type { MiddlewareFn } from 'telegraf';
import { sentenceScreen } from '../../screens/account.ts';
import type { BotContext } from '../context.ts';

/** Private chats only: added to a group the bot says so, once, and leaves; a channel it leaves without a word. */
export function privateOnly(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (!ctx.chat || ctx.chat.type === 'private') return await next();
    const status = ctx.myChatMember?.new_chat_member.status;
    // That it was added comes as a message, too, and so may more before it has left; one of them is enough.
    if (status !== 'member' && status !== 'administrator' && !('text' in (ctx.message ?? {}))) return;
    const { replies, i18n } = ctx.parts;
    if (ctx.chat.type !== 'channel') replies.show({ chatId: ctx.chat.id }, sentenceScreen(i18n.t()('enrolment:group')));
    replies.leave(ctx.chat.id);
  };
}
