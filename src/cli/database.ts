import { resolve } from 'node:path';
import { backupTo } from '../storage/backup.ts';
import { openDatabase } from '../storage/database.ts';
import { officeModel } from '../storage/model.ts';
import type { Answer, Cli, Shelf } from './terminal.ts';

/** `migrate`, `backup`; what follows a restore stands in `restore.ts`. */
export function addDatabaseCommands({ program, t, act }: Shelf): void {
  program
    .command('migrate')
    .description(t('cli:migrate.about'))
    .action((options) => act(options, migrate));
  program
    .command('backup')
    .description(t('cli:backup.about'))
    .argument('<file>', t('cli:backup.file'))
    .action((file, options) => act(options, (cli) => backup(cli, file)));
}

async function migrate({ config, t }: Cli): Promise<Answer> {
  const database = await openDatabase({ url: config.databaseUrl, ...officeModel });
  try {
    const migrations = await database.migrate();
    return { json: { migrations }, lines: [t('cli:migrate.done', { count: migrations.length })] };
  } finally {
    await database.close();
  }
}

async function backup({ config, t }: Cli, target: string): Promise<Answer> {
  const file = resolve(target);
  await backupTo(config.databaseUrl, file);
  return { json: { file }, lines: [t('cli:backup.done', { file })] };
}
