import type { Clock } from '../lib/clock.ts';
import { badRequest } from './bot-api-error.ts';
import { type BotProfile, botObject, chatObject, messageObject, unixTime, userObject } from './bot-api-objects.ts';
import { CallbackQueries } from './callback-queries.ts';
import { ChangeFeed } from './change-feed.ts';
import type { Chat, Person, StoredMessage } from './chat.ts';
import { FileStore } from './file-store.ts';
import { UpdateQueue } from './update-queue.ts';

/** All that the stand-in remembers: people, chats, messages, files, and the updates the bot has not taken yet. */
export class World {
  readonly bot: BotProfile;
  readonly clock: Clock;
  readonly chats = new Map<number, Chat>();
  readonly files = new FileStore();
  readonly changes = new ChangeFeed();
  readonly updates: UpdateQueue;
  readonly callbacks: CallbackQueries;
  #lastMessageId = 0;
  #lastGroupId = -5_000_000;

  constructor(bot: BotProfile, clock: Clock) {
    this.bot = bot;
    this.clock = clock;
    this.updates = new UpdateQueue(clock);
    this.callbacks = new CallbackQueries(clock);
  }

  addPerson(person: Person): Chat {
    if (this.chats.has(person.id)) throw new Error(`there already is a user ${person.id}`);
    const chat = this.#newChat(person.id, 'private', person.firstName, person);
    this.changes.tell({ type: 'person', chatId: chat.id });
    return chat;
  }

  addGroup(title: string): Chat {
    return this.#newChat(--this.#lastGroupId, 'group', title, undefined);
  }

  #newChat(id: number, type: Chat['type'], title: string, person: Person | undefined): Chat {
    const chat: Chat = {
      id,
      type,
      title,
      person,
      messages: new Map(),
      isOpened: type === 'group',
      isBotMember: true,
      keyboard: undefined,
      pinned: [],
      unread: 0,
    };
    this.chats.set(id, chat);
    return chat;
  }

  /** The chat with this id; throws Telegram's "chat not found". */
  chat(id: number | undefined): Chat {
    const chat = id === undefined ? undefined : this.chats.get(id);
    if (!chat) throw badRequest('chat not found');
    return chat;
  }

  /** Puts a message into a chat and gives it its id and date. */
  addMessage(chat: Chat, draft: Omit<StoredMessage, 'messageId' | 'date'>): StoredMessage {
    const message: StoredMessage = { ...draft, messageId: ++this.#lastMessageId, date: this.clock.now() };
    chat.messages.set(message.messageId, message);
    if (message.from === 'bot') {
      chat.unread++;
      if (message.markup?.kind === 'keyboard') chat.keyboard = message.markup;
      if (message.markup?.kind === 'remove') chat.keyboard = undefined;
    }
    this.changes.tell({ type: 'message', chatId: chat.id, messageId: message.messageId });
    return message;
  }

  /** Writes for the person of a chat, and tells the bot. */
  receive(chat: Chat, draft: Omit<StoredMessage, 'messageId' | 'date' | 'from'>): StoredMessage {
    chat.isOpened = true;
    const message = this.addMessage(chat, { ...draft, from: 'user' });
    this.updates.push('message', messageObject(this.bot, chat, message));
    return message;
  }

  delete(chat: Chat, messageId: number): boolean {
    const existed = chat.messages.delete(messageId);
    if (existed) this.changes.tell({ type: 'deleted', chatId: chat.id, messageId });
    return existed;
  }

  edited(chat: Chat, message: StoredMessage): void {
    message.editedAt = this.clock.now();
    this.changes.tell({ type: 'message', chatId: chat.id, messageId: message.messageId });
  }

  /** Tells the bot that its own standing in a chat has changed. */
  membershipChanged(chat: Chat, actor: Person | undefined, from: string, to: string): void {
    const user = botObject(this.bot);
    const standing = (status: string) => (status === 'kicked' ? { user, status, until_date: 0 } : { user, status });
    this.updates.push('my_chat_member', {
      chat: chatObject(chat),
      from: actor ? userObject(actor) : user,
      date: unixTime(this.clock.now()),
      old_chat_member: standing(from),
      new_chat_member: standing(to),
    });
    this.changes.tell({ type: 'person', chatId: chat.id });
  }
}
