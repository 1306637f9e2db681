import { followUpEnds } from '../../domain/declarations/follow-up.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const followUpSchemas = (c: Columns) => [
  table('follow_ups', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    tripId: c.reference({ name: 'trip_id', nullable: true }),
    declarationId: c.reference({ name: 'declaration_id', nullable: true }),
    fromOn: c.day({ name: 'from_on' }),
    toOn: c.day({ name: 'to_on' }),
    openedAt: c.instant({ name: 'opened_at' }),
    endedAt: c.instant({ name: 'ended_at', nullable: true }),
    end: c.words(followUpEnds, { name: 'ended', nullable: true }),
  }),
];
