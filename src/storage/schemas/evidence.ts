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
  table('evidence_passing_keys', { entryId: c.reference({ name: 'entry_id', primary: true }), key: c.bytes() }),
  table('evidence_unsealed', { entryId: c.reference({ name: 'entry_id', primary: true }) }),
  table('evidence_streams', {
    ...{ id: c.id(), name: c.text(), key: c.bytes() },
    ...{ number: c.reference(), link: c.bytes(), seal: c.reference() },
  }),
  table('evidence_links', {
    streamId: c.reference({ name: 'stream_id', primary: true }),
    number: c.reference({ primary: true }),
    entryId: c.reference({ name: 'entry_id' }),
    ...{ link: c.bytes(), seal: c.reference() },
  }),
  table('evidence_seals', {
    number: c.reference({ primary: true }),
    ...{ kind: c.text(), line: c.text(), signature: c.text(), heads: c.bytes(), parts: c.bytes() },
  }),
  table('evidence_time_stamps', { seal: c.reference({ primary: true }), at: c.instant(), response: c.bytes() }),
  table('evidence_rosters', {
    ...{ roster: c.text({ primary: true }), place: c.reference({ primary: true }), ids: c.json(), leaves: c.bytes() },
  }),
];
