import { element, icon } from './elements.js';

/** The place to write: text, files, commands, and the keyboard that the bot has laid out. */
export class Composer {
  #on;
  #commands = [];

  constructor(name, on) {
    this.#on = on;
    this.keyboard = element('div', {
      className: 'keyboard',
      role: 'group',
      'aria-label': 'Bàn phím của bot',
      hidden: true,
    });
    this.menu = element('div', {
      className: 'command-menu',
      role: 'group',
      'aria-label': 'Các lệnh của bot',
      hidden: true,
    });
    this.input = element('textarea', {
      rows: 1,
      className: 'write',
      placeholder: 'Nhập tin nhắn',
      'aria-label': `Nhập tin nhắn của ${name}`,
      oninput: () => this.#changed(),
      onkeydown: (event) => this.#key(event),
    });
    this.file = element('input', {
      type: 'file',
      multiple: true,
      className: 'visually-hidden',
      tabindex: '-1',
      'aria-label': `Chọn tệp gửi từ ${name}`,
      onchange: () => this.#attach(),
    });
    this.commandButton = iconButton('Các lệnh', 'command-button', '/', () => this.#toggleMenu());
    this.commandButton.setAttribute('aria-expanded', 'false');
    this.sendButton = element(
      'button',
      { type: 'submit', className: 'send', title: 'Gửi', 'aria-label': 'Gửi' },
      icon('send'),
    );
    this.root = element(
      'form',
      { className: 'composer', onsubmit: (event) => this.#submit(event) },
      this.menu,
      this.keyboard,
      element(
        'div',
        { className: 'composer-row' },
        iconButton('Gửi tệp', 'attach', icon('attach'), () => this.file.click()),
        this.file,
        this.commandButton,
        this.input,
        this.sendButton,
      ),
    );
  }

  setCommands(commands) {
    this.#commands = commands;
    this.commandButton.hidden = commands.length === 0;
  }

  setKeyboard(keyboard) {
    this.keyboard.hidden = !keyboard;
    this.input.placeholder = keyboard?.placeholder ?? 'Nhập tin nhắn';
    const rows = (keyboard?.rows ?? []).map((row) =>
      element(
        'div',
        { className: 'button-row' },
        ...row.map(({ label, requestContact }) =>
          element(
            'button',
            { type: 'button', className: 'key', onclick: () => this.#on.tap(label) },
            requestContact && icon('person'),
            label,
          ),
        ),
      ),
    );
    this.keyboard.replaceChildren(...rows);
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  #key(event) {
    if (event.key === 'Escape') this.#hideMenu();
    // While an accent is still being composed, Enter belongs to the input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.root.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    this.#clear();
    this.#on.send(text);
  }

  #attach() {
    const files = [...this.file.files];
    const caption = this.input.value.trim();
    this.file.value = '';
    this.#clear();
    this.#on.files(files, caption);
  }

  #clear() {
    this.input.value = '';
    this.#changed();
  }

  #changed() {
    this.input.style.setProperty('height', 'auto');
    this.input.style.setProperty('height', `${Math.min(this.input.scrollHeight, 140)}px`);
    const typed = this.input.value;
    if (/^\/\w*$/.test(typed)) this.#showMenu(typed.slice(1).toLowerCase());
    else this.#hideMenu();
  }

  #toggleMenu() {
    if (this.menu.hidden) this.#showMenu('');
    else this.#hideMenu();
  }

  #showMenu(begin) {
    const fitting = this.#commands.filter(({ command }) => command.startsWith(begin));
    if (fitting.length === 0) return this.#hideMenu();
    const entries = fitting.map(({ command, description }) =>
      element(
        'button',
        { type: 'button', className: 'command-entry', onclick: () => this.#choose(command) },
        element('span', { className: 'command-name' }, `/${command}`),
        element('span', { className: 'command-note' }, description),
      ),
    );
    this.menu.replaceChildren(...entries);
    this.menu.hidden = false;
    this.commandButton.setAttribute('aria-expanded', 'true');
  }

  #choose(command) {
    this.#clear();
    this.#hideMenu();
    this.#on.send(`/${command}`);
    this.focus();
  }

  #hideMenu() {
    this.menu.hidden = true;
    this.commandButton.setAttribute('aria-expanded', 'false');
  }
}

export function iconButton(label, className, content, onclick) {
  return element(
    'button',
    { type: 'button', className: `icon-button ${className}`, title: label, 'aria-label': label, onclick },
    content,
  );
}
