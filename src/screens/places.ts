import { countryOf } from '../domain/areas/country.ts';
import { placeOf } from '../domain/areas/place.ts';
import type { Draft } from '../domain/forms/form.ts';
import { type Asking, pressOf } from './forms.ts';
import { button, type Voice } from './screen.ts';

/** A place as people know it: `Bắc Ninh`, `Bắc Ninh (trước là Bắc Giang)`, `Việt Yên, Bắc Ninh (trước là Bắc Giang)`. */
export function sayPlace(key: string, { t }: Voice): string {
  if (key === '') return t('forms:places.erased');
  const match = placeOf(key);
  if (!match) return countryOf(key)?.name ?? t('forms:places.unknown');
  const { province, former, district } = match;
  const name = district === null ? province.name : t('forms:places.within', { district, province: province.name });
  return former === null ? name : t('forms:places.former', { name, former });
}

export interface PlaceChoice {
  value: string;
  label: string;
}

/** Places to choose from, one below the other. */
export function foundPlaces(
  draft: Draft,
  { words, choices }: { words: string | null; choices: PlaceChoice[] },
  { t }: Voice,
): Asking {
  const to = pressOf(draft);
  const note = words !== null && choices.length === 0 ? { note: t('forms:places.notFound', { words }) } : {};
  return { ...note, buttons: choices.map(({ value, label }) => [button(label, to('pick', value))]) };
}
