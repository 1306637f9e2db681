import { randomBytes } from 'node:crypto';
import type { HealthDeclaration, HealthDetails } from '../../domain/declarations/health.ts';
import type { HealthStore } from '../../domain/declarations/health-store.ts';
import { SealedValueDamaged } from '../../domain/vault/sealed-value.ts';
import { markOf } from '../../lib/sealing.ts';
import { readCount, readInstant } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import type { HeldKey } from '../vault-keys.ts';
import { below } from './below.ts';
import { healthLooks } from './health-looks.ts';
import { skipIds } from './skip-ids.ts';
import { vaultStore } from './vault-store.ts';

interface Row extends Omit<HealthDeclaration, 'person' | 'unit'> {
  personId: number;
  fullName: string;
  staffNo: string;
  unitId: number;
  unitName: string;
  unitPath: string;
}

const purposeOf = ({ id }: Pick<HealthDeclaration, 'id'>): string => `health:${id}:details`;

export function healthStore(connection: Connection, dataKey: HeldKey): HealthStore {
  const list = (rest: Sql) => declarationsOf(connection, rest);
  const vault = vaultStore(connection, dataKey);
  const listDetails = async (declarations: readonly HealthDeclaration[]) => {
    const readable = declarations.filter(({ detailsId }) => detailsId !== null);
    const places = readable.map((one) => ({ id: one.detailsId!, purpose: purposeOf(one) }));
    const opened = await vault.openAll<HealthDetails>(places);
    const found = new Map(readable.map(({ id }, index) => [id, { place: places[index]!, opened: opened[index]! }]));
    return declarations.map(({ id }) => {
      const one = found.get(id);
      if (one?.opened.state === 'damaged') throw new SealedValueDamaged(one.place);
      return one?.opened.state === 'open' ? one.opened.value : null;
    });
  };
  const markFor = (draftId: number | null) => draftMark(draftId, vault.keyFor(ACTS_KEY));
  return {
    ...healthLooks(connection, dataKey),
    skipIds: (count) => skipIds(connection, 'health_declarations', count),
    find: async (id) => (await list(sql`WHERE h.id = ${id}`))[0] ?? null,
    findOf: async (personId, day) =>
      (await list(sql`WHERE h.person_id = ${personId} AND h.declared_on = ${day}`))[0] ?? null,
    findLastBefore: async (personId, day) =>
      (
        await list(sql`WHERE h.person_id = ${personId} AND h.declared_on < ${day} ORDER BY h.declared_on DESC LIMIT 1`)
      )[0] ?? null,
    async add(act) {
      const { personId, unitId, on, at } = act;
      const [row] = await connection.query<{ id: number }>(sql`
        INSERT INTO health_declarations (person_id, unit_id, declared_on, version, declared_at)
        VALUES (${personId}, ${unitId}, ${on}, 1, ${at}) RETURNING id`);
      const { id } = row!;
      const detailsId = await vault.seal(purposeOf({ id }), act.details);
      await connection.execute(sql`UPDATE health_declarations SET details_id = ${detailsId} WHERE id = ${id}`);
      await addAct(connection, { declarationId: id, version: 1, at, mark: markFor(act.draftId) });
      return id;
    },
    async correct({ id, version, detailsId }, act) {
      const place = { id: detailsId ?? 0, purpose: purposeOf({ id }) };
      const isKept = detailsId !== null && (await vault.replace(place, act.details));
      const kept = isKept ? detailsId : await vault.seal(purposeOf({ id }), act.details);
      await connection.execute(sql`
        UPDATE health_declarations SET unit_id = ${act.unitId}, version = ${version + 1}, declared_at = ${act.at},
          details_id = ${kept} WHERE id = ${id}`);
      await addAct(connection, { declarationId: id, version: version + 1, at: act.at, mark: markFor(act.draftId) });
    },
    hasActOf: async (draftId) =>
      (await connection.query(sql`SELECT 1 FROM health_acts WHERE draft_mark = ${markFor(draftId)}`)).length > 0,
    async countActs(declarationId) {
      const [row] = await connection.query<{ count: unknown }>(
        sql`SELECT count(*) AS count FROM health_acts WHERE declaration_id = ${declarationId}`,
      );
      return readCount(row?.count);
    },
    getDetails: async (declaration) => (await listDetails([declaration]))[0] ?? null,
    listDetails,
    listOfDay: (path, day, afterId, limit) =>
      list(sql`WHERE h.details_id IS NOT NULL AND h.declared_on = ${day} AND h.id > ${afterId}
        AND p.home_unit_id IN (SELECT i.id FROM units i WHERE ${below('i.path', path)}) ORDER BY h.id LIMIT ${limit}`),
    listAllOf: (personId) => list(sql`WHERE h.person_id = ${personId} ORDER BY h.declared_on`),
    listReadableOf: (personId) =>
      list(sql`WHERE h.details_id IS NOT NULL AND h.person_id = ${personId} ORDER BY h.declared_on`),
    listReadableBefore: (day, limit) =>
      list(sql`WHERE h.details_id IS NOT NULL AND h.declared_on < ${day} ORDER BY h.declared_on, h.id LIMIT ${limit}`),
    listSealed: (ids) => list(sql`WHERE h.details_id IN ${sql.list(ids)} ORDER BY h.id`),
    async erase(declarations, because) {
      const sealed = declarations.flatMap(({ detailsId }) => detailsId ?? []);
      await vault.erase(sealed, because);
      const ids = sql.list(declarations.map(({ id }) => id));
      await connection.execute(sql`UPDATE health_declarations SET details_id = NULL WHERE id IN ${ids}`);
    },
    forgetAlerts: (limit) =>
      connection.execute(sql`
        DELETE FROM deliveries WHERE id IN (SELECT d.id FROM deliveries d JOIN health_declarations h ON h.id = d.subject_id
          WHERE d.kind = 'health.alert' AND d.state IN ('sent', 'never', 'unknown') AND h.details_id IS NULL LIMIT ${limit})`),
  };
}

