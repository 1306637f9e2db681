import { nameForRecord } from '../domain/actor.ts';
import { entryOf } from '../domain/evidence/evidence.ts';
import { newKey, writeKey } from '../lib/sealing.ts';
import { type Connection, type Database, openDatabase } from '../storage/database.ts';
import { officeModel } from '../storage/model.ts';
import { withoutBot } from '../storage/process-lock.ts';
import { storesOn } from '../storage/stores/stores.ts';
import { createKeyFile, keyFileOf, readKeyFile } from '../storage/vault-key-file.ts';
import { type DataKey, dataKeyOf } from '../storage/vault-keys.ts';
import { changeKey, type KeysChanged } from '../storage/vault-rotation.ts';
import { sweepVault } from '../storage/vault-sweep.ts';
import { type Answer, type Cli, Refusal, type Shelf } from './terminal.ts';

/** `data-key new`, `data-key rotate`, `data-key lost`: the key that the vault is sealed with. */
export function addDataKeyCommands({ program, t, act }: Shelf): void {
  const shelf = program.command('data-key').description(t('cli:dataKey.about'));
  shelf
    .command('new')
    .description(t('cli:dataKey.new.about'))
    .action((options) => act(options, makeKey));
  shelf
    .command('rotate')
    .description(t('cli:dataKey.rotate.about'))
    .action((options) => act(options, rotate));
  shelf
    .command('lost')
    .description(t('cli:dataKey.lost.about'))
    .requiredOption('--erase', t('cli:dataKey.lost.erase'))
    .action((options) => act(options, beginAnew));
}

async function makeKey({ t }: Cli): Promise<Answer> {
  const key = newKey();
  const { id } = dataKeyOf(key);
  return { json: { key: writeKey(key), id }, lines: [writeKey(key)], remarks: [t('cli:dataKey.new.id', { id })] };
}

async function rotate(cli: Cli): Promise<Answer> {
  const { config, t } = cli;
  const file = keyFileOf(config.databaseUrl);
  if (!config.dataKey) throw new Refusal('keyMissing', t('cli:dataKey.rotate.keyMissing'));
  const before = config.dataKeyOld ?? readKeyFile(file);
  if (!before) throw new Refusal('oldKeyMissing', t('cli:dataKey.rotate.oldMissing', { file }));
  const [from, to] = [dataKeyOf(before), dataKeyOf(config.dataKey)];
  if (from.id === to.id) throw new Refusal('sameKey', t('cli:dataKey.rotate.same'));
  const { rewrapped, damaged, isSwept } = await change(cli, 'dataKey.rotate', from, to);
  const remarks = [
    ...(damaged > 0 ? [t('cli:dataKey.rotate.damaged', { count: damaged })] : []),
    ...(config.dataKeyOld ? [] : [t('cli:dataKey.rotate.fileKept', { file })]),
    ...(isSwept ? [] : [t('cli:dataKey.unswept')]),
  ];
  const lines = [t('cli:dataKey.rotate.done', { count: rewrapped, id: to.id })];
  return { json: { from: from.id, to: to.id, rewrapped, damaged, swept: isSwept }, lines, remarks };
}

async function beginAnew(cli: Cli): Promise<Answer> {
  const { config, t } = cli;
  const file = keyFileOf(config.databaseUrl);
  const to = dataKeyOf(config.dataKey ?? readKeyFile(file) ?? createKeyFile(file));
  const { erased, isSwept } = await change(cli, 'dataKey.lost', null, to);
  const lines = [t('cli:dataKey.lost.done', { count: erased, id: to.id })];
  return {
    json: { to: to.id, erased, swept: isSwept },
    lines,
    remarks: isSwept ? [] : [t('cli:dataKey.unswept')],
  };
}

/** While no bot runs: it holds the key that it began with. */
async function change(cli: Cli, action: 'dataKey.rotate' | 'dataKey.lost', from: DataKey | null, to: DataKey) {
  const url = cli.config.databaseUrl;
  return await withoutBot(url, async () => {
    const database: Database = await openDatabase({ url, ...officeModel });
    try {
      await database.migrate();
      const record = (connection: Connection, { rewrapped, erased }: KeysChanged) => {
        const fact = {
          stream: 'office',
          action,
          at: cli.clock.now(),
          way: 'cli' as const,
          subject: `dataKey:${to.id}`,
        };
        const details = { from: from?.id ?? null, to: to.id, rewrapped, erased };
        const entry = entryOf({ ...fact, actor: nameForRecord(cli.actor), details });
        return storesOn(connection, () => to).evidence.append(entry);
      };
      const changed = await changeKey(database, { from, to, record });
      const isSwept = await sweepVault(database);
      return { ...(changed ?? { rewrapped: 0, erased: 0, damaged: 0 }), isSwept };
    } finally {
      await database.close();
    }
  });
}
