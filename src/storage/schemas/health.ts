import { looks } from '../../domain/declarations/health.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const healthSchemas = (c: Columns) => [
  table('health_campaigns', {
    id: c.id(),
    unitId: c.reference({ name: 'unit_id' }),
    time: c.text(),
    isEveryDay: c.flag({ name: 'every_day' }),
    fromOn: c.day({ name: 'from_on' }),
    toOn: c.day({ name: 'to_on', nullable: true }),
    begunAt: c.instant({ name: 'begun_at' }),
    begunById: c.reference({ name: 'begun_by_id' }),
    endedAt: c.instant({ name: 'ended_at', nullable: true }),
    endedById: c.reference({ name: 'ended_by_id', nullable: true }),
    reminded: c.text({ nullable: true }),
    draftId: c.reference({ name: 'draft_id' }),
  }),
  table('health_declarations', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    unitId: c.reference({ name: 'unit_id' }),
    on: c.day({ name: 'declared_on' }),
    version: c.count(),
    declaredAt: c.instant({ name: 'declared_at' }),
    detailsId: c.reference({ name: 'details_id', nullable: true }),
  }),
  table('health_acts', {
    declarationId: c.reference({ name: 'declaration_id', primary: true }),
    version: c.count({ primary: true }),
    at: c.instant(),
    draftMark: c.reference({ name: 'draft_mark', nullable: true }),
  }),
  table('health_looks', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    on: c.day({ name: 'seen_on' }),
    at: c.instant(),
    detailsId: c.reference({ name: 'details_id', nullable: true }),
    byId: c.reference({ name: 'by_id', nullable: true }),
    what: c.words(looks, { nullable: true }),
  }),
];
