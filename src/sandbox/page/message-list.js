import { element, icon } from './elements.js';
import { messageBubble } from './message-bubble.js';
import { dayKey, dayName } from './wording.js';

/** This near to its end a chat follows what comes. */
const NEAR_END = 120;

/** The messages of one chat, oldest first; follows the newest unless somebody has scrolled up. */
export class MessageList {
  #messages = new Map();
  #shown = new Map();
  #on;
  #follows = true;
  #isFilling = false;

  constructor(name, on) {
    this.#on = on;
    this.scroll = element('div', {
      className: 'messages',
      role: 'log',
      'aria-live': 'polite',
      'aria-label': `Tin nhắn của ${name}`,
      tabindex: '0',
      onscroll: () => this.#scrolled(),
    });
    this.down = element(
      'button',
      {
        type: 'button',
        className: 'down',
        title: 'Xuống tin mới nhất',
        'aria-label': 'Xuống tin mới nhất',
        hidden: true,
        onclick: () => this.#toEnd(),
      },
      icon('down'),
    );
    this.root = element('div', { className: 'message-area' }, this.scroll, this.down);
    new ResizeObserver(() => this.settle()).observe(this.scroll);
    // A picture takes its room only when it has come; `load` does not bubble.
    this.scroll.addEventListener('load', () => this.settle(), true);
  }

  get isEmpty() {
    return this.#messages.size === 0;
  }

  replace(messages, now) {
    this.#messages.clear();
    this.#shown.clear();
    this.scroll.replaceChildren();
    this.#follows = true;
    this.#isFilling = true;
    this.update(messages, [], now);
    this.#isFilling = false;
  }

  update(messages, deleted, now) {
    for (const id of deleted) this.#remove(id);
    for (const message of messages) this.#put(message);
    this.#drawDays(now);
    this.settle();
  }

  /** Draws the message of this button anew, when its press begins or ends. */
  refresh(key) {
    const message = this.#messages.get(Number(key.split(':')[0]));
    if (message) this.#put(message);
  }

  settle() {
    if (this.#follows) this.#toEnd();
  }

  #put(message) {
    const drawn = messageBubble(message, this.#on);
    const old = this.#shown.get(message.messageId);
    this.#messages.set(message.messageId, message);
    this.#shown.set(message.messageId, drawn);
    if (!old) {
      if (message.from === 'user') this.#follows = true;
      // What was there before the page was opened does not arrive now.
      if (!this.#isFilling) drawn.classList.add('new');
      this.scroll.append(drawn);
      return;
    }
    const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute('data-key') : undefined;
    old.replaceWith(drawn);
    if (focused === undefined) return;
    const again = focused && drawn.querySelector(`[data-key="${CSS.escape(focused)}"]`);
    (again || drawn).focus({ preventScroll: true });
  }

  #remove(id) {
    this.#messages.delete(id);
    this.#shown.get(id)?.remove();
    this.#shown.delete(id);
  }

  #drawDays(now) {
    for (const line of this.scroll.querySelectorAll('.day')) line.remove();
    let day;
    for (const [id, { date }] of this.#messages) {
      if (dayKey(date) === day) continue;
      day = dayKey(date);
      this.#shown.get(id).before(element('div', { className: 'day' }, element('span', {}, dayName(date, now))));
    }
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    this.#follows = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.down.hidden = this.#follows;
  }

  #toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }
}
