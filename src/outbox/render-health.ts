import { viewReminder } from '../domain/declarations/health-views.ts';
import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import type { Office } from '../domain/stores.ts';
import { healthAlertScreen, healthReminderScreen } from '../screens/health.ts';
import type { Screen, Voice } from '../screens/screen.ts';

type HealthKind = Extract<DeliveryKind, `health.${string}`>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

/** What deliveries about health become: that there is something to look at or to declare, and the way to it. */
export const healthRenderers: Record<HealthKind, Renderer> = {
  'health.alert': async ({ subjectId }, voice) => healthAlertScreen(subjectId, voice),
  'health.reminder': async ({ subjectId, personId, dueAt }, voice, { office }) => {
    const reminder = await viewReminder(subjectId, { personId, at: dueAt }, office);
    return reminder && healthReminderScreen(reminder, voice);
  },
};
