import type { VaultStore } from '../../src/domain/vault/vault-store.ts';
import { newKey, writeKey } from '../../src/lib/sealing.ts';
import { officeModel } from '../../src/storage/model.ts';
import { vaultStore } from '../../src/storage/stores/vault-store.ts';
import { type DataKey, dataKeyOf } from '../../src/storage/vault-keys.ts';
import { openVault } from '../../src/storage/vault-unlocking.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

/** For settings in tests: without it a key file would be made beside the database. */
export const DATA_KEY = writeKey(Buffer.alloc(32, 'the key of the tests'));

/** A migrated database whose vault is sealed with a key of its own. */
export class TestVault {
  readonly database: TestDatabase;
  /** Changed by a test that changes the key. */
  dataKey: DataKey;
  /** What its erasures left outside. */
  readonly remembered: string[];

  constructor(database: TestDatabase, dataKey: DataKey, remembered: string[]) {
    this.database = database;
    this.dataKey = dataKey;
    this.remembered = remembered;
  }

  /** In a transaction. */
  act<Result>(work: (vault: VaultStore) => Promise<Result>): Promise<Result> {
    return this.database.inTransaction((connection) => work(vaultStore(connection, () => this.dataKey)));
  }

  /** Outside any transaction. */
  get read(): VaultStore {
    return vaultStore(this.database.read, () => this.dataKey);
  }

  /** So many values, sealed for `trip:0`, `trip:1` and so on. */
  async fill(count: number, valueAt: (index: number) => unknown = (index) => ({ index })): Promise<number[]> {
    const ids: number[] = [];
    for (let from = 0; from < count; from += 1_000) {
      const indices = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => from + index);
      const values = indices.map((index) => ({ purpose: `trip:${index}`, value: valueAt(index) }));
      ids.push(...(await this.act((vault) => vault.sealAll(values))));
    }
    return ids;
  }

  /** How each of the values of `fill` opens. */
  async opened(ids: number[]): Promise<unknown[]> {
    const all = await this.read.openAll(ids.map((id, index) => ({ id, purpose: `trip:${index}` })));
    return all.map((opened) => (opened.state === 'open' ? opened.value : opened.state));
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

export async function openTestVault(): Promise<TestVault> {
  const remembered: string[] = [];
  const writeOutside = async (lines: readonly string[]) => void remembered.push(...lines);
  const database = await openTestDatabase({ ...officeModel, writeOutside });
  const key = newKey();
  await openVault(database, { given: key, file: '/nowhere' });
  return new TestVault(database, dataKeyOf(key), remembered);
}
