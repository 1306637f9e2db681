import { keptSoFar } from '../../domain/forms/draft-actions.ts';
import type { Draft } from '../../domain/forms/form.ts';

/** Where somebody stands in the unit picker. */
export interface UnitsView {
  at?: number | null;
  words?: string | null;
  page?: number;
}

export const unitsView = (draft: Draft): UnitsView => (keptSoFar(draft).view ?? {}) as UnitsView;

export const chosenUnits = (draft: Draft): number[] => (keptSoFar(draft).value as number[] | undefined | null) ?? [];

/** The chosen units after a press on one of them. */
export function toggled(chosen: number[], unitId: number): number[] {
  return chosen.includes(unitId) ? chosen.filter((id) => id !== unitId) : [...chosen, unitId];
}
