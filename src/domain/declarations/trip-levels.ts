import type { AreaLevel } from '../areas/area-level.ts';
import { type Hazard, levelIn } from '../areas/hazard.ts';
import { placeOf } from '../areas/place.ts';
import type { Stores } from '../stores.ts';
import type { Stop, TripSettings } from './trip.ts';

/** The levels that hold where and while somebody will be there. */
export async function levelsOn(
  stops: readonly Stop[],
  today: string,
  { areaLevels }: Pick<Stores, 'areaLevels'>,
): Promise<AreaLevel[]> {
  const provinceOf = ({ place }: Stop) => placeOf(place)?.province.code;
  const provinces = [...new Set(stops.flatMap((stop) => provinceOf(stop) ?? []))];
  const levels = await areaLevels.listCurrentOf(provinces, today);
  return levels.filter(({ province, fromOn, toOn }) =>
    stops.some(
      (stop) => provinceOf(stop) === province && fromOn <= stop.toOn && (toOn === null || stop.fromOn <= toOn),
    ),
  );
}

/** Whether one of these is at or over the level that the office chose for its hazard. */
export function isHigh(levels: readonly AreaLevel[], hazards: readonly Hazard[], { upFrom }: TripSettings): boolean {
  return levels.some(({ hazard, level }) => {
    const known = hazards.find(({ code }) => code === hazard);
    const from = known && upFrom[hazard] !== undefined ? levelIn(known, upFrom[hazard]) : null;
    return from !== null && from !== undefined && level >= from;
  });
}
