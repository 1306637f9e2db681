import { badRequest } from '../bot-api-error.ts';
import type { Parameters } from '../parameters.ts';
import type { Method } from './method.ts';

export interface BotCommand {
  command: string;
  description: string;
}

const SCOPES = new Set(
  'default all_private_chats all_group_chats all_chat_administrators chat chat_administrators chat_member'.split(' '),
);
const MOST_COMMANDS = 100;

/** What a bot tells of itself: commands per scope and language, name and descriptions per language. */
export class BotProfileTexts {
  readonly #commands = new Map<string, BotCommand[]>();
  readonly #descriptions = new Map<string, string>();

  /** The commands that a person sees in their private chat: the narrowest list that was set. */
  commandsFor(chatId: number, language: string): BotCommand[] {
    const scopes = [{ type: 'chat', chat_id: chatId }, { type: 'all_private_chats' }, { type: 'default' }];
    for (const scope of scopes)
      for (const code of [language, '']) {
        const found = this.#commands.get(commandsKey(scope, code));
        if (found) return found;
      }
    return [];
  }

  /** What the bot says of itself in a chat that is still empty. */
  description(language: string): string {
    return this.#descriptions.get(language) ?? this.#descriptions.get('') ?? '';
  }

  methods(): Record<string, Method> {
    return {
      setMyCommands: {
        run: ({ parameters }) => {
          this.#commands.set(keyOf(parameters), readCommands(parameters));
          return true;
        },
      },
      getMyCommands: { run: ({ parameters }) => this.#commands.get(keyOf(parameters)) ?? [] },
      deleteMyCommands: {
        run: ({ parameters }) => {
          this.#commands.delete(keyOf(parameters));
          return true;
        },
      },
      ...textMethods('MyName', 'name', 64),
      ...textMethods('MyDescription', 'description', 512, this.#descriptions),
      ...textMethods('MyShortDescription', 'short_description', 120),
    };
  }
}

function textMethods(
  name: string,
  field: string,
  longest: number,
  texts = new Map<string, string>(),
): Record<string, Method> {
  return {
    [`set${name}`]: {
      run({ parameters }) {
        const text = parameters.string(field) ?? '';
        if (text.length > longest) throw badRequest(`${field.toUpperCase()}_TOO_LONG`);
        texts.set(language(parameters), text);
        return true;
      },
    },
    [`get${name}`]: {
      run: ({ world, parameters }) => ({
        [field]: texts.get(language(parameters)) ?? texts.get('') ?? (field === 'name' ? world.bot.firstName : ''),
      }),
    },
  };
}

function readCommands(parameters: Parameters): BotCommand[] {
  const given = parameters.array('commands');
  if (!given) throw badRequest('parameter "commands" is required');
  if (given.length > MOST_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return given.map((one) => {
    const { command, description } = (one ?? {}) as Partial<BotCommand>;
    const name = typeof command === 'string' ? command.replace(/^\//, '') : '';
    if (!/^[a-z\d_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
    if (typeof description !== 'string' || description.length < 1 || description.length > 256)
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    return { command: name, description };
  });
}

function keyOf(parameters: Parameters): string {
  const scope = parameters.object('scope') ?? { type: 'default' };
  if (!SCOPES.has(String(scope.type))) throw badRequest("can't parse BotCommandScope: unsupported type specified");
  return commandsKey(scope, language(parameters));
}

function language(parameters: Parameters): string {
  const code = parameters.string('language_code') ?? '';
  if (!/^([a-z]{2})?$/.test(code)) throw badRequest('invalid language code specified');
  return code;
}

const commandsKey = ({ type, chat_id, user_id }: Record<string, unknown>, code: string) =>
  [type, chat_id ?? '', user_id ?? '', code].join(':');
