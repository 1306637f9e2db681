import type { Actor } from '../../src/domain/actor.ts';
import type { Directive } from '../../src/domain/directives/directive.ts';
import { giveTasks } from '../../src/domain/tasks/give-actions.ts';
import type { Task, TaskDraft } from '../../src/domain/tasks/task.ts';
import { instant } from '../../src/lib/clock.ts';
import { dayOf } from '../../src/lib/day.ts';
import { sql } from '../../src/storage/sql.ts';
import { actorNamed, issue } from './issuing.ts';
import { openTestOffice, type TestOffice } from './office.ts';
import { TestClock } from './test-clock.ts';

interface Wish extends Partial<Omit<TaskDraft, 'leadUnitId' | 'cooperatingIds'>> {
  lead?: string;
  cooperating?: string[];
  /** Whose hand it is; the clerk's when left out. */
  by?: Actor;
}

/** Monday, 23 November 2026, 08:30 in the office (or when told), with a plan that everybody has. */
export async function openOfficeWithPlan(
  at = '2026-11-23T01:30:00Z',
): Promise<{ office: TestOffice; directive: Directive }> {
  const office = await openTestOffice({ clock: new TestClock(at) });
  const directive = await issue(office, ['SO'], { number: '374/KH-SNNMT', title: 'Phòng cháy, chữa cháy rừng' });
  return { office, directive };
}

/** A task for H1, due on Wednesday, 25 November 2026, unless told otherwise; given once everybody was told. */
export async function give(office: TestOffice, directiveId: number, wish: Wish = {}): Promise<Task> {
  const { lead = 'H1', cooperating = [], by = await actorNamed(office, 'clerk'), ...fields } = wish;
  const draft: TaskDraft = {
    leadUnitId: await office.unitId(lead),
    cooperatingIds: await Promise.all(cooperating.map((code) => office.unitId(code))),
    text: 'Lập danh sách trực 24/24 giờ',
    dueAt: fields.isStanding ? null : instant('2026-11-25T17:00:00+07:00'),
    isStanding: false,
    amount: null,
    measure: null,
    isRequest: false,
  };
  const { tasks } = await giveTasks(by, directiveId, [{ ...draft, ...fields }], office.app.office);
  await office.settle();
  return tasks[0]!;
}

export async function taskNow(office: TestOffice, id: number): Promise<Task> {
  const { read, zone } = office.app.office;
  return (await read.tasks.find(id, dayOf(office.clock.now(), zone)))!;
}

/** What its history says, the oldest first. */
export async function historyOf(office: TestOffice, id: number): Promise<string[]> {
  const { entries } = await office.app.office.read.tasks.listEntries(id, { limit: 100, offset: 0 });
  return entries.reverse().map(({ kind }) => kind);
}

/** What was recorded about tasks of a directive, the oldest first. */
export async function recordOf(office: TestOffice, directiveId: number): Promise<string[]> {
  const rows = await office.database.read.query<{ action: string }>(sql`
    SELECT action FROM evidence_entries WHERE stream = ${`directive:${directiveId}`} ORDER BY id`);
  return rows.map(({ action }) => action).filter((action) => action.startsWith('task.'));
}
