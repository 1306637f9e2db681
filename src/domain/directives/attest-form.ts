import { z } from 'zod';
import { cleanName } from '../../lib/text.ts';
import type { Form } from '../forms/form.ts';
import { type AttestationWay, NOTE_LIMIT } from './attestation.ts';

/** A note beside a leader's word. Whose receipt it is about stands in the draft from the beginning (`receiptId`). */
export const attestForm = (way: AttestationWay): Form => ({
  name: way,
  version: 1,
  steps: [
    {
      name: 'note',
      kind: 'text',
      schema: z.string().transform(cleanName).pipe(z.string().min(1).max(NOTE_LIMIT)),
      missing: 'answerNotText',
      refusal: { code: 'noteTooLong', params: { limit: NOTE_LIMIT } },
      isOptional: true,
    },
  ],
});
