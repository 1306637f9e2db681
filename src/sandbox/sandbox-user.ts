import { botObject, chatObject, messageObject, userObject } from './bot-api-objects.ts';
import { findButton, type Label, newestOfBot, pressedButton } from './button-labels.ts';
import type { CallbackPress } from './callback-queries.ts';
import type { Chat, Person } from './chat.ts';
import {
  type Draft,
  forwarded,
  ONE_PIXEL,
  ownContact,
  ownFile,
  ownLocation,
  ownTexts,
  type SharedContact,
  writtenText,
} from './person-content.ts';
import { type SandboxMessage, showKeyboard, showMessage } from './sandbox-message.ts';
import type { World } from './world.ts';

export interface SentDocument {
  name: string;
  mime: string;
  bytes: Buffer;
  caption?: string;
}

/** A person with a Telegram app: everything here is something that a real one could do in their chat with the bot. */
export class SandboxUser {
  readonly #world: World;
  readonly #chat: Chat;
  readonly #person: Person;

  constructor(world: World, chat: Chat, person: Person) {
    this.#world = world;
    this.#chat = chat;
    this.#person = person;
  }

  get id(): number {
    return this.#person.id;
  }
  get chatId(): number {
    return this.#chat.id;
  }
  get firstName(): string {
    return this.#person.firstName;
  }
  get phone(): string {
    return this.#person.phone;
  }
  get note(): string | undefined {
    return this.#person.note;
  }
  get blocked(): boolean {
    return this.#person.blocked;
  }
  get deactivated(): boolean {
    return this.#person.deactivated;
  }

