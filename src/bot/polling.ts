import { type Telegraf, TelegramError } from 'telegraf';
import type { Update } from 'telegraf/types';
import { raiseAlarm } from '../domain/alarms.ts';
import { backOff } from '../lib/back-off.ts';
import { MINUTE, SECOND } from '../lib/clock.ts';
import type { BotContext, BotParts } from './context.ts';
import type { UpdateLedger } from './update-ledger.ts';

/** Seconds that Telegram holds an empty request open. */
const HOLD = 50;
/** Only these are asked for. */
const UPDATES = ['message', 'callback_query', 'my_chat_member'];

/**
 * Takes updates from Telegram, batch after batch. A batch is confirmed only when all of it was handled, so that a crash in between
 * has it delivered again. Telegraf's own loop is not used: it deletes a webhook that is not ours, ends at the first 409, and
 * confirms what was not handled.
 */
export class Polling {
  readonly #bot: Telegraf<BotContext>;
  readonly #parts: BotParts;
  readonly #ledger: UpdateLedger;
  readonly #end = new AbortController();
  #offset = 0;
  #running: Promise<void> | undefined;

  constructor(bot: Telegraf<BotContext>, parts: BotParts, ledger: UpdateLedger) {
    this.#bot = bot;
    this.#parts = parts;
    this.#ledger = ledger;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends after the batch in hand was handled and confirmed. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#running;
    const confirm = { offset: this.#offset, limit: 1, timeout: 0 };
    if (this.#offset > 0) await this.#parts.sender.request('getUpdates', confirm).catch(() => {});
  }

  async #run(): Promise<void> {
    const { log, office } = this.#parts;
    let failures = 0;
    let conflictSince: number | null = null;
    while (!this.#end.signal.aborted) {
      try {
        const updates = await this.#fetch();
        conflictSince = null;
        await this.#handle(updates);
        this.#offset = (updates.at(-1)?.update_id ?? this.#offset - 1) + 1;
        failures = 0;
      } catch (error) {
        if (this.#end.signal.aborted) return;
        failures += 1;
        const isConflict = error instanceof TelegramError && error.code === 409;
        conflictSince = isConflict ? (conflictSince ?? office.clock.monotonic()) : null;
        log.warn({ error }, 'bot.updates failed');
        if (conflictSince !== null && office.clock.monotonic() - conflictSince > MINUTE) await this.#alarm();
        await office.clock.sleep(Math.min(backOff(failures), 15 * SECOND), this.#end.signal);
      }
    }
  }

  /** For over a minute somebody else has taken this bot's updates: a second poller, or a webhook that is not ours. */
  async #alarm(): Promise<void> {
    const { log, office, sender } = this.#parts;
    const { url } = await sender.request<{ url?: string }>('getWebhookInfo', {}).catch(() => ({ url: '' }));
    const alarm = url ? 'webhook' : 'conflict';
    log.error({ alarm }, 'bot.updates somebody else takes this bot’s updates: its token may be stolen');
    await raiseAlarm(alarm, office).catch((error: unknown) => log.error({ error }, 'alarm failed'));
  }

  /** All of a batch, whatever becomes of one of them; throws when one could not be written down at all. */
  async #handle(updates: Update[]): Promise<void> {
    // Telegraf would ask at the first update, once, and keep a broken connection as the answer to all that come after it.
    if (updates.length > 0) this.#bot.botInfo ??= await this.#parts.sender.getMe();
    await this.#ledger.begin(updates.map((update) => update.update_id));
    const handled = await Promise.allSettled(updates.map((update) => this.#bot.handleUpdate(update)));
    this.#ledger.endBatch();
    const failed = handled.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async #fetch(): Promise<Update[]> {
    const wanted = { offset: this.#offset, timeout: HOLD, allowed_updates: UPDATES };
    const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout((HOLD + 20) * SECOND)]);
    return await this.#parts.sender.request<Update[]>('getUpdates', wanted, { signal });
  }
}
