import { cleanName } from '../../lib/text.ts';
import { Problem } from '../problem.ts';

/** In characters. */
export const REASON_LIMIT = 300;

/** Why something is changed, refused or ended, as it is kept and shown. Throws `reasonMissing` or `reasonTooLong`. */
export function checkReason(reason: string): string {
  const clean = cleanName(reason);
  if (!clean) throw new Problem('reasonMissing');
  if (clean.length > REASON_LIMIT) throw new Problem('reasonTooLong', { limit: REASON_LIMIT });
  return clean;
}
