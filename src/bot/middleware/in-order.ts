import type { MiddlewareFn } from 'telegraf';
import type { BotContext } from '../context.ts';

/** Updates of one person are handled one after another, those of different people beside each other. */
export function inOrder(): MiddlewareFn<BotContext> {
  const queues = new Map<number, Promise<void>>();
  const enqueue = (id: number, work: () => Promise<void>): Promise<void> => {
    const next = (queues.get(id) ?? Promise.resolve()).then(work, work);
    queues.set(id, next);
    const forget = () => {
      if (queues.get(id) === next) queues.delete(id);
    };
    next.then(forget, forget);
    return next;
  };
  return (ctx, next) => {
    const id = ctx.from?.id ?? ctx.chat?.id;
    if (id === undefined) return next();
    ctx.later = (work) => {
      enqueue(id, work).catch((error: unknown) => ctx.parts.log.error({ error }, 'work behind a handler failed'));
    };
    return enqueue(id, next);
  };
}
