import { lines, plain, type Voice } from './screen.ts';

export interface Addressees {
  /** The names of the chosen units. */
  units: string[];
  /** Whether any of them has units below it. */
  hasBelow: boolean;
  audience: 'everyone' | 'heads';
  /** Units that get it for their knowledge, and how many people there. */
  knowUnits: string[];
  toKnow: number;
}

/** To which units, and who there has to acknowledge. */
export function addresseesOf({ units, hasBelow, audience, knowUnits, toKnow }: Addressees, { t }: Voice): string {
  const names = units.join('; ');
  return lines(
    plain(
      hasBelow ? t('directives:addressees.toBelow', { units: names }) : t('directives:addressees.to', { units: names }),
    ),
    plain(t(`directives:addressees.who.${audience}`)),
    knowUnits.length > 0 && plain(t('directives:addressees.toKnow', { units: knowUnits.join('; '), count: toKnow })),
  );
}