async function declarationsOf(connection: Connection, rest: Sql): Promise<HealthDeclaration[]> {
  const rows = await connection.query<Row>(sql`
    SELECT h.id, h.declared_on AS "on", h.version, h.declared_at AS "declaredAt", h.details_id AS "detailsId",
      p.id AS "personId", p.full_name AS "fullName", p.staff_no AS "staffNo", u.id AS "unitId", u.name AS "unitName",
      u.path AS "unitPath"
    FROM health_declarations h JOIN people p ON p.id = h.person_id JOIN units u ON u.id = h.unit_id ${rest}`);
  return rows.map(({ personId, fullName, staffNo, unitId, unitName, unitPath, ...row }) => ({
    ...row,
    declaredAt: readInstant(row.declaredAt),
    person: { id: personId, fullName, staffNo },
    unit: { id: unitId, name: unitName, path: unitPath },
  }));
}

interface Act {
  declarationId: number;
  version: number;
  at: Date;
  mark: number;
}

async function addAct(connection: Connection, { declarationId, version, at, mark }: Act): Promise<void> {
  await connection.execute(sql`
    INSERT INTO health_acts (declaration_id, version, at, draft_mark) VALUES (${declarationId}, ${version}, ${at}, ${mark})`);
}

/** What the office's key for the marks of acts is derived for. */
const ACTS_KEY = 'health act';
/** A number that every database keeps whole. */
const MARK_BYTES = 6;

/**
 * By it an act is found again that came from a draft. What came from none gets a random one, since nobody without the key is to see which
 * were made by the press that says "nothing noticed, as before".
 */
function draftMark(draftId: number | null, key: Uint8Array): number {
  const bytes = draftId === null ? randomBytes(MARK_BYTES) : markOf(key, Buffer.from(String(draftId)), MARK_BYTES);
  return bytes.readUIntBE(0, MARK_BYTES);
}
