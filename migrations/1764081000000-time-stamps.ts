import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** What a time-stamp service outside the office says of an anchor, byte by byte as it came. */
export class TimeStamps1764081000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'CREATE TABLE evidence_time_stamps (seal $BIG PRIMARY KEY NOT NULL, at $INSTANT NOT NULL, response $BYTES NOT NULL)',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ['DROP TABLE evidence_time_stamps']);
  }
}
