import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const vaultSchemas = (c: Columns) => [
  table('vault_checks', { keyId: c.text({ name: 'key_id', primary: true }), sealed: c.bytes() }),
  table('vault_keys', { id: c.id(), keyId: c.text({ name: 'key_id' }), wrapped: c.bytes() }),
  table('vault_values', {
    id: c.reference({ primary: true }),
    sealed: c.bytes(),
    mark: c.text({ nullable: true }),
  }),
  table('vault_erasures', { id: c.id() }),
];
