import type { Actor } from '../../src/domain/actor.ts';
import type { Directive, DirectiveDraft } from '../../src/domain/directives/directive.ts';
import { submitDirective } from '../../src/domain/directives/issue-actions.ts';
import type { Receipt } from '../../src/domain/directives/receipt.ts';
import type { Role } from '../../src/domain/people/post.ts';
import { dayOf } from '../../src/lib/day.ts';
import type { TestOffice } from './office.ts';

/** The office's own hand: the command line. */
export const HAND: Actor = { kind: 'office', name: 'test' };

/** Issues a directive to units by their codes, and waits until it has gone out. */
export async function issue(
  office: TestOffice,
  to: string[],
  fields: Partial<DirectiveDraft> = {},
  by: Actor = HAND,
): Promise<Directive> {
  const directive = await submit(office, to, fields, by);
  await office.settle();
  return directive;
}

export async function submit(
  office: TestOffice,
  to: string[],
  fields: Partial<DirectiveDraft> = {},
  by: Actor = HAND,
): Promise<Directive> {
  const unitIds = await Promise.all(to.map((code) => office.unitId(code)));
  const draft: DirectiveDraft = {
    number: null,
    title: 'Về việc ứng phó bão số 9',
    text: 'Yêu cầu các đơn vị trực 24/24 giờ.',
    unitIds,
    knowUnitIds: [],
    audience: 'everyone',
    deadlineAt: null,
    urgency: 'normal',
    lateJoiners: true,
    attachments: [],
  };
  return await submitDirective(by, { ...draft, ...fields }, null, office.app.office);
}

/** Somebody of the cast as the domain knows who acts; with no account when they have none. */
export async function actorNamed(office: TestOffice, staffNo: string): Promise<Actor> {
  const { people } = office.app.office.read;
  const person = (await people.findByStaffNo(staffNo))!;
  const account = await people.findAccount(person.id);
  const posts = await people.listHeldPosts(person.id, dayOf(office.clock.now(), office.app.office.zone));
  return { kind: 'person', person, accountId: account?.id ?? null, posts };
}

/** The receipt of one person; fails when they do not owe the directive. */
export async function receiptOf(office: TestOffice, directiveId: number, staffNo: string): Promise<Receipt> {
  const personId = await office.personId(staffNo);
  const { receipts } = office.app.office.read;
  const roster = await receipts.listRoster(directiveId, personId - 1, 1);
  if (roster[0]?.personId !== personId) throw new Error(`${staffNo} does not owe directive ${directiveId}`);
  return (await receipts.find(roster[0].receiptId))!;
}

/** The figures of one directive at and below a unit, as a leader sees them. */
export async function figuresOf(office: TestOffice, directiveId: number, code: string) {
  const unit = await office.app.office.read.units.findByCode(code);
  const filter = { path: unit!.path, directiveId };
  const { directives } = await office.app.office.read.compliance.listDirectives(filter, office.clock.now());
  return directives[0]!;
}

/** Somebody takes up a post today, beside those they hold or in place of them, and what they owe follows. */
export async function takePost(
  office: TestOffice,
  staffNo: string,
  code: string,
  { instead = false, role = 'staff' as Role } = {},
): Promise<void> {
  const parts = office.app.office;
  const now = parts.clock.now();
  const today = dayOf(now, parts.zone);
  await parts.inTransaction(async (stores) => {
    const { id: personId } = (await stores.people.findByStaffNo(staffNo))!;
    const { id: unitId } = (await stores.units.findByCode(code))!;
    if (instead) await stores.people.endAllPosts(personId, today);
    await stores.people.openPosts([{ personId, unitId, role, fromOn: today }]);
    await parts.consequences.rosterChanged(stores, [personId], now);
  });
  parts.wake();
  await office.settle();
}
