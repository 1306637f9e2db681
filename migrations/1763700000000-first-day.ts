import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.ts';

/**
 * The tables of the first day. SQL, not TypeORM's column API: that one rebuilds SQLite tables and drops their triggers.
 * Words of this file stand still: later changes come as later migrations.
 */
const ROLES = "'staff','leader','deputy','clerk','focal','inspector','admin'";
const STATUSES = "'closed','acknowledged','sent','unknown','unreachable','notEnrolled','waiting'";
const OPEN = "('sent','unknown','unreachable','notEnrolled','waiting')";

const TABLES = [
  'CREATE TABLE settings (name text PRIMARY KEY NOT NULL, value text NOT NULL)',

  `CREATE TABLE evidence_entries (
    id $ID, stream text NOT NULL, action text NOT NULL, at $INSTANT NOT NULL, line text NOT NULL)`,
  'CREATE INDEX evidence_entries_by_stream ON evidence_entries (stream, id)',
  `CREATE TABLE evidence_private (
    entry_id $REF NOT NULL, label text NOT NULL, key_id $REF NOT NULL, iv $BYTES NOT NULL, sealed $BYTES NOT NULL,
    PRIMARY KEY (entry_id, label))`,
  'CREATE TABLE evidence_keys (id $ID, key $BYTES NOT NULL)',

  `CREATE TABLE units (
    id $ID, code text NOT NULL, name text NOT NULL, name_folded text NOT NULL, parent_id $REF REFERENCES units (id),
    path text $EXACT NOT NULL, province text, aliases $JSON NOT NULL, valid_from text, valid_to text, predecessors $JSON NOT NULL)`,
  'CREATE UNIQUE INDEX units_by_code ON units (code)',
  'CREATE INDEX units_by_path ON units (path)',
  'CREATE INDEX units_by_parent ON units (parent_id)',

  `CREATE TABLE people (
    id $ID, staff_no text NOT NULL, full_name text NOT NULL, name_folded text NOT NULL, name_sort text $EXACT NOT NULL,
    phone text, locale text, left_on text)`,
  'CREATE UNIQUE INDEX people_by_staff_no ON people (staff_no)',
  'CREATE INDEX people_by_phone ON people (phone) WHERE phone IS NOT NULL',

  `CREATE TABLE posts (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), unit_id $REF NOT NULL REFERENCES units (id),
    role text NOT NULL CHECK (role IN (${ROLES})), from_on text NOT NULL, to_on text)`,
  'CREATE INDEX posts_by_person ON posts (person_id)',
  'CREATE INDEX posts_by_unit ON posts (unit_id, person_id)',

  `CREATE TABLE accounts (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), telegram_id $BIG NOT NULL, enrolled_at $INSTANT NOT NULL,
    way text NOT NULL CHECK (way IN ('contact','invite')), ended_at $INSTANT, end_reason text,
    unreachable_at $INSTANT, unreachable_reason text, reminded_at $INSTANT)`,
  'CREATE UNIQUE INDEX accounts_one_per_person ON accounts (person_id) WHERE ended_at IS NULL',
  'CREATE UNIQUE INDEX accounts_one_per_telegram ON accounts (telegram_id) WHERE ended_at IS NULL',

  `CREATE TABLE invites (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), code_hash text NOT NULL, issued_at $INSTANT NOT NULL,
    expires_at $INSTANT NOT NULL, used_at $INSTANT, cancelled_at $INSTANT, presented_by $BIG, presented_at $INSTANT)`,
  'CREATE UNIQUE INDEX invites_by_code ON invites (code_hash)',
  'CREATE INDEX invites_by_person ON invites (person_id) WHERE used_at IS NULL AND cancelled_at IS NULL',
  'CREATE INDEX invites_by_presenter ON invites (presented_by) WHERE presented_by IS NOT NULL',
  `CREATE TABLE enrolment_tries (telegram_id $BIG PRIMARY KEY NOT NULL, wrong integer NOT NULL, last_at $INSTANT NOT NULL, paused_until $INSTANT)`,

  `CREATE TABLE directives (
    id $ID, number text, number_key text, number_year integer NOT NULL, title text NOT NULL, search_folded text NOT NULL,
    urgency text NOT NULL CHECK (urgency IN ('normal','urgent','veryUrgent','immediate')),
    audience text NOT NULL CHECK (audience IN ('everyone','heads')),
    issuing_unit_id $REF NOT NULL REFERENCES units (id), author_id $REF REFERENCES people (id), author_name text NOT NULL,
    approver_id $REF REFERENCES people (id), approved_at $INSTANT,
    deadline_at $INSTANT, late_joiners $FLAG NOT NULL,
    state text NOT NULL CHECK (state IN ('awaiting','preparing','issued','closed','refused')),
    version integer NOT NULL, created_at $INSTANT NOT NULL, issued_at $INSTANT, ended_at $INSTANT, lease_until $INSTANT,
    halted_at $INSTANT, halt_reason text, settled_at $INSTANT, reminded_at $INSTANT, draft_id $REF)`,
  `CREATE UNIQUE INDEX directives_by_number ON directives (issuing_unit_id, number_year, number_key)
    WHERE number_key IS NOT NULL AND state <> 'refused'`,
  'CREATE UNIQUE INDEX directives_by_draft ON directives (draft_id) WHERE draft_id IS NOT NULL',
  "CREATE INDEX directives_in_force ON directives (issued_at) WHERE state = 'issued'",
  "CREATE INDEX directives_unsettled ON directives (id) WHERE state = 'issued' AND settled_at IS NULL",
  "CREATE INDEX directives_unready ON directives (id) WHERE state IN ('awaiting','preparing')",
  `CREATE TABLE directive_versions (
    directive_id $REF NOT NULL REFERENCES directives (id), version integer NOT NULL, text text NOT NULL,
    text_hash text NOT NULL, created_at $INSTANT NOT NULL, PRIMARY KEY (directive_id, version))`,
  `CREATE TABLE directive_units (
    directive_id $REF NOT NULL REFERENCES directives (id), unit_id $REF NOT NULL REFERENCES units (id),
    PRIMARY KEY (directive_id, unit_id))`,
  'CREATE INDEX directive_units_by_unit ON directive_units (unit_id)',
  `CREATE TABLE attachments (
    id $ID, directive_id $REF NOT NULL REFERENCES directives (id), position integer NOT NULL, file_name text NOT NULL,
    mime text, size integer, file_id text NOT NULL)`,
  'CREATE INDEX attachments_by_directive ON attachments (directive_id, position)',

  `CREATE TABLE receipts (
    id $ID, directive_id $REF NOT NULL REFERENCES directives (id), version integer NOT NULL,
    person_id $REF NOT NULL REFERENCES people (id), unit_id $REF NOT NULL REFERENCES units (id),
    status text NOT NULL CHECK (status IN (${STATUSES})), late_joiner $FLAG NOT NULL, on_paper $FLAG NOT NULL,
    acknowledged_at $INSTANT, way text, closed_at $INSTANT, close_reason text,
    sent_at $INSTANT, account_id $REF, message_id $BIG)`,
  'CREATE UNIQUE INDEX receipts_once ON receipts (directive_id, version, person_id)',
  `CREATE INDEX receipts_missing ON receipts (directive_id, unit_id, person_id) WHERE status IN ${OPEN}`,
  `CREATE INDEX receipts_owed ON receipts (person_id, directive_id) WHERE status IN ${OPEN}`,
  'CREATE INDEX receipts_by_person ON receipts (person_id, directive_id)',
  `CREATE TABLE tallies (
    directive_id $REF NOT NULL, version integer NOT NULL, unit_id $REF NOT NULL,
    closed integer NOT NULL DEFAULT 0, acknowledged integer NOT NULL DEFAULT 0, on_paper integer NOT NULL DEFAULT 0,
    sent integer NOT NULL DEFAULT 0, unknown integer NOT NULL DEFAULT 0, unreachable integer NOT NULL DEFAULT 0,
    not_enrolled integer NOT NULL DEFAULT 0, waiting integer NOT NULL DEFAULT 0,
    PRIMARY KEY (directive_id, version, unit_id))`,

  `CREATE TABLE deliveries (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), account_id $REF REFERENCES accounts (id),
    kind text NOT NULL, purpose text NOT NULL, subject_id $REF NOT NULL, directive_id $REF,
    lane integer NOT NULL, state text NOT NULL CHECK (state IN ('waiting','sending','sent','never','unknown')),
    reason text, due_at $INSTANT NOT NULL, attempts integer NOT NULL DEFAULT 0,
    lease_owner text, lease_until $INSTANT, sent_at $INSTANT, message_id $BIG)`,
  'CREATE UNIQUE INDEX deliveries_once ON deliveries (person_id, purpose)',
  "CREATE INDEX deliveries_due ON deliveries (lane, directive_id, due_at, id) WHERE state = 'waiting'",
  "CREATE INDEX deliveries_next ON deliveries (due_at) WHERE state = 'waiting'",
  "CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE state = 'sent'",
  "CREATE INDEX deliveries_leased ON deliveries (lease_until) WHERE state = 'sending'",
  'CREATE INDEX deliveries_by_directive ON deliveries (directive_id, state) WHERE directive_id IS NOT NULL',

  `CREATE TABLE drafts (
    id $ID, person_id $REF NOT NULL REFERENCES people (id), form text NOT NULL, form_version integer NOT NULL,
    answers $JSON NOT NULL, step text NOT NULL, editing $FLAG NOT NULL, revision integer NOT NULL, message_id $BIG,
    update_id $BIG, updated_at $INSTANT NOT NULL)`,
  'CREATE UNIQUE INDEX drafts_one_per_person ON drafts (person_id)',

  `CREATE TABLE updates (
    id $BIG PRIMARY KEY NOT NULL, state text NOT NULL CHECK (state IN ('begun','done','setAside')), tries integer NOT NULL,
    reference text, at $INSTANT NOT NULL)`,
  'CREATE INDEX updates_by_time ON updates (at)',
];

