import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const reportsSchemas = (c: Columns) => [
  table('reports', {
    id: c.id(),
    unitId: c.reference({ name: 'unit_id' }),
    fromAt: c.instant({ name: 'from_at' }),
    toAt: c.instant({ name: 'to_at' }),
    madeAt: c.instant({ name: 'made_at' }),
    content: c.json(),
  }),
];
