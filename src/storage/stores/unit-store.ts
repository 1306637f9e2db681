import type { Unit } from '../../domain/units/unit.ts';
import type { UnitFields, UnitStore } from '../../domain/units/unit-store.ts';
import { foldText } from '../../lib/text.ts';
import { orNull, readFlag, readJson } from '../columns.ts';
import type { Connection } from '../connection.ts';
import { type Sql, sql } from '../sql.ts';
import { below, belowAny, like } from './below.ts';
import { mustHave, RowMissing } from './row-missing.ts';
import { placeHomes } from './whereabouts.ts';

interface Row extends Omit<Unit, 'aliases' | 'predecessors' | 'signsOff'> {
  signsOff: unknown;
  aliases: unknown;
  predecessors: unknown;
}

const COLUMNS = sql`id, code, name, parent_id AS "parentId", path, province, aliases,
  valid_from AS "validFrom", valid_to AS "validTo", predecessors, signs_off AS "signsOff"`;

const unitOf = (row: Row): Unit => ({
  ...row,
  aliases: readJson(row.aliases),
  predecessors: readJson(row.predecessors),
  signsOff: orNull(readFlag)(row.signsOff),
});

export function unitStore(connection: Connection): UnitStore {
  const list = async (rest: Sql) =>
    (await connection.query<Row>(sql`SELECT ${COLUMNS} FROM units ${rest}`)).map(unitOf);
  const find = async (id: number) => (await list(sql`WHERE id = ${id}`))[0] ?? null;
  const findByCode = async (code: string) => (await list(sql`WHERE code = ${code}`))[0] ?? null;
  return {
    find,
    findByCode,
    get: async (id) => mustHave(await find(id), `unit ${id}`),
    listRoots: () => list(sql`WHERE parent_id IS NULL ORDER BY id`),
    listChildren: (unitId) => list(sql`WHERE parent_id = ${unitId} ORDER BY id`),
    listAll: () => list(sql`ORDER BY path`),
    listByIds: (ids) => list(sql`WHERE id IN ${sql.list(ids)} ORDER BY path`),
    search: (underPaths, words, limit) => {
      const pattern = like(foldText(words));
      return list(sql`WHERE ${belowAny('path', underPaths)} AND name_folded LIKE ${pattern} ESCAPE '!'
        ORDER BY length(path), name_folded LIMIT ${limit}`);
    },
    save: (fields) => save(fields, connection, findByCode),
  };
}

/** Code and aliases are found by the same search as the name. */
const foldedOf = ({ code, name, aliases }: UnitFields): string => foldText([name, code, ...aliases].join(' · '));

async function save(fields: UnitFields, connection: Connection, findByCode: UnitStore['findByCode']): Promise<number> {
  const parent = fields.parentCode === null ? null : await findByCode(fields.parentCode);
  if (fields.parentCode !== null && !parent) throw new RowMissing(`unit ${fields.parentCode}`);
  const before = await findByCode(fields.code);
  if (before && parent?.path.startsWith(before.path)) throw new RangeError(`unit ${fields.code} below itself`);
  const { code, name, province, validFrom, validTo } = fields;
  const [aliases, predecessors] = [sql.json(fields.aliases), sql.json(fields.predecessors)];
  const [saved] = await connection.query<{ id: number }>(sql`
    INSERT INTO units (code, name, name_folded, parent_id, path, province, aliases, valid_from, valid_to, predecessors,
      signs_off)
    VALUES (${code}, ${name}, ${foldedOf(fields)}, ${parent?.id ?? null}, ${before?.path ?? ''}, ${province}, ${aliases},
      ${validFrom}, ${validTo}, ${predecessors}, ${fields.signsOff ?? null})
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
      parent_id = excluded.parent_id, province = excluded.province, aliases = excluded.aliases,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to, predecessors = excluded.predecessors,
      signs_off = excluded.signs_off
    RETURNING id`);
  const id = saved!.id;
  const path = `${parent?.path ?? '/'}${id}/`;
  if (!before) await connection.execute(sql`UPDATE units SET path = ${path} WHERE id = ${id}`);
  else if (before.path !== path) {
    await connection.execute(sql`
      UPDATE units SET path = ${sql.text(path)} || substr(path, ${before.path.length + 1}) WHERE ${below('path', before.path)}`);
    // Which of several posts is the lowest may be another one now.
    await placeHomes(
      connection,
      sql`id IN (SELECT o.person_id FROM posts o JOIN units u ON u.id = o.unit_id
      WHERE o.to_on IS NULL AND ${below('u.path', path)})`,
    );
  }
  return id;
}
