import type { MiddlewareFn } from 'telegraf';
import type { BotContext } from '../context.ts';

type Work = () => Promise<void>;

/** What one person has asked for, one after another. */
interface Queue {
  last: Promise<void>;
  /** Work behind a handler that is still to be done: who waits for it must not hold up everybody else's updates. */
  slow: number;
  /** Lets go of the updates that have not begun. */
  waiting: Set<() => void>;
}

/**
 * Updates of one person are handled one after another, those of different people beside each other. What comes while a file of
 * the same person is being read waits for it, and its batch does not.
 */
export function inOrder(): { middleware: MiddlewareFn<BotContext>; settled(): Promise<unknown> } {
  const queues = new Map<number, Queue>();
  const queueOf = (id: number): Queue => {
    const queue = queues.get(id) ?? { last: Promise.resolve(), slow: 0, waiting: new Set() };
    queues.set(id, queue);
    return queue;
  };
  const middleware: MiddlewareFn<BotContext> = (ctx, next) => {
    const id = ctx.from?.id ?? ctx.chat?.id;
    if (id === undefined) return next();
    const queue = queueOf(id);
    const behind = behindHandler(ctx, queue);
    return new Promise<void>((resolve, reject) => {
      const last = queue.last.then(async () => {
        queue.waiting.delete(resolve);
        await next().then(resolve, reject);
        await behind();
      });
      queue.last = last;
      queue.waiting.add(resolve);
      if (queue.slow > 0) resolve();
      void last.finally(() => queue.last === last && queues.delete(id));
    });
  };
  return { middleware, settled: () => Promise.all([...queues.values()].map(({ last }) => last)) };
}

/** Gives a context its `later`, and the work that was asked for by it. */
function behindHandler(ctx: BotContext, queue: Queue): Work {
  const asked: Work[] = [];
  ctx.later = (work) => {
    asked.push(work);
    queue.slow += 1;
    for (const letGo of queue.waiting) letGo();
  };
  return async () => {
    for (const work of asked) {
      await work().catch((error: unknown) => ctx.parts.log.error({ error }, 'work behind a handler failed'));
      queue.slow -= 1;
    }
  };
}
