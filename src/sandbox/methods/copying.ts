import { badRequest } from '../bot-api-error.ts';
import { botObject, messageObject, unixTime, userObject } from '../bot-api-objects.ts';
import type { Chat, Content, StoredMessage } from '../chat.ts';
import { Parameters } from '../parameters.ts';
import { readCaption, readFile, readSending } from './content.ts';
import type { Call, Method } from './method.ts';
import { namedChat, namedMessage, writableChat } from './target.ts';

const ALBUM = { fewest: 2, most: 10 };

/** The methods that send what exists already, and albums. */
export const copying: Record<string, Method> = {
  copyMessage: {
    isPayable: true,
    cost: () => 1,
    run(call) {
      const chat = writableChat(call);
      const source = sourceMessage(call, 'message to copy');
      const sent = readSending(call, chat);
      const body = call.parameters.has('caption') ? readCaption(call.parameters) : source.content.body;
      const markup = sent.markup ?? (source.markup?.kind === 'inline' ? source.markup : undefined);
      const { messageId } = call.world.addMessage(chat, { ...sent, markup, content: { ...source.content, body } });
      return { message_id: messageId };
    },
  },
  forwardMessage: {
    isPayable: false,
    cost: () => 1,
    run(call) {
      const chat = writableChat(call);
      const source = sourceMessage(call, 'message to forward');
      const sender = namedChat(call, 'from_chat_id');
      const message = call.world.addMessage(chat, {
        from: 'bot',
        content: source.content,
        isProtected: call.parameters.boolean('protect_content'),
        forwardOrigin: source.forwardOrigin ?? origin(call, sender, source),
      });
      return messageObject(call.world.bot, chat, message);
    },
  },
  sendMediaGroup: {
    isPayable: true,
    cost: ({ parameters }) => parameters.array('media')?.length ?? 1,
    run(call) {
      const chat = writableChat(call);
      const media = call.parameters.array('media') ?? [];
      if (media.length < ALBUM.fewest || media.length > ALBUM.most)
        throw badRequest('media group must include 2-10 items');
      const sent = readSending(call, chat);
      const contents = media.map((item) => albumContent(call, item));
      if (new Set(contents.map(({ kind }) => kind)).size > 1)
        throw badRequest("Document can't be mixed with other media types");
      const mediaGroupId = String(13_000_000_000_000_000 + call.world.clock.now().getTime());
      return contents.map((content) => {
        const message = call.world.addMessage(chat, { ...sent, markup: undefined, content, mediaGroupId });
        return messageObject(call.world.bot, chat, message);
      });
    },
  },
};

function sourceMessage(call: Call, what: string): StoredMessage {
  const message = namedMessage(call, namedChat(call, 'from_chat_id'), what);
  if (message.isProtected) throw badRequest(`${what.replace(/^message to (\w+)$/, "message can't be $1")}ed`);
  return message;
}

function origin({ world }: Call, chat: Chat, message: StoredMessage): object {
  const isPerson = message.from === 'user' && chat.person;
  const sender = isPerson ? userObject(isPerson) : botObject(world.bot);
  return { type: 'user', date: unixTime(message.date), sender_user: sender };
}

function albumContent(call: Call, item: unknown): Content {
  if (typeof item !== 'object' || item === null) throw badRequest("can't parse InputMedia: object expected");
  const { type, media, ...rest } = item as Record<string, unknown>;
  if (type !== 'document' && type !== 'photo')
    throw badRequest("can't parse InputMedia: type must be document or photo here");
  if (typeof media !== 'string') throw badRequest('can\'t parse InputMedia: can\'t find field "media"');
  return { kind: type, body: readCaption(new Parameters(rest)), file: readFile(call, 'media', type, media) };
}
