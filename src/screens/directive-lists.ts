import type { CardLine } from '../domain/directives/receipt.ts';
import { callbacks } from './callbacks.ts';
import { sayDeadline, sayTime } from './dates.ts';
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

export interface Inbox extends LinesPage {
  /** Open tasks of the reader's units, or handed to them. */
  tasks: number;
  /** What waits for the reader's signature or yes. */
  toDecide: number;
}

/** What a person still owes, nearest deadline first, and how much waits for them elsewhere. */
export function inboxScreen(found: Inbox, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { total, tasks, toDecide } = found;
  const count = total + tasks + toDecide;
  if (count === 0) return { text: plain(t('directives:list.inboxEmpty', { time: sayTime(now, zone) })) };
  const list = listOf(t('directives:list.inbox', { count }), found, voice, (page) => callbacks.inbox.pack({ page }));
  const others = [
    toDecide > 0 && plain(t('directives:list.toDecide', { count: toDecide })),
    tasks > 0 && plain(t('directives:list.tasks', { count: tasks })),
  ];
  const openPending = button(t('directives:list.toDecideButton'), callbacks.pendingList.pack({ page: 0 }));
  const openTasks = button(t('directives:list.tasksButton'), callbacks.tasks.pack({ page: 0 }));
  const below = [...(toDecide > 0 ? [openPending] : []), ...(tasks > 0 ? [openTasks] : [])];
  return {
    text: lines(list.text, total > 0 && '', ...others),
    keyboard: [...(list.keyboard ?? []), ...(below.length > 0 ? [below] : [])],
  };
}

/** The same list as it comes by itself: after enrolling late, or as a reminder. */
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
