import { type Context, Telegraf, type Telegram } from 'telegraf';
import type { PersonActor } from '../domain/actor.ts';
import { Problem } from '../domain/problem.ts';
import type { Office } from '../domain/stores.ts';
import type { I18n } from '../i18n.ts';
import type { Log } from '../lib/log.ts';
import type { Button, Screen, Voice } from '../screens/screen.ts';
import type { Exporting } from './exporting.ts';

/** What the bot asks of the outbox: nothing here is waited for. */
export interface Replying {
  show(
    target: { chatId: number; messageId?: number | null; topic?: string },
    screen: Screen,
    onSent?: (messageId: number) => void,
  ): void;
  /** Edits a card behind whatever is being broadcast. */
  showCard(chatId: number, messageId: number, screen: Screen): void;
  sendFile(chatId: number, fileId: string, kind?: 'document' | 'photo'): void;
  sendUpload(chatId: number, as: 'photo' | 'document', upload: Upload): void;
  /** Takes what somebody wrote out of their chat. */
  takeOut(chatId: number, messageId: number): void;
  leave(chatId: number): void;
  answer(queryId: string, text?: string, isAlert?: boolean): void;
}

/** A file that the bot makes itself; what has the same key is uploaded once. */
export interface Upload {
  name: string;
  caption: string;
  keyboard?: Button[][];
  make(): Promise<Uint8Array>;
  key?: string;
}

/** The one client through which everything passes. */
export interface Sending extends Telegram {
  request<Result>(method: string, payload: object, extra?: { signal?: AbortSignal }): Promise<Result>;
  download(fileId: string, limit: number): Promise<Uint8Array>;
}

/** What the bot is made of; put into every context. */
export interface BotParts {
  office: Office;
  sender: Sending;
  replies: Replying;
  i18n: I18n;
  log: Log;
}

/** A handler reads from the update, does by a domain action, and shows a screen. */
export interface BotContext extends Context {
  parts: BotParts;
  office: Office;
  /** In whose language, when, and where. */
  voice: Voice;
  /** Who it is; null for a stranger. */
  actor: PersonActor | null;
  /** What was pressed is shown as a message of its own, in place of nothing. */
  isBelow?: boolean;
  /** How a refusal is said where a question is open; as a sentence of its own when there is none. */
  sayRefusal?: (words: string) => Promise<void>;
  /** Files that take their time. */
  exporting: Exporting;
  /** Work that waits for the network: goes on behind the handler, before the person's next update. */
  later: (work: () => Promise<void>) => void;
}

export const newTelegraf = (parts: BotParts): Telegraf<BotContext> => {
  const bot = new Telegraf<BotContext>(parts.sender.token, { handlerTimeout: Number.POSITIVE_INFINITY });
  // Replies of Telegraf's own go through the gate as well; `ctx.telegram` would otherwise be a client of its own.
  Object.assign(bot, { telegram: parts.sender });
  Object.assign(bot.context, { telegram: parts.sender, parts, office: parts.office });
  return bot;
};

/** Whoever is not enrolled is told so. */
export function actorOf(ctx: BotContext): PersonActor {
  if (!ctx.actor) throw new Problem('notEnrolled');
  return ctx.actor;
}

/** The message under the pressed button; null when this is no press, Telegram no longer shows it, or a picture stands there, not a screen. */
export function pressedMessageId(ctx: BotContext): number | null {
  if (ctx.isBelow) return null;
  const message = ctx.callbackQuery?.message;
  return message && message.date !== 0 && 'text' in message ? message.message_id : null;
}

/** In place of the message that was pressed, else as a new one; never waited for. */
export function show(ctx: BotContext, screen: Screen, onSent?: (messageId: number) => void): void {
  const chatId = ctx.chat?.id ?? ctx.from?.id;
  if (chatId === undefined) return;
  ctx.parts.replies.show({ chatId, messageId: pressedMessageId(ctx) }, screen, onSent);
}

/** As a new message, also after a press. Of several about one topic, in quick succession, only the latest is shown. */
export function showBelow(ctx: BotContext, screen: Screen, onSent?: (messageId: number) => void, topic?: string): void {
  const chatId = ctx.chat?.id ?? ctx.from?.id;
  if (chatId !== undefined) ctx.parts.replies.show({ chatId, ...(topic ? { topic } : {}) }, screen, onSent);
}

/** Ends the waiting circle on a button, with a short word above the chat where there is one. */
export function answer(ctx: BotContext, text?: string, isAlert = false): void {
  if (ctx.callbackQuery) ctx.parts.replies.answer(ctx.callbackQuery.id, text, isAlert);
}

/** The card that was pressed, in its new state: behind a broadcast, since the press itself is answered at once. */
export function showCard(ctx: BotContext, screen: Screen): void {
  const messageId = pressedMessageId(ctx);
  const chatId = ctx.chat?.id;
  if (messageId === null || chatId === undefined) show(ctx, screen);
  else ctx.parts.replies.showCard(chatId, messageId, screen);
}
