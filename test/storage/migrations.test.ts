import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SignOff1763950000000 } from '../../migrations/1763950000000-sign-off.ts';
import { WorkPass1764010000000 } from '../../migrations/1764010000000-work-pass.ts';
import { Seals1764030000000 } from '../../migrations/1764030000000-seals.ts';
import { officeModel } from '../../src/storage/model.ts';
import { sql } from '../../src/storage/sql.ts';
import { openTestDatabase, type TestDatabase, testDialect } from '../support/test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase({ ...officeModel, migrated: false });
  await database.migrate();
});
afterEach(() => database.close());

interface Column {
  name: string;
  type: string;
  nullable: boolean;
}

/** The columns that a table really has. */
async function columnsOf(table: string): Promise<Column[]> {
  if (testDialect === 'sqlite') {
    const rows = await database.read.query<{ name: string; type: string; notnull: number; pk: number }>(
      sql`SELECT name, type, "notnull", pk FROM pragma_table_info(${table})`,
    );
    return rows.map(({ name, type, notnull, pk }) => ({
      name,
      type: type.toLowerCase(),
      nullable: notnull === 0 && pk === 0,
    }));
  }
  const rows = await database.read.query<{ name: string; type: string; nullable: string }>(sql`
    SELECT column_name AS name, data_type AS type, is_nullable AS nullable FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ${table}`);
  return rows.map(({ name, type, nullable }) => ({ name, type, nullable: nullable === 'YES' }));
}

const spelling: Record<string, string> = {
  int8: 'bigint',
  timestamptz: 'timestamp with time zone',
  'simple-json': 'text',
};

async function listNames(kind: 'triggers' | 'partial indexes' | 'tables'): Promise<string[]> {
  const statements = {
    sqlite: {
      tables: sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
      triggers: sql`SELECT name FROM sqlite_schema WHERE type = 'trigger'`,
      'partial indexes': sql`SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%WHERE%'`,
    },
    postgres: {
      tables: sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
      triggers: sql`SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal`,
      'partial indexes': sql`SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%WHERE%'`,
    },
  };
  const rows = await database.read.query<{ name: string }>(statements[testDialect][kind]);
  return rows.map((row) => row.name).sort();
}

