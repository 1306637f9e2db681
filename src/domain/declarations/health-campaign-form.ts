import { z } from 'zod';
import type { Answers, Form } from '../forms/form.ts';
import { readTimeOfDay } from '../forms/moment.ts';
import type { HealthCampaignWish } from './health-campaign.ts';
import { choice } from './health-form.ts';

/** Hours that stand on buttons; any other by day is typed. A button's value has no colon. */
const USUAL = ['0700', '0730', '0800', '0900'] as const;

const readTime = (said: string): string | null => readTimeOfDay(said.replace(/^(\d\d)(\d\d)$/, '$1:$2'));

/** Daily declarations of a unit, which stands in the draft from the beginning (`unitId`). */
export const healthCampaignForm: Form = {
  name: 'healthCampaign',
  version: 1,
  steps: [
    {
      name: 'time',
      kind: 'text',
      choices: USUAL,
      schema: z
        .string()
        .transform(readTime)
        .pipe(z.string().refine((time) => time >= '05:00' && time <= '21:00')),
      refusal: { code: 'timeUnreadable' },
      missing: 'answerNotText',
    },
    choice('days', ['working', 'all']),
    { name: 'from', kind: 'day', schema: z.iso.date(), refusal: { code: 'dayUnreadable' }, isAhead: true },
    {
      name: 'to',
      kind: 'day',
      schema: z.iso.date(),
      refusal: { code: 'dayUnreadable' },
      notBefore: 'from',
      isOptional: true,
    },
  ],
};

export const campaignOf = (answers: Answers): HealthCampaignWish => ({
  unitId: answers.unitId as number,
  time: answers.time as string,
  isEveryDay: answers.days === 'all',
  fromOn: answers.from as string,
  toOn: (answers.to as string | null | undefined) ?? null,
});
