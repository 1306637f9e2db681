import { sealLeaf } from '../../domain/evidence/history.ts';
import { HASH_BYTES } from '../../domain/evidence/merkle.ts';
import { type Head, sealHash } from '../../domain/evidence/seal.ts';
import type {
  KeptSeal,
  KeyedHead,
  NewLink,
  NewSeal,
  SealStore,
  UnsealedEntry,
} from '../../domain/evidence/seal-store.ts';
import { streamKey } from '../../domain/evidence/state.ts';
import { readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { chunksOf } from '../transactions.ts';

const SEAL = sql`number, kind, line, signature`;
/** Rows of one statement. */
const ROWS = 500;

/** The chain of seals, what each entry's number is, and where each stream stands. */
export function sealStore(connection: Connection): SealStore {
  const find = async (rest: Sql) =>
    (await connection.query<KeptSeal>(sql`SELECT ${SEAL} FROM evidence_seals ${rest}`))[0] ?? null;
  return {
    ...entryPart(connection),
    ...stampPart(connection),
    findLast: () => find(sql`ORDER BY number DESC LIMIT 1`),
    findLastAnchor: () => find(sql`WHERE kind <> 'entries' AND kind = 'anchor' ORDER BY number DESC LIMIT 1`),
    async list(numbers) {
      const found: KeptSeal[] = [];
      for (const chunk of chunksOf(numbers, ROWS)) {
        const where = sql`WHERE number IN ${sql.list(chunk)} ORDER BY number`;
        found.push(...(await connection.query<KeptSeal>(sql`SELECT ${SEAL} FROM evidence_seals ${where}`)));
      }
      return found;
    },
    listBesides: (after, upTo, limit) =>
      connection.query(sql`
        SELECT ${SEAL} FROM evidence_seals WHERE kind <> 'entries' AND number > ${after} AND number <= ${upTo}
        ORDER BY number LIMIT ${limit}`),
    async listChanged(number) {
      const [row] = await connection.query<{ heads: Uint8Array }>(
        sql`SELECT heads FROM evidence_seals WHERE number = ${number}`,
      );
      return hashesIn(row?.heads ?? Buffer.alloc(0)).map((hash) => hash.toString('hex'));
    },
    listParts: (parts) => listParts(connection, parts),
    async listState(seal, after, limit) {
      const rows = await connection.query<HeadRow>(sql`
        SELECT id, name AS stream, key, number, link, seal FROM evidence_streams
        ${after ? sql`WHERE key > ${after}` : sql.nothing} ORDER BY key LIMIT ${limit}`);
      const heads: KeyedHead[] = [];
      for (const row of rows) {
        const head = row.seal <= seal ? row : await headAt(connection, row, seal);
        if (head) heads.push({ ...headOf(head), key: Buffer.from(row.key) });
      }
      const last = rows.at(-1)?.key;
      return { heads, last: rows.length < limit || !last ? null : Buffer.from(last) };
    },
    add: (seal) => add(connection, seal),
  };
}

interface HeadRow {
  id: number;
  stream: string;
  key: Uint8Array;
  number: number;
  link: Uint8Array;
  seal: number;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (hash: string): Buffer => Buffer.from(hash, 'hex');
const headOf = ({ stream, number, link }: Pick<HeadRow, 'stream' | 'number' | 'link'>): Head => {
  return { stream, number, link: hex(link) };
};

function hashesIn(bytes: Uint8Array): Buffer[] {
  const all = Buffer.from(bytes);
  return Array.from({ length: all.length / HASH_BYTES }, (_, at) =>
    all.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

/** Where a stream stood at a seal before its last one; null when it began later. */
async function headAt(connection: Connection, { id, stream }: HeadRow, seal: number) {
  const [row] = await connection.query<{ number: number; link: Uint8Array }>(sql`
    SELECT number, link FROM evidence_links WHERE stream_id = ${id} AND seal <= ${seal} ORDER BY number DESC LIMIT 1`);
  return row ? { stream, ...row } : null;
}

type EntryPart = Pick<SealStore, 'listUnsealed' | 'countUnsealed' | 'countUnsealedOf' | 'listHeads' | 'lastSealOf'>;

function entryPart(connection: Connection): EntryPart {
  return {
    listUnsealed: (limit) =>
      connection.query<UnsealedEntry>(sql`
        SELECT e.id, e.stream, e.line FROM evidence_unsealed u JOIN evidence_entries e ON e.id = u.entry_id
        ORDER BY u.entry_id LIMIT ${limit}`),
    async countUnsealed() {
      const [row] = await connection.query<{ count: unknown }>(sql`SELECT count(*) AS count FROM evidence_unsealed`);
      return readCount(row?.count);
    },
    async countUnsealedOf(stream, seal) {
      const last =
        seal === undefined
          ? sql`s.number`
          : sql`(SELECT l.number FROM evidence_links l
        WHERE l.stream_id = s.id AND l.seal <= ${seal} ORDER BY l.number DESC LIMIT 1)`;
      const [row] = await connection.query<{ all: unknown; sealed: unknown }>(sql`
        SELECT (SELECT count(*) FROM evidence_entries WHERE stream = ${stream}) AS "all",
          (SELECT ${last} FROM evidence_streams s WHERE s.name = ${stream}) AS sealed`);
      return readCount(row?.all) - readCount(row?.sealed);
    },
    async listHeads(streams) {
      const rows = await connection.query<HeadRow>(sql`
        SELECT name AS stream, number, link FROM evidence_streams WHERE name IN ${sql.list(streams)}`);
      return rows.map(headOf);
    },
    async lastSealOf(stream) {
      const [row] = await connection.query<{ seal: number }>(
        sql`SELECT seal FROM evidence_streams WHERE name = ${stream}`,
      );
      return row?.seal ?? 0;
    },
  };
}

type StampPart = Pick<SealStore, 'addStamp' | 'findLastStamp' | 'findStamp'>;

function stampPart(connection: Connection): StampPart {
  return {
    async addStamp({ seal, at, response }) {
      await connection.execute(sql`
        INSERT INTO evidence_time_stamps (seal, at, response) VALUES (${seal}, ${at}, ${response}) ON CONFLICT (seal) DO NOTHING`);
    },
    async findLastStamp() {
      const [row] = await connection.query<{ seal: number; at: unknown }>(
        sql`SELECT seal, at FROM evidence_time_stamps ORDER BY seal DESC LIMIT 1`,
      );
      return row ? { seal: row.seal, at: readInstant(row.at) } : null;
    },
    async findStamp(seal) {
      const [row] = await connection.query<{ at: unknown; response: Uint8Array }>(
        sql`SELECT at, response FROM evidence_time_stamps WHERE seal = ${seal}`,
      );
      return row ? { seal, at: readInstant(row.at), response: Buffer.from(row.response) } : null;
    },
  };
}

async function listParts(connection: Connection, parts: readonly { seal: number; level: number }[]): Promise<Buffer[]> {
  const rows = new Map<number, { line: string; parts: Uint8Array }>();
  for (const chunk of chunksOf(new Set(parts.map(({ seal }) => seal)), ROWS)) {
    const found = await connection.query<{ number: number; line: string; parts: Uint8Array }>(
      sql`SELECT number, line, parts FROM evidence_seals WHERE number IN ${sql.list(chunk)}`,
    );
    for (const row of found) rows.set(row.number, row);
  }
  return parts.map(({ seal, level }) => {
    const row = rows.get(seal)!;
    return level === 0 ? sealLeaf(sealHash(row.line)) : hashesIn(row.parts)[level - 1]!;
  });
}

async function add(connection: Connection, seal: NewSeal): Promise<boolean> {
  const { number, kind, line, signature, heads, parts, links } = seal;
  const changed = Buffer.concat(heads.map(({ link }) => bytesOf(link)));
  const added = await connection.query(sql`
    INSERT INTO evidence_seals (number, kind, line, signature, heads, parts)
    VALUES (${number}, ${kind}, ${line}, ${signature}, ${changed}, ${Buffer.concat(parts)})
    ON CONFLICT (number) DO NOTHING RETURNING number`);
  if (added.length === 0) return false;
  const ids = await moveHeads(connection, heads, number);
  await addLinks(connection, links, { ids, seal: number });
  return true;
}

async function moveHeads(connection: Connection, heads: readonly Head[], seal: number): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const chunk of chunksOf(heads, ROWS)) {
    const rows = chunk.map(
      ({ stream, number, link }) => sql`(${stream}, ${streamKey(stream)}, ${number}, ${bytesOf(link)}, ${seal})`,
    );
    const moved = await connection.query<{ id: number; name: string }>(sql`
      INSERT INTO evidence_streams (name, key, number, link, seal) VALUES ${sql.join(rows)}
      ON CONFLICT (name) DO UPDATE SET number = excluded.number, link = excluded.link, seal = excluded.seal
      RETURNING id, name`);
    for (const { id, name } of moved) ids.set(name, id);
  }
  return ids;
}

async function addLinks(
  connection: Connection,
  links: readonly NewLink[],
  { ids, seal }: { ids: ReadonlyMap<string, number>; seal: number },
): Promise<void> {
  for (const chunk of chunksOf(links, ROWS)) {
    const rows = chunk.map(
      ({ stream, number, entryId, link }) =>
        sql`(${ids.get(stream)!}, ${number}, ${entryId}, ${bytesOf(link)}, ${seal})`,
    );
    await connection.execute(sql`
      INSERT INTO evidence_links (stream_id, number, entry_id, link, seal) VALUES ${sql.join(rows)}`);
    await connection.execute(sql`
      DELETE FROM evidence_unsealed WHERE entry_id IN ${sql.list(chunk.map(({ entryId }) => entryId))}`);
  }
}
