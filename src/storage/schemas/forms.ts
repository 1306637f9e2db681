import type { Columns } from '../columns.ts';
import { table } from './table.ts';

export const formsSchemas = (c: Columns) => [
  table('drafts', {
    id: c.id(),
    personId: c.reference({ name: 'person_id' }),
    form: c.text(),
    formVersion: c.count({ name: 'form_version' }),
    answers: c.json(),
    sealedId: c.reference({ name: 'sealed_id', nullable: true }),
    step: c.text(),
    isEditing: c.flag({ name: 'editing' }),
    revision: c.count(),
    messageId: c.telegramId({ name: 'message_id', nullable: true }),
    updateId: c.telegramId({ name: 'update_id', nullable: true }),
    updatedAt: c.instant({ name: 'updated_at' }),
  }),
];
