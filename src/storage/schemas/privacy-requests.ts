import { privacyRequestKinds, privacyRequestStates } from '../../domain/declarations/privacy-request.ts';
import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const privacyRequestsSchemas = (c: Columns) => [
  table('privacy_requests', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    unitId: c.reference({ name: 'unit_id' }),
    kind: c.words(privacyRequestKinds),
    state: c.words(privacyRequestStates),
    receivedAt: c.instant({ name: 'received_at' }),
    dueOn: c.day({ name: 'due_on' }),
    endedAt: c.instant({ name: 'ended_at', nullable: true }),
    byId: c.reference({ name: 'by_id', nullable: true }),
    textId: c.reference({ name: 'text_id', nullable: true }),
    answerId: c.reference({ name: 'answer_id', nullable: true }),
    extendedAt: c.instant({ name: 'extended_at', nullable: true }),
    extensionId: c.reference({ name: 'extension_id', nullable: true }),
    draftId: c.reference({ name: 'draft_id' }),
  }),
];
