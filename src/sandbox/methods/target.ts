import { badRequest, forbidden } from '../bot-api-error.ts';
import type { Chat, StoredMessage } from '../chat.ts';
import type { Call } from './method.ts';

/** The chat that a request names; a username is never known here. */
export function namedChat({ world, parameters }: Call, name = 'chat_id'): Chat {
  if (!parameters.has(name)) throw badRequest(`${name} is empty`);
  const value = parameters.values[name];
  if (typeof value !== 'number' && typeof value !== 'string')
    throw badRequest(`parameter "${name}" must be an Integer`);
  return world.chat(typeof value === 'string' && !/^-?\d{1,16}$/.test(value) ? undefined : Number(value));
}

/** As `namedChat`, when the bot may write there; throws Telegram's reasons why not. */
export function writableChat(call: Call): Chat {
  const chat = namedChat(call);
  if (chat.person?.deactivated) throw forbidden('user is deactivated');
  if (chat.person?.blocked) throw forbidden('bot was blocked by the user');
  if (!chat.isOpened) throw forbidden("bot can't initiate conversation with a user");
  if (!chat.isBotMember) throw forbidden('bot is not a member of the group chat');
  return chat;
}

/** The message that a request names; throws "<what> not found". */
export function namedMessage({ parameters }: Call, chat: Chat, what: string): StoredMessage {
  const id = parameters.integer('message_id');
  if (id === undefined || id <= 0) throw badRequest('message identifier is not specified');
  const message = chat.messages.get(id);
  if (!message) throw badRequest(`${what} not found`);
  return message;
}
