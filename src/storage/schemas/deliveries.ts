import { deliveryKinds } from '../../domain/deliveries/delivery.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const deliveriesSchemas = (c: Columns) => [
  table('deliveries', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    accountId: c.reference({ name: 'account_id', nullable: true }),
    kind: c.words(deliveryKinds),
    purpose: c.text(),
    subjectId: c.reference({ name: 'subject_id' }),
    directiveId: c.reference({ name: 'directive_id', nullable: true }),
    lane: c.count(),
    state: c.words(['waiting', 'sending', 'sent', 'never', 'unknown']),
    reason: c.text({ nullable: true }),
    dueAt: c.instant({ name: 'due_at' }),
    attempts: c.count({ default: 0 }),
    leaseOwner: c.text({ name: 'lease_owner', nullable: true }),
    leaseUntil: c.instant({ name: 'lease_until', nullable: true }),
    sentAt: c.instant({ name: 'sent_at', nullable: true }),
    doubts: c.count({ default: 0 }),
    messageId: c.telegramId({ name: 'message_id', nullable: true }),
  }),
];
