import type { EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';
import { instant } from '../lib/clock.ts';

export type Dialect = 'sqlite' | 'postgres';

type Extra = Omit<Partial<EntitySchemaColumnOptions>, 'type' | 'transformer'>;
type Column = (extra?: Extra) => EntitySchemaColumnOptions;

/** The kinds of column that the office's tables are made of; every schema takes its columns from here. */
export interface Columns {
  /** The row's own number, given by the database. */
  readonly id: Column;
  /** The number of another row. */
  readonly reference: Column;
  /** Telegram's number of a person, chat or message; up to 52 bits, so a JavaScript number holds it. */
  readonly telegramId: Column;
  /** A point in time; a `Date` outside, UTC inside. */
  readonly instant: Column;
  /** A day of the calendar, `YYYY-MM-DD`; it has no time zone. */
  readonly day: Column;
  readonly flag: Column;
  /** Anything that JSON can hold. */
  readonly json: Column;
  readonly text: Column;
  readonly count: Column;
  readonly bytes: Column;
  /** Text out of a fixed list; the table itself checks it too (see `checkedWords`). */
  words(values: readonly string[], extra?: Extra): EntitySchemaColumnOptions;
}

/** The kinds of column as this database has them. */
export function columns(dialect: Dialect): Columns {
  const on = (sqlite: EntitySchemaColumnOptions, postgres: EntitySchemaColumnOptions): Column => {
    const chosen = dialect === 'sqlite' ? sqlite : postgres;
    return (extra) => ({ ...chosen, ...extra });
  };
  // Not `bigint`, which is the same type: TypeORM turns generated ids into text by that name.
  return {
    id: on(
      { type: 'integer', primary: true, generated: 'increment' },
      { type: 'int8', primary: true, generated: 'increment' },
    ),
    reference: on({ type: 'integer' }, { type: 'int8' }),
    telegramId: on({ type: 'integer' }, { type: 'int8' }),
    instant: on({ type: 'text', transformer: instantAsText }, { type: 'timestamptz' }),
    day: on({ type: 'text' }, { type: 'text' }),
    flag: on({ type: 'boolean' }, { type: 'boolean' }),
    json: on({ type: 'simple-json' }, { type: 'jsonb' }),
    text: on({ type: 'text' }, { type: 'text' }),
    count: on({ type: 'integer' }, { type: 'integer' }),
    bytes: on({ type: 'blob' }, { type: 'bytea' }),
    words: (values, extra) => ({ type: 'text', transformer: oneOf(values), ...extra }),
  };
}

/** The check that keeps a column of words to its list, as it is written in a migration. Throws when a word needs quoting. */
export function checkedWords(column: string, values: readonly string[]): string {
  for (const value of values) if (!/^[A-Za-z][\w-]*$/.test(value)) throw new RangeError(`not a plain word: ${value}`);
  return `CHECK (${column} IN (${values.map((value) => `'${value}'`).join(', ')}))`;
}

// Always 24 characters, so that text sorts as time does. TypeORM's own `datetime` writes a space for the T and no Z.
const instantAsText: ValueTransformer = {
  to: (date: Date | null | undefined) => (date instanceof Date ? date.toISOString() : date),
  from: (text: string | null | undefined) => (text == null ? text : readInstant(text)),
};

function oneOf(values: readonly string[]): ValueTransformer {
  const known = new Set(values);
  return {
    to: (word: string | null | undefined) => {
      if (typeof word === 'string' && !known.has(word))
        throw new RangeError(`not one of ${values.join(', ')}: ${word}`);
      return word;
    },
    from: (word: string | null | undefined) => word,
  };
}

/** What a raw parameter for an instant must be. */
export const writeInstant = (_dialect: Dialect, date: Date): string => date.toISOString();

/** What a raw parameter for a flag must be. */
export const writeFlag = (dialect: Dialect, flag: boolean): boolean | number =>
  dialect === 'sqlite' ? Number(flag) : flag;

/** What a raw parameter for a JSON column must be; pg would turn a bare array into its own array type. */
export const writeJson = (_dialect: Dialect, value: unknown): string => JSON.stringify(value);

/** An instant out of a raw row. Throws RangeError when it is none. */
export function readInstant(raw: unknown): Date {
  return raw instanceof Date ? raw : instant(String(raw));
}

/** A flag out of a raw row: SQLite has 0 and 1. */
export const readFlag = (raw: unknown): boolean => raw === true || raw === 1;

/** A JSON value out of a raw row: SQLite has its text. */
export const readJson = <Value>(raw: unknown): Value => (typeof raw === 'string' ? JSON.parse(raw) : raw) as Value;

/** A count or sum out of a raw row; the sum of no rows is 0. Throws RangeError when it is no exact number. */
export function readCount(raw: unknown): number {
  const count = Number(raw ?? 0);
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a count: ${String(raw)}`);
  return count;
}

/** Wraps one of the readers above so that NULL stays null. */
export const orNull =
  <Value>(read: (raw: unknown) => Value) =>
  (raw: unknown): Value | null =>
    raw == null ? null : read(raw);
