import type { T } from '../i18n.ts';
import { escapeHtml, withoutTurns } from '../lib/text.ts';
import { callbacks } from './callbacks.ts';

/** What a person sees: HTML text, and buttons below it. */
export interface Screen {
  text: string;
  keyboard?: Button[][];
  /** The one reply keyboard there is: a button that shares the own phone number; or its removal. */
  replyKeyboard?: { shareContact: string } | 'remove';
}

export interface Button {
  label: string;
  data: string;
}

/** In whose words a screen speaks, when, and where the office's clock stands. */
export interface Voice {
  t: T;
  now: Date;
  zone: string;
}

export const button = (label: string, data: string): Button => ({ label: withoutTurns(label), data });

/** Lines, one below the other; null ones are left out, an empty one is a gap. */
export function lines(...parts: (string | null | false | undefined)[]): string {
  return parts
    .filter((part) => part !== null && part !== undefined && part !== false)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Text of a person or a directive, escaped once, here, and without marks that turn its direction. */
export const plain = (text: string): string => escapeHtml(withoutTurns(text));
export const bold = (text: string): string => `<b>${plain(text)}</b>`;

/** A text with its few marks of Markdown (bold, headings), as letters come out of word processors; everything else as it stands. */
export function marked(text: string): string {
  const heading = /^#{1,6} +(\S.*)$/;
  const strong = /(\*{2,3})(?!\s)((?:(?!\n\n|\*\*)[\s\S])+?)\2/;
  // In one pass, so that one never opens inside the other.
  return plain(text).replace(
    new RegExp(`${heading.source}|${strong.source}`, 'gm'),
    (_, title?: string, _stars?: string, words?: string) => `<b>${(title ?? words ?? '').replaceAll('**', '')}</b>`,
  );
}

/** Buttons in rows of so many. */
export function rows(buttons: Button[], perRow: number): Button[][] {
  const count = Math.ceil(buttons.length / perRow);
  return Array.from({ length: count }, (_, row) => buttons.slice(row * perRow, (row + 1) * perRow));
}

/** A row to the page before and after; none when everything is on one page. */
export function pageRow(page: number, pages: number, to: (page: number) => string): Button[][] {
  if (pages <= 1) return [];
  const row = [
    page > 0 ? button('‹', to(page - 1)) : null,
    button(`${page + 1}/${pages}`, callbacks.stay.pack({})),
    page < pages - 1 ? button('›', to(page + 1)) : null,
  ];
  return [row.filter((one) => one !== null)];
}

/** A list has pages of so many. */
export const PAGE = 8;

/** How much is done, in ten cells (or so many), so that it reads without colour; full only when all is done, empty only when nothing is. */
export function bar(done: number, all: number, size = 10): string {
  const cells = all === 0 ? 0 : (done * size) / all;
  const full = done > 0 && cells < 1 ? 1 : Math.floor(cells);
  return '█'.repeat(full) + '░'.repeat(size - full);
}

/** The Bot API's fields for a screen, to be sent or edited. */
export function messageOf({ text, keyboard, replyKeyboard }: Screen): object {
  return {
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...buttonsBelow(keyboard),
    ...(replyKeyboard ? { reply_markup: replyMarkup(replyKeyboard) } : {}),
  };
}

/** The same fields for buttons alone, below a screen or a picture. */
export function buttonsBelow(keyboard: Button[][] = []): object {
  const inline = keyboard.map((row) => row.map(({ label, data }) => ({ text: label, callback_data: data })));
  return inline.length > 0 ? { reply_markup: { inline_keyboard: inline } } : {};
}

function replyMarkup(keyboard: NonNullable<Screen['replyKeyboard']>): object {
  if (keyboard === 'remove') return { remove_keyboard: true };
  return {
    keyboard: [[{ text: keyboard.shareContact, request_contact: true }]],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}
