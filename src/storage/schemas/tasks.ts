import { fileKinds, taskStates } from '../../domain/tasks/task.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const tasksSchemas = (c: Columns) => [
  table('tasks', {
    id: c.id(),
    directiveId: c.reference({ name: 'directive_id' }),
    version: c.count(),
    position: c.count(),
    leadUnitId: c.reference({ name: 'lead_unit_id' }),
    text: c.text(),
    dueAt: c.instant({ name: 'due_at', nullable: true }),
    isStanding: c.flag({ name: 'is_standing' }),
    amount: c.text({ nullable: true }),
    measure: c.text({ nullable: true }),
    isRequest: c.flag({ name: 'is_request' }),
    state: c.words(taskStates),
    assigneeId: c.reference({ name: 'assignee_id', nullable: true }),
    givenById: c.reference({ name: 'given_by_id', nullable: true }),
    givenAt: c.instant({ name: 'given_at' }),
    doneAt: c.instant({ name: 'done_at', nullable: true }),
    lookedAt: c.instant({ name: 'looked_at', nullable: true }),
    remindedAt: c.instant({ name: 'reminded_at', nullable: true }),
    escalatedAt: c.instant({ name: 'escalated_at', nullable: true }),
    escalatedToId: c.reference({ name: 'escalated_to_id', nullable: true }),
  }),
  table('task_units', {
    taskId: c.reference({ name: 'task_id', primary: true }),
    unitId: c.reference({ name: 'unit_id', primary: true }),
  }),
  table('task_entries', {
    id: c.id(),
    taskId: c.reference({ name: 'task_id' }),
    at: c.instant(),
    byId: c.reference({ name: 'by_id', nullable: true }),
    kind: c.text(),
    text: c.text({ nullable: true }),
    amount: c.text({ nullable: true }),
    fileId: c.text({ name: 'file_id', nullable: true }),
    fileName: c.text({ name: 'file_name', nullable: true }),
    fileKind: c.words(fileKinds, { name: 'file_kind', nullable: true }),
    draftId: c.reference({ name: 'draft_id', nullable: true }),
  }),
];
