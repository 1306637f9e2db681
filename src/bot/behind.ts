import { Problem } from '../domain/problem.ts';
import { reference } from '../lib/log.ts';
import { sayProblem, sentenceScreen } from '../screens/account.ts';
import { type BotContext, showBelow } from './context.ts';

/** Work that takes its time (a file to be fetched or made, many texts to be looked through): nobody else waits, and a refusal is said below. */
export function behind(ctx: BotContext, work: () => Promise<void>): void {
  const { t } = ctx.voice;
  ctx.later(async () => {
    try {
      await work();
    } catch (error) {
      if (error instanceof Problem) {
        showBelow(ctx, sentenceScreen(sayProblem(error, t)));
        return;
      }
      const mark = reference();
      ctx.parts.log.error({ error, reference: mark }, 'work behind a handler failed');
      showBelow(ctx, sentenceScreen(t('common:trouble', { reference: mark })));
    }
  });
}
