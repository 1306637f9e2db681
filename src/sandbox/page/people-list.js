import { avatar, element, icon } from './elements.js';
import { listPeople } from './server.js';
import { listTime, preview } from './wording.js';

/** The list of people at the side, with its search. */
export class PeopleList {
  #list = document.getElementById('people-list');
  #search = document.getElementById('search');
  #people = [];
  #total = 0;
  #open = [];
  #onChoose;
  #timer;

  constructor({ onChoose, onBot }) {
    this.#onChoose = onChoose;
    this.onBot = onBot;
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.load(), 120);
    });
    this.#search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && this.#people[0]) this.#onChoose(this.#people[0].id);
    });
  }

  async load() {
    const query = this.#search.value.trim();
    const { bot, people, total } = await listPeople(query);
    if (query !== this.#search.value.trim()) return;
    this.#people = people;
    this.#total = total;
    this.onBot(bot);
    this.#draw();
  }

  /** Takes in what has changed of some people; those who are not on the list stay off it. */
  update(changed) {
    const byId = new Map(changed.map((person) => [person.id, person]));
    const isKnown = changed.every((person) => this.#people.some(({ id }) => id === person.id));
    if (!isKnown && !this.#search.value.trim()) {
      this.load();
      return;
    }
    this.#people = this.#people.map((person) => byId.get(person.id) ?? person);
    this.#people.sort((one, other) => lastAt(other) - lastAt(one));
    this.#draw();
  }

  markOpen(ids) {
    this.#open = ids;
    this.#draw();
  }

  #draw() {
    const focused = document.activeElement?.getAttribute('data-user');
    const entries = this.#people.map((person) => this.#entry(person));
    const rest = this.#total - this.#people.length;
    if (this.#people.length === 0) entries.push(element('p', { className: 'hint' }, 'Không tìm thấy ai.'));
    if (rest > 0) entries.push(element('p', { className: 'hint' }, `Còn ${rest} người nữa, hãy tìm theo tên.`));
    this.#list.replaceChildren(...entries);
    if (focused) this.#list.querySelector(`[data-user="${focused}"]`)?.focus();
  }

  #entry(person) {
    const { id, name, note, unread, last } = person;
    const newest = this.#people[0]?.last?.at ?? last?.at;
    const isOpen = this.#open.includes(id);
    return element(
      'button',
      {
        type: 'button',
        className: 'person',
        'data-user': String(id),
        'aria-current': isOpen ? 'true' : undefined,
        onclick: () => this.#onChoose(id),
      },
      avatar(person),
      element(
        'span',
        { className: 'person-line' },
        element('span', { className: 'person-name' }, name),
        state(person) ?? (last && element('span', { className: 'person-time' }, listTime(last.at, newest))),
      ),
      note && element('span', { className: 'person-note' }, note),
      element(
        'span',
        { className: 'person-line' },
        element('span', { className: 'person-last' }, preview(last)),
        unread > 0 && element('span', { className: 'unread', 'aria-label': `${unread} tin chưa đọc` }, String(unread)),
      ),
    );
  }
}

function state({ blocked, deactivated }) {
  if (!blocked && !deactivated) return undefined;
  return element('span', { className: 'person-state' }, icon('block'), deactivated ? 'Đã xoá' : 'Đã chặn');
}

const lastAt = ({ last }) => (last ? Date.parse(last.at) : 0);
