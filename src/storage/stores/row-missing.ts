/** A row that must be there is not: a fault of the program, never of a person. */
export class RowMissing extends Error {
  override readonly name = 'RowMissing';
}

/** The row, or RowMissing. */
export function mustHave<Row>(row: Row | null | undefined, what: string): Row {
  if (row == null) throw new RowMissing(what);
  return row;
}
