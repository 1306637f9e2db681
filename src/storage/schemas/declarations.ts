import { tripKinds, tripStates, tripSteps } from '../../domain/declarations/trip.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const declarationsSchemas = (c: Columns) => [
  table('consents', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    notice: c.count(),
    givenAt: c.instant({ name: 'given_at' }),
    withdrawnAt: c.instant({ name: 'withdrawn_at', nullable: true }),
  }),
  table('trips', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    unitId: c.reference({ name: 'unit_id' }),
    deciderId: c.reference({ name: 'decider_id' }),
    kind: c.words(tripKinds),
    state: c.words(tripStates),
    fromOn: c.day({ name: 'from_on' }),
    toOn: c.day({ name: 'to_on' }),
    detailsId: c.reference({ name: 'details_id', nullable: true }),
    version: c.count(),
    draftId: c.reference({ name: 'draft_id' }),
    submittedAt: c.instant({ name: 'submitted_at' }),
    endedAt: c.instant({ name: 'ended_at', nullable: true }),
    askedOn: c.day({ name: 'asked_on', nullable: true }),
    contactsErasedAt: c.instant({ name: 'contacts_erased_at', nullable: true }),
    erasedAt: c.instant({ name: 'erased_at', nullable: true }),
  }),
  table('trip_stops', {
    tripId: c.reference({ name: 'trip_id', primary: true }),
    position: c.count({ primary: true }),
    place: c.text(),
    province: c.text({ nullable: true }),
    fromOn: c.day({ name: 'from_on' }),
    toOn: c.day({ name: 'to_on' }),
  }),
  table('trip_entries', {
    id: c.id(),
    tripId: c.reference({ name: 'trip_id' }),
    at: c.instant(),
    byId: c.reference({ name: 'by_id' }),
    step: c.words(tripSteps),
    textId: c.reference({ name: 'text_id', nullable: true }),
    draftId: c.reference({ name: 'draft_id', nullable: true }),
  }),
];
