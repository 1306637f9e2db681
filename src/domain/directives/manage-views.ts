import { dayOf } from '../../lib/day.ts';
import type { Actor } from '../actor.ts';
import type { Office } from '../stores.ts';
import { type Amendment, isCorrection } from './amend-actions.ts';
import { type Change, changesBetween } from './changes.ts';
import type { Directive } from './directive.ts';
import { getManaged } from './ending-actions.ts';
import { addressingOf } from './issue-views.ts';

export interface Managed {
  directive: Directive;
  /** What took its place. */
  replacedBy: Directive | null;
}

/** A directive as whoever may amend or end it sees it. */
export async function viewManaged(actor: Actor, directiveId: number, { read }: Office): Promise<Managed> {
  const directive = await getManaged(actor, directiveId, read);
  const { replacedById } = directive;
  return { directive, replacedBy: replacedById === null ? null : await read.directives.get(replacedById) };
}

export interface AmendmentPreview {
  directive: Directive;
  before: { title: string; text: string; textHash: string; deadlineAt: Date | null };
  changes: Change[];
  /** The text that everybody has is mended, without a new version. */
  isCorrection: boolean;
  /** Who would owe the new version, and how many of them have acknowledged the present one. */
  owed: number;
  acknowledged: number;
}

/** What an amendment would change, and for how many. */
export async function previewAmendment(
  actor: Actor,
  directiveId: number,
  amendment: Amendment,
  office: Office,
): Promise<AmendmentPreview> {
  const { read, clock, zone } = office;
  const directive = await getManaged(actor, directiveId, read);
  const { title, deadlineAt } = directive;
  const { text, textHash } = await read.directives.getText(directiveId);
  const [units, knowUnits] = [
    await read.directives.listUnits(directiveId),
    await read.directives.listUnits(directiveId, 'toKnow'),
  ];
  const addressing = addressingOf(units, knowUnits, directive);
  const { owed } = await read.receipts.countAddressed(addressing, dayOf(clock.now(), zone));
  return {
    directive,
    before: { title, text, textHash, deadlineAt },
    changes: changesBetween(`${title}\n${text}`, `${amendment.title}\n${amendment.text}`),
    isCorrection: await isCorrection(directive, read, clock.now()),
    owed,
    acknowledged: (await read.receipts.countByStatus(directiveId)).acknowledged,
  };
}
