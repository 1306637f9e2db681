/** How many of a sorted list come before something, found by halves. */
export function placeIn<One>(sorted: ArrayLike<One>, isBefore: (one: One) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
