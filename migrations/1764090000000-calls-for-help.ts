import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** What was said with calls for help, the oldest first: so it is found when its time is over. */
export class CallsForHelp1764090000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ['CREATE INDEX roll_call_entries_kept ON roll_call_entries (at, id) WHERE text_id IS NOT NULL']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP INDEX roll_call_entries_kept']);
  }
}
