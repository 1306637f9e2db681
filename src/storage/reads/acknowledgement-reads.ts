import type { ListedPerson } from '../../domain/directives/acknowledgement-list.ts';
import type { ReceiptStore } from '../../domain/directives/receipt-store.ts';
import { orNull, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';

interface Row extends Omit<ListedPerson, 'onPaper' | 'told'> {
  paperBy: string | null;
  paperAt: unknown;
  toldBy: string | null;
  toldAt: unknown;
}

/** A leader's word of this kind that was not disputed. */
export const leaderWord = (alias: string, way: 'paper' | 'phone'): Sql => {
  const [a, by] = [sql.raw(alias), sql.raw(`${alias}_by`)];
  return sql`LEFT JOIN attestations ${a} ON ${a}.receipt_id = r.id AND ${a}.way = ${way} AND ${a}.disputed_at IS NULL
    LEFT JOIN people ${by} ON ${by}.id = ${a}.by_id`;
};

/** Everybody owed the version in force, by the ids of people: no page costs more than it is long. */
export function acknowledgementReads(connection: Connection): Pick<ReceiptStore, 'listOwedBy'> {
  return {
    async listOwedBy(directiveId, afterPersonId, limit) {
      const rows = await connection.query<Row>(sql`
        SELECT r.person_id AS "personId", p.full_name AS "fullName", p.name_sort AS "nameSort", r.unit_id AS "unitId", r.status,
          r.acknowledged_at AS "acknowledgedAt", r.closed_at AS "closedAt", r.close_reason AS "closeReason",
          CASE WHEN r.way = 'paper' THEN w_by.full_name END AS "paperBy", w.at AS "paperAt",
          c_by.full_name AS "toldBy", c.at AS "toldAt"
        FROM receipts r JOIN directives d ON d.id = r.directive_id AND d.version = r.version
        JOIN people p ON p.id = r.person_id ${leaderWord('w', 'paper')} ${leaderWord('c', 'phone')}
        WHERE r.directive_id = ${directiveId} AND r.person_id > ${afterPersonId} AND r.to_know = ${false}
        ORDER BY r.person_id LIMIT ${limit}`);
      return rows.map(({ paperBy, paperAt, toldBy, toldAt, ...row }) => ({
        ...row,
        acknowledgedAt: orNull(readInstant)(row.acknowledgedAt),
        closedAt: orNull(readInstant)(row.closedAt),
        onPaper: paperBy === null ? null : { by: paperBy, at: readInstant(paperAt) },
        told: toldBy === null ? null : { by: toldBy, at: readInstant(toldAt) },
      }));
    },
  };
}
