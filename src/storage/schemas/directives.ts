import { audiences, directiveStates, urgencies } from '../../domain/directives/directive.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const directivesSchemas = (c: Columns) => [
  table('directives', {
    id: c.id(),
    number: c.text({ nullable: true }),
    numberKey: c.text({ name: 'number_key', nullable: true }),
    numberYear: c.count({ name: 'number_year' }),
    title: c.text(),
    searchFolded: c.text({ name: 'search_folded' }),
    urgency: c.words(urgencies),
    audience: c.words(audiences),
    issuingUnitId: c.reference({ name: 'issuing_unit_id' }),
    authorId: c.reference({ name: 'author_id', nullable: true }),
    authorName: c.text({ name: 'author_name' }),
    approverId: c.reference({ name: 'approver_id', nullable: true }),
    approvedAt: c.instant({ name: 'approved_at', nullable: true }),
    deadlineAt: c.instant({ name: 'deadline_at', nullable: true }),
    lateJoiners: c.flag({ name: 'late_joiners' }),
    state: c.words(directiveStates),
    version: c.count(),
    createdAt: c.instant({ name: 'created_at' }),
    issuedAt: c.instant({ name: 'issued_at', nullable: true }),
    endedAt: c.instant({ name: 'ended_at', nullable: true }),
    leaseUntil: c.instant({ name: 'lease_until', nullable: true }),
    haltedAt: c.instant({ name: 'halted_at', nullable: true }),
    remindedAt: c.instant({ name: 'reminded_at', nullable: true }),
    settledAt: c.instant({ name: 'settled_at', nullable: true }),
    haltReason: c.text({ name: 'halt_reason', nullable: true }),
    draftId: c.reference({ name: 'draft_id', nullable: true }),
  }),
  table('directive_versions', {
    directiveId: c.reference({ name: 'directive_id', primary: true }),
    version: c.count({ primary: true }),
    text: c.text(),
    textHash: c.text({ name: 'text_hash' }),
    createdAt: c.instant({ name: 'created_at' }),
  }),
  table('directive_units', {
    directiveId: c.reference({ name: 'directive_id', primary: true }),
    unitId: c.reference({ name: 'unit_id', primary: true }),
  }),
  table('attachments', {
    id: c.id(),
    directiveId: c.reference({ name: 'directive_id' }),
    position: c.count(),
    fileName: c.text({ name: 'file_name' }),
    mime: c.text({ nullable: true }),
    size: c.count({ nullable: true }),
    fileId: c.text({ name: 'file_id' }),
  }),
];
