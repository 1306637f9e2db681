import { dayOf } from '../../lib/day.ts';
import type { Actor, PersonActor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { type Amendment, type AmendmentWay, wayOf } from './amend-actions.ts';
import type { AmendmentRequest } from './amendment-request.ts';
import { getAskable } from './amendment-request-actions.ts';
import { type Change, changesBetween } from './changes.ts';
import type { Directive } from './directive.ts';
import { getManaged } from './ending-actions.ts';
import { addressingOf, listPending } from './issue-views.ts';

export interface Managed {
  directive: Directive;
  /** What took its place. */
  replacedBy: Directive | null;
  /** An amendment that awaits somebody's yes, and whether it is the reader's own. */
  awaiting: { request: AmendmentRequest; isOwn: boolean } | null;
}

/** A directive as whoever may amend or end it sees it. */
export async function viewManaged(actor: Actor, directiveId: number, { read }: Office): Promise<Managed> {
  const directive = await getManaged(actor, directiveId, read);
  const { replacedById } = directive;
  const request = await read.amendmentRequests.findAwaiting(directiveId);
  const isOwn = actor.kind === 'person' && request?.authorId === actor.person.id;
  return {
    directive,
    replacedBy: replacedById === null ? null : await read.directives.get(replacedById),
    awaiting: request && { request, isOwn },
  };
}

export interface AmendmentPreview {
  directive: Directive;
  before: { title: string; text: string; textHash: string; deadlineAt: Date | null };
  changes: Change[];
  way: AmendmentWay;
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
  const directive = await getManaged(actor, directiveId, office.read);
  const way = await wayOf(actor, directive, office.read, office.clock.now());
  return { ...(await compare(directive, amendment, office)), way };
}

async function compare(
  directive: Directive,
  amendment: Pick<Amendment, 'title' | 'text'>,
  { read, clock, zone }: Office,
): Promise<Omit<AmendmentPreview, 'way'>> {
  const { id: directiveId, title, deadlineAt } = directive;
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
    owed,
    acknowledged: (await read.receipts.countByStatus(directiveId)).acknowledged,
  };
}

/** An amendment that was laid before somebody, with what it changes and for how many. */
export interface AmendmentRequestView extends Omit<AmendmentPreview, 'way'> {
  request: AmendmentRequest;
  /** Who decided; null while nobody has. */
  approver: string | null;
}

export async function viewAmendmentRequest(id: number, office: Office): Promise<AmendmentRequestView | null> {
  const request = await office.read.amendmentRequests.find(id);
  if (!request) return null;
  const directive = await office.read.directives.get(request.directiveId);
  const approver = request.approverId === null ? null : await office.read.people.get(request.approverId);
  return { ...(await compare(directive, request, office)), request, approver: approver?.fullName ?? null };
}

/** The same for whoever may say yes or no to it, and nobody else. */
export async function viewOwnAmendment(actor: PersonActor, id: number, office: Office): Promise<AmendmentRequestView> {
  await getAskable(actor, id, office.read);
  return (await viewAmendmentRequest(id, office))!;
}

/** How many directives and amendments have not left and are the actor's to sign, to release or to take back. */
export async function countPending(actor: PersonActor, office: Office): Promise<number> {
  return (await listPending(actor, office)).length + (await listAmendmentsToDecide(actor, office)).length;
}

/** Amendments that await the actor's yes, oldest first. */
export async function listAmendmentsToDecide(actor: PersonActor, { read }: Office): Promise<AmendmentRequest[]> {
  const mine: AmendmentRequest[] = [];
  for (const request of await read.amendmentRequests.listAwaiting()) {
    const isMine = await getAskable(actor, request.id, read).catch((error: unknown) => {
      if (error instanceof Problem) return null;
      throw error;
    });
    if (isMine) mine.push(request);
  }
  return mine;
}
