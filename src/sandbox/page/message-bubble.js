import { element, icon } from './elements.js';
import { formattedText } from './formatted-text.js';
import { fileAddress } from './server.js';
import { clockTime, fileSize } from './wording.js';

/** A message as a bubble with its buttons; `on.press(button)` and `on.command(text)` are called on a click. */
export function messageBubble(message, on) {
  const bubble = element(
    'div',
    { className: 'bubble' },
    attachment(message),
    message.text && element('div', { className: 'text' }, formattedText(message.text, message.entities, on.command)),
    element(
      'span',
      { className: 'meta' },
      message.editedAt && element('span', { className: 'edited' }, 'đã sửa '),
      element(
        'time',
        { dateTime: message.date, title: new Date(message.date).toLocaleString('vi-VN') },
        clockTime(message.date),
      ),
    ),
  );
  const whole = element(
    'article',
    {
      className: `message from-${message.from}`,
      'data-message': String(message.messageId),
      'aria-label': message.from === 'bot' ? 'Bot' : 'Người này',
      tabindex: '-1',
    },
    bubble,
  );
  if (message.buttons.length > 0) whole.append(inlineKeyboard(message, on));
  return whole;
}

export const buttonKey = (message, button) => `${message.messageId}:${button.data}`;

function inlineKeyboard(message, on) {
  const rows = message.buttons.map((row) =>
    element('div', { className: 'button-row' }, ...row.map((button) => inlineButton(message, button, on))),
  );
  return element('div', { className: 'buttons', role: 'group', 'aria-label': 'Các nút của tin nhắn' }, ...rows);
}

function inlineButton(message, button, on) {
  if (button.url)
    return element(
      'a',
      { className: 'inline-button', href: button.url, target: '_blank', rel: 'noopener noreferrer' },
      button.label,
      icon('link'),
    );
  const isWaiting = on.isWaiting(buttonKey(message, button));
  return element(
    'button',
    {
      type: 'button',
      className: 'inline-button',
      'data-key': buttonKey(message, button),
      'aria-busy': isWaiting ? 'true' : undefined,
      title: isWaiting ? 'Chưa trả lời' : undefined,
      disabled: button.data === undefined,
      onclick: () => on.press(message, button),
    },
    element('span', {}, button.label),
  );
}

function attachment(message) {
  if (message.document) return documentCard(message.document);
  if (message.photo)
    return element('img', { className: 'photo', src: fileAddress(message.photo.fileId), alt: message.text || 'Ảnh' });
  if (message.sticker) return element('div', { className: 'sticker', role: 'img', 'aria-label': 'Nhãn dán' }, '👍');
  if (message.contact) {
    const { first_name, last_name, phone_number } = message.contact;
    return card('person', [last_name, first_name].filter(Boolean).join(' '), `+${phone_number.replace(/^\+/, '')}`);
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    return card('place', 'Vị trí', `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`);
  }
  return undefined;
}

function documentCard(file) {
  const card = element(
    'a',
    { className: 'card', href: fileAddress(file.fileId), download: file.name, title: `Tải ${file.name}` },
    element('span', { className: 'card-icon' }, icon('file')),
    element('span', { className: 'card-title' }, file.name),
    element('span', { className: 'card-note' }, fileSize(file.size)),
  );
  return card;
}

function card(drawing, title, note) {
  return element(
    'div',
    { className: 'card' },
    element('span', { className: 'card-icon' }, icon(drawing)),
    element('span', { className: 'card-title' }, title),
    element('span', { className: 'card-note' }, note),
  );
}
