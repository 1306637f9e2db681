import { element } from './elements.js';

/** Text with its entities as elements; `onCommand` is called with a command that is clicked. */
export function formattedText(text, entities, onCommand) {
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of entities) cuts.add(offset).add(offset + length);
  const places = [...cuts].sort((one, other) => one - other);
  const root = document.createDocumentFragment();
  let open = [];
  for (const [index, place] of places.entries()) {
    const end = places[index + 1];
    if (end === undefined) break;
    const wanted = entities.filter(({ offset, length }) => offset <= place && place < offset + length);
    let same = 0;
    while (same < open.length && open[same].entity === wanted[same]) same++;
    open = open.slice(0, same);
    for (const entity of wanted.slice(same)) {
      const made = entityElement(entity, text.slice(entity.offset, entity.offset + entity.length), onCommand);
      (open.at(-1)?.made ?? root).append(made);
      open.push({ entity, made });
    }
    const stretch = text.slice(place, end);
    // A block ends its line by itself: the line break after it would leave an empty one.
    const isAfterBlock = entities.some((one) => isBlock(one) && one.offset + one.length === place);
    (open.at(-1)?.made ?? root).append(isAfterBlock ? stretch.replace(/^\n/, '') : stretch);
  }
  return root;
}

const isBlock = ({ type }) => type === 'pre' || type.endsWith('blockquote');

const PLAIN_TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre' };

function entityElement(entity, text, onCommand) {
  const tag = PLAIN_TAGS[entity.type];
  if (tag) return element(tag, entity.language ? { 'data-language': entity.language } : {});
  switch (entity.type) {
    case 'text_link':
      return link(entity.url);
    case 'url':
      return link(/^https?:/i.test(text) ? text : `http://${text}`);
    case 'email':
      return link(`mailto:${text}`);
    case 'bot_command':
      return element('button', { type: 'button', className: 'command', onclick: () => onCommand(text) });
    case 'spoiler':
      return spoiler();
    case 'blockquote':
      return element('blockquote');
    case 'expandable_blockquote':
      return expandable();
    case 'mention':
    case 'hashtag':
      return element('span', { className: 'tag' });
    default:
      return element('span');
  }
}

function link(address) {
  const isSafe = /^(https?|tg|mailto):/i.test(address);
  return isSafe ? element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }) : element('span');
}

function spoiler() {
  const made = element('span', { className: 'spoiler', role: 'button', tabindex: '0', title: 'Bấm để xem' });
  const show = () => {
    made.className = '';
    made.removeAttribute('role');
    made.removeAttribute('tabindex');
    made.removeAttribute('title');
  };
  made.addEventListener('click', show);
  made.addEventListener('keydown', (event) => event.key === 'Enter' && show());
  return made;
}

function expandable() {
  const quote = element('blockquote', { className: 'expandable', tabindex: '0', title: 'Bấm để mở rộng hoặc thu gọn' });
  const toggle = () => quote.classList.toggle('expanded');
  quote.addEventListener('click', toggle);
  quote.addEventListener('keydown', (event) => event.key === 'Enter' && event.target === quote && toggle());
  return quote;
}
