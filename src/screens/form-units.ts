import type { Draft } from '../domain/forms/form.ts';
import { type Asking, pressOf } from './forms.ts';
import { type Button, button, lines, type Voice } from './screen.ts';

export interface UnitChoice {
  id: number;
  name: string;
  isChosen: boolean;
  hasBelow: boolean;
}

export interface UnitsAsking {
  /** Units on this page. */
  choices: UnitChoice[];
  chosen: string[];
  words: string | null;
  found: number;
  /** Where going up leads; null at the top. */
  up: { id: number | null; name: string } | null;
  page: number;
  pages: number;
}

/** Units of the own tree, to be ticked, opened, searched. */
export function unitsAsking(draft: Draft, units: UnitsAsking, { t }: Voice): Asking {
  const to = pressOf(draft);
  const line = ({ id, name, isChosen, hasBelow }: UnitChoice): Button[] => [
    button(`${isChosen ? '✅' : '☐'} ${name}`, to('toggle', id)),
    ...(hasBelow ? [button('›', to('into', id))] : []),
  ];
  const turning = [
    ...(units.up ? [button(t('forms:unitsUp', { unit: units.up.name }), to('into', units.up.id ?? 0))] : []),
    ...(units.page > 0 ? [button('‹', to('page', units.page - 1))] : []),
    ...(units.page < units.pages - 1 ? [button('›', to('page', units.page + 1))] : []),
  ];
  const { words, found, chosen } = units;
  const note = lines(
    words && (found > 0 ? t('forms:unitsFound', { words, count: found }) : t('forms:unitsNotFound', { words })),
    chosen.length > 0 && t('forms:unitsChosen', { count: chosen.length, units: chosen.join('; ') }),
  );
  const done = button(t('forms:unitsDone', { count: chosen.length }), to('done'));
  return {
    note,
    buttons: [
      ...units.choices.map(line),
      ...(turning.length > 0 ? [turning] : []),
      ...(chosen.length > 0 ? [[done]] : []),
    ],
  };
}
