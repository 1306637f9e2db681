import { type DirectiveFigures, dueOf, type UnitFigures } from '../domain/compliance/compliance.ts';
import { callbacks } from './callbacks.ts';
import { chartButton } from './charts.ts';
import { sayMoment } from './dates.ts';
import { shortName } from './directive-head.ts';
import { signOf } from './directive-lists.ts';
import { exportsButton } from './exports.ts';
import {
  type Button,
  bar,
  bold,
  button,
  lines,
  PAGE,
  pageRow,
  plain,
  rows,
  type Screen,
  type Voice,
} from './screen.ts';

export interface Place {
  id: number;
  name: string;
}

export interface Overview {
  unit: Place;
  /** The unit above that this leader may see, to go back to. */
  above: Place | null;
  directives: DirectiveFigures[];
  total: number;
  page: number;
  notEnrolled: number;
  unreachable: number;
  /** Late at and below it. */
  lateTasks: number;
  hasUnitsBelow: boolean;
}

const figures = (done: number, all: number): string => `<code>${bar(done, all)}</code> ${done}/${all}`;

/** A unit at a glance: what needs the leader, then each directive in force. */
export function overviewScreen(overview: Overview, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { unit, directives, page, total } = overview;
  const first = page * PAGE + 1;
  const listed = directives.map((directive, index) => directiveLines(directive, first + index, voice));
  const numbers = directives.map(({ id }, index) =>
    button(String(first + index), callbacks.directiveStatus.pack({ directiveId: id, unitId: unit.id })),
  );
  const text = lines(
    bold(t('compliance:overview.heading', { unit: unit.name, when: sayMoment(now, now, zone, t) })),
    '',
    todoOf(overview, voice),
    '',
    ...(total === 0 ? [plain(t('compliance:overview.none'))] : listed),
  );
  return {
    text,
    keyboard: [
      ...rows(numbers, PAGE),
      ...pageRow(page, Math.ceil(total / PAGE), (target) =>
        callbacks.unitStatus.pack({ unitId: unit.id, page: target }),
      ),
      ...(overview.lateTasks > 0
        ? [[button(t('tasks:overview.lateButton'), callbacks.lateTasks.pack({ unitId: unit.id, page: 0 }))]]
        : []),
      [
        chartButton({ kind: 'units', directiveId: 0, unitId: unit.id }, voice),
        exportsButton({ place: 'unit', directiveId: 0, unitId: unit.id }, voice),
      ],
      [
        ...aboveButton(overview.above, voice),
        ...(overview.hasUnitsBelow
          ? [button(t('compliance:overview.unitsButton'), callbacks.unitsStatus.pack({ unitId: unit.id, page: 0 }))]
          : []),
        button(t('compliance:overview.refreshButton'), callbacks.unitStatus.pack({ unitId: unit.id, page })),
      ],
    ],
  };
}

function aboveButton(above: Place | null, { t }: Voice): Button[] {
  if (!above) return [];
  const label = t('compliance:overview.allButton', { unit: above.name });
  return [button(label, callbacks.unitStatus.pack({ unitId: above.id, page: 0 }))];
}

function todoOf({ directives, notEnrolled, unreachable, lateTasks }: Overview, voice: Voice): string {
  const { t } = voice;
  const late = directives.filter((directive) => directive.late > 0);
  const todo = [
    ...late.slice(0, 2).map((one) => t('compliance:overview.late', { count: one.late, name: shortName(one, voice) })),
    ...(lateTasks > 0 ? [t('tasks:overview.late', { count: lateTasks })] : []),
    ...(unreachable > 0 ? [t('compliance:overview.unreachable', { count: unreachable })] : []),
    ...(notEnrolled > 0 ? [t('compliance:overview.notEnrolled', { count: notEnrolled })] : []),
  ];
  if (todo.length === 0) return plain(t('compliance:overview.nothingTodo'));
  return lines(bold(t('compliance:overview.todo')), ...todo.map(plain));
}

function directiveLines(directive: DirectiveFigures, place: number, voice: Voice): string {
  const { t } = voice;
  const sign = `${signOf(directive.urgency)}${passedOnSign(directive)}`;
  const due = dueOf(directive);
  const done = directive.acknowledged === due ? ' ✅' : '';
  return lines(
    plain(t('compliance:overview.line', { place: String(place), sign, name: shortName(directive, voice) })),
    `${figures(directive.acknowledged, due)}${done}`,
  );
}

/** What a head passed on to their people bears the number of what it was. */
export const passedOnSign = ({ isPassedOn }: DirectiveFigures): string => (isPassedOn ? '↪ ' : '');

/** One row per unit below, and the unit's own people. */
export function unitsScreen(
  about: { unit: Place; units: UnitFigures[]; page: number; above: Place | null },
  voice: Voice,
): Screen {
  const { t } = voice;
  const { unit, units, page } = about;
  const shown = units.slice(page * PAGE, (page + 1) * PAGE);
  const below = shown.filter((one) => !one.isSelf);
  return {
    text: lines(
      bold(t('compliance:units.heading', { unit: unit.name })),
      '',
      ...shown.map((one) => unitLines(one, voice)),
    ),
    keyboard: [
      ...rows(
        below.map((one) => button(one.unitName, callbacks.unitStatus.pack({ unitId: one.unitId, page: 0 }))),
        2,
      ),
      ...pageRow(page, Math.ceil(units.length / PAGE), (target) =>
        callbacks.unitsStatus.pack({ unitId: unit.id, page: target }),
      ),
      aboveButton(unit, voice),
    ],
  };
}

/** A unit with how much of what it owes is done. */
export function unitLines(unit: UnitFigures, { t }: Voice): string {
  const name = unit.isSelf ? t('compliance:directive.here', { unit: unit.unitName }) : unit.unitName;
  return lines(plain(name), figures(unit.acknowledged, dueOf(unit)));
}

/** Which of their units somebody wants to see; a search shows no more than a page of them. */
export function chooseUnitScreen(units: Place[], { t }: Voice): Screen {
  return {
    text: lines(
      plain(t('compliance:overview.choose')),
      units.length >= PAGE && plain(t('compliance:overview.narrower')),
    ),
    keyboard: units.map((unit) => [button(unit.name, callbacks.unitStatus.pack({ unitId: unit.id, page: 0 }))]),
  };
}
