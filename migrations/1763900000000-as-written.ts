import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

const DIRECTIVES = [
  // How a directive that is `closed` ended; an `awaiting` one may wait for its hour instead of a second person.
  `ended_as text CHECK (ended_as IN ('closed','withdrawn','replaced'))`,
  'end_reason text',
  'replaced_by_id $REF REFERENCES directives (id)',
  'replaces_id $REF REFERENCES directives (id)',
  'parent_id $REF REFERENCES directives (id)',
  // An amendment that is being prepared, and how far the cards in the chats have been brought up to date.
  'next_version integer',
  'version_at $INSTANT',
  'recard_after $BIG',
  'issue_at $INSTANT',
  `ack_mode text NOT NULL DEFAULT 'plain' CHECK (ack_mode IN ('plain','commitment','question'))`,
  'commitment text',
  'question $JSON',
  'all_pages $FLAG NOT NULL DEFAULT $FALSE',
  'document $JSON',
  'group_id $REF REFERENCES groups (id)',
  // What a head says to the directive that they pass on (`parent_id`) to their people.
  'note text',
];

// Left to its own head where a directive is passed on.
const DIRECTIVE_UNITS = ['left_out $FLAG NOT NULL DEFAULT $FALSE'];

const VERSIONS = [
  'title text',
  'deadline_at $INSTANT',
  'reason text',
  'by_name text',
  'keeps_acknowledged $FLAG NOT NULL DEFAULT $FALSE',
];

const RECEIPTS = [
  'carried_from_id $REF',
  'tries integer NOT NULL DEFAULT 0',
  'pages_seen $JSON',
  'implemented_at $INSTANT',
  'passed_on_at $INSTANT',
  'passed_on_id $REF REFERENCES directives (id)',
];
const ATTACHMENTS = ['sha256 text', 'is_original $FLAG NOT NULL DEFAULT $FALSE', 'is_signed $FLAG'];

const added: [table: string, columns: string[]][] = [
  ['directives', DIRECTIVES],
  ['directive_units', DIRECTIVE_UNITS],
  ['directive_versions', VERSIONS],
  ['receipts', RECEIPTS],
  ['attachments', ATTACHMENTS],
];

const UP = [
  'CREATE TABLE groups (id $ID, code text NOT NULL, name text NOT NULL)',
  'CREATE UNIQUE INDEX groups_by_code ON groups (code)',
  `CREATE TABLE group_members (
    group_id $REF NOT NULL REFERENCES groups (id), person_id $REF NOT NULL REFERENCES people (id),
    PRIMARY KEY (group_id, person_id))`,
  ...added.flatMap(([table, columns]) => columns.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column}`)),
  'CREATE INDEX directives_to_recard ON directives (id) WHERE recard_after IS NOT NULL',
  'CREATE INDEX directives_amending ON directives (id) WHERE next_version IS NOT NULL',
  'CREATE INDEX directives_by_parent ON directives (parent_id) WHERE parent_id IS NOT NULL',
  'CREATE INDEX receipts_tried ON receipts (directive_id) WHERE tries >= 3',
  'CREATE INDEX attachments_by_hash ON attachments (sha256) WHERE sha256 IS NOT NULL',
  'CREATE INDEX directive_versions_by_hash ON directive_versions (text_hash)',

  `CREATE TABLE tasks (
    id $ID, directive_id $REF NOT NULL REFERENCES directives (id), version integer NOT NULL, position integer NOT NULL,
    lead_unit_id $REF NOT NULL REFERENCES units (id), text text NOT NULL, due_at $INSTANT, is_standing $FLAG NOT NULL,
    amount text, measure text, is_request $FLAG NOT NULL,
    state text NOT NULL CHECK (state IN ('given','accepted','reported','done','cannot','withdrawn')),
    assignee_id $REF REFERENCES people (id), given_by_id $REF REFERENCES people (id), given_at $INSTANT NOT NULL,
    done_at $INSTANT, looked_at $INSTANT, reminded_at $INSTANT, escalated_at $INSTANT,
    escalated_to_id $REF REFERENCES units (id))`,
  'CREATE INDEX tasks_by_directive ON tasks (directive_id, version, position)',
  "CREATE INDEX tasks_open ON tasks (lead_unit_id) WHERE state IN ('given','accepted','reported','cannot')",
  'CREATE INDEX tasks_by_assignee ON tasks (assignee_id) WHERE assignee_id IS NOT NULL',
  `CREATE TABLE task_units (
    task_id $REF NOT NULL REFERENCES tasks (id), unit_id $REF NOT NULL REFERENCES units (id), PRIMARY KEY (task_id, unit_id))`,
  'CREATE INDEX task_units_by_unit ON task_units (unit_id)',
  `CREATE TABLE task_entries (
    id $ID, task_id $REF NOT NULL REFERENCES tasks (id), at $INSTANT NOT NULL, by_id $REF REFERENCES people (id),
    kind text NOT NULL, text text, amount text, file_id text, file_name text,
    file_kind text CHECK (file_kind IN ('document','photo')), draft_id $REF)`,
  'CREATE INDEX task_entries_by_draft ON task_entries (draft_id) WHERE draft_id IS NOT NULL',
  'CREATE INDEX task_entries_by_task ON task_entries (task_id, id)',
];

const DOWN = [
  'DROP TABLE task_entries',
  'DROP TABLE task_units',
  'DROP TABLE tasks',
  'DROP INDEX directive_versions_by_hash',
  'DROP INDEX attachments_by_hash',
  'DROP INDEX receipts_tried',
  'DROP INDEX directives_by_parent',
  'DROP INDEX directives_amending',
  'DROP INDEX directives_to_recard',
  ...[...added].reverse().flatMap(([table, columns]) => {
    const names = columns.map((column) => column.split(' ')[0]!);
    return names.reverse().map((name) => `ALTER TABLE ${table} DROP COLUMN ${name}`);
  }),
  'DROP TABLE group_members',
  'DROP TABLE groups',
];

/** Directives as offices write them: versions, how they end and what they ask for, tasks, groups. */
export class AsWritten1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, DOWN);
  }
}
