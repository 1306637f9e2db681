import { DateTime } from 'luxon';
import { dayOf, daysLater } from '../../lib/day.ts';
import { type PersonActor, reaches } from '../actor.ts';
import { hourOf, nearestCampaign } from '../declarations/health-campaign.ts';
import { mayKeepHealth } from '../declarations/health-policy.ts';
import { maySeeTripsOf } from '../declarations/trip-policy.ts';
import { mayRemind } from '../directives/directive-policy.ts';
import { placeInCall, ROLL_CALL_ROLES } from '../rollcalls/roll-call.ts';
import type { Office } from '../stores.ts';
import { READING_ROLES } from '../tasks/task-policy.ts';
import type { Unit } from '../units/unit.ts';
import { type Attention, compareLate, type Need, type NeedKind, ON_TOP, sortAttention } from './attention.ts';
import type { DirectiveSum } from './compliance.ts';
import { listings } from './obligation-kinds.ts';
import type { Cell } from './unit-kinds.ts';

/** A unit as its figures were just read. */
export interface Looked {
  unit: Unit;
  /** Whether it is the highest that the reader sees: what awaits their own word is said there. */
  isTop: boolean;
  sums: readonly DirectiveSum[];
  /** Today's declarations; null where they are nobody's business or nobody owes any. */
  health: Cell | null;
}

interface Look extends Looked {
  /** Who is out of reach: two kinds are told from one reading. */
  lost: Promise<{ unreachable: number; notEnrolled: number }>;
}

type Finding<Kind extends NeedKind> = (
  actor: PersonActor,
  look: Look,
  office: Office,
) => Promise<Omit<Need<Kind>, 'kind'>[]>;

/** Who is told of what: each finds what of its kind needs this reader in this unit. Where nothing does it gives nothing. */
const findings: { [Kind in NeedKind]: Finding<Kind> } = {
  help: (actor, { unit }, office) => inRollCalls(actor, unit, 'help', office),
  silent: (actor, { unit }, office) => inRollCalls(actor, unit, 'silent', office),
  async late(actor, { unit, sums }, { read, clock }) {
    const now = clock.now();
    const late = sums.filter(({ deadlineAt, due, done }) => deadlineAt !== null && deadlineAt < now && done < due);
    const ids = [...late].sort(compareLate).map(({ directiveId }) => directiveId);
    const { directives } = await read.compliance.listDirectives(
      { path: unit.path, directiveIds: ids.slice(0, ON_TOP) },
      now,
    );
    return directives.map(({ id: directiveId, number, title, document, urgency, deadlineAt, late: count }) => {
      const called = { number, title, document };
      return {
        count,
        about: { ...called, directiveId, urgency, deadlineAt: deadlineAt!, mayRemind: mayRemind(actor, unit.path) },
      };
    });
  },
  async decide(actor, { isTop }, office) {
    if (!isTop) return [];
    const today = dayOf(office.clock.now(), office.zone);
    const kinds = ['sign', 'amendment', 'tripDecision', 'confirm'] as const;
    const found = await Promise.all(kinds.map((kind) => listings[kind](actor, office, today)));
    return some(found.flat().length);
  },
  async undeclared(actor, { unit, health }, { read, clock, zone }) {
    if (!health || !mayKeepHealth(actor, unit.path)) return [];
    const now = clock.now();
    const campaign = nearestCampaign(await read.healthCampaigns.listOpen(dayOf(now, zone)), unit.path);
    if (!campaign || now < hourOf(campaign, now, zone)) return [];
    return some(health.due - health.done).map((one) => ({ ...one, about: { time: campaign.time } }));
  },
  async missedFollowUps(actor, { unit }, { read, clock, zone }) {
    if (!mayKeepHealth(actor, unit.path)) return [];
    return some(await read.followUps.countMissed(unit.path, daysLater(dayOf(clock.now(), zone), -1)));
  },
  async lateTasks(actor, { unit }, { read, clock }) {
    if (!reaches(actor, READING_ROLES, unit.path)) return [];
    return some(await read.tasks.countLate(unit.path, clock.now()));
  },
  async overdueTrips(actor, { unit }, { read, clock, zone }) {
    if (!maySeeTripsOf(actor, unit.path)) return [];
    const now = clock.now();
    const since = DateTime.fromJSDate(now, { zone }).startOf('day').toJSDate();
    return some((await read.trips.countOnDay(unit.path, dayOf(now, zone), since)).overdue);
  },
  unreachable: async (_, { lost }) => some((await lost).unreachable),
  notEnrolled: async (_, { lost }) => some((await lost).notEnrolled),
};

const some = (count: number): { count: number; about: object }[] => (count > 0 ? [{ count, about: {} }] : []);

async function inRollCalls(actor: PersonActor, unit: Unit, what: 'help' | 'silent', { read }: Office) {
  if (!reaches(actor, ROLL_CALL_ROLES, unit.path)) return [];
  const calls = await read.rollCalls.listRunning();
  const counts = await Promise.all(
    calls.map(async (call) => {
      const figures = await read.rollCalls.listFigures(call.id, [unit.path]);
      const about = { rollCallId: call.id, unitId: placeInCall(call, unit), about: call.about };
      return { count: figures.reduce((sum, one) => sum + one[what], 0), about };
    }),
  );
  return counts.filter(({ count }) => count > 0);
}

/** What in a unit needs this reader now, the most urgent first. */
export async function listAttention(actor: PersonActor, looked: Looked, office: Office): Promise<Attention[]> {
  const look = { ...looked, lost: office.read.compliance.countLost(looked.unit.path) };
  const kinds = Object.keys(findings) as NeedKind[];
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const needs = await findings[kind](actor, look, office);
      return needs.map((need) => ({ ...need, kind }) as Attention);
    }),
  );
  return sortAttention(found.flat());
}
