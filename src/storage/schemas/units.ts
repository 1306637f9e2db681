import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const unitsSchemas = (c: Columns) => [
  table('units', {
    id: c.id(),
    code: c.text(),
    name: c.text(),
    nameFolded: c.text({ name: 'name_folded' }),
    parentId: c.reference({ name: 'parent_id', nullable: true }),
    path: c.text(),
    province: c.text({ nullable: true }),
    aliases: c.json(),
    validFrom: c.day({ name: 'valid_from', nullable: true }),
    validTo: c.day({ name: 'valid_to', nullable: true }),
    predecessors: c.json(),
    signsOff: c.flag({ name: 'signs_off', nullable: true }),
  }),
];
