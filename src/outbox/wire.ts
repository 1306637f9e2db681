import type { ClaimedDelivery } from '../domain/deliveries/delivery.ts';
import type { Clock } from '../lib/clock.ts';
import type { Halting } from './halting.ts';
import { failureOf } from './outcome.ts';
import type { TelegramSender } from './telegram-sender.ts';

/** What has waited so long at the gate (Telegram asked for silence) is looked at anew: it may have been acknowledged meanwhile. */
const FRESH = 5_000;

export interface WireParts {
  clock: Clock;
  sender: TelegramSender;
  halting: Halting;
  /** Whether anything may leave just now. */
  mayLeave(): boolean;
}

/** Brings one delivery through the gate to Telegram. */
export class Wire {
  readonly #parts: WireParts;
  #underWay = 0;
  #isClosed = false;

  constructor(parts: WireParts) {
    this.#parts = parts;
  }

  /** Whether something was handed to Telegram and is not yet answered. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Nothing more leaves. */
  close(): void {
    this.#isClosed = true;
  }

  /**
   * A delivery that has its message already is an edit of it; `since` is when it was claimed, in monotonic milliseconds. Gives the
   * message; null when it was not said after all.
   */
  async say(delivery: ClaimedDelivery, message: object, since: number): Promise<number | null> {
    const { messageId, telegramId: chatId, lane } = delivery;
    let isHanded = false;
    const payload = () => {
      if (this.#isLate(delivery, since)) return null;
      isHanded = true;
      this.#underWay += 1;
      return { chat_id: chatId, ...message, ...(messageId === null ? {} : { message_id: messageId }) };
    };
    const method = messageId === null ? 'sendMessage' : 'editMessageText';
    const { sender, mayLeave } = this.#parts;
    try {
      const sent = await sender.request<{ message_id?: number }>(method, payload, { lane, chatId, mayLeave });
      return isHanded ? (messageId ?? sent.message_id!) : null;
    } catch (error) {
      if (messageId === null || failureOf(error).kind !== 'unchanged') throw error;
      return messageId;
    } finally {
      if (isHanded) this.#underWay -= 1;
    }
  }

  /** Its turn at the gate came too late: what it says may be true no more, its directive was halted, or the bot ends. */
  #isLate({ directiveId }: ClaimedDelivery, since: number): boolean {
    const hasWaited = this.#parts.clock.monotonic() - since > FRESH;
    return this.#isClosed || hasWaited || this.#parts.halting.isHalted(directiveId, since);
  }
}
