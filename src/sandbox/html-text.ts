import { badRequest } from './bot-api-error.ts';
import type { FormattedText, MessageEntity } from './formatted-text.ts';

const ENTITY_OF_TAG: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
};
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const REFERENCE = /&(?:#x([\da-f]{1,7})|#(\d{1,7})|(lt|gt|amp|quot)(?![a-z]));?/giy;

interface OpenTag {
  name: string;
  attributes: Map<string, string>;
  offset: number;
}

/** Reads text in the HTML style of the Bot API; refuses it with Telegram's own words. */
export function parseHtml(source: string): FormattedText {
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const next = nextSpecial(source, at);
    text += source.slice(at, next);
    at = next;
    if (at >= source.length) break;
    if (source[at] === '&') {
      const [character, length] = reference(source, at);
      text += character;
      at += length;
    } else if (source[at + 1] === '/') {
      at = closeTag(source, at, open, text, entities);
    } else {
      const tag = new TagReader(source, at);
      open.push({ ...tag.read(), offset: text.length });
      at = tag.at;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities };
}

function nextSpecial(source: string, from: number): number {
  for (let at = from; at < source.length; at++) if (source[at] === '<' || source[at] === '&') return at;
  return source.length;
}

function reference(source: string, at: number): [string, number] {
  REFERENCE.lastIndex = at;
  const match = REFERENCE.exec(source);
  if (!match) return ['&', 1];
  if (match[3]) return NAMED[match[3]] ? [NAMED[match[3]]!, match[0].length] : ['&', 1];
  const code = match[1] ? Number.parseInt(match[1], 16) : Number(match[2]);
  if (code === 0 || code >= 0x10ffff) return ['&', 1];
  return [String.fromCodePoint(code), match[0].length];
}

function closeTag(source: string, at: number, open: OpenTag[], text: string, entities: MessageEntity[]): number {
  const tag = open.pop();
  if (!tag) throw cannotParse(`Unexpected end tag at byte offset ${bytes(source, at)}`);
  const match = /^<\/([^\s>]*)\s*>/.exec(source.slice(at, at + 300));
  if (!match) throw cannotParse(`Unclosed end tag at byte offset ${bytes(source, at)}`);
  const name = match[1]!.toLowerCase();
  if (name !== '' && name !== tag.name)
    throw cannotParse(
      `Unmatched end tag at byte offset ${bytes(source, at)}, expected "</${tag.name}>", found "</${name}>"`,
    );
  if (text.length > tag.offset) addEntity(tag, text, entities);
  return at + match[0].length;
}

function addEntity(tag: OpenTag, text: string, entities: MessageEntity[]) {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  const last = entities.at(-1);
  const covers = last?.offset === place.offset && last.length === place.length;
  if (tag.name === 'a') {
    const url = checkedLink(tag.attributes.get('href') || text.slice(tag.offset));
    if (url) entities.push({ type: 'text_link', ...place, url });
  } else if (tag.name === 'pre' && covers && last.type === 'code') {
    // <pre><code class="language-x"> is one block with a language.
    entities[entities.length - 1] = { ...last, type: 'pre' };
  } else if (tag.name === 'code') {
    const className = tag.attributes.get('class') ?? '';
    const language = className.startsWith('language-') ? { language: className.slice(9) } : {};
    entities.push({ type: 'code', ...place, ...language });
  } else if (tag.name === 'blockquote' && tag.attributes.has('expandable')) {
    entities.push({ type: 'expandable_blockquote', ...place });
  } else if (tag.name !== 'tg-emoji') {
    entities.push({ type: ENTITY_OF_TAG[tag.name]!, ...place });
  }
}

/** The link as Telegram keeps it, or nothing when it would drop it silently. */
function checkedLink(link: string): string | undefined {
  const candidate = /^[a-z][a-z\d+.-]*:/i.test(link) && !/^[^/]+\.[a-z]+:\d/i.test(link) ? link : `http://${link}`;
  if (!/^(https?|tg|ton|tonsite):/i.test(candidate) || !URL.canParse(candidate)) return undefined;
  const url = new URL(candidate);
  return url.protocol === 'tg:' || url.hostname.includes('.') || url.hostname === 'localhost' ? url.href : undefined;
}

/** Reads one start tag with its attributes. */
class TagReader {
  readonly source: string;
  readonly begin: number;
  at: number;

  constructor(source: string, begin: number) {
    this.source = source;
    this.begin = begin;
    this.at = begin + 1;
  }

  read(): { name: string; attributes: Map<string, string> } {
    const name = this.#take(/[^\s>]*/y).toLowerCase();
    if (this.at >= this.source.length) throw cannotParse(`Unclosed start tag at byte offset ${this.#offset}`);
    if (!Object.hasOwn(ENTITY_OF_TAG, name))
      throw cannotParse(`Unsupported start tag "${name}" at byte offset ${this.#offset}`);
    const attributes = new Map<string, string>();
    for (;;) {
      this.#take(/\s*/y);
      if (this.source[this.at] === '>') break;
      if (this.at >= this.source.length) throw cannotParse(`Unclosed start tag at byte offset ${this.#offset}`);
      this.#attribute(name, attributes);
    }
    this.at++;
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler')
      throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${this.#offset}`);
    return { name, attributes };
  }

  #attribute(tag: string, attributes: Map<string, string>) {
    const name = this.#take(/[^\s=>]*/y).toLowerCase();
    if (name === '') throw cannotParse(`Empty attribute name in the tag "${tag}" at byte offset ${this.#offset}`);
    this.#take(/\s*/y);
    if (this.source[this.at] !== '=') {
      // Only this attribute stands without a value.
      if (tag !== 'blockquote' || name !== 'expandable')
        throw cannotParse(
          `Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${this.#offset}`,
        );
      attributes.set(name, '');
      return;
    }
    this.at++;
    this.#take(/\s*/y);
    attributes.set(name, this.#value());
  }

  #value(): string {
    const start = this.at;
    const quote = this.source[this.at];
    if (quote !== '"' && quote !== "'") {
      const token = this.#take(/[a-z\d.-]*/iy).toLowerCase();
      if (!/[\s>]/.test(this.source[this.at] ?? ' '))
        throw cannotParse(`Unexpected end of name token at byte offset ${bytes(this.source, start)}`);
      return token;
    }
    const end = this.source.indexOf(quote, start + 1);
    if (end < 0) throw cannotParse(`Unclosed start tag at byte offset ${this.#offset}`);
    this.at = end + 1;
    return this.source.slice(start + 1, end).replace(/&[^&;]*;?/g, (found) => {
      const [character, length] = reference(found, 0);
      return character + found.slice(length);
    });
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  get #offset(): number {
    return bytes(this.source, this.begin);
  }
}

const bytes = (source: string, at: number) => Buffer.byteLength(source.slice(0, at));

const cannotParse = (why: string) => badRequest(`can't parse entities: ${why}`);
