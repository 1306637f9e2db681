import type { CardLine } from '../domain/directives/receipt.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline } from './dates.ts';
import { shortName } from './directive-head.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

export interface LinesPage {
  lines: CardLine[];
  total: number;
  page: number;
}

const signs = { normal: '', urgent: '🟡 ', veryUrgent: '🟠 ', immediate: '🔴 ' } as const;

/** The sign of an urgency before a name in a list; nothing for a normal one. */
export const signOf = (urgency: CardLine['urgency']): string => signs[urgency];

/** What a person still owes of directives, as it comes by itself: after enrolling late, or as a reminder. */
export function owedScreen(found: LinesPage, as: 'welcome' | 'reminder', voice: Voice): Screen {
  const { t } = voice;
  const count = found.total;
  const heading =
    as === 'welcome' ? t('directives:welcome.heading', { count }) : t('directives:reminder.heading', { count });
  return listOf(heading, found, voice, (page) => callbacks.inbox.pack({ page }));
}

function listOf(heading: string, found: LinesPage, voice: Voice, to: (page: number) => string): Screen {
  const list = numberedLines(found, voice);
  const pages = pageRow(found.page, Math.ceil(found.total / PAGE), to);
  return { text: lines(bold(heading), '', ...list.lines), keyboard: [...list.buttons, ...pages] };
}

/** Each directive in a line with its number, and the buttons that open them. */
export function numberedLines(found: LinesPage, voice: Voice): { lines: string[]; buttons: Button[][] } {
  const first = found.page * PAGE + 1;
  const numbers = found.lines.map((line, index) =>
    button(labelOf(first + index, found, voice), callbacks.openCard.pack({ receiptId: line.receiptId })),
  );
  return {
    lines: found.lines.map((line, index) => plain(lineOf(line, first + index, voice))),
    buttons: rows(numbers, PAGE),
  };
}

/** A few matters are opened by name of button, many by number alone. */
function labelOf(place: number, found: LinesPage, { t }: Voice): string {
  return found.total <= 3 ? t('directives:list.open', { place: String(place) }) : String(place);
}

function lineOf(line: CardLine, place: number, voice: Voice): string {
  const { t, now, zone } = voice;
  const name = line.number ? `${shortName(line, voice)}: ${line.title}` : line.title;
  const head = t('directives:list.line', { place: String(place), sign: signOf(line.urgency), name: cut(name) });
  if (line.status === 'acknowledged') return `${head} ${t('directives:list.done')}`;
  if (line.status === 'closed' || !line.deadlineAt) return head;
  return `${head}, ${t('directives:list.lineDeadline', { when: sayDeadline(line.deadlineAt, now, zone, t) })}`;
}

const LINE = 90;
/** So much of a name fits a line of a list. */
export const cut = (text: string): string =>
  text.length > LINE ? `${text.slice(0, LINE).replace(/\s+\S*$/, '')}…` : text;
