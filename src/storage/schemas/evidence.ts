import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const evidenceSchemas = (c: Columns) => [
  table('evidence_entries', { id: c.id(), stream: c.text(), action: c.text(), at: c.instant(), line: c.text() }),
  table('evidence_private', {
    entryId: c.reference({ name: 'entry_id', primary: true }),
    label: c.text({ primary: true }),
    keyId: c.reference({ name: 'key_id' }),
    iv: c.bytes(),
    sealed: c.bytes(),
  }),
  table('evidence_keys', { id: c.id(), key: c.bytes() }),
];
