import type { Connection, Database } from './database.ts';
import { sql } from './sql.ts';
import { createKeyFile, readKeyFile } from './vault-key-file.ts';
import { checkOf, type DataKey, dataKeyOf, fitsCheck, type HeldKey } from './vault-keys.ts';
import { VaultRefusal } from './vault-refusal.ts';

/** Where the data key may come from: the settings, else a file. */
export interface KeySource {
  readonly given: Uint8Array | null;
  readonly file: string;
}

/** The vault of an open database: it may be shut, which hinders nobody who needs nothing of it. */
export interface Vault {
  /** Throws why the vault is shut. */
  readonly dataKey: HeldKey;
  /** The file that the key came from; null when the settings gave it. */
  readonly keyFile: string | null;
}

interface Check {
  keyId: string;
  sealed: Uint8Array;
}

/** Which data keys the vault is sealed with: one, or two while the key is being changed; none before it was ever opened. */
export const listChecks = (connection: Connection): Promise<Check[]> =>
  connection.query<Check>(sql`SELECT key_id AS "keyId", sealed FROM vault_checks ORDER BY key_id`);

/**
 * Finds the data key and holds it against the database; makes a key file where there is no key and nothing was ever sealed. A key
 * with which nothing was sealed yet may be replaced by another, but only by the bot: `mayReplaceUnused`.
 */
export async function openVault(database: Database, source: KeySource, mayReplaceUnused = false): Promise<Vault> {
  try {
    const { dataKey, keyFile } = await unlock(database, source, mayReplaceUnused);
    return { dataKey: () => dataKey, keyFile };
  } catch (error) {
    if (!(error instanceof VaultRefusal)) throw error;
    const dataKey = () => {
      throw error;
    };
    return { dataKey, keyFile: null };
  }
}

async function unlock(database: Database, { given, file }: KeySource, mayReplaceUnused: boolean) {
  const keyFile = given ? null : file;
  const checks = await listChecks(database.read);
  const key = given ?? readKeyFile(file) ?? (await newKeyFile(database, file, checks, mayReplaceUnused));
  const dataKey = dataKeyOf(key);
  if (checks.length !== 1 || !fitsCheck(dataKey, checks[0]!)) {
    await database.inTransaction((connection) => adopt(connection, dataKey, { source: keyFile, mayReplaceUnused }));
  }
  return { dataKey, keyFile };
}

async function newKeyFile(database: Database, file: string, checks: Check[], mayReplaceUnused: boolean) {
  const isNew = checks.length === 0 || (mayReplaceUnused && (await isUnused(database.read)));
  if (!isNew) throw new VaultRefusal('keyMissing', { source: file, expected: namesOf(checks) });
  return createKeyFile(file);
}

interface Adopting {
  readonly source: string | null;
  readonly mayReplaceUnused: boolean;
}

async function adopt(connection: Connection, dataKey: DataKey, { source, mayReplaceUnused }: Adopting): Promise<void> {
  await lockChecks(connection);
  const checks = await listChecks(connection);
  const [check] = checks;
  if (checks.length === 1 && fitsCheck(dataKey, check!)) return;
  if (checks.length > 1) throw new VaultRefusal('changeUnfinished', { expected: namesOf(checks) });
  if (check && !(mayReplaceUnused && (await isUnused(connection)))) {
    throw new VaultRefusal('keyWrong', { source: source ?? 'DATA_KEY', given: dataKey.id, expected: check.keyId });
  }
  await connection.execute(sql`DELETE FROM vault_checks`);
  await addCheck(connection, dataKey);
}

/** Two processes that both find no check would otherwise each write their own. On SQLite one writes at a time anyway. */
export async function lockChecks(connection: Connection): Promise<void> {
  if (connection.dialect === 'postgres')
    await connection.execute(sql`LOCK TABLE vault_checks IN SHARE ROW EXCLUSIVE MODE`);
}

export async function addCheck(connection: Connection, dataKey: DataKey): Promise<void> {
  await connection.execute(sql`INSERT INTO vault_checks (key_id, sealed) VALUES (${dataKey.id}, ${checkOf(dataKey)})`);
}

/** Erased values count as sealed: which key they had is still a matter of record. */
async function isUnused(connection: Connection): Promise<boolean> {
  return (await connection.query(sql`SELECT 1 FROM vault_keys LIMIT 1`)).length === 0;
}

export const namesOf = (checks: Check[]): string => checks.map(({ keyId }) => keyId).join(', ');
