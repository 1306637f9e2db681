import type { Consent } from '../../domain/declarations/consent.ts';
import type { ConsentStore } from '../../domain/declarations/consent-store.ts';
import { orNull, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';

export function consentStore(connection: Connection): ConsentStore {
  return {
    async find(personId) {
      const [row] = await connection.query<Consent>(sql`
        SELECT person_id AS "personId", notice, given_at AS "givenAt", withdrawn_at AS "withdrawnAt" FROM consents
        WHERE person_id = ${personId} ORDER BY id DESC LIMIT 1`);
      return row
        ? { ...row, givenAt: readInstant(row.givenAt), withdrawnAt: orNull(readInstant)(row.withdrawnAt) }
        : null;
    },
    async add(personId, notice, at) {
      await connection.execute(sql`
        INSERT INTO consents (person_id, notice, given_at) VALUES (${personId}, ${notice}, ${at})`);
    },
    async withdraw(personId, at) {
      await connection.execute(sql`
        UPDATE consents SET withdrawn_at = ${at} WHERE person_id = ${personId} AND withdrawn_at IS NULL`);
    },
  };
}
