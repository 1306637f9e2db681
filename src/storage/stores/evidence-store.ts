import type { Entry, PrivatePart } from '../../domain/evidence/evidence.ts';
import type { EvidenceStore, EvidenceValue, SealedEntry, Telling, Told } from '../../domain/evidence/evidence-store.ts';
import { HASH_BYTES } from '../../domain/evidence/merkle.ts';
import type { ErasedOfRecord, ErasureReason } from '../../domain/vault/erasure-memory.ts';
import { sha256 } from '../../lib/ids.ts';
import { KEY_BYTES } from '../../lib/sealing.ts';
import { readJson, writeJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { lineOf } from '../erasure-journal.ts';
import { sql } from '../sql.ts';
import { chunksOf } from '../transactions.ts';
import { oweSweep } from './vault-store.ts';

/** Appends entries and, apart from them, the values behind their commitments with a key each. */
export function evidenceStore(connection: Connection): EvidenceStore {
  return {
    async append(entry: Entry) {
      const [added] = await connection.query<{ id: number }>(sql`
        INSERT INTO evidence_entries (stream, action, at, line)
        VALUES (${entry.stream}, ${entry.action}, ${entry.at}, ${entry.line}) RETURNING id`);
      const [passing, staying] = [entry.privateParts.filter(passes), entry.privateParts.filter((one) => !passes(one))];
      const keys = await connection.query<{ id: number }>(sql`
        INSERT INTO evidence_keys (key) VALUES ${sql.join(staying.map(({ key }) => sql`(${key})`))} RETURNING id`);
      const keyIds = keys.map((key) => key.id).sort((left, right) => left - right);
      const rows = [...staying, ...passing].map(
        ({ label, iv, sealed }, index) => sql`(${added!.id}, ${label}, ${keyIds[index] ?? APART}, ${iv}, ${sealed})`,
      );
      await connection.execute(sql`
        INSERT INTO evidence_private (entry_id, label, key_id, iv, sealed) VALUES ${sql.join(rows)}`);
      for (const { key } of passing)
        await connection.execute(sql`INSERT INTO evidence_passing_keys (entry_id, key) VALUES (${added!.id}, ${key})`);
    },
    listTelling: (telling) => listTelling(connection, telling),
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
    erase: (values, because) => erase(connection, values, because),
    listBroughtBack: (erased) => listBroughtBack(connection, erased),
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

/** The place of a key that stands in `evidence_passing_keys`; of an entry these are the details alone. */
const APART = 0;
const passes = ({ passes, label }: PrivatePart): boolean => passes === true && label === 'details';

type Dead = EvidenceValue & { stream: string; line: string };

async function erase(connection: Connection, values: readonly EvidenceValue[], because: ErasureReason) {
  const erased: Dead[] = [];
  for (const chunk of chunksOf(values)) {
    for (const label of new Set(chunk.map((one) => one.label))) {
      const ids = chunk.filter((one) => one.label === label).map(({ entryId }) => entryId);
      const gone = await overwrite(connection, ids, label);
      const lines = await connection.query<{ id: number; stream: string; line: string }>(
        sql`SELECT id, stream, line FROM evidence_entries WHERE id IN ${sql.list(gone)} ORDER BY id`,
      );
      erased.push(...lines.map(({ id, stream, line }) => ({ entryId: id, label, stream, line })));
    }
  }
  for (const { line, entryId, label } of erased)
    connection.leaveOutside(lineOf({ entryId, label, line: sha256(line), because }));
  if (erased.length > 0) await oweSweep(connection);
  return erased;
}

/** Gives the entries whose key was still there, wherever it stands. */
async function overwrite(connection: Connection, ids: number[], label: PrivatePart['label']): Promise<number[]> {
  const parts = await connection.query<{ entryId: number; keyId: number }>(sql`
    SELECT entry_id AS "entryId", key_id AS "keyId" FROM evidence_private
    WHERE label = ${label} AND entry_id IN ${sql.list(ids)}`);
  const entryOf = new Map(parts.map(({ entryId, keyId }) => [keyId, entryId]));
  const [apart, others] = [parts.filter(({ keyId }) => keyId === APART), parts.filter(({ keyId }) => keyId !== APART)];
  const passed = await connection.query<{ id: number }>(sql`
    UPDATE evidence_passing_keys SET key = ${ERASED} WHERE key <> ${ERASED}
      AND entry_id IN ${sql.list(apart.map(({ entryId }) => entryId))} RETURNING entry_id AS id`);
  const stayed = await connection.query<{ id: number }>(sql`
    UPDATE evidence_keys SET key = ${ERASED} WHERE key <> ${ERASED}
      AND id IN ${sql.list(others.map(({ keyId }) => keyId))} RETURNING id`);
  return [...passed.map(({ id }) => id), ...stayed.map(({ id }) => entryOf.get(id)!)];
}

async function listBroughtBack(connection: Connection, erased: readonly ErasedOfRecord[]): Promise<EvidenceValue[]> {
  const ids = [...new Set(erased.map(({ entryId }) => entryId))];
  const rows = await connection.query<EvidenceValue & { line: string; key: Uint8Array }>(sql`
    SELECT e.id AS "entryId", p.label, e.line, ${KEY} AS key FROM evidence_entries e
    JOIN evidence_private p ON p.entry_id = e.id ${KEYS} WHERE e.id IN ${sql.list(ids)}`);
  // In another copy of the database a number may have been another entry's.
  const isMeant = ({ entryId, label, line }: (typeof rows)[number]) =>
    erased.some((one) => one.entryId === entryId && one.label === label && one.line === sha256(line));
  return rows
    .filter((row) => !ERASED.equals(row.key) && isMeant(row))
    .map(({ entryId, label }) => ({ entryId, label }));
}

async function listTelling(connection: Connection, { streams, actions, from, until }: Telling): Promise<Told[]> {
  // Only with these words is the index of people's streams taken.
  const ofPeople = streams.every((stream) => stream.startsWith('person:'));
  const rows = await connection.query<{ id: number }>(sql`
    SELECT id FROM evidence_entries WHERE stream IN ${sql.list([...new Set(streams)])} AND at >= ${from} AND at <= ${until}
      ${ofPeople ? sql`AND stream LIKE 'person:%'` : sql.nothing} AND action IN ${sql.list([...actions])} ORDER BY id`);
  const ids = rows.map(({ id }) => id);
  const parts = await privatePartsOf(connection, ids);
  return ids.map((id) => ({ id, privateParts: parts.get(id)! }));
}

type LinkRow = Omit<SealedEntry, 'link' | 'privateParts'> & { link: Uint8Array };
/** The key of a part, wherever it stands. */
const KEY = sql`COALESCE(k.key, q.key)`;
const KEYS = sql`LEFT JOIN evidence_keys k ON k.id = p.key_id
  LEFT JOIN evidence_passing_keys q ON p.key_id = 0 AND q.entry_id = p.entry_id`;

type PartRow = { [Name in keyof PrivatePart]: PrivatePart[Name] extends Buffer ? Uint8Array : PrivatePart[Name] };

async function privatePartsOf(connection: Connection, ids: readonly number[]): Promise<Map<number, PrivatePart[]>> {
  const rows = await connection.query<PartRow & { entryId: number }>(sql`
    SELECT p.entry_id AS "entryId", p.label, ${KEY} AS key, p.iv, p.sealed FROM evidence_private p ${KEYS} WHERE p.entry_id IN ${sql.list(ids)} ORDER BY p.entry_id, p.label`);
  const parts = new Map<number, PrivatePart[]>(ids.map((id) => [id, []]));
  for (const { entryId, label, key, iv, sealed } of rows) {
    parts.get(entryId)!.push({ label, key: Buffer.from(key), iv: Buffer.from(iv), sealed: Buffer.from(sealed) });
  }
  return parts;
}
