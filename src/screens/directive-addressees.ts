import { lines, plain, type Voice } from './screen.ts';

export interface Addressees {
  /** The names of the chosen units. */
  units: string[];
  /** Whether any of them has units below it. */
  hasBelow: boolean;
  audience: 'everyone' | 'heads';
  /** The name of the group of whom alone it is asked; null while that is not chosen, left out where there is none. */
  group?: string | null;
  /** Units that get it for their knowledge, and how many people there. */
  knowUnits: string[];
  toKnow: number;
}

/** To which units, and who there has to acknowledge. */
export function addresseesOf(addressees: Addressees, { t }: Voice): string {
  const { units, hasBelow, audience, group, knowUnits, toKnow } = addressees;
  const names = units.join('; ');
  return lines(
    plain(
      hasBelow ? t('directives:addressees.toBelow', { units: names }) : t('directives:addressees.to', { units: names }),
    ),
    group === undefined ? plain(t(`directives:addressees.who.${audience}`)) : groupLine(group, { t }),
    knowUnits.length > 0 && plain(t('directives:addressees.toKnow', { units: knowUnits.join('; '), count: toKnow })),
  );
}

const groupLine = (group: string | null, { t }: Pick<Voice, 't'>): string =>
  plain(group === null ? t('directives:addressees.noGroup') : t('directives:addressees.group', { group }));
