import type { OwingLine } from '../domain/compliance/compliance-reads.ts';
import type { Names } from '../domain/compliance/names-views.ts';
import type { OpenStep } from '../domain/directives/head.ts';
import type { LostPerson } from '../domain/people/people-store.ts';
import type { Task } from '../domain/tasks/task.ts';
import { backToUnit } from './attention.ts';
import { callbacks, inMessageBelow } from './callbacks.ts';
import { shortName } from './directive-head.ts';
import { bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';
import { listOfTasks } from './tasks.ts';

type OnPage<Line> = Names<Line> & { page: number };

/** How a page of names is shown: what it is, what is said where nobody is left, each line, what its button opens, where its pages are. */
interface Shape<Line> {
  heading: string;
  none: string;
  line(one: Line, place: string): string;
  open(one: Line): string;
  to(page: number): string;
  legend: string;
}

function namesScreen<Line>(
  { unit, lines: all, total, mayOpen, page }: OnPage<Line>,
  shape: Shape<Line>,
  voice: Voice,
): Screen {
  const place = (index: number) => String(page * PAGE + index + 1);
  const numbers = all.map((one, index) => button(place(index), inMessageBelow(shape.open(one))));
  return {
    text: lines(
      bold(shape.heading),
      '',
      ...all.map((one, index) => plain(shape.line(one, place(index)))),
      total === 0 && plain(shape.none),
      '',
      plain(shape.legend),
    ),
    keyboard: [
      ...(mayOpen ? rows(numbers, PAGE) : []),
      ...pageRow(page, Math.ceil(total / PAGE), shape.to),
      [backToUnit(unit, voice)],
    ],
  };
}

/** Before whoever leads a unit. */
const signOfHead = ({ isHead }: { isHead: boolean }): string => (isHead ? '★ ' : '');

/** Who has not acknowledged something, with how much; each opens with all that they owe and what can be done. */
export function owingPeopleScreen(view: OnPage<OwingLine>, voice: Voice): Screen {
  const { t } = voice;
  const { unit } = view;
  const shape: Shape<OwingLine> = {
    heading: t('status:names.owing', { unit: unit.name }),
    none: t('status:names.owingNone'),
    line(one, place) {
      const { fullName: name, unitName, open, overdue: count } = one;
      const line = t('status:names.owingLine', { place, sign: signOfHead(one), name, unit: unitName, open });
      return count > 0 ? t('status:names.owingOverdue', { line, count }) : line;
    },
    open: ({ personId }) => callbacks.personCard.pack({ personId }),
    to: (page) => callbacks.owingPeople.pack({ unitId: unit.id, page }),
    legend: [
      ...(view.total > 0 ? [t('status:names.owingLegend')] : []),
      ...(view.lines.some(({ isHead }) => isHead) ? [t('status:names.headsLegend')] : []),
    ].join(' · '),
  };
  return namesScreen(view, shape, voice);
}

/** Heads with what they have not set going. */
export function openStepsScreen(view: OnPage<OpenStep>, voice: Voice): Screen {
  const { t } = voice;
  const { unit } = view;
  const shape: Shape<OpenStep> = {
    heading: t('status:names.steps', { unit: unit.name }),
    none: t('status:names.stepsNone'),
    line: ({ fullName: name, unitName, directive }, place) =>
      t('status:names.stepLine', { place, name, unit: unitName, directive: shortName(directive, voice) }),
    open: ({ receiptId }) => callbacks.owing.pack({ receiptId }),
    to: (page) => callbacks.openSteps.pack({ unitId: unit.id, page }),
    legend: '',
  };
  return namesScreen(view, shape, voice);
}

const SIGNS = { notEnrolled: '👤', unreachable: '🚫' } as const;

/** Whom no message reaches. */
export function lostPeopleScreen(view: OnPage<LostPerson>, voice: Voice): Screen {
  const { t } = voice;
  const { unit } = view;
  const shape: Shape<LostPerson> = {
    heading: t('status:names.lost', { unit: unit.name }),
    none: t('status:names.lostNone'),
    line(one, place) {
      const sign = `${signOfHead(one)}${SIGNS[one.reach]}`;
      return t('status:names.lostLine', { place, sign, name: one.fullName, unit: one.unitName });
    },
    open: ({ personId }) => callbacks.personCard.pack({ personId }),
    to: (page) => callbacks.lostPeople.pack({ unitId: unit.id, page }),
    legend: view.total > 0 ? t('status:names.lostLegend') : '',
  };
  return namesScreen(view, shape, voice);
}

/** Tasks that units still owe. */
export function owedTasksScreen({ unit, lines: tasks, total, page }: OnPage<Task>, voice: Voice): Screen {
  const { t } = voice;
  if (total === 0) return { text: plain(t('status:names.tasksNone')), keyboard: [[backToUnit(unit, voice)]] };
  const to = (target: number) => callbacks.owedTasks.pack({ unitId: unit.id, page: target });
  const below = [...pageRow(page, Math.ceil(total / PAGE), to), [backToUnit(unit, voice)]];
  return listOfTasks(t('status:names.tasks', { unit: unit.name }), { tasks, total, page }, below, voice);
}
