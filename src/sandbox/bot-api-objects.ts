import type { Chat, Person, StoredMessage } from './chat.ts';
import type { StoredFile } from './file-store.ts';

export interface BotProfile {
  id: number;
  firstName: string;
  username: string;
}

export const unixTime = (date: Date): number => Math.floor(date.getTime() / 1_000);

export function botObject(bot: BotProfile) {
  return { id: bot.id, is_bot: true, first_name: bot.firstName, username: bot.username };
}

export function userObject(person: Person) {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    last_name: person.lastName,
    username: person.username,
    language_code: person.languageCode,
  };
}

export function chatObject(chat: Chat) {
  const { id, type, title, person } = chat;
  if (!person) return { id, type, title, all_members_are_administrators: true };
  return { id, type, first_name: person.firstName, last_name: person.lastName, username: person.username };
}

/** A message as the wire carries it; undefined fields fall away in JSON. */
export function messageObject(bot: BotProfile, chat: Chat, message: StoredMessage): object {
  const { content } = message;
  const isText = content.kind === 'text';
  const { text, entities } = content.body;
  const shown = text === '' ? undefined : text;
  const marks = entities.length === 0 ? undefined : entities;
  return {
    message_id: message.messageId,
    from: message.from === 'bot' || !chat.person ? botObject(bot) : userObject(chat.person),
    chat: chatObject(chat),
    date: unixTime(message.date),
    edit_date: message.editedAt && unixTime(message.editedAt),
    forward_origin: message.forwardOrigin,
    reply_to_message: message.replyTo && messageObject(bot, chat, { ...message.replyTo, replyTo: undefined }),
    media_group_id: message.mediaGroupId,
    has_protected_content: message.isProtected || undefined,
    ...(isText ? { text, entities: marks } : { caption: shown, caption_entities: marks }),
    ...(content.file && fileObject(content.file)),
    contact: content.contact,
    location: content.location,
    ...content.extra,
    reply_markup: message.markup?.kind === 'inline' ? { inline_keyboard: message.markup.rows } : undefined,
  };
}

function fileObject(file: StoredFile): object {
  const base = { file_id: file.fileId, file_unique_id: file.fileUniqueId, file_size: file.bytes.length };
  if (file.kind === 'document') return { document: { ...base, file_name: file.name, mime_type: file.mime } };
  if (file.kind === 'photo') return { photo: [{ ...base, width: 800, height: 600 }] };
  const sticker = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: '👍' };
  return { sticker: { ...base, ...sticker } };
}
