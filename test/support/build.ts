import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Before all tests: what is run as a process of its own (the bot, the command line, the demo) is compiled once. */
export default function build(): void {
  execFileSync('npm', ['run', '--silent', 'built'], { cwd: join(import.meta.dirname, '../..'), stdio: 'inherit' });
}
