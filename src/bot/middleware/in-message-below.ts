import type { MiddlewareFn } from 'telegraf';
import { BELOW } from '../../screens/callbacks.ts';
import type { BotContext } from '../context.ts';

/** Takes the mark off a button of a list whose matter comes as a message of its own, so that every handler finds its data as usual. */
export function inMessageBelow(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const query = ctx.callbackQuery;
    if (query && 'data' in query && query.data.startsWith(BELOW)) {
      query.data = query.data.slice(BELOW.length);
      ctx.isBelow = true;
    }
    await next();
  };
}
