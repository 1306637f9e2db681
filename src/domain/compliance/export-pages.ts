import { setImmediate } from 'node:timers/promises';

/** So many rows are read at a time: two or three milliseconds of the main thread, since a reply takes several turns of it. */
export const ROWS = 100;
/** The same where a row is a few numbers. */
export const MANY_ROWS = 1_000;

/** Page after page until there is none, with everybody else's turn after each: SQLite answers at once. */
export async function* pagesBy<Row, Key>(
  first: Key,
  read: (after: Key) => Promise<Row[]>,
  keyOf: (row: Row) => Key,
  size: number,
): AsyncGenerator<Row[]> {
  for (let after: Key | null = first; after !== null; ) {
    const page: Row[] = await read(after);
    if (page.length > 0) yield page;
    after = page.length < size ? null : keyOf(page.at(-1)!);
    await setImmediate();
  }
}

/** In the order of given names, as Vietnamese lists have it. */
export const byName = <Row extends { nameSort: string; personId: number }>(one: Row, other: Row): number =>
  one.nameSort === other.nameSort ? one.personId - other.personId : one.nameSort < other.nameSort ? -1 : 1;
