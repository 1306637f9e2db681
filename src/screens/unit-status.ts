import { type DirectiveFigures, dueOf, STATUS_PAGE } from '../domain/compliance/compliance.ts';
import type { NumberedDirective } from '../domain/compliance/compliance-reads.ts';
import type { UnitStatus } from '../domain/compliance/status-views.ts';
import { dayOf } from '../lib/day.ts';
import { backToUnit, onTop } from './attention.ts';
import { callbacks } from './callbacks.ts';
import { chartButton } from './charts.ts';
import { sayDay, sayMoment } from './dates.ts';
import { shortName } from './directive-head.ts';
import { cut, signOf } from './directive-lists.ts';
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
import { kindButton, leftOf } from './unit-kinds.ts';

/** A unit at a glance: what needs the leader, each directive in force, and what else is owed. */
export function unitStatusScreen(view: UnitStatus, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const { unit, attention, page, total, kinds, closedOn } = view;
  const isFirst = page === 0;
  const top = isFirst ? onTop(attention, unit.id, voice) : { text: '', row: [] };
  const first = page * STATUS_PAGE + 1;
  const text = lines(
    bold(t('status:overview.heading', { unit: unit.name, when: sayMoment(now, now, zone, t) })),
    closedOn && plain(t('status:overview.closed', { day: sayDay(closedOn, t, dayOf(now, zone)) })),
    '',
    top.text,
    '',
    ...view.directives.map((directive, index) => directiveLine(directive, first + index, voice)),
    total === 0 && plain(t('status:overview.none')),
    '',
    ...kinds.map(({ kind, cell }) => barLine('  ', cell.done, cell.due, t(`status:kind.${kind}`))),
  );
  return { text, keyboard: [top.row, ...statusRows(view, voice)].filter((row) => row.length > 0) };
}

function statusRows(view: UnitStatus, voice: Voice): Button[][] {
  const { t } = voice;
  const { unit, above, page, total, kinds, hasUnitsBelow } = view;
  const first = page * STATUS_PAGE + 1;
  const numbers = view.directives.map(({ id }, index) =>
    button(String(first + index), callbacks.directiveStatus.pack({ directiveId: id, unitId: unit.id })),
  );
  const left = kinds.filter(({ cell }) => leftOf(cell) > 0);
  return [
    // Ten stand in two rows of five.
    ...rows(numbers, numbers.length > PAGE ? STATUS_PAGE / 2 : PAGE),
    ...pageRow(page, Math.ceil(total / STATUS_PAGE), (target) =>
      callbacks.unitStatus.pack({ unitId: unit.id, page: target }),
    ),
    left.map(({ kind, cell }) => kindButton(kind, leftOf(cell), unit.id, voice)),
    [
      ...(hasUnitsBelow
        ? [button(t('status:overview.unitsButton'), callbacks.unitsStatus.pack({ unitId: unit.id, page: 0 }))]
        : []),
      button(t('status:overview.refreshButton'), callbacks.unitStatus.pack({ unitId: unit.id, page })),
      button(t('status:overview.moreButton'), callbacks.moreStatus.pack({ unitId: unit.id })),
    ],
    above ? [backToUnit(above, voice)] : [],
  ];
}

/** Number, bar and figures stand below one another; the name may take another line. */
function directiveLine(directive: DirectiveFigures, place: number, voice: Voice): string {
  const sign = `${signOf(directive.urgency)}${passedOnSign(directive)}`;
  const name = `${sign}${shortName(directive, voice)}`;
  return barLine(String(place).padStart(2), directive.acknowledged, dueOf(directive), name);
}

const barLine = (place: string, done: number, due: number, name: string): string =>
  `<code>${place} ${bar(done, due)}</code> ${done}/${due}${done >= due ? ' ✅' : ''} ${plain(name)}`;

/** What a head passed on to their people bears the number of what it was. */
export const passedOnSign = ({ isPassedOn }: Pick<DirectiveFigures, 'isPassedOn'>): string => (isPassedOn ? '↪ ' : '');

/** What is looked at less often. */
export function moreStatusScreen(
  { unit, lost, open }: { unit: { id: number; name: string }; lost: number; open: number },
  voice: Voice,
): Screen {
  const { t } = voice;
  const { id: unitId } = unit;
  return {
    text: bold(t('status:more.heading', { unit: unit.name })),
    keyboard: [
      [
        button(t('status:day.button'), callbacks.unitDay.pack({ unitId })),
        ...(open > 0 ? [button(t('status:more.owingButton'), callbacks.owingPeople.pack({ unitId, page: 0 }))] : []),
      ],
      [
        chartButton({ kind: 'units', directiveId: 0, unitId }, voice),
        exportsButton({ place: 'unit', directiveId: 0, unitId }, voice),
      ],
      lost > 0 ? [button(t('status:more.lostButton'), callbacks.lostPeople.pack({ unitId, page: 0 }))] : [],
      [backToUnit(unit, voice)],
    ].filter((row) => row.length > 0),
  };
}

interface Meant {
  units: readonly { id: number; name: string }[];
  directives: readonly (NumberedDirective & { unitId: number })[];
}

/** Which of what they can mean somebody wants to see; no more than a page of it. */
export function chooseStatusScreen({ units, directives }: Meant, voice: Voice): Screen {
  const { t } = voice;
  const found = [
    ...units.map(({ id, name }) => button(name, callbacks.unitStatus.pack({ unitId: id, page: 0 }))),
    ...directives.map(({ id, unitId, isInForce, ...directive }) => {
      const name = cut(`${shortName({ ...directive, document: null }, voice)}: ${directive.title}`);
      return button(
        isInForce ? name : t('status:overview.ended', { name }),
        callbacks.directiveStatus.pack({ directiveId: id, unitId }),
      );
    }),
  ].slice(0, PAGE);
  return {
    text: lines(
      plain(directives.length > 0 ? t('status:overview.choose') : t('compliance:overview.choose')),
      found.length >= PAGE && plain(t('status:overview.narrower')),
    ),
    keyboard: found.map((one) => [one]),
  };
}
