import { badRequest } from '../bot-api-error.ts';
import type { Chat, Content, StoredMessage } from '../chat.ts';
import type { FileKind, StoredFile } from '../file-store.ts';
import { checkEntities, type FormattedText, tidy, withFoundEntities } from '../formatted-text.ts';
import { parseHtml } from '../html-text.ts';
import type { Parameters } from '../parameters.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import type { Call } from './method.ts';

const LONGEST_TEXT = 4_096;
const LONGEST_CAPTION = 1_024;
const LARGEST_UPLOAD = 50 * 1024 * 1024;
const LARGEST_PHOTO = 10 * 1024 * 1024;

/** The text of a message, parsed and checked. */
export function readText({ parameters }: Call): FormattedText {
  const given = parameters.string('text') ?? '';
  if (given === '') throw badRequest('message text is empty');
  const formatted = readFormatted(parameters, given, 'entities');
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > LONGEST_TEXT) throw badRequest('message is too long');
  return formatted;
}

/** The caption of a file, parsed and checked; empty when there is none. */
export function readCaption(parameters: Parameters): FormattedText {
  const formatted = readFormatted(parameters, parameters.string('caption') ?? '', 'caption_entities');
  if (formatted.text.length > LONGEST_CAPTION) throw badRequest('message caption is too long');
  return formatted;
}

function readFormatted(parameters: Parameters, given: string, entitiesName: string): FormattedText {
  const mode = (parameters.string('parse_mode') ?? '').toLowerCase();
  if (mode === 'html') return withFoundEntities(tidy(parseHtml(given)));
  if (mode !== '' && mode !== 'none') throw badRequest(`unsupported parse_mode (the sandbox reads HTML only)`);
  const entities = checkEntities(parameters.array(entitiesName) ?? [], given);
  return withFoundEntities(tidy({ text: given, entities }));
}

/** What every sending method has besides its content. */
export function readSending(
  call: Call,
  chat: Chat,
): Pick<StoredMessage, 'markup' | 'replyTo' | 'isProtected' | 'from'> {
  const { parameters } = call;
  parameters.boolean('disable_notification');
  parameters.boolean('allow_paid_broadcast');
  checkLinkPreview(parameters);
  return {
    from: 'bot',
    markup: readReplyMarkup(parameters, { private: chat.type === 'private' }),
    replyTo: repliedMessage(parameters, chat),
    isProtected: parameters.boolean('protect_content'),
  };
}

export function checkLinkPreview(parameters: Parameters): void {
  const options = parameters.object('link_preview_options');
  for (const name of ['is_disabled', 'prefer_small_media', 'prefer_large_media', 'show_above_text'])
    if (options?.[name] !== undefined && typeof options[name] !== 'boolean')
      throw badRequest(`can't parse link preview options: Field "${name}" must be of type Boolean`);
}

function repliedMessage(parameters: Parameters, chat: Chat): StoredMessage | undefined {
  const reply = parameters.object('reply_parameters');
  if (!reply) return undefined;
  if (!Number.isInteger(reply.message_id))
    throw badRequest('can\'t parse reply parameters: Field "message_id" must be of type Number');
  const message = chat.messages.get(reply.message_id as number);
  if (!message && reply.allow_sending_without_reply !== true) throw badRequest('message to be replied not found');
  return message;
}

/** The file of a parameter: a part of the form, `attach://` another part, or the file_id of an earlier one. */
export function readFile({ world, parameters }: Call, name: string, kind: FileKind, value?: unknown): StoredFile {
  const given = value ?? parameters.values[name];
  const part = typeof given === 'string' && given.startsWith('attach://') ? given.slice(9) : name;
  const upload = parameters.files.get(part);
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    if (upload.bytes.length > (kind === 'photo' ? LARGEST_PHOTO : LARGEST_UPLOAD)) throw badRequest('file is too big');
    return world.files.upload(upload, kind);
  }
  if (given === undefined || given === '') throw badRequest(`there is no ${kind} in the request`);
  const known = typeof given === 'string' ? world.files.byId(given) : undefined;
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
  if (known.kind !== kind) throw badRequest(`can't use file of type ${title(known.kind)} as ${title(kind)}`);
  return known;
}

const title = (kind: string) => kind[0]!.toUpperCase() + kind.slice(1);

export const textContent = (body: FormattedText): Content => ({ kind: 'text', body });
