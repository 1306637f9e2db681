import { z } from 'zod';
import type { Form } from './form.ts';

/** When somebody is away: first and last day. Whose leave it is stands in the draft from the beginning (`personId`). */
export const absenceForm: Form = {
  name: 'away',
  version: 1,
  steps: [
    { name: 'from', kind: 'day', schema: z.iso.date(), refusal: { code: 'dayUnreadable' } },
    { name: 'to', kind: 'day', schema: z.iso.date(), refusal: { code: 'dayUnreadable' }, notBefore: 'from' },
  ],
};
