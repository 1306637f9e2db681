import { Composer, iconButton } from './composer.js';
import { avatar, element, icon } from './elements.js';
import { MessageList } from './message-list.js';
import { Presses } from './presses.js';
import { act, readChat, sendFile } from './server.js';

/** One person's chat with the bot: what they see and what they can do. */
export class ChatPanel {
  #bot;
  #onClose;
  #isLoaded = false;

  constructor(id, { bot, onClose }) {
    this.id = id;
    this.#bot = bot;
    this.#onClose = onClose;
    this.root = element('section', { className: 'chat', 'data-chat': String(id), 'aria-busy': 'true' });
    this.toast = element('div', { className: 'toast', role: 'status', 'aria-live': 'polite' });
  }

  async load() {
    const chat = await readChat(this.id);
    this.name = chat.person.name;
    if (!this.#isLoaded) this.#build(chat);
    this.list.replace(chat.messages, chat.now);
    this.composer.setCommands(chat.commands);
    this.start.querySelector('p').textContent = chat.description;
    this.#show(chat);
  }

  /** Takes in what the server says has changed. */
  update(chat) {
    if (!this.#isLoaded) return;
    this.list.update(chat.messages, chat.deleted, chat.now);
    this.#show(chat);
  }

  answered(answer) {
    this.presses?.answered(answer);
  }

  focus() {
    this.composer?.focus();
  }

  #build({ person }) {
    this.#isLoaded = true;
    this.presses = new Presses({
      onChange: (key) => this.list.refresh(key),
      onAnswer: (answer) => this.#showAnswer(answer),
    });
    this.list = new MessageList(person.name, {
      press: (message, button) => this.#press(message, button),
      isWaiting: (key) => this.presses.isWaiting(key),
      command: (text) => this.#do('send', { text }),
    });
    this.composer = new Composer(person.name, {
      send: (text) => this.#do('send', { text }),
      tap: (label) => this.#do('tap', { label }),
      files: (files, caption) => this.#sendFiles(files, caption),
    });
    this.start = this.#startCard();
    this.barText = element('span');
    this.barButton = element('button', { type: 'button', onclick: () => this.#do('unblock') }, 'Bỏ chặn');
    this.bar = element('div', { className: 'bar', hidden: true }, this.barText, this.barButton);
    this.root.setAttribute('aria-label', `Trò chuyện của ${person.name}`);
    this.root.removeAttribute('aria-busy');
    this.root.replaceChildren(this.#head(person), this.list.root, this.start, this.toast, this.bar, this.composer.root);
    this.root.addEventListener('dragover', (event) => event.preventDefault());
    this.root.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#sendFiles([...event.dataTransfer.files], '');
    });
  }

  #head(person) {
    this.blockButton = element('button', {
      type: 'button',
      onclick: () => this.#do(this.isBlocked ? 'unblock' : 'block'),
    });
    const contact = element('button', { type: 'button', onclick: () => this.#do('contact') }, 'Chia sẻ số điện thoại');
    const menu = element('div', { className: 'menu', hidden: true }, contact, this.blockButton);
    const more = iconButton('Thêm', 'more', icon('more'), () => toggle(menu.hidden));
    const toggle = (isOpen) => {
      menu.hidden = !isOpen;
      more.setAttribute('aria-expanded', String(isOpen));
    };
    toggle(false);
    menu.addEventListener('click', () => toggle(false));
    this.root.addEventListener('click', (event) => !more.contains(event.target) && toggle(false));
    this.root.addEventListener('keydown', (event) => event.key === 'Escape' && toggle(false));
    return element(
      'header',
      { className: 'chat-head' },
      iconButton('Về danh sách', 'back', icon('back'), this.#onClose),
      avatar(person),
      element(
        'div',
        { className: 'chat-title' },
        element('h2', {}, person.name),
        element('p', { title: person.note }, person.note ?? person.phone),
      ),
      more,
      iconButton('Đóng', 'close', icon('close'), this.#onClose),
      menu,
    );
  }

  #startCard() {
    return element(
      'div',
      { className: 'start' },
      element('h3', {}, this.#bot().name),
      element('p'),
      element(
        'button',
        { type: 'button', className: 'start-button', onclick: () => this.#do('send', { text: '/start' }) },
        'Bắt đầu',
      ),
    );
  }

  #show({ person, keyboard }) {
    this.isBlocked = person.blocked;
    this.blockButton.textContent = person.blocked ? 'Bỏ chặn' : 'Chặn bot';
    this.start.hidden = !this.list.isEmpty || person.blocked || person.deactivated;
    this.list.root.hidden = !this.start.hidden;
    this.bar.hidden = !person.blocked && !person.deactivated;
    this.barText.textContent = person.deactivated ? 'Tài khoản này đã bị xoá.' : 'Người này đã chặn bot.';
    this.barButton.hidden = person.deactivated;
    this.composer.root.hidden = !this.bar.hidden || !this.start.hidden;
    this.composer.setKeyboard(keyboard);
    this.list.settle();
  }

  async #press(message, button) {
    await this.presses.press(message, button, () =>
      this.#do('press', { messageId: message.messageId, data: button.data }),
    );
  }

  async #sendFiles(files, caption) {
    for (const [index, file] of files.entries())
      await sendFile(this.id, file, index === 0 ? caption : '').catch((error) => this.#say(error.message));
  }

  #do(name, body) {
    return act(this.id, name, body).catch((error) => this.#say(`Không làm được: ${error.message}`));
  }

  #showAnswer({ text, showAlert }) {
    if (!text) return;
    if (!showAlert) return this.#say(text);
    document.getElementById('alert-for').textContent = this.name;
    document.getElementById('alert-text').textContent = text;
    const dialog = document.getElementById('alert');
    if (!dialog.open) dialog.showModal();
  }

  #say(text) {
    clearTimeout(this.toastTimer);
    this.toast.textContent = text;
    this.toast.classList.add('shown');
    this.toastTimer = setTimeout(() => this.toast.classList.remove('shown'), 4_500);
  }
}
