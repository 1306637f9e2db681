import type { AreaLevel } from '../domain/areas/area-level.ts';
import type { Hazard } from '../domain/areas/hazard.ts';
import { placeOf } from '../domain/areas/place.ts';
import type { Voice } from './screen.ts';

export type Hazards = readonly Hazard[];

/** What a hazard is called: its own words, since it is the office's own. */
export const hazardName = ({ name }: Hazard, { t }: Voice): string => (t.locale === 'vi' ? name.vi : name.en);

/** `Dịch bệnh cấp 3 · Bắc Ninh`. */
export function sayLevel({ hazard, level, province }: AreaLevel, hazards: Hazards, voice: Voice): string {
  const known = hazards.find(({ code }) => code === hazard);
  const place = placeOf(province)?.province.name ?? province;
  const name = known ? hazardName(known, voice) : hazard;
  return voice.t('areas:level', { hazard: name, level: known?.levels[level - 1] ?? String(level), place });
}
