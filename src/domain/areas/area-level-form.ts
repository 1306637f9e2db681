import { z } from 'zod';
import type { Answers, Form, Step } from '../forms/form.ts';
import type { LevelWish } from './area-level-actions.ts';
import { placeOf } from './place.ts';

const code = z.string().regex(/^[\w-]{1,20}$/);
const day: Pick<Step, 'kind' | 'schema' | 'refusal'> = {
  kind: 'day',
  schema: z.iso.date(),
  refusal: { code: 'dayUnreadable' },
};

/** "Set a level", below `/risk`. Hazards and their levels are the office's own. */
export const areaLevelForm: Form = {
  name: 'areaLevel',
  version: 1,
  steps: [
    { name: 'hazard', kind: 'choice', schema: code, refusal: { code: 'answerFromButtons' } },
    {
      name: 'place',
      kind: 'place',
      schema: z.string().refine((key) => placeOf(key) !== null),
      refusal: { code: 'placeUnknown' },
    },
    { name: 'level', kind: 'choice', schema: code, refusal: { code: 'answerFromButtons' } },
    { ...day, name: 'from' },
    { ...day, name: 'until', notBefore: 'from', isOptional: true },
    {
      name: 'number',
      kind: 'text',
      schema: z.string().trim().min(1).max(60),
      missing: 'answerNotText',
      refusal: { code: 'numberTooLong', params: { limit: 60 } },
      isOptional: true,
    },
  ],
};

/** The level that complete answers describe; its directive is looked up by the number. */
export const levelOf = (answers: Answers, directiveId: number | null): LevelWish => ({
  hazard: answers.hazard as string,
  province: placeOf(answers.place as string)?.province.code ?? '',
  level: answers.level as string,
  fromOn: answers.from as string,
  toOn: (answers.until as string | null | undefined) ?? null,
  directiveId,
});
