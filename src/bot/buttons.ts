import type { Callback } from '../screens/callbacks.ts';
import type { BotContext } from './context.ts';

/**
 * Finds what a pressed button does by the word that its data begins with: one look, however many buttons there are. In a chain of
 * Telegraf's each press went through all those before its own, and half of its time into that.
 */
export class Buttons {
  readonly #handlers = new Map<string, (ctx: BotContext, data: string) => Promise<void> | null>();

  on<Values>(button: Callback<Values>, handle: (ctx: BotContext, values: Values) => Promise<void>): void {
    if (this.#handlers.has(button.name)) throw new Error(`two buttons begin with ${button.name}`);
    this.#handlers.set(button.name, (ctx, data) => {
      const values = button.read(data);
      return values && handle(ctx, values);
    });
  }

  /** Null where there is no such button: one of an earlier version, or forged. */
  press(ctx: BotContext): Promise<void> | null {
    const query = ctx.callbackQuery;
    if (!query || !('data' in query)) return null;
    const [name] = query.data.split(':', 1);
    return this.#handlers.get(name!)?.(ctx, query.data) ?? null;
  }
}
