import { DISTRICTS } from '../../../src/domain/areas/districts.ts';
import { type PlaceMatch, placeOf } from '../../../src/domain/areas/place.ts';
import { FORMER_PROVINCES, PROVINCES } from '../../../src/domain/areas/provinces.ts';

export const districtCodes = Object.values(DISTRICTS).flatMap((lines) =>
  lines.split(/,\s+/).map((line) => line.slice(0, 3)),
);

/** The key of every place that the office knows, and the place. */
export const keys = [
  ...PROVINCES.map(({ code }) => code),
  ...FORMER_PROVINCES.filter(({ name }) => name !== null).map(({ code }) => `f:${code}`),
  ...districtCodes.map((code) => `d:${code}`),
];
export const places = keys.map((key) => placeOf(key)!);

export const nameOf = ({ district, former, province }: PlaceMatch): string => district ?? former ?? province.name;
