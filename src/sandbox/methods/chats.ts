import { badRequest, forbidden } from '../bot-api-error.ts';
import { botObject, chatObject } from '../bot-api-objects.ts';
import type { Method } from './method.ts';
import { namedChat, writableChat } from './target.ts';

const LARGEST_DOWNLOAD = 20 * 1024 * 1024;
const ACTIONS = new Set(
  (
    'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker ' +
    'find_location record_video_note upload_video_note'
  ).split(' '),
);

/** The methods about chats and files that send nothing. */
export const chats: Record<string, Method> = {
  getMe: {
    run: ({ world }) => ({
      ...botObject(world.bot),
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    }),
  },
  getChat: {
    run(call) {
      const chat = namedChat(call);
      return { ...chatObject(chat), accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: NO_GIFTS };
    },
  },
  leaveChat: {
    run(call) {
      const chat = namedChat(call);
      if (chat.type === 'private') throw badRequest("chat member status can't be changed in private chats");
      if (!chat.isBotMember) throw forbidden('bot is not a member of the group chat');
      chat.isBotMember = false;
      call.world.membershipChanged(chat, undefined, 'member', 'left');
      return true;
    },
  },
  sendChatAction: {
    run(call) {
      writableChat(call);
      if (!ACTIONS.has(call.parameters.string('action') ?? '')) throw badRequest('wrong parameter action in request');
      return true;
    },
  },
  getFile: {
    run({ world, parameters }) {
      const file = world.files.byId(parameters.string('file_id') ?? '');
      if (!file) throw badRequest('invalid file_id');
      if (file.bytes.length > LARGEST_DOWNLOAD) throw badRequest('file is too big');
      const { fileId, fileUniqueId, bytes, path } = file;
      return { file_id: fileId, file_unique_id: fileUniqueId, file_size: bytes.length, file_path: path };
    },
  },
};

const NO_GIFTS = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
};
