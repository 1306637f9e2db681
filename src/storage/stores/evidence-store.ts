import type { EvidenceValue } from '../../domain/evidence/erase-actions.ts';
import type { Entry, PrivatePart } from '../../domain/evidence/evidence.ts';
import type { EvidenceStore, SealedEntry } from '../../domain/evidence/evidence-store.ts';
import { HASH_BYTES } from '../../domain/evidence/merkle.ts';
import { KEY_BYTES } from '../../lib/sealing.ts';
import { readJson, writeJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { oweSweep } from './vault-store.ts';

/** Appends entries and, apart from them, the values behind their commitments with a key each. */
export function evidenceStore(connection: Connection): EvidenceStore {
  return {
    async append(entry: Entry) {
      const [added] = await connection.query<{ id: number }>(sql`
        INSERT INTO evidence_entries (stream, action, at, line)
        VALUES (${entry.stream}, ${entry.action}, ${entry.at}, ${entry.line}) RETURNING id`);
      const keys = await connection.query<{ id: number }>(sql`
        INSERT INTO evidence_keys (key) VALUES ${sql.join(entry.privateParts.map(({ key }) => sql`(${key})`))} RETURNING id`);
      const keyIds = keys.map((key) => key.id).sort((left, right) => left - right);
      const rows = entry.privateParts.map(
        ({ label, iv, sealed }, index) => sql`(${added!.id}, ${label}, ${keyIds[index]!}, ${iv}, ${sealed})`,
      );
      await connection.execute(sql`
        INSERT INTO evidence_private (entry_id, label, key_id, iv, sealed) VALUES ${sql.join(rows)}`);
    },
    async listSealed(stream, upToSeal, after, limit) {
      const rows = await connection.query<LinkRow>(sql`
        SELECT e.id, l.number, l.link, l.seal, e.line FROM evidence_streams s JOIN evidence_links l ON l.stream_id = s.id
        JOIN evidence_entries e ON e.id = l.entry_id
        WHERE s.name = ${stream} AND l.number > ${after} AND l.seal <= ${upToSeal} ORDER BY l.number LIMIT ${limit}`);
      const parts = await privatePartsOf(
        connection,
        rows.map(({ id }) => id),
      );
      return rows.map(({ link, ...row }) => {
        return { ...row, link: Buffer.from(link).toString('hex'), privateParts: parts.get(row.id) ?? [] };
      });
    },
    erase: (values) => erase(connection, values),
    async addRoster(name, place, leaves) {
      const ids = writeJson(
        connection.dialect,
        leaves.map(({ id }) => id),
      );
      const bytes = Buffer.concat(leaves.map(({ leaf }) => leaf));
      await connection.execute(sql`
        INSERT INTO evidence_rosters (roster, place, ids, leaves) VALUES (${name}, ${place}, ${ids}, ${bytes})`);
    },
    async listRoster(name, place) {
      const [row] = await connection.query<{ ids: unknown; leaves: Uint8Array }>(sql`
        SELECT ids, leaves FROM evidence_rosters WHERE roster = ${name} AND place = ${place}`);
      if (!row) return [];
      const leaves = Buffer.from(row.leaves);
      return readJson<number[]>(row.ids).map((id, at) => {
        return { id, leaf: leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES) };
      });
    },
  };
}

/** What stands in the place of an erased key; its row stays, so that on SQLite it is overwritten where it stands. */
const ERASED = Buffer.alloc(KEY_BYTES);

async function erase(connection: Connection, values: readonly EvidenceValue[]) {
  const erased: (EvidenceValue & { stream: string; line: string })[] = [];
  for (const { entryId, label } of values) {
    const changed = await connection.execute(sql`
      UPDATE evidence_keys SET key = ${ERASED} WHERE key <> ${ERASED} AND id IN (
        SELECT key_id FROM evidence_private WHERE entry_id = ${entryId} AND label = ${label})`);
    if (changed === 0) continue;
    const [entry] = await connection.query<{ stream: string; line: string }>(
      sql`SELECT stream, line FROM evidence_entries WHERE id = ${entryId}`,
    );
    erased.push({ entryId, label, ...entry! });
  }
  if (erased.length > 0) await oweSweep(connection);
  return erased;
}

type LinkRow = Omit<SealedEntry, 'link' | 'privateParts'> & { link: Uint8Array };
type PartRow = { [Name in keyof PrivatePart]: PrivatePart[Name] extends Buffer ? Uint8Array : PrivatePart[Name] };

async function privatePartsOf(connection: Connection, ids: readonly number[]): Promise<Map<number, PrivatePart[]>> {
  const rows = await connection.query<PartRow & { entryId: number }>(sql`
    SELECT p.entry_id AS "entryId", p.label, k.key, p.iv, p.sealed FROM evidence_private p
    JOIN evidence_keys k ON k.id = p.key_id WHERE p.entry_id IN ${sql.list(ids)} ORDER BY p.entry_id, p.label`);
  const parts = new Map<number, PrivatePart[]>(ids.map((id) => [id, []]));
  for (const { entryId, label, key, iv, sealed } of rows) {
    parts.get(entryId)!.push({ label, key: Buffer.from(key), iv: Buffer.from(iv), sealed: Buffer.from(sealed) });
  }
  return parts;
}
