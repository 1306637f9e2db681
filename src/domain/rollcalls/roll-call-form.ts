import { z } from 'zod';
import { cleanText } from '../directives/directive.ts';
import type { Form } from '../forms/form.ts';
import { ROLL_CALL_LIMITS, ROLL_CALL_ROLES } from './roll-call.ts';

const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();

/** `/rollcall`: whom, and why. Two questions and a last look, since somebody may be waiting for it on a roof. */
export const rollCallForm: Form = {
  name: 'rollCall',
  version: 1,
  steps: [
    {
      name: 'units',
      kind: 'units',
      schema: z.array(z.number()).min(1),
      refusal: { code: 'unitsMissing' },
      roles: ROLL_CALL_ROLES,
    },
    {
      name: 'about',
      kind: 'text',
      schema: z.string().transform(oneLine).pipe(z.string().min(1).max(ROLL_CALL_LIMITS.about)),
      missing: 'answerNotText',
      refusal: { code: 'answerTooLong', params: { limit: ROLL_CALL_LIMITS.about } },
    },
  ],
};

/** What is needed, and where: whatever the person writes or shows next. On whose line it stands is in the draft (`listedId`). */
export const helpForm: Form = {
  name: 'help',
  version: 1,
  steps: [{ name: 'what', kind: 'text', schema: z.string(), refusal: { code: 'answerNotHelp' } }],
};
