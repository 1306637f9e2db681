import { z } from 'zod';
import { cleanName } from '../../lib/text.ts';
import type { Form } from '../forms/form.ts';
import { PASS_ON_NOTE_LIMIT } from './head.ts';

/** A head's note on what they pass on. Whose receipt it is stands in the draft from the beginning (`receiptId`). */
export const passOnForm: Form = {
  name: 'passOn',
  version: 1,
  steps: [
    {
      name: 'note',
      kind: 'text',
      schema: z.string().transform(cleanName).pipe(z.string().min(1).max(PASS_ON_NOTE_LIMIT)),
      missing: 'answerNotText',
      refusal: { code: 'noteTooLong', params: { limit: PASS_ON_NOTE_LIMIT } },
      isOptional: true,
    },
  ],
};
