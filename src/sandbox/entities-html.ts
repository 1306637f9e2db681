import type { FormattedText, MessageEntity } from './formatted-text.ts';

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeAttribute = (text: string) => escapeText(text).replaceAll('"', '&quot;');

const TAGS: Record<string, string> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'tg-spoiler',
  code: 'code',
};

/** Writes formatted text in the HTML style of the Bot API; entities that Telegram found by itself leave no tag. */
export function toHtml({ text, entities }: FormattedText): string {
  if (entities.length === 0) return escapeText(text);
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of entities) cuts.add(offset).add(offset + length);
  const places = [...cuts].sort((one, other) => one - other);
  let html = '';
  let open: MessageEntity[] = [];
  for (const [index, place] of places.entries()) {
    const wanted = entities.filter((entity) => entity.offset <= place && place < entity.offset + entity.length);
    let same = 0;
    while (same < open.length && open[same] === wanted[same]) same++;
    for (const entity of open.slice(same).reverse()) html += endTag(entity);
    for (const entity of wanted.slice(same)) html += startTag(entity);
    open = wanted;
    html += escapeText(text.slice(place, places[index + 1] ?? place));
  }
  return html;
}

function startTag(entity: MessageEntity): string {
  if (entity.type === 'text_link') return `<a href="${escapeAttribute(entity.url ?? '')}">`;
  if (entity.type === 'blockquote') return '<blockquote>';
  if (entity.type === 'expandable_blockquote') return '<blockquote expandable>';
  if (entity.type === 'pre')
    return entity.language ? `<pre><code class="language-${escapeAttribute(entity.language)}">` : '<pre>';
  const tag = TAGS[entity.type];
  return tag ? `<${tag}>` : '';
}

function endTag(entity: MessageEntity): string {
  if (entity.type === 'text_link') return '</a>';
  if (entity.type.endsWith('blockquote')) return '</blockquote>';
  if (entity.type === 'pre') return entity.language ? '</code></pre>' : '</pre>';
  const tag = TAGS[entity.type];
  return tag ? `</${tag}>` : '';
}
