import { badRequest } from './bot-api-error.ts';
import type { Parameters } from './parameters.ts';

export interface InlineButton {
  text: string;
  url?: string;
  callback_data?: string;
  [other: string]: unknown;
}

export interface KeyboardButton {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
  [other: string]: unknown;
}

/** What stands under a message or in place of the person's keyboard. */
export type ReplyMarkup =
  | { kind: 'inline'; rows: InlineButton[][] }
  | { kind: 'keyboard'; rows: KeyboardButton[][]; placeholder?: string | undefined }
  | { kind: 'remove' }
  | { kind: 'force-reply' };

/** Telegram takes no more than this; what is above comes back refused. */
const MOST_BUTTONS = 100;
const MOST_IN_A_ROW = 8;
const INLINE_KINDS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

/** Reads and checks the parameter `reply_markup`; undefined when there is none or when it holds no button. */
export function readReplyMarkup(parameters: Parameters, place: { inlineOnly?: boolean; private?: boolean } = {}) {
  if (!parameters.has('reply_markup')) return undefined;
  let given: Record<string, unknown> | undefined;
  try {
    given = parameters.object('reply_markup');
  } catch {
    throw badRequest(
      typeof parameters.values.reply_markup === 'string'
        ? "can't parse reply keyboard markup JSON object"
        : 'object expected as reply markup',
    );
  }
  const markup = given && parseReplyMarkup(given, place.private ?? true);
  if (markup && place.inlineOnly && markup.kind !== 'inline') throw badRequest('inline keyboard expected');
  return markup;
}

function parseReplyMarkup(given: Record<string, unknown>, isPrivate: boolean): ReplyMarkup | undefined {
  if (given.inline_keyboard !== undefined) {
    const rows = readRows(given.inline_keyboard, 'inline_keyboard', 'InlineKeyboardMarkup', inlineButton);
    return rows.length === 0 ? undefined : { kind: 'inline', rows };
  }
  if (given.keyboard !== undefined) {
    const rows = readRows(given.keyboard, 'keyboard', 'ReplyKeyboardMarkup', keyboardButton);
    for (const button of rows.flat())
      if (button.request_contact && !isPrivate) throw badRequest('phone number can be requested in private chats only');
    for (const name of ['resize_keyboard', 'one_time_keyboard', 'is_persistent', 'selective'])
      optionalBoolean(given, name);
    return { kind: 'keyboard', rows, placeholder: optionalString(given, 'input_field_placeholder') };
  }
  if (optionalBoolean(given, 'remove_keyboard')) return { kind: 'remove' };
  if (optionalBoolean(given, 'force_reply')) return { kind: 'force-reply' };
  return undefined;
}

function readRows<Button>(given: unknown, field: string, type: string, read: (button: unknown) => Button): Button[][] {
  if (!Array.isArray(given)) throw badRequest(`field "${field}" of the ${type} must be an Array`);
  const rows = given
    .map((row: unknown) => {
      if (!Array.isArray(row)) throw badRequest(`field "${field}" of the ${type} must be an Array of Arrays`);
      return row.map(read);
    })
    .filter((row) => row.length > 0);
  const buttons = rows.reduce((sum, row) => sum + row.length, 0);
  if (buttons > MOST_BUTTONS || rows.some((row) => row.length > MOST_IN_A_ROW))
    throw badRequest('reply markup is too long');
  return rows;
}

function inlineButton(given: unknown): InlineButton {
  const button = asObject(given, 'inline keyboard button', 'InlineKeyboardButton');
  const text = buttonText(button, 'inline keyboard button');
  if (text === '') throw badRequest('inline keyboard button text must be non-empty');
  const kinds = INLINE_KINDS.filter((kind) => button[kind] !== undefined && button[kind] !== null);
  if (kinds.length !== 1)
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (kinds[0] === 'callback_data') checkCallbackData(button.callback_data);
  if (kinds[0] === 'url') checkUrl(button.url);
  return { ...button, text };
}

function checkCallbackData(data: unknown) {
  if (typeof data !== 'string')
    throw badRequest('can\'t parse inline keyboard button: Field "callback_data" must be of type String');
  const size = Buffer.byteLength(data);
  if (size < 1 || size > 64) throw badRequest('BUTTON_DATA_INVALID');
}

function checkUrl(url: unknown) {
  if (typeof url !== 'string')
    throw badRequest('can\'t parse inline keyboard button: Field "url" must be of type String');
  const candidate = /^[a-z][a-z\d+.-]*:/i.test(url) ? url : `http://${url}`;
  if (!/^(https?|tg|ton):\/\//i.test(candidate) || !URL.canParse(candidate))
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}

function keyboardButton(given: unknown): KeyboardButton {
  const button = typeof given === 'string' ? { text: given } : asObject(given, 'keyboard button', 'KeyboardButton');
  const text = buttonText(button, 'keyboard button');
  if (text === '') throw badRequest('keyboard button text must be non-empty');
  optionalBoolean(button, 'request_contact');
  optionalBoolean(button, 'request_location');
  return { ...button, text };
}

function asObject(given: unknown, what: string, type: string): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badRequest(`can't parse ${what}: ${type} must be an Object`);
  return given as Record<string, unknown>;
}

function buttonText(button: Record<string, unknown>, what: string): string {
  if (button.text === undefined) throw badRequest(`can't parse ${what}: Can't find field "text"`);
  if (typeof button.text !== 'string') throw badRequest(`can't parse ${what}: Field "text" must be of type String`);
  return button.text.trim();
}

function optionalBoolean(given: Record<string, unknown>, name: string): boolean {
  const value = given[name] ?? false;
  if (typeof value !== 'boolean') throw badRequest(`field "${name}" must be of type Boolean`);
  return value;
}

function optionalString(given: Record<string, unknown>, name: string): string | undefined {
  const value = given[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw badRequest(`field "${name}" must be of type String`);
  return value;
}
