import { type Attention, type NeedKind, type Needs, ON_TOP } from '../domain/compliance/attention.ts';
import { callbacks, inMessageBelow } from './callbacks.ts';
import { saySpan } from './dates.ts';
import { shortName } from './directive-head.ts';
import { signOf } from './directive-lists.ts';
import { type Button, bold, button, lines, plain, rows, type Screen, type Voice } from './screen.ts';

interface Shown<Kind extends NeedKind> {
  /** In one line, with how many it is about. */
  line(count: number, about: Needs[Kind], voice: Voice): string;
  /** A word or two for its button, and what that does. */
  open(about: Needs[Kind], unitId: number, voice: Voice): [words: string, data: string];
}

/** One entry per kind of what can need a leader. */
const shown: { [Kind in NeedKind]: Shown<Kind> } = {
  help: {
    line: (count, { about }, { t }) => t('status:need.help', { count, about }),
    open: (call, _, { t }) => [t('status:need.button.help'), wanting(call)],
  },
  silent: {
    line: (count, { about }, { t }) => t('status:need.silent', { count, about }),
    open: (call, _, { t }) => [t('status:need.button.silent'), wanting(call)],
  },
  late: {
    line: (count, late, voice) => {
      const name = `${signOf(late.urgency)}${shortName(late, voice)}`;
      const span = saySpan(voice.now.getTime() - late.deadlineAt.getTime(), voice.t);
      return voice.t('status:need.late', { count, name, span });
    },
    open: ({ directiveId, mayRemind }, unitId, { t }) =>
      mayRemind
        ? [t('status:need.button.late'), callbacks.remind.pack({ directiveId, unitId })]
        : [t('status:need.button.lateList'), callbacks.missing.pack({ directiveId, unitId, page: 0 })],
  },
  decide: {
    line: (count, _, { t }) => t('status:need.decide', { count }),
    open: (_, __, { t }) => [t('status:need.button.decide'), inMessageBelow(callbacks.inbox.pack({ page: 0 }))],
  },
  undeclared: {
    line: (count, { time }, { t }) => t('status:need.undeclared', { count, time }),
    open: (_, unitId, { t }) => [t('status:need.button.undeclared'), callbacks.healthRemind.pack({ unitId })],
  },
  missedFollowUps: {
    line: (count, _, { t }) => t('status:need.missedFollowUps', { count }),
    open: (_, unitId, { t }) => [
      t('status:need.button.missedFollowUps'),
      callbacks.followUps.pack({ unitId, page: 0 }),
    ],
  },
  lateTasks: {
    line: (count, _, { t }) => t('status:need.lateTasks', { count }),
    open: (_, unitId, { t }) => [t('status:need.button.lateTasks'), callbacks.lateTasks.pack({ unitId, page: 0 })],
  },
  overdueTrips: {
    line: (count, _, { t }) => t('status:need.overdueTrips', { count }),
    open: (_, __, { t }) => [t('status:need.button.overdueTrips'), inMessageBelow(callbacks.trips.pack({ page: 0 }))],
  },
  unreachable: {
    line: (count, _, { t }) => t('status:need.unreachable', { count }),
    open: (_, unitId, { t }) => [t('status:need.button.unreachable'), callbacks.lostPeople.pack({ unitId, page: 0 })],
  },
  notEnrolled: {
    line: (count, _, { t }) => t('status:need.notEnrolled', { count }),
    open: (_, unitId, { t }) => [t('status:need.button.notEnrolled'), callbacks.lostPeople.pack({ unitId, page: 0 })],
  },
};

const wanting = ({ rollCallId, unitId }: { rollCallId: number; unitId: number }): string =>
  callbacks.rollCallWanting.pack({ rollCallId, unitId, page: 0, isBelow: 0 });

const PLACES = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/** One thing that needs a leader, in one line. */
export const sayNeed = (one: Attention, voice: Voice): string =>
  (shown[one.kind] as Shown<NeedKind>).line(one.count, one.about, voice);

const lineOf = (one: Attention, index: number, voice: Voice): string =>
  plain(voice.t('status:overview.needLine', { place: PLACES[index] ?? '', line: sayNeed(one, voice) }));

const buttonOf = (one: Attention, index: number, unitId: number, voice: Voice): Button => {
  const { open } = shown[one.kind] as Shown<NeedKind>;
  const [words, data] = open(one.about, unitId, voice);
  return button(voice.t('status:overview.needButton', { place: PLACES[index] ?? '', words }), data);
};

/** The most urgent on top of a unit's figures, each with its button; the others behind one more. */
export function onTop(attention: readonly Attention[], unitId: number, voice: Voice): { text: string; row: Button[] } {
  const { t } = voice;
  const top = attention.slice(0, ON_TOP);
  const more = attention.length - top.length;
  if (top.length === 0) return { text: plain(t('status:overview.nothingTodo')), row: [] };
  return {
    text: lines(
      bold(t('status:overview.todo')),
      ...top.map((one, index) => lineOf(one, index, voice)),
      more > 0 && plain(t('status:overview.more', { count: more })),
    ),
    row: [
      ...top.map((one, index) => buttonOf(one, index, unitId, voice)),
      ...(more > 0 ? [button('…', callbacks.unitNeeds.pack({ unitId }))] : []),
    ],
  };
}

/** All of it. */
export function attentionScreen(
  { unit, attention }: { unit: { id: number; name: string }; attention: readonly Attention[] },
  voice: Voice,
): Screen {
  const { t } = voice;
  const named = attention.slice(0, PLACES.length);
  return {
    text: lines(
      bold(t('status:need.heading', { unit: unit.name })),
      '',
      ...named.map((one, index) => lineOf(one, index, voice)),
      named.length === 0 && plain(t('status:overview.nothingTodo')),
    ),
    keyboard: [
      ...rows(
        named.map((one, index) => buttonOf(one, index, unit.id, voice)),
        3,
      ),
      [backToUnit(unit, voice)],
    ],
  };
}

export const backToUnit = ({ id, name }: { id: number; name: string }, { t }: Voice): Button =>
  button(t('compliance:overview.allButton', { unit: name }), callbacks.unitStatus.pack({ unitId: id, page: 0 }));
