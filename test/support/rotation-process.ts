import { readKey } from '../../src/lib/sealing.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { officeModel } from '../../src/storage/model.ts';
import { dataKeyOf } from '../../src/storage/vault-keys.ts';
import { changeKey } from '../../src/storage/vault-rotation.ts';

// A process that changes the data key, to be killed at any point.
const [url = '', old = '', fresh = ''] = process.argv.slice(2);
const database = await openDatabase({ ...officeModel, url });
const [from, to] = [dataKeyOf(readKey(old)!), dataKeyOf(readKey(fresh)!)];
process.stdout.write('begins\n');
const changed = await changeKey(database, { from, to, record: async () => {} });
await database.close();
process.stdout.write(`${JSON.stringify(changed)}\n`);
