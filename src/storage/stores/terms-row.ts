import type { AckMode, AckTerms, Question } from '../../domain/directives/acknowledging.ts';
import { orNull, readFlag, readJson } from '../columns.ts';
import { type Sql, sql } from '../sql.ts';

/** The columns of a directive's terms of acknowledging; `of` is its alias with a dot, or nothing. */
export const termsColumns = (of: 'd.' | ''): Sql => {
  const d = sql.raw(of);
  return sql`${d}ack_mode AS "ackMode", ${d}commitment, ${d}question, ${d}all_pages AS "allPages"`;
};

export interface TermsRow {
  ackMode: AckMode;
  commitment: string | null;
  question: unknown;
  allPages: unknown;
}

/** Those columns as one value. */
export const termsOf = ({ ackMode: mode, commitment, question, allPages }: TermsRow): AckTerms => ({
  mode,
  commitment,
  question: orNull((raw) => readJson<Question>(raw))(question),
  allPages: readFlag(allPages),
});
