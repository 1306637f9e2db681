import { z } from 'zod';
import type { Form } from './form.ts';

/** One question, answered by whatever message comes next: words, a file, something forwarded. */
export const verificationForm: Form = {
  name: 'verify',
  version: 1,
  steps: [{ name: 'what', kind: 'text', schema: z.string(), refusal: { code: 'nothingToVerify' } }],
};
