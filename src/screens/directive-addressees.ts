import { lines, plain, type Voice } from './screen.ts';

export interface Addressees {
  /** The names of the chosen units. */
  units: string[];
  /** Whether any of them has units below it. */
  hasBelow: boolean;
  audience: 'everyone' | 'heads';
}

/** To which units, and who there has to acknowledge. */
export function addresseesOf({ units, hasBelow, audience }: Addressees, { t }: Voice): string {
  const names = units.join('; ');
  return lines(
    plain(
      hasBelow ? t('directives:addressees.toBelow', { units: names }) : t('directives:addressees.to', { units: names }),
    ),
    plain(t(`directives:addressees.who.${audience}`)),
  );
}
