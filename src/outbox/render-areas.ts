import type { ClaimedDelivery, DeliveryKind } from '../domain/deliveries/delivery.ts';
import type { Office } from '../domain/stores.ts';
import { levelChangedScreen } from '../screens/area-levels.ts';
import type { Screen, Voice } from '../screens/screen.ts';

type AreaKind = Extract<DeliveryKind, `area.${string}`>;
type Renderer = (delivery: ClaimedDelivery, voice: Voice, sources: { office: Office }) => Promise<Screen | null>;

const changed =
  (whose: 'own' | 'people'): Renderer =>
  async ({ subjectId }, voice, { office }) => {
    const level = await office.read.areaLevels.find(subjectId);
    return level && levelChangedScreen(level, whose, voice);
  };

/** What deliveries about levels become: that one changed, and the way to it. */
export const areaRenderers: Record<AreaKind, Renderer> = {
  'area.level': changed('own'),
  'area.people': changed('people'),
};
