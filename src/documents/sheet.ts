/** What a spreadsheet holds of one row: words, a number, an instant, or nothing. A day is the text `YYYY-MM-DD`. */
export type Cell = string | number | Date | null;

export const cellKinds = ['text', 'longText', 'id', 'number', 'day', 'instant'] as const;
export type CellKind = (typeof cellKinds)[number];

/** A column: what it is called, how wide (in letters), and what it says of a row. */
export interface Column<Row> {
  title: string;
  kind: CellKind;
  width: number;
  of(row: Row): Cell;
}

/** A table on its way into a file: its rows come in pages and are never all in memory. */
export interface Sheet<Row> {
  /** What its tab is called. */
  name: string;
  columns: readonly Column<Row>[];
  pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
}
