import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.ts';

/** When a request was given more time, once, and why: the reason is sealed like what was asked. */
export class RequestExtensions1764111000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE privacy_requests ADD COLUMN extended_at $INSTANT',
      'ALTER TABLE privacy_requests ADD COLUMN extension_id $REF',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, [
      'ALTER TABLE privacy_requests DROP COLUMN extension_id',
      'ALTER TABLE privacy_requests DROP COLUMN extended_at',
    ]);
  }
}
