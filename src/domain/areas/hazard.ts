/** A kind of danger with a scale of its own. It is data: an office adds its own in the settings file (`hazards`). */
export interface Hazard {
  /** As rows and the command line name it. */
  code: string;
  name: { vi: string; en: string };
  /** From the mildest to the worst. */
  levels: readonly string[];
  /** For so many days after somebody left a place a change of its level still concerns them. */
  lookBackDays: number;
}

/**
 * Epidemic: the four levels in which provinces announced places (Resolution 128/NQ-CP of 2021). Natural disaster: Decision
 * 18/2021/QĐ-TTg. Forest fire: the five warning levels of Decree 156/2018/NĐ-CP.
 */
export const HAZARDS: readonly Hazard[] = [
  {
    code: 'dich',
    name: { vi: 'Dịch bệnh', en: 'Epidemic' },
    levels: ['1', '2', '3', '4'],
    lookBackDays: 14,
  },
  {
    code: 'thien-tai',
    name: { vi: 'Thiên tai', en: 'Natural disaster' },
    levels: ['1', '2', '3', '4', '5'],
    lookBackDays: 0,
  },
  {
    code: 'chay-rung',
    name: { vi: 'Cháy rừng', en: 'Forest fire' },
    levels: ['I', 'II', 'III', 'IV', 'V'],
    lookBackDays: 0,
  },
];

/** The level (from 1) that was written; null when this scale has none of that name. */
export function levelIn({ levels }: Pick<Hazard, 'levels'>, written: string): number | null {
  const place = levels.findIndex((level) => level.toLowerCase() === written.trim().toLowerCase());
  return place < 0 ? null : place + 1;
}
