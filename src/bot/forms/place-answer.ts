import { countryKey, countryOf, searchCountries } from '../../domain/areas/country.ts';
import { placeKey, placeOf, provinceOf, searchPlaces } from '../../domain/areas/place.ts';
import { keptSoFar } from '../../domain/forms/draft-actions.ts';
import type { Draft, Step } from '../../domain/forms/form.ts';
import type { Asking } from '../../screens/forms.ts';
import { foundPlaces, type PlaceChoice, sayPlace } from '../../screens/places.ts';
import type { BotContext } from '../context.ts';
import { fillingOf } from './fillings.ts';

/** Places on one screen. */
const MOST = 8;

/** Keys of places that fit what was typed, in the country or out of it. */
const search = (typed: string, isAbroad: boolean): string[] =>
  isAbroad ? searchCountries(typed, MOST).map(countryKey) : searchPlaces(typed, MOST).map(placeKey);

const isAbroad = ({ answers }: Draft): boolean => answers.kind === 'abroad';

const wordsOf = (draft: Draft): string | null =>
  (keptSoFar(draft).view as { words?: string } | undefined)?.words ?? null;

/** The one place that what was typed can mean, or the province that bears this very name; null where it can mean several, or none. */
export function placeTyped(draft: Draft, typed: string): string | null {
  const [first, ...others] = search(typed, isAbroad(draft));
  if (first === undefined) return null;
  const isProvince = !isAbroad(draft) && provinceOf(typed) !== null && placeOf(first)?.district === null;
  return isProvince || others.length === 0 ? first : null;
}

/** What fits the words so far, or else where the person went before. */
export async function askPlace(ctx: BotContext, step: Step, draft: Draft): Promise<Asking> {
  const words = wordsOf(draft);
  const before = words === null ? await fillingOf(draft.form).before?.(ctx, step) : null;
  const keys =
    words === null ? [before].flat().filter((key) => typeof key === 'string') : search(words, isAbroad(draft));
  const choices: PlaceChoice[] = keys
    .filter((key) => isAbroad(draft) === (countryOf(key) !== null) && (placeOf(key) ?? countryOf(key)) !== null)
    .map((key) => ({ value: buttonOf(key), label: sayPlace(key, ctx.voice) }));
  return foundPlaces(draft, { words, choices }, ctx.voice);
}

/** A key as it stands on a button, whose words have no colon. */
const buttonOf = (key: string): string => key.replace(':', '.');
export const placeIn = (value: string): string => value.replace('.', ':');
