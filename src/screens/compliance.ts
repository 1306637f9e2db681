import { dueOf, type UnitFigures } from '../domain/compliance/compliance.ts';
import { bar, lines, plain, type Voice } from './screen.ts';

export interface Place {
  id: number;
  name: string;
}

/** A unit with how much of what it owes is done. */
export function unitLines(unit: UnitFigures, { t }: Voice): string {
  const name = unit.isSelf ? t('compliance:directive.here', { unit: unit.unitName }) : unit.unitName;
  const due = dueOf(unit);
  return lines(plain(name), `<code>${bar(unit.acknowledged, due)}</code> ${unit.acknowledged}/${due}`);
}
