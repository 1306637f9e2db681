/**
 * Counts a report of a unit and all below from what the office knows now. Reads one directive, some units or one page at a time, and
 * others have their turn after each: the figures of a large office are some seconds apart.
 */
import { isLate } from '../directives/directive.ts';
import { sumOf } from '../rollcalls/roll-call.ts';
import type { Office } from '../stores.ts';
import { inTreeOrder, type Unit } from '../units/unit.ts';
import {
  isWithin,
  mostOverdue,
  type OverduePerson,
  type ReportContent,
  type ReportedDirective,
  type ReportedRollCall,
  silentUnits,
} from './report.ts';
import {
  add,
  beginCounting,
  breathe,
  type Counting,
  countPeople,
  countTasks,
  countWords,
  markSent,
  PAGE,
  together,
} from './report-counting.ts';
import type { Span } from './report-store.ts';

/** `withPeople`: also who is past a deadline, which takes the longest; figures need it not. */
export async function gatherReport(
  unit: Unit,
  span: Span,
  { withPeople, ending = null }: { withPeople: boolean; ending?: AbortSignal | null },
  office: Office,
): Promise<ReportContent> {
  const all = await office.read.units.listAll();
  const units = inTreeOrder(all.filter(({ path }) => path.startsWith(unit.path)));
  const counting = beginCounting(units, span, { office, ending });
  const { directives, overdueAt } = await countDirectives(counting);
  const overdue = withPeople ? await listOverdue(overdueAt, counting) : [];
  const lateTasks = await countTasks(counting);
  const difficulties = await countWords(counting);
  await countPeople(counting, units);
  const own = [...counting.units.values()];
  return {
    ...span,
    madeAt: counting.now,
    own: own.map(({ id, code, name, path, counts }) => ({ id, code, name, path, counts })),
    directives,
    overdue: mostOverdue(
      overdue,
      units.map(({ id }) => id),
    ),
    lateTasks,
    difficulties,
    silent: await withHeads(silentUnits(own), counting),
    rollCalls: await listRollCalls(unit, counting),
  };
}

/** Where so many people are past a directive's deadline. */
interface Overdue {
  directiveId: number;
  units: { unitId: number; count: number }[];
}

async function countDirectives(counting: Counting) {
  const { office, span, now, units } = counting;
  const lines = new Map<string, ReportedDirective>();
  const overdueAt: Overdue[] = [];
  for (const { parentId, ...directive } of await office.read.reports.listReported(span)) {
    const { id, isPassedOn, endedAs, deadlineAt, issuedAt } = directive;
    const isOver = isLate(deadlineAt, now);
    const line = { ...directive, owed: 0, acknowledged: 0, overdue: 0 };
    const overdueIn: Overdue = { directiveId: id, units: [] };
    for (const { unitId, owed, acknowledged, acknowledgedAt } of await office.read.reports.listTallies(id)) {
      const unit = units.get(unitId);
      if (!unit) continue;
      const overdue = isOver ? owed - acknowledged : 0;
      if (isWithin(span, acknowledgedAt)) markSent(counting, unitId);
      addTo(line, { owed, acknowledged, overdue });
      if (endedAs !== null) continue;
      add(counting, unitId, { owed, acknowledged, overdue });
      if (overdue > 0) overdueIn.units.push({ unitId, count: overdue });
      if (owed > acknowledged && issuedAt < counting.freshFrom) unit.owes = true;
    }
    overdueAt.push(overdueIn);
    if (line.owed > 0) join(lines, isPassedOn ? `passed on ${parentId}` : `${id}`, line);
    await breathe(counting);
  }
  return { directives: sorted([...lines.values()]), overdueAt };
}

type Sums = Pick<ReportedDirective, 'owed' | 'acknowledged' | 'overdue'>;

function addTo(line: Sums, { owed, acknowledged, overdue }: Sums): void {
  line.owed += owed;
  line.acknowledged += acknowledged;
  line.overdue += overdue;
}

/** What many heads passed on of one directive is one line; in force as long as any of it is. */
function join(lines: Map<string, ReportedDirective>, key: string, line: ReportedDirective): void {
  const before = lines.get(key);
  if (!before) {
    lines.set(key, line);
    return;
  }
  addTo(before, line);
  if (line.endedAs === null) before.endedAs = null;
}

/** What is overdue first, then the newest. */
const sorted = (lines: ReportedDirective[]): ReportedDirective[] =>
  lines.sort(
    (one, other) =>
      other.overdue - one.overdue || other.issuedAt.getTime() - one.issuedAt.getTime() || other.id - one.id,
  );

async function listOverdue(all: readonly Overdue[], counting: Counting): Promise<OverduePerson[]> {
  const people = new Map<number, OverduePerson>();
  for (const { directiveId, units } of all) {
    for (const some of together(units, ({ count }) => count)) {
      const unitIds = some.map(({ unitId }) => unitId);
      for await (const { personId, unitId } of owing({ directiveId, unitIds }, counting)) {
        const person = people.get(personId);
        if (person) person.directives += 1;
        else people.set(personId, { personId, unitId, directives: 1 });
      }
    }
  }
  return [...people.values()];
}

async function* owing(about: { directiveId: number; unitIds: number[] }, counting: Counting) {
  const { read } = counting.office;
  for (let after = 0, more = true; more; ) {
    const page = await read.reports.listOwing(about, after, PAGE);
    yield* page;
    more = page.length === PAGE;
    after = page.at(-1)?.personId ?? 0;
    await breathe(counting);
  }
}

async function withHeads(unitIds: number[], { office, today }: Counting): Promise<ReportContent['silent']> {
  const heads = await office.read.reports.listHeads(unitIds, today);
  return unitIds.map((unitId) => ({ unitId, headId: heads.find((one) => one.unitId === unitId)?.personId ?? null }));
}

async function listRollCalls({ path }: Unit, counting: Counting): Promise<ReportedRollCall[]> {
  const { office, span } = counting;
  const { rollCalls } = office.read;
  const found: ReportedRollCall[] = [];
  for (const { id, about, askedAt } of await rollCalls.listSince(span.from)) {
    if (askedAt >= span.to) continue;
    const { safe, help, silent } = sumOf(await rollCalls.listFigures(id, [path]));
    if (safe + help + silent > 0) found.push({ id, about, askedAt, safe, help, silent });
    await breathe(counting);
  }
  return found.reverse();
}
