import { dayOf } from '../../lib/day.ts';
import type { PersonActor } from '../actor.ts';
import type { Office } from '../stores.ts';
import { type Obligation, type ObligationKind, sortObligations } from './obligation.ts';
import { listings } from './obligation-kinds.ts';

/** Everything that somebody owes, whatever it is, the most urgent first. */
export async function listObligations(actor: PersonActor, office: Office): Promise<Obligation[]> {
  const now = office.clock.now();
  const today = dayOf(now, office.zone);
  const found: Obligation[] = [];
  for (const kind of Object.keys(listings) as ObligationKind[]) {
    const owed = await listings[kind](actor, office, today);
    found.push(...owed.map((one) => ({ ...one, kind }) as Obligation));
  }
  return sortObligations(found, now);
}
