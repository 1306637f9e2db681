import type { Ending } from '../../domain/directives/directive.ts';
import type { DocumentFields } from '../../domain/directives/document-fields.ts';
import type { Card, Receipt } from '../../domain/directives/receipt.ts';
import { orNull, readCount, readFlag, readInstant, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { IS_SIGNED, ORIGIN, PASSED_ON_FROM, type PassedOnRow, passedOnOf } from '../stores/passed-on.ts';
import { RECEIPT, receiptOf } from '../stores/receipt-row.ts';
import { mustHave } from '../stores/row-missing.ts';
import { type TermsRow, termsColumns, termsOf } from '../stores/terms-row.ts';
import { amendmentOf, VERSION, type VersionRow } from '../stores/version-row.ts';

type CardRow = Receipt &
  TermsRow &
  PassedOnRow &
  Omit<Card, 'receipt' | 'ending' | 'amendment' | 'terms' | 'passedOn'> & {
    endedAs: Ending | null;
    endedAt: unknown;
    endReason: string | null;
    byNumber: string | null;
    byTitle: string | null;
    byReceiptId: number | null;
  };

/** The texts of the directives are read once each, however many of their cards are asked for. */
export async function cards(connection: Connection, ids: number[]): Promise<Map<number, Card>> {
  const rows = await connection.query<CardRow>(sql`
    SELECT ${RECEIPT}, ${termsColumns('d.')},
      d.ended_as AS "endedAs", d.ended_at AS "endedAt", d.end_reason AS "endReason", b.number AS "byNumber", b.title AS "byTitle",
      (SELECT x.id FROM receipts x WHERE x.directive_id = b.id AND x.version = b.version AND x.person_id = r.person_id)
        AS "byReceiptId",
      d.number, d.title, d.urgency, ${ORIGIN}, d.deadline_at AS "deadlineAt", d.state,
      d.document, ${IS_SIGNED} AS "isSigned",
      (SELECT count(*) FROM attachments f WHERE f.directive_id = d.id) AS files
    FROM receipts r JOIN directives d ON d.id = r.directive_id JOIN units u ON u.id = d.issuing_unit_id
    LEFT JOIN directives b ON b.id = d.replaced_by_id
    ${PASSED_ON_FROM}
    WHERE r.id IN ${sql.list(ids)}`);
  const directiveIds = [...new Set(rows.map((row) => row.directiveId))];
  const texts = await connection.query<VersionRow>(sql`
    SELECT ${VERSION} FROM directive_versions v WHERE v.directive_id IN ${sql.list(directiveIds)}`);
  const textOf = new Map(texts.map((text) => [`${text.directiveId}:${text.version}`, text]));
  return new Map(
    rows.map((row) => {
      const versionOf = (version: number) => textOf.get(`${row.directiveId}:${version}`);
      return [row.id, cardOf(row, mustHave(versionOf(row.version), 'text'), versionOf(row.version - 1) ?? null)];
    }),
  );
}

function cardOf(row: CardRow, version: VersionRow, before: VersionRow | null): Card {
  const { ackMode, commitment, question, allPages, passedOnBy, passedOnIn, note, ...others } = row;
  const { number, title, urgency, audience, issuer, issuedAt, deadlineAt, state, files, document, isSigned, ...more } =
    others;
  const { endedAs, endedAt, endReason, byNumber, byTitle, byReceiptId, ...receipt } = more;
  return {
    receipt: receiptOf(receipt),
    number,
    title,
    urgency,
    issuer,
    issuedAt: readInstant(issuedAt),
    deadlineAt: orNull(readInstant)(deadlineAt),
    state,
    ending: endedAs && {
      as: endedAs,
      at: readInstant(endedAt),
      reason: endReason,
      by: byTitle === null ? null : { number: byNumber, title: byTitle, receiptId: byReceiptId },
    },
    amendment: before && amendmentOf(version, before, title),
    text: version.text,
    textHash: version.textHash,
    files: readCount(files),
    terms: termsOf({ ackMode, commitment, question, allPages }),
    audience,
    passedOn: passedOnOf({ passedOnBy, passedOnIn, note }),
    document: orNull<DocumentFields>(readJson)(document),
    isSigned: readFlag(isSigned),
  };
}
