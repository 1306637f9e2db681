import type { CardAmendment } from '../../domain/directives/receipt.ts';
import { orNull, readInstant } from '../columns.ts';
import { sql } from '../sql.ts';

/** The columns of a version (`v`) of a directive's text. */
export const VERSION = sql`v.directive_id AS "directiveId", v.version, v.text, v.text_hash AS "textHash", v.title,
  v.deadline_at AS "deadlineAt", v.reason, v.by_name AS "byName", v.created_at AS "createdAt"`;

export interface VersionRow {
  directiveId: number;
  version: number;
  text: string;
  textHash: string;
  title: string | null;
  deadlineAt: unknown;
  reason: string | null;
  byName: string | null;
  createdAt: unknown;
}

/** How a version came after the one before; `title` is the directive's, for texts that were kept without one. */
export function amendmentOf(
  version: Pick<VersionRow, 'version' | 'createdAt' | 'reason' | 'byName'>,
  before: Pick<VersionRow, 'title' | 'text' | 'textHash' | 'deadlineAt'>,
  title: string,
): CardAmendment {
  const { text, textHash } = before;
  return {
    count: version.version - 1,
    at: readInstant(version.createdAt),
    reason: version.reason ?? '',
    byName: version.byName ?? '',
    before: { title: before.title ?? title, text, textHash, deadlineAt: orNull(readInstant)(before.deadlineAt) },
  };
}
