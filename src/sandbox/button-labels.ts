import { type Chat, inlineRows, type StoredMessage } from './chat.ts';
import { type SandboxMessage, showMessage } from './sandbox-message.ts';

/** How a test names a button: by its whole label or by a pattern. */
export type Label = string | RegExp;

const fits = (text: string, label: Label) => (typeof label === 'string' ? text === label : label.test(text));

function hasButton(rows: { text: string }[][], label: Label): boolean {
  return rows.some((row) => row.some(({ text }) => fits(text, label)));
}

/** The button with this label; when there is none, throws with those that there are. */
export function findButton<Button extends { text: string }>(rows: Button[][], label: Label): Button {
  const found = rows.flat().find(({ text }) => fits(text, label));
  if (found) return found;
  const others = rows.map((row) => row.map(({ text }) => `[${text}]`).join(' ')).join(' / ');
  throw new Error(`there is no button ${label} but ${others || 'none at all'}`);
}

/** The data of a message's inline button; throws when the button opens a link instead. */
function dataOf(message: SandboxMessage, label: Label): string {
  const rows = message.buttons.map((row) => row.map((button) => ({ ...button, text: button.label })));
  const { text, data, url } = findButton(rows, label);
  if (data === undefined) throw new Error(`the button ${text} sends no data, it opens ${url}`);
  return data;
}

/** The message and the data that a press sends: of the given message, else of the newest of the bot that has such a button. */
export function pressedButton(
  chat: Chat,
  button: Label | { data: string },
  message?: SandboxMessage,
): [messageId: number, data: string] {
  const isForged = typeof button === 'object' && 'data' in button;
  const seen = message ?? showNewest(chat, (one) => isForged || hasButton(inlineRows(one), button));
  return [seen.messageId, isForged ? button.data : dataOf(seen, button)];
}

export function newestOfBot(chat: Chat, isWanted: (message: StoredMessage) => boolean = () => true) {
  return [...chat.messages.values()].reverse().find((message) => message.from === 'bot' && isWanted(message));
}

function showNewest(chat: Chat, isWanted: (message: StoredMessage) => boolean): SandboxMessage {
  const message = newestOfBot(chat, isWanted) ?? newestOfBot(chat);
  if (!message) throw new Error(`${chat.title} (${chat.id}) has no message from the bot`);
  return showMessage(chat, message);
}
