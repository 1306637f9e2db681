import type { FoundPeople } from '../domain/compliance/people-views.ts';
import { foldText } from '../lib/text.ts';
import { callbacks, inMessageBelow } from './callbacks.ts';
import { type Button, bold, button, lines, PAGE, pageRow, plain, rows, type Screen, type Voice } from './screen.ts';

/** What was typed has to fit into a button, with the number of a page. */
const MOST_WORDS = 48;

/** To a page of those who were found; null where the words are too long, or too strange, for a button. */
function packed(words: string, page: number): string | null {
  const folded = foldText(words).replaceAll(' ', '_');
  return /^[\w.-]+$/.test(folded) && folded.length <= MOST_WORDS
    ? callbacks.foundPeople.pack({ page, words: folded })
    : null;
}

export const unpacked = (words: string): string => words.replaceAll('_', ' ');

/** Who has this name, page by page; each opens with all that they owe. */
export function foundPeopleScreen(found: FoundPeople & { words: string; page: number }, { t }: Voice): Screen {
  const { people, total: count, isMore, words, page } = found;
  const place = (index: number) => String(page * PAGE + index + 1);
  const numbers = people.map(({ id }, index) =>
    button(place(index), inMessageBelow(callbacks.personCard.pack({ personId: id }))),
  );
  const hasPages = packed(words, 0) !== null;
  return {
    text: lines(
      bold(isMore ? t('compliance:found.many', { count, words }) : t('compliance:found.heading', { count, words })),
      '',
      ...people.map(({ fullName: name, unit }, index) =>
        plain(t('compliance:found.line', { place: place(index), name, unit: unit.name })),
      ),
      '',
      (isMore || (count > PAGE && !hasPages)) && plain(t('compliance:found.narrower')),
    ),
    keyboard: [
      ...rows(numbers, PAGE),
      ...(hasPages ? pageRow(page, Math.ceil(count / PAGE), (target) => packed(words, target)!) : []),
    ],
  };
}

/** Beside other things that the words can mean: each by name where there is room, else behind one button. */
export function peopleButtons(
  { people, total: count }: FoundPeople,
  words: string,
  room: number,
  { t }: Voice,
): Button[] {
  const list = packed(words, 0);
  if (count > room && list !== null) return [button(t('compliance:found.button', { count, words }), list)];
  return people
    .slice(0, room)
    .map(({ id, fullName: name, unit }) =>
      button(
        t('compliance:found.personButton', { name, unit: unit.name }),
        callbacks.personCard.pack({ personId: id }),
      ),
    );
}
