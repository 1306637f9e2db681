import { DateTime } from 'luxon';
import { type PersonActor, placesOf } from '../actor.ts';
import { hourOf } from '../declarations/health-campaign.ts';
import { findUndeclared } from '../declarations/health-views.ts';
import { listResponsibleFor } from '../declarations/privacy-request-views.ts';
import { returnFrom, type Trip } from '../declarations/trip.ts';
import { DECIDING_ROLES } from '../declarations/trip-policy.ts';
import { listDeciders } from '../declarations/trip-telling.ts';
import type { Directive } from '../directives/directive.ts';
import { ATTESTING_ROLES, ISSUING_ROLES } from '../directives/directive-policy.ts';
import { listToApprove } from '../directives/issue-views.ts';
import { listAmendmentsToDecide } from '../directives/manage-views.ts';
import type { CardLine } from '../directives/receipt.ts';
import type { Office } from '../stores.ts';
import type { Task } from '../tasks/task.ts';
import { standingsOf } from '../tasks/task-policy.ts';
import { listAnswered, onlyToldTo } from '../tasks/task-telling.ts';
import type { ObligationKind, Owed } from './obligation.ts';

type Listing<Kind extends ObligationKind> = (
  actor: PersonActor,
  office: Office,
  today: string,
) => Promise<Omit<Owed<Kind>, 'kind'>[]>;

/** Of one kind so many are listed at most: more than anybody can be expected to look through. */
const MOST = 500;

const called = ({ number, title, document }: Pick<Directive, 'number' | 'title' | 'document'>) => ({
  number,
  title,
  document,
});
const ofDirective = ({ receiptId: subjectId, urgency, issuedAt: since, deadlineAt: dueAt }: CardLine) => ({
  subjectId,
  urgency,
  since,
  dueAt,
});
const ofTask = ({ id: subjectId, givenAt: since }: Task) => ({ subjectId, since, urgency: 'normal' as const });
const ofTrip = ({ id: subjectId, submittedAt: since }: Trip) => ({ subjectId, since, urgency: 'normal' as const });
const span = ({ fromOn, toOn }: Trip) => ({ fromOn, toOn });

const startOf = (day: string, zone: string): Date => DateTime.fromISO(day, { zone }).toJSDate();
const endOf = (day: string, zone: string): Date => DateTime.fromISO(day, { zone }).plus({ days: 1 }).toJSDate();

