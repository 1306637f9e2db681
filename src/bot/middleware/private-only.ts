import type { MiddlewareFn } from 'telegraf';
import { sentenceScreen } from '../../screens/account.ts';
import type { BotContext } from '../context.ts';

/** Private chats only: added to a group the bot says so and leaves. */
export function privateOnly(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (!ctx.chat || ctx.chat.type === 'private') return await next();
    const { replies, i18n } = ctx.parts;
    const isLeft = ctx.myChatMember && ['left', 'kicked'].includes(ctx.myChatMember.new_chat_member.status);
    if (isLeft || ctx.chat.type === 'channel') return;
    replies.show({ chatId: ctx.chat.id }, sentenceScreen(i18n.t()('enrolment:group')));
    replies.leave(ctx.chat.id);
  };
}
