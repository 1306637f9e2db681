import type { MiddlewareFn } from 'telegraf';
import { Problem } from '../../domain/problem.ts';
import { sayProblem, sentenceScreen, tryAgainScreen } from '../../screens/account.ts';
import { answer, type BotContext, showBelow } from '../context.ts';

/** A refusal is said in words: to a press above the chat, to a message below it; to whoever is enrolling with the button to try again. */
export function sayProblems(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const words = sayProblem(error, ctx.voice.t);
      if (ctx.callbackQuery) return answer(ctx, words, true);
      if (ctx.sayRefusal) return await ctx.sayRefusal(words);
      showBelow(ctx, ctx.actor ? sentenceScreen(words) : tryAgainScreen(words, ctx.voice));
    }
  };
}
