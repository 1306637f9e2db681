import type { SandboxMessage } from './sandbox-message.ts';

/** How a test names a button: by its whole label or by a pattern. */
export type Label = string | RegExp;

const fits = (text: string, label: Label) => (typeof label === 'string' ? text === label : label.test(text));

export function hasButton(rows: { text: string }[][], label: Label): boolean {
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
export function dataOf(message: SandboxMessage, label: Label): string {
  const rows = message.buttons.map((row) => row.map((button) => ({ ...button, text: button.label })));
  const { text, data, url } = findButton(rows, label);
  if (data === undefined) throw new Error(`the button ${text} sends no data, it opens ${url}`);
  return data;
}
