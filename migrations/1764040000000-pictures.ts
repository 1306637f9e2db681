import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** When people acknowledged, unit by unit, and when they were reminded: what pictures are drawn from, without a look at any receipt. */
export class Pictures1764040000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      `CREATE INDEX receipts_acknowledged ON receipts (directive_id, version, unit_id, acknowledged_at, to_know)
        WHERE status = 'acknowledged'`,
      "CREATE INDEX evidence_entries_reminders ON evidence_entries (stream, at) WHERE action = 'directive.remind'",
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP INDEX evidence_entries_reminders', 'DROP INDEX receipts_acknowledged']);
  }
}
