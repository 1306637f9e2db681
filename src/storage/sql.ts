import { type Dialect, writeFlag, writeInstant } from './columns.ts';

/** What may stand as a value in a statement; JSON goes in as text (`writeJson`). */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null;

/** What the driver is given. */
export interface Rendered {
  readonly text: string;
  readonly values: unknown[];
}

/** Text stands as itself: there are many of it, and each press makes some hundred statements' pieces. */
type Piece =
  | string
  | { readonly kind: 'value'; readonly value: SqlValue }
  | { readonly kind: 'either'; readonly either: Readonly<Record<Dialect, Sql>> }
  | { readonly kind: 'empty list' };

/** A piece of SQL with its values apart from its text; only `sql` makes one. */
export class Sql {
  readonly pieces: readonly Piece[];
  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }
}

function addTo(pieces: Piece[], part: Sql | SqlValue): void {
  if (part instanceof Sql) for (const piece of part.pieces) pieces.push(piece);
  else pieces.push({ kind: 'value', value: part });
}

function tag(words: TemplateStringsArray, ...parts: (Sql | SqlValue)[]): Sql {
  const pieces: Piece[] = [words[0]!];
  for (const [index, part] of parts.entries()) {
    addTo(pieces, part);
    pieces.push(words[index + 1]!);
  }
  return new Sql(pieces);
}

/**
 * SQL as a template: values become parameters, pieces made by `sql` are put in as they are.
 * A `Date` or a flag is converted for the database that runs it, and its type is told to PostgreSQL.
 */
export const sql = Object.assign(tag, {
  /** Text that is put in unquoted, such as a table's name; never anything that a person typed. */
  raw: (words: string): Sql => new Sql([words]),

  /** `(a, b, c)` for IN and VALUES. An empty one suits IN, which then finds nothing; after NOT IN it throws. */
  list: (values: readonly (Sql | SqlValue)[]): Sql => {
    if (values.length === 0) return new Sql([{ kind: 'empty list' }]);
    return tag`(${sql.join(values)})`;
  },

  /** The parts one after another with a separator, a comma unless told. */
  join: (parts: readonly (Sql | SqlValue)[], separator = ', '): Sql => {
    const pieces: Piece[] = [];
    for (const [index, part] of parts.entries()) {
      if (index > 0) pieces.push(separator);
      addTo(pieces, part);
    }
    return new Sql(pieces);
  },

  /** Two ways of saying the same, for where the databases differ. */
  either: (either: Readonly<Record<Dialect, Sql>>): Sql => new Sql([{ kind: 'either', either }]),

  /** A whole number whose type PostgreSQL cannot tell from its place, as in a SELECT list. */
  count: (value: number | null): Sql => sql.either({ sqlite: tag`${value}`, postgres: tag`CAST(${value} AS bigint)` }),

  /** Text whose type PostgreSQL cannot tell from its place. */
  text: (value: string | null): Sql => tag`CAST(${value} AS text)`,

  /** JSON for a json column. */
  json: (value: unknown): Sql => {
    const written = JSON.stringify(value);
    return sql.either({ sqlite: tag`${written}`, postgres: tag`CAST(${written} AS jsonb)` });
  },

  /** No SQL at all. */
  nothing: new Sql([]),
});

/** The statement as this database's driver wants it. Throws TypeError for a value it cannot hold. */
export function render(statement: Sql, dialect: Dialect): Rendered {
  const rendered = { text: '', values: [] as unknown[] };
  append(statement, dialect, rendered);
  return rendered;
}

function append(statement: Sql, dialect: Dialect, to: { text: string; values: unknown[] }): void {
  for (const piece of statement.pieces) {
    if (typeof piece === 'string') to.text += piece;
    else if (piece.kind === 'either') append(piece.either[dialect], dialect, to);
    else if (piece.kind === 'empty list') to.text += emptyList(to.text);
    else {
      to.values.push(parameter(piece.value, dialect));
      to.text += dialect === 'sqlite' ? '?' : `$${to.values.length}${castOf(piece.value)}`;
    }
  }
}

// `x IN (NULL)` is never true, which is right for an empty list; `x NOT IN (NULL)` is never true either, which is wrong.
function emptyList(before: string): string {
  if (/\bNOT\s+IN\s*$/i.test(before)) throw new RangeError('NOT IN with an empty list');
  return '(NULL)';
}

function castOf(value: SqlValue): string {
  if (value instanceof Date) return '::timestamptz';
  return typeof value === 'boolean' ? '::boolean' : '';
}

function parameter(value: SqlValue, dialect: Dialect): unknown {
  if (value instanceof Date) return writeInstant(dialect, value);
  if (typeof value === 'boolean') return writeFlag(dialect, value);
  if (typeof value === 'number') return numberParameter(value, dialect);
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError(`not a value for SQL: ${typeof value}`);
}

// better-sqlite3 binds every number as a float, so that 5 in a text becomes '5.0'; a bigint stays whole.
function numberParameter(value: number, dialect: Dialect): number | bigint {
  if (!Number.isFinite(value)) throw new TypeError(`not a value for SQL: ${value}`);
  return dialect === 'sqlite' && Number.isSafeInteger(value) ? BigInt(value) : value;
}
