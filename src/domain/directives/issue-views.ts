import { dayOf } from '../../lib/day.ts';
import type { Actor, PersonActor } from '../actor.ts';
import type { Group } from '../people/group.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import type { Unit } from '../units/unit.ts';
import { approvalFor, awaitedOf } from './approval-actions.ts';
import type { Approval, Attachment, Directive, Urgency } from './directive.ts';
import { mayApprove, mayIssueTo, mayManage } from './directive-policy.ts';
import { issuingUnitOf } from './issue-actions.ts';
import type { Addressed, Addressing } from './receipt-store.ts';

/** What a clerk sees before issuing: who would owe it, and how many of those have no account. */
export async function previewDraft(
  actor: Actor,
  draft: Addressing & { urgency?: Urgency },
  office: Office,
): Promise<Preview> {
  const chosen = await office.read.units.listByIds(draft.unitIds);
  // A post may have ended while the draft waited: what is out of reach is left out here and refused at the issue.
  const units = chosen.filter((unit) => mayIssueTo(actor, [unit]));
  const known = await office.read.units.listByIds(draft.knowUnitIds);
  const knowUnits = known.filter((unit) => mayIssueTo(actor, [unit]));
  const today = dayOf(office.clock.now(), office.zone);
  const addressed = await office.read.receipts.countAddressed(addressingOf(units, knowUnits, draft), today);
  const group = await groupOf(draft, office);
  const issuing = units.length > 0 ? await issuingUnitOf(actor, units, office.read) : null;
  const approval = issuing && (await approvalFor(actor, draft.urgency ?? 'normal', issuing, office.read));
  return { units, knowUnits, group, hasBelow: await haveBelow(units, office), addressed, issuing, approval };
}

export interface Preview {
  units: Unit[];
  knowUnits: Unit[];
  group: Group | null;
  hasBelow: boolean;
  addressed: Addressed;
  /** In whose name it goes out; null where it goes to nobody. */
  issuing: Unit | null;
  /** Whose yes it takes before it leaves. */
  approval: Approval | null;
}

/** The group of whom alone it is asked; null where it is asked of everybody there. */
async function groupOf({ groupId }: { groupId?: number | null }, { read }: Office): Promise<Group | null> {
  return groupId == null ? null : await read.groups.find(groupId);
}

type Asked = Pick<Addressing, 'audience' | 'groupId'>;

export const addressingOf = (units: Unit[], knowUnits: Unit[], { audience, groupId = null }: Asked): Addressing => ({
  unitIds: units.map((unit) => unit.id),
  knowUnitIds: knowUnits.map((unit) => unit.id),
  audience,
  groupId,
});

/** Whether any of these units has units below it, to which the directive goes as well. */
async function haveBelow(units: Unit[], { read }: Office): Promise<boolean> {
  const below = await Promise.all(units.map((unit) => read.units.listChildren(unit.id)));
  return below.some((children) => children.length > 0);
}

/** The names of those who would owe a draft and have no account. */
export async function listNotEnrolled(
  actor: Actor,
  draft: Addressing,
  page: { limit: number; offset: number },
  office: Office,
): Promise<{ people: { fullName: string; unitName: string }[]; total: number }> {
  const { units, knowUnits, addressed } = await previewDraft(actor, draft, office);
  const today = dayOf(office.clock.now(), office.zone);
  const people = await office.read.receipts.listAddressedNotEnrolled(
    addressingOf(units, knowUnits, draft),
    today,
    page,
  );
  return { people, total: addressed.notEnrolled };
}

/** A directive that waits for somebody's yes or for its hour, with all that people would see. */
export interface RequestView {
  directive: Directive;
  issuer: string;
  units: string[];
  /** Those that get it for their knowledge. */
  knowUnits: string[];
  /** The group of whom alone it is asked. */
  group: string | null;
  /** Whether it goes to units below these as well. */
  hasBelow: boolean;
  text: string;
  textHash: string;
  addressed: Addressed;
  attachments: Attachment[];
  /** What holds no more from the moment in which it leaves. */
  replaces: Directive | null;
  /** Who decided; null while nobody has. */
  approver: string | null;
}

export async function viewRequest(directiveId: number, office: Office): Promise<RequestView> {
  const { directives, units, receipts } = office.read;
  const directive = await directives.get(directiveId);
  const [addressedUnits, issuer] = [await directives.listUnits(directiveId), await units.get(directive.issuingUnitId)];
  const today = dayOf(office.clock.now(), office.zone);
  const knowUnits = await directives.listUnits(directiveId, 'toKnow');
  const addressed = await receipts.countAddressed(addressingOf(addressedUnits, knowUnits, directive), today);
  const { text, textHash } = await directives.getText(directiveId);
  const attachments = await directives.listAttachments(directiveId);
  const approver = await nameOfApprover(directive, office);
  const names = addressedUnits.map((unit) => unit.name);
  const hasBelow = await haveBelow(addressedUnits, office);
  return {
    directive,
    issuer: issuer.name,
    units: names,
    knowUnits: knowUnits.map((unit) => unit.name),
    group: (await groupOf(directive, office))?.name ?? null,
    hasBelow,
    text,
    textHash,
    addressed,
    attachments,
    replaces: directive.replacesId === null ? null : await directives.get(directive.replacesId),
    approver,
  };
}

/** Who decided about an immediate directive; null while nobody has. */
export async function nameOfApprover({ approverId }: Directive, office: Office): Promise<string | null> {
  return approverId === null ? null : (await office.read.people.get(approverId)).fullName;
}

/** What somebody may do with a directive that has not left. */
export interface PendingView extends RequestView {
  mayApprove: boolean;
  mayTakeBack: boolean;
  mayRelease: boolean;
}

/** The same for whoever may decide about it or take it back, and nobody else. */
export async function viewPending(actor: PersonActor, directiveId: number, office: Office): Promise<PendingView> {
  const directive = await office.read.directives.find(directiveId);
  const rights = directive ? await rightsIn(actor, directive, office) : null;
  if (!rights) throw new Problem('notFound');
  return { ...(await viewRequest(directiveId, office)), ...rights };
}

async function rightsIn(actor: PersonActor, directive: Directive, { read }: Office) {
  const awaited = await awaitedOf(directive, read);
  const isApprover = mayApprove(actor, awaited);
  const isTaker = directive.parentId === null && mayManage(actor, awaited);
  if (!isApprover && !isTaker) return null;
  const { state, approval } = directive;
  return {
    mayApprove: isApprover && state === 'awaiting',
    mayTakeBack: isTaker && (state === 'awaiting' || state === 'scheduled'),
    mayRelease: state === 'scheduled' && (isApprover || approval === null),
  };
}

/** Directives that await this actor's own yes, oldest first. */
export async function listToApprove(actor: PersonActor, office: Office): Promise<Directive[]> {
  const mine: Directive[] = [];
  for (const directive of await office.read.directives.listPending()) {
    if ((await rightsIn(actor, directive, office))?.mayApprove) mine.push(directive);
  }
  return mine;
}

/** Directives that have not left and are the actor's to sign or to take back, oldest first. */
export async function listPending(actor: PersonActor, office: Office): Promise<Directive[]> {
  const mine: Directive[] = [];
  for (const directive of await office.read.directives.listPending()) {
    if (await rightsIn(actor, directive, office)) mine.push(directive);
  }
  return mine;
}
