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
    state: c.text(),
    assigneeId: c.reference({ name: 'assignee_id', nullable: true }),
    doneAt: c.instant({ name: 'done_at', nullable: true }),
    remindedAt: c.instant({ name: 'reminded_at', nullable: true }),
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
    fileId: c.text({ name: 'file_id', nullable: true }),
    fileName: c.text({ name: 'file_name', nullable: true }),
  }),
];
