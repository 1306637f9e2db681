import { type Chat, type Contact, inlineRows, type StoredMessage } from './chat.ts';
import { toHtml } from './entities-html.ts';
import type { StoredFile } from './file-store.ts';
import type { MessageEntity } from './formatted-text.ts';

export interface SandboxFile {
  fileId: string;
  fileUniqueId: string;
  name: string;
  mime: string;
  size: number;
}

/** A message as a person sees it at this moment; it does not change when the message does. */
export interface SandboxMessage {
  chatId: number;
  messageId: number;
  from: 'bot' | 'user';
  date: Date;
  editedAt?: Date | undefined;
  /** The visible text or caption, without its formatting. */
  text: string;
  html: string;
  entities: MessageEntity[];
  buttons: { label: string; data?: string | undefined; url?: string | undefined }[][];
  replyKeyboard?: { label: string; requestContact: boolean }[][] | undefined;
  document?: SandboxFile | undefined;
  photo?: SandboxFile | undefined;
  sticker?: SandboxFile | undefined;
  contact?: Contact | undefined;
  location?: { latitude: number; longitude: number } | undefined;
  /** The message that this one answers. */
  replyTo?: number | undefined;
}

export function showMessage(chat: Chat, message: StoredMessage): SandboxMessage {
  const { content, markup } = message;
  const file = content.file && showFile(content.file);
  return {
    chatId: chat.id,
    messageId: message.messageId,
    from: message.from,
    date: message.date,
    editedAt: message.editedAt,
    text: content.body.text,
    html: toHtml(content.body),
    entities: content.body.entities,
    buttons: inlineRows(message).map((row) =>
      row.map((button) => ({ label: button.text, data: button.callback_data, url: button.url })),
    ),
    replyKeyboard: markup?.kind === 'keyboard' ? showKeyboard(markup.rows) : undefined,
    document: content.kind === 'document' ? file : undefined,
    photo: content.kind === 'photo' ? file : undefined,
    sticker: content.kind === 'sticker' ? file : undefined,
    contact: content.contact,
    location: content.location,
    replyTo: message.replyTo?.messageId,
  };
}

export function showKeyboard(rows: NonNullable<Chat['keyboard']>['rows']) {
  return rows.map((row) =>
    row.map(({ text, request_contact }) => ({ label: text, requestContact: !!request_contact })),
  );
}

function showFile(file: StoredFile): SandboxFile {
  const { fileId, fileUniqueId, name, mime, bytes } = file;
  return { fileId, fileUniqueId, name, mime, size: bytes.length };
}
