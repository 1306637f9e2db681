/** Two words of a unit's kind become two letters: `Trung tâm Khuyến nông` is `TT Khuyến nông`. */
const initials = (words: readonly string[]): string => words.map((word) => word[0]!.toUpperCase()).join('');

/**
 * Names of units that stand below one another, each in so many letters: what all begin with is left out, then the words for what kind
 * of unit it is become letters, and only then something is cut off. Whole names where they fit.
 */
export function shortNames(names: readonly string[], width: number): string[] {
  const all = names.map((name) => name.trim().split(/\s+/));
  const common = names.length > 1 ? commonWords(all) : 0;
  return all.map((words, index) => {
    const name = names[index]!;
    if (name.length <= width) return name;
    const rest = words.slice(common);
    if (rest.join(' ').length <= width) return rest.join(' ');
    const lettered = rest.length > 2 ? [initials(rest.slice(0, 2)), ...rest.slice(2)].join(' ') : rest.join(' ');
    return lettered.length <= width ? lettered : `${lettered.slice(0, width - 1).trimEnd()}…`;
  });
}

/** With how many words all of them begin; something is left of each. */
function commonWords(all: readonly string[][]): number {
  const least = Math.min(...all.map((words) => words.length)) - 1;
  let count = 0;
  while (count < least && all.every((words) => words[count] === all[0]![count])) count += 1;
  // A number alone says less than the word before it: `số 1`.
  return count > 0 && all.every((words) => words.length === count + 1) ? count - 1 : count;
}
