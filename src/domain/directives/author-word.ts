import type { NewDelivery } from '../deliveries/delivery.ts';
import type { Stores } from '../stores.ts';
import type { Directive } from './directive.ts';

/** A word to the author about what became of their directive; none to somebody who cannot be reached. */
export async function tellAuthor(
  directive: Directive,
  kind: 'directive.issued' | 'directive.refused' | 'directive.halted',
  now: Date,
  { deliveries, people }: Stores,
): Promise<void> {
  const account = directive.authorId === null ? null : await people.findAccount(directive.authorId);
  if (directive.authorId === null || !account || account.unreachableAt) return;
  const purpose = `directive:${directive.id}:${kind}`;
  // A sending may be halted more than once, and is said each time.
  const isSaidAgain = kind === 'directive.halted';
  const word: NewDelivery = {
    personId: directive.authorId,
    kind,
    purpose,
    subjectId: directive.id,
    lane: 'alert',
    dueAt: now,
  };
  await (isSaidAgain ? deliveries.addOrRenew(word, true) : deliveries.add(word));
}
