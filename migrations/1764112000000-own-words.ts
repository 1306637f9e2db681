import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** What one person did about tasks is found for a copy of their data; what was said in roll calls for when its time is over. */
export class OwnWords1764112000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'CREATE INDEX task_entries_by_person ON task_entries (by_id, task_id) WHERE by_id IS NOT NULL',
      'CREATE INDEX roll_call_entries_said ON roll_call_entries (at, id) WHERE text_id IS NOT NULL',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP INDEX roll_call_entries_said', 'DROP INDEX task_entries_by_person']);
  }
}
