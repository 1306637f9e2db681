import { z } from 'zod';
import { instant } from '../../lib/clock.ts';
import type { Answers, Form } from '../forms/form.ts';
import { type Attachment, audiences, type DirectiveDraft, LIMITS, urgencies } from './directive.ts';

const attachment = z.object({
  fileName: z.string(),
  mime: z.string().nullable(),
  size: z.number().nullable(),
  fileId: z.string(),
});

/** What a clerk is asked for a new directive (`/new`), in this order. */
export const directiveForm: Form = {
  name: 'directive',
  version: 1,
  steps: [
    { name: 'number', kind: 'text', schema: z.string().trim().min(1).max(LIMITS.number).nullable(), isOptional: true },
    { name: 'title', kind: 'text', schema: z.string().trim().min(1).max(LIMITS.title) },
    { name: 'text', kind: 'longText', schema: z.string().trim().min(1).max(LIMITS.text) },
    { name: 'files', kind: 'files', schema: z.array(attachment).max(LIMITS.attachments), isOptional: true },
    { name: 'units', kind: 'units', schema: z.array(z.number().int()).min(1) },
    { name: 'audience', kind: 'choice', schema: z.enum(audiences), choices: audiences },
    { name: 'deadline', kind: 'moment', schema: z.iso.datetime().nullable(), isOptional: true },
    { name: 'urgency', kind: 'choice', schema: z.enum(urgencies), choices: urgencies },
    { name: 'newcomers', kind: 'choice', schema: z.enum(['yes', 'no']), choices: ['yes', 'no'] },
    { name: 'notClassified', kind: 'pledge', schema: z.literal('yes') },
  ],
};

/** The directive that complete answers describe. */
export function draftOf(answers: Answers): DirectiveDraft {
  const deadline = answers.deadline as string | null | undefined;
  return {
    number: (answers.number as string | null) ?? null,
    title: answers.title as string,
    text: answers.text as string,
    attachments: (answers.files as Attachment[] | null) ?? [],
    unitIds: answers.units as number[],
    audience: answers.audience as DirectiveDraft['audience'],
    deadlineAt: deadline ? instant(deadline) : null,
    urgency: answers.urgency as DirectiveDraft['urgency'],
    lateJoiners: answers.newcomers === 'yes',
  };
}