describe('the migrations', () => {
  test('make the tables that the schemas expect, column by column', async () => {
    for (const schema of officeModel.entities(testDialect)) {
      const { tableName, columns } = schema.options;
      const expected = Object.entries(columns).map(([property, column]) => {
        const name = column?.name ?? property;
        const type = String(column?.type);
        return { name, type: spelling[type] ?? type, nullable: column?.nullable ?? false };
      });
      const byName = (one: Column, other: Column) => (one.name < other.name ? -1 : 1);
      const there = (await columnsOf(tableName ?? '')).sort(byName);
      expect({ tableName, columns: there }).toEqual({ tableName, columns: expected.sort(byName) });
    }
  });

  test('go up, down and up again', async () => {
    const before = await listNames('tables');
    for (const _ of officeModel.migrations) await database.revertLastMigration();
    expect((await listNames('tables')).filter((name) => name !== 'migrations')).toEqual([]);
    await database.migrate();
    expect(await listNames('tables')).toEqual(before);
  });

  test('leave what awaited a second person when they came to whoever may say yes', async () => {
    const since = officeModel.migrations.indexOf(SignOff1763950000000);
    for (const _ of officeModel.migrations.slice(since)) await database.revertLastMigration();
    await database.inTransaction(async (connection) => {
      await connection.execute(sql`
        INSERT INTO units (id, code, name, name_folded, path, aliases, predecessors) VALUES (1, 'SO', 'Sở', 'so', '/1/', '[]', '[]')`);
      await connection.execute(sql`
        INSERT INTO directives (number_year, title, search_folded, urgency, audience, issuing_unit_id, author_name, late_joiners,
          state, version, created_at)
        VALUES (2026, 'Bão', 'bao', 'immediate', 'everyone', 1, 'Thư', ${true}, 'awaiting', 1, '2026-11-21T00:00:00.000Z')`);
    });
    await database.migrate();
    expect(await database.read.query(sql`SELECT state, approval FROM directives`)).toEqual([
      { state: 'awaiting', approval: 'second' },
    ]);
  });

  test('keep who has looked at whose health, there and back', async () => {
    const since = officeModel.migrations.indexOf(WorkPass1764010000000);
    const revert = async () => {
      for (const _ of officeModel.migrations.slice(since)) await database.revertLastMigration();
    };
    const fill = (...statements: ReturnType<typeof sql>[]) =>
      database.inTransaction(async (connection) => {
        for (const statement of statements) await connection.execute(statement);
      });
    const listLooks = (columns: string) =>
      database.read.query(sql`SELECT ${sql.raw(columns)} FROM health_looks ORDER BY id`);
    await revert();
    await fill(
      sql`INSERT INTO units (id, code, name, name_folded, path, aliases, predecessors) VALUES (1, 'SO', 'Sở', 'so', '/1/', '[]', '[]')`,
      sql`INSERT INTO people (id, staff_no, full_name, name_folded, name_sort) VALUES (1, 'an', 'An', 'an', 'an'), (2, 'binh', 'Bình', 'binh', 'binh')`,
      sql`INSERT INTO health_declarations (id, person_id, unit_id, declared_on, version, declared_at)
        VALUES (7, 1, 1, '2026-11-23', 1, '2026-11-23T00:00:00.000Z')`,
      sql`INSERT INTO health_looks (declaration_id, person_id, by_id, what, at)
        VALUES (7, 1, 2, 'list', '2026-11-23T01:00:00.000Z'), (7, 1, 2, 'declaration', '2026-11-23T02:00:00.000Z')`,
    );
    await database.migrate();
    const looks = [
      { seen_on: '2026-11-23', person_id: 1, by_id: 2, what: 'list' },
      { seen_on: '2026-11-23', person_id: 1, by_id: 2, what: 'declaration' },
    ];
    expect(await listLooks('seen_on, person_id, by_id, what')).toEqual(looks);
    await fill(sql`INSERT INTO health_looks (seen_on, person_id, by_id, what, at)
      VALUES ('2026-11-23', 1, 2, 'pass', '2026-11-23T03:00:00.000Z'), ('2026-11-24', 1, 2, 'pass', '2026-11-24T03:00:00.000Z')`);
    await revert();
    const kept = ['list', 'declaration', 'declaration'].map((what) => ({ declaration_id: 7, by_id: 2, what }));
    expect(await listLooks('declaration_id, by_id, what')).toEqual(kept);
    await database.migrate();
  });

  test('leave the indexes that figures and deliveries are found by', async () => {
    expect(await listNames('partial indexes')).toEqual([
      'absences_by_person',
      'absences_over',
      'absences_until',
      'accounts_one_per_person',
      'accounts_one_per_telegram',
      'amendment_requests_awaiting',
      'area_levels_once',
      'area_levels_to_tell',
      'attachments_by_hash',
      'deliveries_by_directive',
      'deliveries_doubtful',
      'deliveries_due',
      'deliveries_leased',
      'deliveries_next',
      'deliveries_of_health',
      'deliveries_of_roll_calls',
      'deliveries_sent',
      'directives_amending',
      'directives_by_draft',
      'directives_by_number',
      'directives_by_parent',
      'directives_ended',
      'directives_in_force',
      'directives_to_recard',
      'directives_unready',
      'directives_unsettled',
      'drafts_sealed',
      'evidence_entries_of_people',
      'evidence_entries_reminders',
      'evidence_seals_besides',
      'follow_ups_by_trip',
      'follow_ups_ended',
      'follow_ups_of_trip',
      'follow_ups_open',
      'health_acts_by_draft',
      'health_campaigns_open',
      'health_declarations_readable',
      'health_declarations_sealed',
      'health_looks_open',
      'health_looks_sealed',
      'invites_by_person',
      'invites_by_presenter',
      'people_by_home',
      'people_by_name',
      'people_by_phone',
      ...(testDialect === 'postgres' ? ['people_out_of_reach'] : []),
      'people_to_forget',
      'posts_of_dated_heads',
      'posts_of_heads',
      'privacy_requests_kept',
      'privacy_requests_open',
      'receipts_acknowledged',
      'receipts_missing',
      'receipts_owed',
      'receipts_tried',
      'roll_call_entries_by_update',
      'roll_call_entries_said',
      'roll_calls_running',
      'roll_calls_to_recard',
      'task_entries_by_draft',
      'task_entries_by_person',
      'tasks_by_assignee',
      'tasks_done',
      'tasks_open',
      'trip_entries_by_draft',
      'trip_stops_by_province',
      'trips_awaiting',
      'trips_kept',
      'trips_open',
      'trips_returned',
      'trips_sealed',
      'trips_to_return',
    ]);
  });

  test('keep evidence from being changed or deleted', async () => {
    const isSqlite = testDialect === 'sqlite';
    const never = isSqlite ? 'no_delete' : 'no_truncate';
    expect(await listNames('triggers')).toEqual([
      ...[`evidence_entries_${never}`, 'evidence_entries_no_update', 'evidence_entries_to_seal'],
      ...[`evidence_links_${never}`, 'evidence_links_no_update'],
      ...[`evidence_seals_${never}`, 'evidence_seals_no_update'],
    ]);
    const entry = sql`INSERT INTO evidence_entries (stream, action, at, line) VALUES ('office', 'test', '2026-11-21T00:00:00.000Z', '{}')`;
    await database.inTransaction((connection) => connection.execute(entry));
    const run = (statement: ReturnType<typeof sql>) =>
      database.inTransaction((connection) => connection.execute(statement));
    await expect(run(sql`UPDATE evidence_entries SET line = ''`)).rejects.toThrow(/never changed/);
    await expect(run(sql`DELETE FROM evidence_entries`)).rejects.toThrow(/never (changed or )?deleted/);
    await run(
      sql`INSERT INTO evidence_links (stream_id, number, entry_id, link, seal) VALUES (1, 1, 1, ${Buffer.alloc(32)}, 1)`,
    );
    await expect(run(sql`UPDATE evidence_links SET seal = 2`)).rejects.toThrow(/never changed/);
    await expect(run(sql`DELETE FROM evidence_links`)).rejects.toThrow(/never (changed or )?deleted/);
    await run(sql`
      INSERT INTO evidence_seals (number, kind, line, signature, heads, parts)
      VALUES (1, 'begin', '{}', '', ${Buffer.alloc(0)}, ${Buffer.alloc(0)})`);
    await expect(run(sql`UPDATE evidence_seals SET line = ''`)).rejects.toThrow(/never changed/);
    await expect(run(sql`DELETE FROM evidence_seals`)).rejects.toThrow(/never (changed or )?deleted/);
  });

  test('leave every entry that was there before to be sealed, and every new one', async () => {
    const since = officeModel.migrations.indexOf(Seals1764030000000);
    for (const _ of officeModel.migrations.slice(since)) await database.revertLastMigration();
    const add = () =>
      database.inTransaction((connection) =>
        connection.execute(sql`
          INSERT INTO evidence_entries (stream, action, at, line) VALUES ('office', 'test', '2026-11-21T00:00:00.000Z', '{}')`),
      );
    for (let count = 0; count < 3; count += 1) await add();
    await database.migrate();
    await add();
    const unsealed = await database.read.query<{ id: number }>(
      sql`SELECT entry_id AS id FROM evidence_unsealed ORDER BY id`,
    );
    expect(unsealed.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });
});
