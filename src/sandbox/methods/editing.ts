import { DAY } from '../../lib/clock.ts';
import { badRequest } from '../bot-api-error.ts';
import { messageObject } from '../bot-api-objects.ts';
import type { Chat, StoredMessage } from '../chat.ts';
import type { FormattedText } from '../formatted-text.ts';
import { type ReplyMarkup, readReplyMarkup } from '../reply-markup.ts';
import { checkLinkPreview, readCaption, readText } from './content.ts';
import type { Call, Method } from './method.ts';
import { namedChat, namedMessage, writableChat } from './target.ts';

const LONGEST_DELETION = 100;

/** The methods that change or remove what is already in a chat. */
export const editing: Record<string, Method> = {
  editMessageText: edits((call, message) => {
    const body = readText(call);
    checkLinkPreview(call.parameters);
    if (message.content.kind !== 'text') throw badRequest('there is no text in the message to edit');
    return body;
  }),
  editMessageCaption: edits((call, message) => {
    const body = readCaption(call.parameters);
    if (message.content.kind !== 'document' && message.content.kind !== 'photo')
      throw badRequest('there is no caption in the message to edit');
    return body;
  }),
  editMessageReplyMarkup: edits((_, message) => message.content.body),
  deleteMessage: {
    run(call) {
      const chat = writableChat(call);
      const message = namedMessage(call, chat, 'message to delete');
      if (isTooOldToDelete(call, message)) throw badRequest("message can't be deleted for everyone");
      return call.world.delete(chat, message.messageId);
    },
  },
  deleteMessages: {
    run(call) {
      const chat = writableChat(call);
      const ids = call.parameters.array('message_ids') ?? [];
      if (ids.length === 0) throw badRequest('message identifiers are not specified');
      if (ids.length > LONGEST_DELETION) throw badRequest('too many messages to delete');
      if (!ids.every((id) => Number.isInteger(id))) throw badRequest('message identifier is not specified');
      for (const id of ids as number[]) {
        const message = chat.messages.get(id);
        if (message && !isTooOldToDelete(call, message)) call.world.delete(chat, id);
      }
      return true;
    },
  },
  pinChatMessage: {
    run(call) {
      const chat = writableChat(call);
      const { messageId } = namedMessage(call, chat, 'message to pin');
      chat.pinned = [...chat.pinned.filter((id) => id !== messageId), messageId];
      return true;
    },
  },
  unpinChatMessage: {
    run(call) {
      const chat = writableChat(call);
      const id = call.parameters.integer('message_id') ?? chat.pinned.at(-1);
      chat.pinned = chat.pinned.filter((pinned) => pinned !== id);
      return true;
    },
  },
  unpinAllChatMessages: {
    run(call) {
      namedChat(call).pinned = [];
      return true;
    },
  },
};

function edits(read: (call: Call, message: StoredMessage) => FormattedText): Method {
  return {
    cost: () => 1,
    run(call) {
      const chat = writableChat(call);
      const message = namedMessage(call, chat, 'message to edit');
      const markup = readReplyMarkup(call.parameters, { inlineOnly: true });
      // A message that brought a reply keyboard, or took one away, stays as it is.
      if (message.from !== 'bot' || message.forwardOrigin || (message.markup && message.markup.kind !== 'inline'))
        throw badRequest("message can't be edited");
      change(call, chat, message, read(call, message), markup);
      return messageObject(call.world.bot, chat, message);
    },
  };
}

function change(
  { world }: Call,
  chat: Chat,
  message: StoredMessage,
  body: FormattedText,
  markup: ReplyMarkup | undefined,
): void {
  if (isSame(message.content.body, body) && isSame(message.markup, markup))
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
        'content and reply markup of the message',
    );
  message.content = { ...message.content, body };
  message.markup = markup;
  world.edited(chat, message);
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const isTooOldToDelete = ({ world }: Call, message: StoredMessage) =>
  world.clock.now().getTime() - message.date.getTime() > 2 * DAY;
