import { viewFollowUp } from '../domain/declarations/follow-up-views.ts';
import { viewFollowUpReminder } from '../domain/declarations/health-views.ts';
import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import type { Office } from '../domain/stores.ts';
import { followUpMissingScreen, followUpWordScreen } from '../screens/follow-up.ts';
import { healthReminderScreen } from '../screens/health.ts';
import type { Screen, Voice } from '../screens/screen.ts';

type FollowUpKind = Extract<DeliveryKind, `followup.${string}`>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

/** What deliveries about follow-ups become: that one began or is over, that a day is owed, or that somebody has not declared. */
export const followUpRenderers: Record<FollowUpKind, Renderer> = {
  'followup.word': async ({ subjectId }, voice, { office }) => {
    const word = await viewFollowUp(subjectId, office);
    return word && followUpWordScreen(word, office.followUps.time, voice);
  },
  'followup.reminder': async ({ personId, dueAt }, voice, { office }) => {
    const reminder = await viewFollowUpReminder({ personId, at: dueAt }, office);
    return reminder && healthReminderScreen(reminder, voice);
  },
  'followup.missing': async (_, voice) => followUpMissingScreen(0, voice),
};
