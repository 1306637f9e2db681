/**
 * What the bot says to the person in front of it. A handler hands a screen over and goes on: nobody waits for the gate. Sends to
 * one chat keep their order; edits of one message are coalesced, and what is shown about one topic, so that only the latest
 * screen leaves.
 */
import { backOff } from '../lib/back-off.ts';
import { type Clock, MINUTE } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { buttonsBelow, messageOf, type Screen } from '../screens/screen.ts';
import { failureOf } from './outcome.ts';
import { CARD_LANE } from './pace.ts';
import type { TelegramSender } from './telegram-sender.ts';
import { type Filed, type Upload, Uploads } from './uploads.ts';

const TRIES = 6;
/** Milliseconds for a file of some ten megabytes on a slow line: cut short and tried again, it may arrive twice. */
const UPLOAD_TIME = 3 * MINUTE;

export interface Target {
  chatId: number;
  /** The message to be edited; a new one is sent when there is none. */
  messageId?: number | null;
  /** Of new messages about one topic only the latest leaves. */
  topic?: string;
}

interface Unsent {
  screen: Screen;
  onSent: ((messageId: number) => void) | undefined;
}

export interface RepliesParts {
  sender: TelegramSender;
  clock: Clock;
  log: Log;
  /** Telegram says that this chat's person is out of reach. */
  onGone(chatId: number, reason: string): void;
}

type Sent = { message_id: number };

export class Replies {
  readonly #parts: RepliesParts;
  readonly #chains = new Map<number, Promise<void>>();
  readonly #edits = new Map<string, Screen>();
  readonly #topics = new Map<string, Unsent>();
  readonly #uploads = new Uploads();
  /** Cards to be edited behind whatever is being broadcast; the promises are waited for only at the end. */
  readonly #cards = new Map<string, Screen>();
  readonly #cardEdits = new Set<Promise<void>>();

  constructor(parts: RepliesParts) {
    this.#parts = parts;
  }

  /** Shows a screen: in place of a message, or as a new one, of whose id the caller is told. */
  show({ chatId, messageId, topic }: Target, screen: Screen, onSent?: (messageId: number) => void): void {
    if (!messageId) {
      if (topic) this.#showTopic(chatId, `${chatId}:${topic}`, { screen, onSent });
      else this.#inOrder(chatId, () => this.#sendNew(chatId, screen, onSent));
      return;
    }
    const key = `${chatId}:${messageId}`;
    const isQueued = this.#edits.has(key);
    this.#edits.set(key, screen);
    this.#cards.delete(key);
    if (!isQueued) this.#inOrder(chatId, () => this.#edit(chatId, messageId, key, onSent));
  }

