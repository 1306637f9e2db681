import { dueOf, missingOf, type UnitFigures } from '../domain/compliance/compliance.ts';
import { callbacks } from './callbacks.ts';
import { type Button, bar, button, plain, type Voice } from './screen.ts';

export interface Place {
  id: number;
  name: string;
}

/** So many units stand on a directive's page. */
const UNITS_SHOWN = 4;

/** Those of which somebody is missing, as far as they stand on the page. */
const unitsShown = (units: readonly UnitFigures[]): UnitFigures[] =>
  units.filter((one) => missingOf(one) > 0).slice(0, UNITS_SHOWN);

/** How far each unit is of which somebody is missing, numbered as its button is; the others are counted. */
export function unitLines(units: readonly UnitFigures[], { t }: Voice): string[] {
  const shown = unitsShown(units);
  const done = units.filter((one) => missingOf(one) === 0).length;
  const more = units.length - done - shown.length;
  return [
    ...shown.map((unit, index) => {
      const name = unit.isSelf ? t('compliance:directive.here', { unit: unit.unitName }) : unit.unitName;
      const [given, due] = [unit.acknowledged, dueOf(unit)];
      return `<code>${index + 1} ${bar(given, due)}</code> ${given}/${due} ${plain(name)}`;
    }),
    ...(more > 0 ? [plain(t('compliance:directive.moreUnits', { count: more }))] : []),
    ...(done > 0 ? [plain(t('compliance:directive.doneUnits', { count: done }))] : []),
  ];
}

/** Their buttons; what stands at the unit itself opens nothing further. */
export const unitButtons = (units: readonly UnitFigures[], directiveId: number): Button[] =>
  unitsShown(units).flatMap(({ isSelf, unitId }, index) =>
    isSelf ? [] : [button(String(index + 1), callbacks.directiveStatus.pack({ directiveId, unitId }))],
  );
