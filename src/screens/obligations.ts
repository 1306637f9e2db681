// i18n: obligations:button.*
import {
  type Called,
  isOverdue,
  type Matters,
  type Obligation,
  type ObligationKind,
} from '../domain/compliance/obligation.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks, inMessageBelow } from './callbacks.ts';
import { sayDay, sayDeadline, sayTime } from './dates.ts';
import { shortName } from './directive-head.ts';
import { cut, signOf } from './directive-lists.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';
import { cut as cutTask } from './tasks.ts';

interface Shown<Kind extends ObligationKind> {
  /** What it is, without number, sign and day. */
  what(matter: Matters[Kind], voice: Voice): string;
  /** Whether the line ends with the day by which it is to be done; otherwise `what` says all of it. */
  hasDay: boolean;
  /** The data of the button that opens it. */
  open(subjectId: number): string;
}

/** One line per kind: how it is said in the list and what its button opens, as a message of its own below. */
const shown: { [Kind in ObligationKind]: Shown<Kind> } = {
  rollCall: {
    what: ({ about }, { t }) => t('obligations:line.rollCall', { about }),
    hasDay: false,
    open: (listedId) => callbacks.ownRollCall.pack({ listedId }),
  },
  directive: {
    what: ({ asks, ...directive }, voice) =>
      asks === 'plain'
        ? nameOf(directive, voice)
        : voice.t(`obligations:line.${asks}`, { name: nameOf(directive, voice) }),
    hasDay: true,
    open: (receiptId) => callbacks.card.pack({ receiptId }),
  },
  implement: {
    what: (directive, voice) => voice.t('obligations:line.implement', { name: nameOf(directive, voice) }),
    hasDay: true,
    open: (receiptId) => callbacks.card.pack({ receiptId }),
  },
  sign: {
    what: ({ approval, ...directive }, voice) =>
      voice.t(`obligations:line.sign.${approval}`, { name: nameOf(directive, voice) }),
    hasDay: true,
    open: (directiveId) => callbacks.pending.pack({ directiveId, page: 0 }),
  },
  amendment: {
    what: (directive, voice) => voice.t('obligations:line.amendment', { name: nameOf(directive, voice) }),
    hasDay: true,
    open: (requestId) => callbacks.amendment.pack({ requestId, page: 0 }),
  },
  task: {
    what: ({ text, isNew, directive }, voice) => {
      const name = shortName(directive, voice);
      return voice.t(isNew ? 'obligations:line.newTask' : 'obligations:line.task', { text: cutTask(text), name });
    },
    hasDay: true,
    open: (taskId) => callbacks.task.pack({ taskId }),
  },
  confirm: {
    what: ({ text, unit }, { t }) => t('obligations:line.confirm', { text: cutTask(text), unit }),
    hasDay: false,
    open: (taskId) => callbacks.task.pack({ taskId }),
  },
  health: {
    what: ({ isFollowed }, { t }) => t(isFollowed ? 'obligations:line.followUp' : 'obligations:line.health'),
    hasDay: true,
    open: () => callbacks.healthOwn.pack({}),
  },
  tripReturn: {
    what: (trip, voice) => voice.t('obligations:line.tripReturn', { days: daysOf(trip, voice) }),
    hasDay: false,
    open: (tripId) => callbacks.trip.pack({ tripId }),
  },
  tripAnswer: {
    what: (trip, voice) => voice.t('obligations:line.tripAnswer', { days: daysOf(trip, voice) }),
    hasDay: false,
    open: (tripId) => callbacks.trip.pack({ tripId }),
  },
  tripDecision: {
    what: ({ name, ...trip }, voice) => voice.t('obligations:line.tripDecision', { name, days: daysOf(trip, voice) }),
    hasDay: false,
    open: (tripId) => callbacks.trip.pack({ tripId }),
  },
  request: {
    what: ({ name }, { t }) => t('obligations:line.request', { name }),
    hasDay: true,
    open: (requestId) => callbacks.privacyRequest.pack({ requestId }),
  },
};

const nameOf = (directive: Called, voice: Voice): string =>
  cut(directive.number ? `${shortName(directive, voice)}: ${directive.title}` : directive.title);

/** `24/11 → 26/11`. */
function daysOf({ fromOn, toOn }: { fromOn: string; toOn: string }, { t, now, zone }: Voice): string {
  const today = dayOf(now, zone);
  return [fromOn, toOn].map((day) => sayDay(day, t, today)).join(' → ');
}

/** A few are opened by buttons that say what is to be done, many by number alone. */
const FEW = 3;

/** Everything that somebody owes, the most urgent first; a page that is no more is the last one. */
export function obligationsScreen(obligations: readonly Obligation[], asked: number, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const count = obligations.length;
  if (count === 0) return { text: plain(t('obligations:none', { time: sayTime(now, zone) })) };
  const pages = Math.ceil(count / PAGE);
  const page = Math.min(asked, pages - 1);
  const on = obligations.slice(page * PAGE, (page + 1) * PAGE);
  const place = (index: number) => String(page * PAGE + index + 1);
  const overdue = obligations.filter((one) => isOverdue(one, now)).length;
  const heading = t('obligations:heading', { count });
  return {
    text: lines(
      bold(overdue > 0 ? t('obligations:headingOverdue', { heading, count: overdue }) : heading),
      '',
      ...on.map((one, index) => plain(t('obligations:numbered', { place: place(index), line: lineOf(one, voice) }))),
    ),
    keyboard: [
      ...rows(
        on.map((one, index) => openButton(one, place(index), count <= FEW, voice)),
        count <= FEW ? 1 : PAGE,
      ),
      ...pageRow(page, pages, (target) => callbacks.inbox.pack({ page: target })),
      [button(t('obligations:refreshButton'), callbacks.inbox.pack({ page }))],
    ],
  };
}

function lineOf(obligation: Obligation, voice: Voice): string {
  const { t, now, zone } = voice;
  const { kind, matter, urgency, dueAt } = obligation;
  const { what, hasDay } = shown[kind] as Shown<ObligationKind>;
  const line = `${signOf(urgency)}${what(matter, voice)}`;
  return hasDay && dueAt ? t('obligations:due', { line, when: sayDeadline(dueAt, now, zone, t) }) : line;
}

function openButton(one: Obligation, place: string, hasWords: boolean, { t }: Voice) {
  const { kind, subjectId } = one;
  const label = hasWords ? t('obligations:opening', { place, words: t(`obligations:button.${wordOf(one)}`) }) : place;
  return button(label, inMessageBelow(shown[kind].open(subjectId)));
}

/** What is to be done with it, in a word or two. */
const wordOf = (one: Obligation) => (one.kind === 'directive' ? one.matter.asks : one.kind);
