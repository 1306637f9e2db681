import { setImmediate as othersFirst } from 'node:timers/promises';

/** Rows of one kind at each of several units (or under each of several directives), in the order in which these stand. */
export interface RowsAt {
  id: number;
  count: number;
}

/** Which rows of which units are on a page, so that only those units are read: no page costs more than its units are large. */
export function stretchOf(units: readonly RowsAt[], { limit, offset }: { limit: number; offset: number }) {
  const stretches: { id: number; limit: number; offset: number }[] = [];
  let [skip, left] = [offset, limit];
  for (const { id, count } of units) {
    if (left <= 0) break;
    const here = Math.min(left, Math.max(0, count - skip));
    if (here > 0) stretches.push({ id, limit: here, offset: skip });
    left -= here;
    skip = Math.max(0, skip - count);
  }
  return stretches;
}

/** So many rows are looked at in some milliseconds. */
const PIECE = 2_000;

/** Reads many rows a few units at a time and lets others come in between; gives what each piece came to. */
export async function inPieces<Part>(
  units: readonly RowsAt[],
  read: (ids: number[]) => Promise<Part>,
): Promise<Part[]> {
  const parts: Part[] = [];
  for (let start = 0; start < units.length; ) {
    let [end, rows] = [start, 0];
    while (end < units.length && (end === start || rows + units[end]!.count <= PIECE)) rows += units[end++]!.count;
    if (start > 0) await othersFirst();
    parts.push(await read(units.slice(start, end).map(({ id }) => id)));
    start = end;
  }
  return parts;
}