  /** The chat as the person sees it now, oldest first. */
  messages(): SandboxMessage[] {
    return [...this.#chat.messages.values()].map((message) => showMessage(this.#chat, message));
  }

  /** The latest message from the bot. */
  last(): SandboxMessage {
    const message = newestOfBot(this.#chat);
    if (!message) throw new Error(`${this.firstName} (${this.id}) has no message from the bot`);
    return showMessage(this.#chat, message);
  }

  /** The reply keyboard that stands in place of the person's own, if any. */
  keyboard(): { label: string; requestContact: boolean }[][] | undefined {
    return this.#chat.keyboard && showKeyboard(this.#chat.keyboard.rows);
  }

  /** Writes text; what is longer than a message may be goes as several, and the last of them is returned. */
  send(text: string): SandboxMessage {
    const sent = ownTexts(text).map((draft) => this.#write(draft));
    if (sent.length === 0) throw new Error('an app does not send empty text');
    return sent.at(-1)!;
  }

  /**
   * Presses an inline button by its label: on the given message as it was when it was read, otherwise on the newest
   * message of the bot that has such a button. `{ data }` is what a forged client can send.
   */
  press(button: Label | { data: string }, message?: SandboxMessage): CallbackPress {
    this.#mustExist();
    const [messageId, data] = pressedButton(this.#chat, button, message);
    const stored = this.#chat.messages.get(messageId);
    const press = this.#world.callbacks.add(this.#chat.id);
    this.#world.updates.push('callback_query', {
      id: press.id,
      from: userObject(this.#person),
      message: stored
        ? messageObject(this.#world.bot, this.#chat, stored)
        : { chat: chatObject(this.#chat), message_id: messageId, date: 0 },
      chat_instance: String(9_000_000_000_000 + this.id),
      data,
    });
    return press;
  }

  /** Taps a button of the reply keyboard: its text is written, or the own contact is shared. */
  tap(label: Label): SandboxMessage {
    const rows = this.#chat.keyboard?.rows ?? [];
    const button = findButton(rows, label);
    if (button.request_contact) return this.shareContact();
    return button.request_location ? this.sendLocation(21.028, 105.854) : this.send(button.text);
  }

  /** Shares a contact, the person's own unless told otherwise; `userId: null` leaves the account out. */
  shareContact(options: SharedContact = {}): SandboxMessage {
    return this.#write(ownContact(this.#person, options, this.#world.clock.now()));
  }

  sendDocument(file: SentDocument): SandboxMessage {
    const stored = this.#world.files.add(file, 'document');
    return this.#write(ownFile('document', stored, file.caption));
  }

  /** Sends a message of the own chat, or of somebody else's (whose app sends it to this person first), on to the bot. */
  forward(message: SandboxMessage, of: SandboxUser = this): SandboxMessage {
    const stored = of.#chat.messages.get(message.messageId);
    if (!stored) throw new Error('there is no such message to be forwarded');
    if (stored.isProtected) throw new Error('this message is protected: an app does not forward it');
    return this.#write(forwarded(stored, stored.from === 'bot' ? botObject(this.#world.bot) : userObject(of.#person)));
  }

  sendPhoto(bytes: Buffer = ONE_PIXEL, caption = ''): SandboxMessage {
    const file = this.#world.files.add({ name: 'photo.png', mime: 'image/png', bytes }, 'photo');
    return this.#write(ownFile('photo', file, caption));
  }

  sendLocation(latitude: number, longitude: number): SandboxMessage {
    return this.#write(ownLocation(latitude, longitude));
  }

  sendSticker(): SandboxMessage {
    const file = this.#world.files.add({ name: 'sticker.webp', mime: 'image/webp', bytes: ONE_PIXEL }, 'sticker');
    return this.#write(ownFile('sticker', file));
  }

  /** Changes the text of an own message, as a person may. */
  edit(message: SandboxMessage, text: string): void {
    this.#mustExist();
    const stored = this.#chat.messages.get(message.messageId);
    if (stored?.from !== 'user') throw new Error('only an own message can be edited');
    stored.content = { ...stored.content, body: writtenText(text) };
    this.#world.edited(this.#chat, stored);
    this.#world.updates.push('edited_message', messageObject(this.#world.bot, this.#chat, stored));
  }

  /** Deletes a message for both sides; a bot is not told. */
  delete(message: SandboxMessage): void {
    this.#world.delete(this.#chat, message.messageId);
  }

  block(): void {
    this.#mustExist();
    if (this.#person.blocked) return;
    this.#person.blocked = true;
    this.#world.membershipChanged(this.#chat, this.#person, 'member', 'kicked');
  }

  unblock(): void {
    this.#mustExist();
    if (!this.#person.blocked) return;
    this.#person.blocked = false;
    this.#world.membershipChanged(this.#chat, this.#person, 'kicked', 'member');
  }

  /** The account is deleted: the bot is not told, it only notices when it sends. */
  deactivate(): void {
    this.#person.deactivated = true;
    this.#world.changes.tell({ type: 'person', chatId: this.#chat.id });
  }

  /** Adds the bot to a new group; returns the group's chat id. */
  addBotToGroup(title: string): number {
    this.#mustExist();
    const group = this.#world.addGroup(title);
    const bot = botObject(this.#world.bot);
    this.#world.membershipChanged(group, this.#person, 'left', 'member');
    const extra = { from: userObject(this.#person), new_chat_members: [bot], new_chat_member: bot };
    this.#world.receive(group, { content: { kind: 'service', body: writtenText(''), extra } });
    return group.id;
  }

  /** Writes into a group; the bot sees it when it is a member. */
  sendToGroup(groupId: number, text: string): SandboxMessage {
    this.#mustExist();
    const group = this.#world.chat(groupId);
    const content = { kind: 'text' as const, body: writtenText(text), extra: { from: userObject(this.#person) } };
    return showMessage(group, this.#world.receive(group, { content }));
  }

  #write(draft: Draft): SandboxMessage {
    this.#mustExist();
    this.unblock();
    return showMessage(this.#chat, this.#world.receive(this.#chat, draft));
  }

  #mustExist(): void {
    if (this.deactivated) throw new Error(`${this.firstName} (${this.id}) has no account any more`);
  }
}