  /** Shows a card's new state behind a broadcast: the person was answered by the press already, and others still wait for theirs. */
  showCard(chatId: number, messageId: number, screen: Screen): void {
    const key = `${chatId}:${messageId}`;
    if (this.#edits.has(key)) {
      this.show({ chatId, messageId }, screen);
      return;
    }
    const isQueued = this.#cards.has(key);
    this.#cards.set(key, screen);
    if (isQueued) return;
    const edit = this.#editCard(chatId, messageId, key);
    this.#cardEdits.add(edit);
    void edit.finally(() => this.#cardEdits.delete(edit));
  }

  /** Takes what a person wrote out of their chat; where Telegram refuses it stays, and nobody is the worse for it. */
  takeOut(chatId: number, messageId: number): void {
    this.#inOrder(chatId, async () => {
      const what = { chat_id: chatId, message_id: messageId };
      await this.#try(chatId, () => this.#parts.sender.request('deleteMessage', what));
    });
  }

  /** Sends a file that Telegram has already. */
  sendFile(chatId: number, fileId: string, kind: 'document' | 'photo' = 'document'): void {
    const method = kind === 'photo' ? 'sendPhoto' : 'sendDocument';
    this.#inOrder(chatId, async () => {
      await this.#try(chatId, () => this.#parts.sender.request(method, { chat_id: chatId, [kind]: fileId }));
    });
  }

  /** Sends a file of the bot's own: made when its turn has come, and by its id where Telegram has it already. */
  sendUpload(chatId: number, as: 'photo' | 'document', upload: Upload): void {
    this.#inOrder(chatId, async () => {
      const { caption, keyboard } = upload;
      const file = await this.#uploads.fileOf(upload);
      const payload = { chat_id: chatId, [as]: file, caption, ...buttonsBelow(keyboard) };
      const method = as === 'photo' ? 'sendPhoto' : 'sendDocument';
      const sent = await this.#try(chatId, () =>
        this.#parts.sender.request<Filed>(method, payload, { signal: AbortSignal.timeout(UPLOAD_TIME) }),
      );
      this.#uploads.learn(upload, sent);
    });
  }

  /** Leaves a group, after what was said there. */
  leave(chatId: number): void {
    this.#inOrder(chatId, async () => {
      await this.#try(chatId, () => this.#parts.sender.request('leaveChat', { chat_id: chatId }));
    });
  }

  /** Answers a press: takes no token, and an answer that comes too late is nobody's loss. */
  answer(queryId: string, text?: string, isAlert = false): void {
    const payload = { callback_query_id: queryId, ...(text ? { text: text.slice(0, 200), show_alert: isAlert } : {}) };
    void this.#parts.sender.request('answerCallbackQuery', payload).catch((error: unknown) => {
      this.#parts.log.debug({ error }, 'reply.answer failed');
    });
  }

  /** Resolves when everything handed over has left or been given up. */
  async settled(): Promise<void> {
    while (this.#chains.size + this.#cardEdits.size > 0) {
      await Promise.all([...this.#chains.values(), ...this.#cardEdits]);
    }
  }

  /** For an orderly end: says what was promised to somebody; cards that were still to be edited show their state at the next press. */
  async close(): Promise<void> {
    this.#cards.clear();
    while (this.#chains.size > 0) await Promise.all(this.#chains.values());
  }

  #inOrder(chatId: number, work: () => Promise<void>): void {
    const chain = (this.#chains.get(chatId) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      this.#parts.log.warn({ error }, 'reply failed');
    });
    this.#chains.set(chatId, chain);
    void chain.then(() => {
      if (this.#chains.get(chatId) === chain) this.#chains.delete(chatId);
    });
  }

  #showTopic(chatId: number, topic: string, unsent: Unsent): void {
    const isQueued = this.#topics.has(topic);
    this.#topics.set(topic, unsent);
    if (isQueued) return;
    this.#inOrder(chatId, async () => {
      const { screen, onSent } = this.#topics.get(topic)!;
      this.#topics.delete(topic);
      await this.#sendNew(chatId, screen, onSent);
    });
  }

  async #sendNew(chatId: number, screen: Screen, onSent?: (messageId: number) => void): Promise<void> {
    const payload = { chat_id: chatId, ...messageOf(screen) };
    const sent = await this.#try(chatId, () => this.#parts.sender.request<Sent>('sendMessage', payload));
    if (sent) onSent?.(sent.message_id);
  }

  async #edit(chatId: number, messageId: number, key: string, onSent?: (messageId: number) => void): Promise<void> {
    const { sender } = this.#parts;
    // An earlier edit that had to be tried again has taken this screen with it.
    if (!this.#edits.has(key)) return;
    let latest: Screen | undefined;
    const edited = await this.#try(chatId, () => {
      latest = this.#edits.get(key) ?? latest;
      this.#edits.delete(key);
      return sender.request('editMessageText', { chat_id: chatId, message_id: messageId, ...messageOf(latest!) });
    });
    // The message may be gone or too old to be found: then the screen is shown anew.
    if (edited === null && latest) await this.#sendNew(chatId, latest, onSent);
  }

  async #editCard(chatId: number, messageId: number, key: string): Promise<void> {
    let latest: Screen | undefined;
    const payload = () => {
      latest = this.#cards.get(key) ?? latest;
      this.#cards.delete(key);
      // Something newer is shown in its place by now.
      if (!latest || this.#edits.has(key)) return null;
      return { chat_id: chatId, message_id: messageId, ...messageOf(latest) };
    };
    await this.#try(chatId, () => this.#parts.sender.request('editMessageText', payload, { lane: CARD_LANE })).catch(
      (error: unknown) => this.#parts.log.warn({ error }, 'card not edited'),
    );
  }

  /** Null when Telegram refused for good; undefined when there is nobody to tell, or nothing to change. */
  async #try<Result>(chatId: number, call: () => Promise<Result>): Promise<Result | null | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'unchanged') return undefined;
        if (failure.kind === 'never' && failure.personGone) {
          this.#parts.onGone(chatId, failure.reason);
          return undefined;
        }
        if (failure.kind === 'never') {
          this.#parts.log.warn({ error }, 'reply refused');
          return null;
        }
        if (attempt >= TRIES) throw error;
        const wait = failure.kind === 'later' ? (failure.afterMilliseconds ?? backOff(attempt)) : 0;
        await this.#parts.clock.sleep(wait);
      }
    }
  }
}
