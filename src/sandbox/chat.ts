import type { StoredFile } from './file-store.ts';
import type { FormattedText } from './formatted-text.ts';
import type { InlineButton, ReplyMarkup } from './reply-markup.ts';

/** A Telegram account of a person, as the stand-in keeps it. */
export interface Person {
  id: number;
  firstName: string;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode?: string | undefined;
  phone: string;
  note?: string | undefined;
  blocked: boolean;
  deactivated: boolean;
}

export interface Contact {
  phone_number: string;
  first_name: string;
  last_name?: string;
  user_id?: number;
}

/** Everything of a message that a person sees, but for the buttons. */
export interface Content {
  kind: 'text' | 'document' | 'photo' | 'sticker' | 'contact' | 'location' | 'service';
  body: FormattedText;
  file?: StoredFile;
  contact?: Contact;
  location?: { latitude: number; longitude: number };
  /** Fields of the wire's Message that have no other home here. */
  extra?: object;
}

export interface StoredMessage {
  messageId: number;
  from: 'bot' | 'user';
  date: Date;
  editedAt?: Date;
  content: Content;
  markup?: ReplyMarkup | undefined;
  replyTo?: StoredMessage | undefined;
  forwardOrigin?: object | undefined;
  mediaGroupId?: string | undefined;
  isProtected?: boolean;
}

export interface Chat {
  id: number;
  type: 'private' | 'group';
  title: string;
  /** The person of a private chat. */
  person: Person | undefined;
  /** By message id, which also is their order. */
  messages: Map<number, StoredMessage>;
  /** Whether the person has ever written: before that a bot may not. */
  isOpened: boolean;
  isBotMember: boolean;
  keyboard: Extract<ReplyMarkup, { kind: 'keyboard' }> | undefined;
  pinned: number[];
  unread: number;
}

export function inlineRows(message: StoredMessage): InlineButton[][] {
  return message.markup?.kind === 'inline' ? message.markup.rows : [];
}