/** Entries are written once: whoever wants to change the record has to break the database first, and it shows. */
const TRIGGERS = {
  sqlite: [
    `CREATE TRIGGER evidence_entries_no_update BEFORE UPDATE ON evidence_entries
      BEGIN SELECT RAISE(ABORT, 'evidence entries are never changed'); END`,
    `CREATE TRIGGER evidence_entries_no_delete BEFORE DELETE ON evidence_entries
      BEGIN SELECT RAISE(ABORT, 'evidence entries are never deleted'); END`,
  ],
  postgres: [
    `CREATE FUNCTION evidence_entries_refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'evidence entries are never changed or deleted'; END $$`,
    `CREATE TRIGGER evidence_entries_no_update BEFORE UPDATE OR DELETE ON evidence_entries
      FOR EACH ROW EXECUTE FUNCTION evidence_entries_refuse()`,
    `CREATE TRIGGER evidence_entries_no_truncate BEFORE TRUNCATE ON evidence_entries
      FOR EACH STATEMENT EXECUTE FUNCTION evidence_entries_refuse()`,
  ],
} as const;

export class FirstDay1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, TABLES);
    for (const trigger of TRIGGERS[dialectOf(runner)]) await runner.query(trigger);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = TABLES.flatMap((table) => /^CREATE TABLE (\w+)/.exec(table)?.[1] ?? []);
    for (const table of tables.reverse()) await runner.query(`DROP TABLE ${table}`);
    if (dialectOf(runner) === 'postgres') await runner.query('DROP FUNCTION evidence_entries_refuse()');
  }
}
