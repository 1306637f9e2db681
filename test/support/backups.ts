import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/program.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { EVIDENCE_KEY_FILE } from './evidence-key.ts';
import { besideOf, testDialect } from './test-database.ts';
import { DATA_KEY } from './vault.ts';

/** PostgreSQL is backed up with its own tools, which may not be at hand. */
export const canBackUp = testDialect === 'sqlite' || spawnSync('pg_dump', ['--version']).status === 0;

export interface Kept {
  url: string;
  clock: Clock;
}

/** A command of the office's command line that must be done; gives its JSON object. */
// biome-ignore lint/suspicious/noExplicitAny: what a command says is looked at, not typed
export async function command({ url, clock }: Kept, ...argv: string[]): Promise<any> {
  const [out, err]: [string[], string[]] = [[], []];
  const environment = { DATABASE_URL: url, DATA_KEY, ...besideOf(url), EVIDENCE_KEY_FILE, LOG_LEVEL: 'error' };
  const terminal = { stdout: { write: (text: string) => out.push(text) }, environment, clock };
  const status = await run([...argv, '--json'], { ...terminal, stderr: { write: (text: string) => err.push(text) } });
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${err.join('')}`);
  return JSON.parse(out.join(''));
}

/** Backs a database up as its office would; gives the file. */
export async function backUp(kept: Kept): Promise<string> {
  const file = join(tmpdir(), `bao-nhan-backup-${randomBytes(6).toString('hex')}`);
  if (testDialect === 'sqlite') await command(kept, 'backup', file);
  else execFileSync('pg_dump', ['--format=custom', '--file', file, kept.url]);
  return file;
}

/** Brings a backup back as the README says, while no bot runs; gives what the command line had to say. */
export async function bringBack(kept: Kept, file: string) {
  if (testDialect === 'sqlite') return await command(kept, 'restore', file);
  execFileSync('pg_restore', ['--clean', '--if-exists', '--dbname', kept.url, file]);
  return await command(kept, 'after-restore');
}
