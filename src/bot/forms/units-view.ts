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