/** Whose each kind of obligation is: for one person all that they owe of it now. */
export const listings: { [Kind in ObligationKind]: Listing<Kind> } = {
  async rollCall({ person }, { read }) {
    const silent = (await read.rollCalls.listRunningOf(person.id)).filter((one) => !one.answer && !one.closedAt);
    const calls = await Promise.all(silent.map(({ rollCallId }) => read.rollCalls.find(rollCallId)));
    return silent.map(({ id: subjectId }, index) => {
      const { about, askedAt: since } = calls[index]!;
      return { subjectId, matter: { about }, urgency: 'immediate', since, dueAt: null };
    });
  },
  async directive({ person }, { read }) {
    const { lines } = await read.receipts.listOwed(person.id, MOST, 0);
    return lines.map((line) => ({ ...ofDirective(line), matter: { ...called(line), asks: line.asks } }));
  },
  async implement({ person }, { read }) {
    const lines = await read.receipts.listToImplement(person.id, MOST);
    return lines.map((line) => ({ ...ofDirective(line), matter: called(line) }));
  },
  async sign(actor, office) {
    const directives = await listToApprove(actor, office);
    return directives.map((directive) => {
      const { id: subjectId, urgency, createdAt: since, issueAt, deadlineAt, approval } = directive;
      const matter = { ...called(directive), approval: approval ?? 'second' };
      return { subjectId, matter, urgency, since, dueAt: issueAt ?? deadlineAt };
    });
  },
  async amendment(actor, office) {
    const requests = await listAmendmentsToDecide(actor, office);
    const directives = await Promise.all(requests.map((one) => office.read.directives.get(one.directiveId)));
    return requests.map(({ id: subjectId, createdAt: since, deadlineAt: dueAt }, index) => {
      const directive = directives[index]!;
      return { subjectId, matter: called(directive), urgency: directive.urgency, since, dueAt };
    });
  },
  async task({ person, posts }, { read }, today) {
    const paths = posts.filter((post) => ATTESTING_ROLES.includes(post.role)).map((post) => post.unitPath);
    const ledIds = await listAnswered(person.id, await read.tasks.listLeading(paths, today), read, today);
    const owed = await read.tasks.listOwed({ personId: person.id, ledIds, limit: MOST }, today);
    const mine = await onlyToldTo(person.id, owed, ['holder'], read, today);
    return mine.map((task) => {
      const directive = { ...task.directive, document: null };
      return {
        ...ofTask(task),
        matter: { text: task.text, isNew: task.state === 'given', directive },
        dueAt: task.dueAt,
      };
    });
  },
  async confirm(actor, { read }, today) {
    const paths = placesOf(actor, ISSUING_ROLES).map((post) => post.unitPath);
    const reported = await read.tasks.listReported(paths, MOST, today);
    const above = reported.filter((task) => standingsOf(actor, task).includes('above'));
    const given = above.filter(({ givenById }) => givenById === actor.person.id);
    const others = above.filter(({ givenById }) => givenById !== actor.person.id);
    const mine = [...given, ...(await onlyToldTo(actor.person.id, others, ['confirmers'], read, today))];
    return mine.map((task) => ({ ...ofTask(task), matter: { text: task.text, unit: task.lead.name }, dueAt: null }));
  },
  async health(actor, office, today) {
    const owed = await findUndeclared(actor, office);
    if (!owed) return [];
    const { until: time, isFollowed } = owed;
    const dueAt = hourOf({ time }, office.clock.now(), office.zone);
    const since = startOf(today, office.zone);
    // One of each day: it needs no number of its own.
    return [{ subjectId: 0, matter: { isFollowed }, urgency: 'normal', since, dueAt }];
  },
  async tripReturn({ person }, { read, clock, zone }) {
    const trips = (await read.trips.listOpenOf(person.id)).filter(({ state }) => state === 'planned');
    const over = trips.filter((trip) => returnFrom(trip, zone) <= clock.now());
    return over.map((trip) => ({ ...ofTrip(trip), matter: span(trip), dueAt: endOf(trip.toOn, zone) }));
  },
  async tripAnswer({ person }, { read, zone }) {
    const trips = (await read.trips.listOpenOf(person.id)).filter(({ state }) => state === 'awaiting');
    const entries = await Promise.all(trips.map(({ id }) => read.trips.listEntries(id)));
    const asked = trips.filter((_, index) => entries[index]!.at(-1)?.step === 'ask');
    return asked.map((trip) => ({ ...ofTrip(trip), matter: span(trip), dueAt: startOf(trip.fromOn, zone) }));
  },
  async tripDecision(actor, { read, zone }, today) {
    const unitIds = placesOf(actor, DECIDING_ROLES).map((post) => post.unitId);
    const trips = await read.trips.listUndecided([...new Set(unitIds)]);
    const deciders = await Promise.all(trips.map((trip) => listDeciders(trip, today, read)));
    // Where nobody can be told it is anybody's there who looks.
    const isMine = (_: Trip, index: number) =>
      deciders[index]!.includes(actor.person.id) || deciders[index]!.length === 0;
    const mine = trips.filter(isMine).filter((trip) => trip.person.id !== actor.person.id);
    return mine.map((trip) => {
      const matter = { name: trip.person.fullName, ...span(trip) };
      return { ...ofTrip(trip), matter, dueAt: startOf(trip.fromOn, zone) };
    });
  },
  async request(actor, office) {
    const requests = await listResponsibleFor(actor, MOST, office);
    return requests.map(({ id: subjectId, person, receivedAt: since, dueOn }) => {
      const dueAt = endOf(dueOn, office.zone);
      return { subjectId, matter: { name: person.fullName }, urgency: 'normal', since, dueAt };
    });
  },
};
