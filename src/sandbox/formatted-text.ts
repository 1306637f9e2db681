import { badRequest } from './bot-api-error.ts';

/** A stretch of text with a meaning; offset and length count UTF-16 units, as in the Bot API. */
export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  user?: object;
}

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

const GIVEN_TYPES = new Set(
  (
    'bold italic underline strikethrough spoiler blockquote expandable_blockquote code pre text_link text_mention ' +
    'custom_emoji mention hashtag cashtag bot_command url email phone_number'
  ).split(' '),
);

/** Checks an `entities` parameter against its text. */
export function checkEntities(value: unknown[], text: string): MessageEntity[] {
  return value.map((given) => {
    if (typeof given !== 'object' || given === null) throw badRequest("can't parse MessageEntity: object expected");
    const entity = given as MessageEntity;
    if (!GIVEN_TYPES.has(entity.type)) throw badRequest("can't parse MessageEntity: unsupported type specified");
    const { offset, length } = entity;
    if (!Number.isInteger(offset) || !Number.isInteger(length) || offset < 0 || length < 0)
      throw badRequest('can\'t parse MessageEntity: field "offset" and "length" must be of type Number');
    if (offset + length > text.length) throw badRequest('ENTITY_BOUNDS_INVALID');
    if (entity.type === 'text_link' && typeof entity.url !== 'string')
      throw badRequest('can\'t parse MessageEntity: can\'t find field "url"');
    return { ...entity };
  });
}

/** Drops what Telegram drops: carriage returns, white space at both ends, entities left empty or inside code. */
export function tidy({ text, entities }: FormattedText): FormattedText {
  const clean = text.includes('\r') ? text.replaceAll('\r', '') : text;
  const trimmed = clean.trim();
  const leading = clean.length - clean.trimStart().length;
  const newPlace = (at: number) => {
    const removed = clean === text ? 0 : text.slice(0, at).split('\r').length - 1;
    return Math.min(Math.max(0, at - removed - leading), trimmed.length);
  };
  const kept: MessageEntity[] = [];
  for (const entity of entities) {
    const offset = newPlace(entity.offset);
    const length = newPlace(entity.offset + entity.length) - offset;
    if (length > 0) kept.push({ ...entity, offset, length });
  }
  return { text: trimmed, entities: withoutInsideOfCode(kept).sort(byPlace) };
}

/** Adds the entities that Telegram finds by itself: commands, links, mentions, hashtags. */
export function withFoundEntities(formatted: FormattedText): FormattedText {
  const { text } = formatted;
  // Most messages have none of these, and this runs for every one of a broadcast.
  if (!/[/@#]|\.\w/.test(text)) return formatted;
  const entities = [...formatted.entities];
  const taken = entities.filter((entity) => /^(code|pre|text_link|text_mention)$/.test(entity.type));
  const patterns: [string, RegExp][] = [
    [
      'url',
      /(?<![\w@./])(?:https?:\/\/[^\s<>"]*[\w/]|(?:[a-z\d-]+\.)+(?:vn|com|org|net|me|info|io|dev)\b(?:\/[^\s<>"]*[\w/])?)/gi,
    ],
    ['email', /(?<![\w.])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}/gi],
    ['bot_command', /(?<![\w/<>@])\/[a-z\d_]{1,64}(?:@\w{3,32})?(?![\w/])/gi],
    ['mention', /(?<![\w@/.])@\w{4,32}\b/g],
    ['hashtag', /(?<![\p{L}\w#])#[\p{L}\d_]{1,256}/gu],
  ];
  for (const [type, pattern] of patterns)
    for (const match of text.matchAll(pattern)) {
      const found = { type, offset: match.index, length: match[0].length };
      if (taken.some((other) => overlap(other, found))) continue;
      entities.push(found);
      taken.push(found);
    }
  return { text, entities: entities.sort(byPlace) };
}

const overlap = (one: MessageEntity, other: MessageEntity) =>
  one.offset < other.offset + other.length && other.offset < one.offset + one.length;

const byPlace = (one: MessageEntity, other: MessageEntity) =>
  one.offset - other.offset || other.length - one.length || (one.type < other.type ? -1 : 1);

/** Nothing is formatted inside code: Telegram drops such entities without a word. */
function withoutInsideOfCode(entities: MessageEntity[]): MessageEntity[] {
  const code = entities.filter((entity) => entity.type === 'code' || entity.type === 'pre');
  if (code.length === 0) return entities;
  return entities.filter(
    (entity) => entity.type.endsWith('blockquote') || !code.some((block) => block !== entity && overlap(block, entity)),
  );
}
