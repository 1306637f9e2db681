import { SECOND } from '../lib/clock.ts';
import { unixTime } from './bot-api-objects.ts';
import type { World } from './world.ts';

const FIRST_PAUSE = 1 * SECOND;
const LONGEST_PAUSE = 60 * SECOND;
const PATIENCE = 60 * SECOND;

/** Sends the updates to the bot's own address, one after another, each again until it is answered with 2xx. */
export class Webhook {
  url = '';
  readonly #world: World;
  #secret: string | undefined;
  #maxConnections = 40;
  #lastError: { at: Date; message: string } | undefined;
  #stop = new AbortController();
  #isRunning = false;

  constructor(world: World) {
    this.#world = world;
    world.updates.onPush = () => void this.#run();
  }

  set(url: string, secret: string | undefined, maxConnections: number | undefined): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#isRunning = false;
    this.url = url;
    // Whoever is polling at that moment is sent away.
    if (url) this.#world.updates.close();
    this.#secret = secret;
    this.#maxConnections = maxConnections ?? 40;
    this.#lastError = undefined;
    void this.#run();
  }

  info(): object {
    const { updates } = this.#world;
    return {
      url: this.url,
      has_custom_certificate: false,
      pending_update_count: updates.pendingCount,
      ...(this.#lastError && {
        last_error_date: unixTime(this.#lastError.at),
        last_error_message: this.#lastError.message,
      }),
      ...(this.url && { max_connections: this.#maxConnections, ip_address: '127.0.0.1' }),
      allowed_updates: updates.allowed,
    };
  }

  close(): void {
    this.set('', undefined, undefined);
  }

  async #run(): Promise<void> {
    if (!this.url || this.#isRunning) return;
    this.#isRunning = true;
    const { signal } = this.#stop;
    const { updates, clock } = this.#world;
    let pause = FIRST_PAUSE;
    for (let update = updates.oldest(); update && !signal.aborted; update = updates.oldest()) {
      const failure = await this.#deliver(JSON.stringify(update), signal);
      if (signal.aborted) return;
      if (failure === undefined) {
        updates.confirm(update);
        pause = FIRST_PAUSE;
      } else {
        this.#lastError = { at: clock.now(), message: failure };
        await clock.sleep(pause, signal);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
    if (!signal.aborted) this.#isRunning = false;
  }

  /** Undefined when the bot took the update, otherwise the reason in Telegram's words. */
  async #deliver(body: string, signal: AbortSignal): Promise<string | undefined> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.#secret) headers['x-telegram-bot-api-secret-token'] = this.#secret;
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
      });
      await response.arrayBuffer();
      return response.ok ? undefined : `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    } catch {
      return 'Connection refused';
    }
  }
}
