import type { Clock } from '../lib/clock.ts';
import { BotApiError, tooManyRequests } from './bot-api-error.ts';
import type { Faults } from './faults.ts';
import type { FloodControl } from './flood-control.ts';
import type { Call, Method } from './methods/method.ts';
import type { Parameters } from './parameters.ts';
import { addBounded, type RequestRecord } from './request-log.ts';
import type { World } from './world.ts';

/** An answer on its way: a body with its status, after a delay or never, or a broken connection. */
export type Reply = { status: number; body: string; delay?: number; onLeft?: () => void } | 'reset' | 'silence';

export interface BotApiParts {
  world: World;
  methods: Record<string, Method>;
  flood: FloodControl | undefined;
  faults: Faults;
  requests: RequestRecord[];
  onRequest: ((request: { method: string; params: Record<string, unknown> }) => void) | undefined;
}

/** Answers requests as Telegram would: faults first, then flood control, then the method itself. */
export class BotApi {
  readonly #parts: BotApiParts;
  readonly #methods: Map<string, { name: string; method: Method }>;
  readonly #clock: Clock;
  /** Requests that are being carried out, waiting polls aside. */
  #running = 0;

  constructor(parts: BotApiParts) {
    this.#parts = parts;
    this.#clock = parts.world.clock;
    this.#methods = new Map(
      Object.entries(parts.methods).map(([name, method]) => [name.toLowerCase(), { name, method }]),
    );
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#parts.world.updates.pendingCount === 0;
  }

  async answer(requested: string, parameters: Parameters, onGone: Call['onGone']): Promise<Reply> {
    const { faults, onRequest, requests, world } = this.#parts;
    const found = this.#methods.get(requested.toLowerCase());
    const name = found?.name ?? requested;
    const params = recordable(parameters);
    const at = this.#clock.now();
    onRequest?.({ method: name, params });
    const effect = faults.hit(name, params.chat_id);
    const isPoll = name === 'getUpdates';
    if (!isPoll) this.#running++;
    try {
      const record: RequestRecord = { method: name, params, at, ok: false };
      if (effect === 'reset-before' || (typeof effect === 'object' && 'status' in effect)) {
        if (effect !== 'reset-before') record.errorCode = effect.status;
        addBounded(requests, record);
        return effect === 'reset-before' ? 'reset' : effect;
      }
      const refusal = typeof effect === 'object' && 'retryAfter' in effect ? tooManyRequests(effect.retryAfter) : null;
      const answer = await this.#carryOut(found?.method, { world, parameters, onGone }, record, refusal);
      const onLeft = () => {
        record.answeredAt = this.#clock.now();
      };
      const reply = { ...answer, onLeft };
      addBounded(requests, record);
      if (effect === 'reset-after') return 'reset';
      if (effect === 'time-out') return 'silence';
      return typeof effect === 'object' && 'delay' in effect ? { ...reply, delay: effect.delay } : reply;
    } finally {
      if (!isPoll) this.#running--;
      world.changes.tell({ type: 'request' });
    }
  }

  async #carryOut(method: Method | undefined, call: Call, record: RequestRecord, refusal: BotApiError | null) {
    try {
      if (refusal) throw refusal;
      if (!method) throw new BotApiError(404, 'Not Found');
      this.#takeTokens(method, call);
      const running = method.run(call);
      const result = running instanceof Promise ? await running : running;
      record.ok = true;
      const messageId = (result as { message_id?: number } | undefined)?.message_id;
      if (messageId !== undefined) record.userMessageId = messageId;
      return { status: 200, body: JSON.stringify({ ok: true, result }) };
    } catch (error) {
      const known = error instanceof BotApiError ? error : new BotApiError(500, `Internal Server Error: ${error}`);
      record.errorCode = known.code;
      if (known.retryAfter !== undefined) record.retryAfter = known.retryAfter;
      return { status: known.code, body: JSON.stringify(known.toJson()) };
    }
  }

  #takeTokens(method: Method, call: Call): void {
    const { flood, world } = this.#parts;
    if (!flood || !method.cost) return;
    const chatId = Number(call.parameters.values.chat_id);
    // The method itself says what is wrong with such a chat.
    if (!Number.isSafeInteger(chatId)) return;
    const paid = method.isPayable === true && call.parameters.boolean('allow_paid_broadcast');
    flood.take(chatId, method.cost(call), { paid, group: world.chats.get(chatId)?.type === 'group' });
  }
}

/** Files are named in the log, not kept. */
function recordable({ values, files }: Parameters): Record<string, unknown> {
  if (files.size === 0) return values;
  const named = [...files].map(([field, { name, mime, bytes }]) => [field, { name, mime, size: bytes.length }]);
  return { ...values, ...Object.fromEntries(named) };
}
