import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const settingsSchemas = (c: Columns) => [
  table('settings', { name: c.text({ primary: true }), value: c.text() }),
  table('updates', {
    id: c.telegramId({ primary: true }),
    state: c.words(['begun', 'done', 'setAside']),
    tries: c.count(),
    reference: c.text({ nullable: true }),
    at: c.instant(),
  }),
];
