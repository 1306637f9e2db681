import { sql } from '../sql.ts';

/** The statuses of what is still owed, as the partial indexes on receipts have them. */
export const OPEN = sql`('sent', 'unknown', 'unreachable', 'notEnrolled', 'waiting')`;

/** Whether a receipt (`r`) is of the version that holds, in a directive (`d`) that was not withdrawn or replaced. */
export const HOLDING = sql`(r.version = d.version AND (d.ended_as IS NULL OR d.ended_as = 'closed'))`;
