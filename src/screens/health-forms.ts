import type { HealthAnswers } from '../domain/declarations/health.ts';
import type { HealthCampaignWish } from '../domain/declarations/health-campaign.ts';
import type { Draft } from '../domain/forms/form.ts';
import { dayOf } from '../lib/day.ts';
import { callbacks } from './callbacks.ts';
import { sayDay } from './dates.ts';
import { pressOf } from './forms.ts';
import { answerLines } from './health.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** What somebody is about to declare. `isOver`: for a day that has passed, so that it is begun anew. */
export function healthOverview(
  { draft, day, answers, isOver }: { draft: Draft; day: string; answers: HealthAnswers; isOver: boolean },
  voice: Voice,
): Screen {
  const { t, now, zone } = voice;
  const to = pressOf(draft);
  const cancel = button(t('forms:cancelButton'), to('cancel'));
  const heading = bold(t('health:own.heading', { day: sayDay(day, t, dayOf(now, zone)) }));
  if (isOver) {
    const again = button(t('health:own.declareButton'), callbacks.startForm.pack({ form: 'health', subject: 0 }));
    return { text: lines(heading, '', plain(t('problems:healthDayOver'))), keyboard: [[again], [cancel]] };
  }
  return {
    text: lines(heading, '', ...answerLines(answers, voice), '', plain(t('health:draftHint'))),
    keyboard: [[button(t('health:sendButton'), to('send'))], [button(t('forms:editButton'), to('choose')), cancel]],
  };
}

export interface CampaignLook {
  draft: Draft;
  unitName: string;
  wish: HealthCampaignWish;
  /** Another of this unit that it takes the place of. */
  isReplacing: boolean;
}

/** Daily declarations before they are switched on. */
export function campaignOverview({ draft, unitName, wish, isReplacing }: CampaignLook, voice: Voice): Screen {
  const { t, now, zone } = voice;
  const to = pressOf(draft);
  const day = (on: string) => sayDay(on, t, dayOf(now, zone));
  const { time, fromOn, toOn, isEveryDay } = wish;
  const from = day(fromOn);
  return {
    text: lines(
      bold(t('health:campaign.heading')),
      plain(t('health:campaign.unit', { unit: unitName })),
      plain(t('health:campaign.time', { time })),
      plain(t(`health:campaign.days.${isEveryDay ? 'all' : 'working'}`)),
      plain(toOn === null ? t('health:campaign.since', { from }) : t('health:campaign.span', { from, to: day(toOn) })),
      isReplacing && plain(t('health:campaign.replaces')),
    ),
    keyboard: [
      [button(t('health:campaign.sendButton'), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}
