import { rollCallAnswers, rollCallStates, rollCallSteps } from '../../domain/rollcalls/roll-call.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const rollCallsSchemas = (c: Columns) => [
  table('roll_calls', {
    id: c.id(),
    about: c.text(),
    state: c.words(rollCallStates),
    askedById: c.reference({ name: 'asked_by_id' }),
    askedAt: c.instant({ name: 'asked_at' }),
    openedAt: c.instant({ name: 'opened_at', nullable: true }),
    endedAt: c.instant({ name: 'ended_at', nullable: true }),
    endedById: c.reference({ name: 'ended_by_id', nullable: true }),
    chases: c.count(),
    recardAfter: c.reference({ name: 'recard_after', nullable: true }),
    draftId: c.reference({ name: 'draft_id' }),
  }),
  table('roll_call_units', {
    rollCallId: c.reference({ name: 'roll_call_id', primary: true }),
    unitId: c.reference({ name: 'unit_id', primary: true }),
  }),
  table('roll_call_people', {
    id: c.id(),
    rollCallId: c.reference({ name: 'roll_call_id' }),
    personId: c.reference({ name: 'person_id' }),
    unitId: c.reference({ name: 'unit_id' }),
    lateJoiner: c.flag({ name: 'late_joiner' }),
    answer: c.words(rollCallAnswers, { nullable: true }),
    answeredAt: c.instant({ name: 'answered_at', nullable: true }),
    toldById: c.reference({ name: 'told_by_id', nullable: true }),
    closedAt: c.instant({ name: 'closed_at', nullable: true }),
    changedAt: c.instant({ name: 'changed_at' }),
  }),
  table('roll_call_entries', {
    id: c.id(),
    listedId: c.reference({ name: 'listed_id' }),
    at: c.instant(),
    byId: c.reference({ name: 'by_id' }),
    step: c.words(rollCallSteps),
    textId: c.reference({ name: 'text_id', nullable: true }),
    updateId: c.telegramId({ name: 'update_id', nullable: true }),
  }),
];
