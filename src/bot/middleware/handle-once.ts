import type { Composer, MiddlewareFn } from 'telegraf';
import { UPDATE_TRIES } from '../../domain/updates.ts';
import { reference } from '../../lib/log.ts';
import { sentenceScreen } from '../../screens/account.ts';
import { answer, type BotContext, showBelow } from '../context.ts';
import type { UpdateLedger } from '../update-ledger.ts';

/**
 * The one place where faults end. A Problem was said by the middleware inside; anything else is tried again, and the third time
 * the update is set aside: the person gets a reference, the log gets the rest, and everybody else's updates go on.
 * Updates that were handled before are not handled again, and one that killed the process counts its tries across restarts.
 */
export function handleOnce(ledger: UpdateLedger, inside: Composer<BotContext>): MiddlewareFn<BotContext> {
  return async (ctx) => {
    const id = ctx.update.update_id;
    for (;;) {
      const { state, tries } = await ledger.take(id);
      if (state !== 'begun') return answer(ctx);
      if (tries > UPDATE_TRIES) return await setAside(ctx, new Error('the process ended while handling it'));
      try {
        // A chain of Telegraf's can be gone through once: each try has its own.
        await inside.middleware()(ctx, async () => {});
        return ledger.finish(id);
      } catch (error) {
        ctx.parts.log.error({ error, updateId: id, tries }, 'update failed');
        if (tries >= UPDATE_TRIES) return await setAside(ctx, error);
        ledger.forget(id);
      }
    }
  };
}

async function setAside(ctx: BotContext, error: unknown): Promise<void> {
  const mark = reference();
  const updateId = ctx.update.update_id;
  ctx.parts.log.error({ error, updateId, reference: mark }, 'update set aside');
  await ctx.office.inTransaction(({ updates }) => updates.setAside(updateId, mark));
  const t = ctx.voice?.t ?? ctx.parts.i18n.t();
  const words = t('common:trouble', { reference: mark });
  answer(ctx, words, true);
  if (ctx.chat?.type === 'private') showBelow(ctx, sentenceScreen(words));
}
