import { attestationWays } from '../../domain/directives/attestation.ts';
import { receiptStatuses } from '../../domain/directives/receipt.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const receiptsSchemas = (c: Columns) => [
  table('receipts', {
    id: c.id(),
    directiveId: c.reference({ name: 'directive_id' }),
    version: c.count(),
    personId: c.reference({ name: 'person_id' }),
    unitId: c.reference({ name: 'unit_id' }),
    status: c.words(receiptStatuses),
    lateJoiner: c.flag({ name: 'late_joiner' }),
    onPaper: c.flag({ name: 'on_paper' }),
    toKnow: c.flag({ name: 'to_know', default: false }),
    acknowledgedAt: c.instant({ name: 'acknowledged_at', nullable: true }),
    way: c.text({ nullable: true }),
    closedAt: c.instant({ name: 'closed_at', nullable: true }),
    closeReason: c.text({ name: 'close_reason', nullable: true }),
    sentAt: c.instant({ name: 'sent_at', nullable: true }),
    accountId: c.reference({ name: 'account_id', nullable: true }),
    messageId: c.telegramId({ name: 'message_id', nullable: true }),
  }),
  table('tallies', {
    directiveId: c.reference({ name: 'directive_id', primary: true }),
    version: c.count({ primary: true }),
    unitId: c.reference({ name: 'unit_id', primary: true }),
    closed: c.count({ default: 0 }),
    acknowledged: c.count({ default: 0 }),
    onPaper: c.count({ name: 'on_paper', default: 0 }),
    sent: c.count({ default: 0 }),
    unknown: c.count({ default: 0 }),
    unreachable: c.count({ default: 0 }),
    notEnrolled: c.count({ name: 'not_enrolled', default: 0 }),
    waiting: c.count({ default: 0 }),
    toKnow: c.flag({ name: 'to_know', default: false }),
  }),
  table('attestations', {
    id: c.id(),
    receiptId: c.reference({ name: 'receipt_id' }),
    directiveId: c.reference({ name: 'directive_id' }),
    way: c.words(attestationWays),
    note: c.text({ nullable: true }),
    byId: c.reference({ name: 'by_id' }),
    at: c.instant(),
    disputedAt: c.instant({ name: 'disputed_at', nullable: true }),
  }),
  table('escalations', {
    id: c.id(),
    directiveId: c.reference({ name: 'directive_id' }),
    version: c.count(),
    unitId: c.reference({ name: 'unit_id' }),
    level: c.count(),
    toldUnitId: c.reference({ name: 'told_unit_id' }),
    personId: c.reference({ name: 'person_id' }),
    at: c.instant(),
  }),
];
