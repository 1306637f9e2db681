import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { dropEmptied, testDatabaseUrl } from './test-database.ts';

/**
 * Before all tests: what is run as a process of its own (the bot, the command line, the demo) is compiled once. After them: no
 * database of theirs is left on the server.
 */
export default function build(): () => Promise<void> {
  execFileSync('npm', ['run', '--silent', 'built'], { cwd: join(import.meta.dirname, '../..'), stdio: 'inherit' });
  process.env.BAO_NHAN_TEST_RUN ??= randomBytes(4).toString('hex');
  return async () => {
    if (testDatabaseUrl) await dropEmptied(testDatabaseUrl);
  };
}
