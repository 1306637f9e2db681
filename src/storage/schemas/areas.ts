import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const areasSchemas = (c: Columns) => [
  table('area_levels', {
    id: c.id(),
    hazard: c.text(),
    province: c.text(),
    level: c.count(),
    fromOn: c.day({ name: 'from_on' }),
    toOn: c.day({ name: 'to_on', nullable: true }),
    directiveId: c.reference({ name: 'directive_id', nullable: true }),
    setByName: c.text({ name: 'set_by_name' }),
    setAt: c.instant({ name: 'set_at' }),
    endedAt: c.instant({ name: 'ended_at', nullable: true }),
    toldAfter: c.reference({ name: 'told_after', nullable: true }),
  }),
];
