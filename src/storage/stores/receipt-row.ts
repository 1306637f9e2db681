import type { Receipt } from '../../domain/directives/receipt.ts';
import { orNull, readFlag, readInstant, readJson } from '../columns.ts';
import { sql } from '../sql.ts';
import { HOLDING } from './open-receipts.ts';

/** The columns of a receipt (`r`) of a directive (`d`). */
export const RECEIPT = sql`r.id, r.directive_id AS "directiveId", r.version, r.person_id AS "personId", r.unit_id AS "unitId",
  r.status, r.on_paper AS "onPaper", r.late_joiner AS "lateJoiner", r.to_know AS "toKnow", r.acknowledged_at AS "acknowledgedAt",
  r.tries, r.pages_seen AS "pagesSeen", r.implemented_at AS "implementedAt", r.passed_on_at AS "passedOnAt",
  r.passed_on_id AS "passedOnId", r.account_id AS "accountId", r.message_id AS "messageId",
  ${HOLDING} AS "isHolding", r.carried_from_id IS NOT NULL AS "isCarried"`;

/** A receipt out of a raw row. */
export const receiptOf = <Row extends Receipt>(row: Row): Row => ({
  ...row,
  onPaper: readFlag(row.onPaper),
  lateJoiner: readFlag(row.lateJoiner),
  toKnow: readFlag(row.toKnow),
  isHolding: readFlag(row.isHolding),
  isCarried: readFlag(row.isCarried),
  acknowledgedAt: orNull(readInstant)(row.acknowledgedAt),
  pagesSeen: readPages(row.pagesSeen),
  implementedAt: orNull(readInstant)(row.implementedAt),
  passedOnAt: orNull(readInstant)(row.passedOnAt),
});

/** The pages that were opened, out of a raw row. */
export const readPages = (raw: unknown): number[] => orNull((value) => readJson<number[]>(value))(raw) ?? [];
