import { ChatPanel } from './chat-panel.js';
import { element } from './elements.js';
import { PeopleList } from './people-list.js';
import { listen } from './server.js';

/** Narrower than this a chat is no pleasure. */
const NARROWEST_CHAT = 320;
const MOST_CHATS = 3;

const area = document.getElementById('chats');
const offline = document.getElementById('offline');
const panels = new Map();
let bot = { name: 'Bot' };
let stopListening = () => {};

const people = new PeopleList({
  onChoose: choose,
  onBot(found) {
    bot = found;
    document.title = `${bot.name} · trò chuyện thử`;
    document.getElementById('bot-name').textContent = bot.name;
  },
});

const openIds = () => location.hash.slice(1).split(',').map(Number).filter(Boolean);

/** Opens a person's chat beside the others; when there is no room left, in place of the last. */
function choose(id) {
  const open = openIds();
  if (open.includes(id)) return panels.get(id)?.focus();
  const room = Math.min(MOST_CHATS, Math.max(1, Math.floor(area.clientWidth / NARROWEST_CHAT)));
  location.hash = [...open.slice(0, room - 1), id].join(',');
}

function close(id) {
  location.hash = openIds()
    .filter((open) => open !== id)
    .join(',');
}

async function showOpen() {
  const ids = [...new Set(openIds())].slice(0, MOST_CHATS);
  for (const [id, panel] of panels) {
    if (ids.includes(id)) continue;
    panel.root.remove();
    panels.delete(id);
  }
  document.body.classList.toggle('has-chats', ids.length > 0);
  area.querySelector('.nobody')?.remove();
  if (ids.length === 0) area.append(nobody());
  people.markOpen(ids);
  const added = ids.filter((id) => !panels.has(id));
  for (const id of added) panels.set(id, new ChatPanel(id, { bot: () => bot, onClose: () => close(id) }));
  for (const id of ids) if (!panels.get(id).root.isConnected) area.append(panels.get(id).root);
  follow(ids, added.at(-1));
}

/** Listens first and loads then, so that nothing falls between; after a lost connection all is loaded again. */
function follow(ids, focusOn) {
  stopListening();
  let toFocus = focusOn;
  stopListening = listen(ids, {
    async onOpen() {
      offline.hidden = true;
      people.load();
      await Promise.all(ids.map((id) => load(id)));
      if (toFocus !== undefined && matchMedia('(pointer: fine)').matches) panels.get(toFocus)?.focus();
      toFocus = undefined;
    },
    onEvent(event) {
      if (event.isCrowd) people.load();
      else if (event.people.length > 0) people.update(event.people);
      for (const chat of event.chats) panels.get(chat.person.id)?.update(chat);
      for (const answer of event.answers) panels.get(answer.chatId)?.answered(answer);
    },
    onLost() {
      offline.hidden = false;
    },
  });
}

async function load(id) {
  try {
    await panels.get(id)?.load();
  } catch {
    // Somebody who is not here: an old address, or a sandbox that was started anew.
    close(id);
  }
}

function nobody() {
  return element(
    'div',
    { className: 'nobody' },
    element('h2', {}, 'Chọn người'),
    element(
      'p',
      {},
      'Mỗi người trong danh sách có một cuộc trò chuyện riêng với bot. Có thể mở nhiều người cạnh nhau.',
    ),
  );
}

addEventListener('hashchange', showOpen);
showOpen();
