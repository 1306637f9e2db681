import { sql } from '../sql.ts';

/** The statuses of what is still owed, as the partial indexes on receipts have them. */
export const OPEN = sql`('sent', 'unknown', 'unreachable', 'notEnrolled', 'waiting')`;
