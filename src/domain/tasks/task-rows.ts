import { DateTime } from 'luxon';
import { foldText } from '../../lib/text.ts';
import { atClosing } from '../forms/moment.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import type { Unit } from '../units/unit.ts';
import { checkTask, isAmount, TASK_LIMITS, type TaskDraft } from './task.ts';
import type { TaskProposal } from './task-proposals.ts';

/** The columns of a file of tasks; all but the first two may be missing. */
export const taskColumns = ['lead', 'text', 'due', 'standing', 'cooperating', 'amount', 'measure', 'request'] as const;
type Column = (typeof taskColumns)[number];

/** The line of a proposed task: what its text does not say stays empty, and is missed when the file is read. */
export function writeTaskRow(proposal: TaskProposal, codeOf: (unitId: number) => string): string[] {
  const { lead, cooperating, text, dueOn, isStanding, isRequest } = proposal;
  const cells: Partial<Record<Column, string>> = {
    lead: codeOf(lead.id),
    text,
    due: dueOn ?? '',
    standing: isStanding ? 'yes' : '',
    cooperating: cooperating.map(({ id }) => codeOf(id)).join('|'),
    request: isRequest ? 'yes' : '',
  };
  return taskColumns.map((column) => cells[column] ?? '');
}

/** What is wrong with a line, by its number in the file; without one it is the whole file. */
export interface TaskFault {
  line: number | null;
  code: 'columnMissing' | 'yesOrNo' | ProblemCode;
  params: Record<string, string | number>;
}

interface Row {
  line: number;
  cells: Record<string, string>;
}

export interface TaskRows {
  header: string[];
  rows: Row[];
}

export interface UnitsKnown {
  find(code: string): Unit | null;
  mayLead(unit: Unit, isRequest: boolean): boolean;
}

/** Turns lines into tasks; every bad line is named, with the first thing that is wrong with it. */
export function readTaskRows(
  { header, rows }: TaskRows,
  units: UnitsKnown,
  { now, zone }: { now: Date; zone: string },
): { drafts: TaskDraft[]; faults: TaskFault[] } {
  const missing = (['lead', 'text'] as const).filter((column) => !header.some((name) => name.toLowerCase() === column));
  if (missing.length > 0) {
    return { drafts: [], faults: missing.map((column) => ({ line: null, code: 'columnMissing', params: { column } })) };
  }
  const drafts: TaskDraft[] = [];
  const faults: TaskFault[] = [];
  for (const row of rows) {
    try {
      drafts.push(checkTask(draftOf(row, units, zone), now));
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreadable)) throw error;
      faults.push({ line: row.line, code: error.code, params: error.params });
    }
  }
  if (rows.length > TASK_LIMITS.tasks) {
    faults.push({ line: null, code: 'tooManyTasks', params: { limit: TASK_LIMITS.tasks } });
  }
  return { drafts, faults };
}

class Unreadable extends Error {
  readonly code = 'yesOrNo';
  readonly params: Record<string, string>;
  constructor(column: string, value: string) {
    super(column);
    this.params = { column, value };
  }
}

function draftOf({ cells }: Row, units: UnitsKnown, zone: string): TaskDraft {
  const byName = new Map(Object.entries(cells).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const cell = (column: Column) => byName.get(column) ?? '';
  const unitOf = (code: string) => {
    const unit = units.find(code);
    if (!unit) throw new Problem('unitUnknown', { code });
    return unit;
  };
  if (!cell('lead')) throw new Problem('leadMissing');
  const lead = unitOf(cell('lead'));
  const isRequest = isYes('request', cell('request'));
  if (!units.mayLead(lead, isRequest)) throw new Problem('taskUnitOutside', { unit: lead.name });
  const amount = cell('amount') || null;
  if (amount !== null && !isAmount(amount)) throw new Problem('amountUnreadable');
  return {
    leadUnitId: lead.id,
    cooperatingIds: cell('cooperating')
      .split(/[|,;]/)
      .map((code) => code.trim())
      .filter(Boolean)
      .map((code) => unitOf(code).id),
    text: cell('text'),
    dueAt: cell('due') ? dueOf(cell('due'), zone) : null,
    isStanding: isYes('standing', cell('standing')),
    amount,
    measure: cell('measure') || null,
    isRequest,
  };
}

const WORDS: Record<string, boolean> = { yes: true, x: true, '1': true, true: true, co: true, no: false, '0': false };

function isYes(column: string, typed: string): boolean {
  const word = foldText(typed);
  const isNo = word === '' || word === 'false' || word === 'khong';
  const known = isNo ? false : WORDS[word];
  if (known === undefined) throw new Unreadable(column, typed);
  return known;
}

/** `2026-12-01`, `1/12/2026`, or with a time after it; a day alone ends with the office's work, at 17:00. */
function dueOf(typed: string, zone: string): Date {
  const forms = ["yyyy-MM-dd'T'HH:mm", 'yyyy-MM-dd HH:mm', 'd/M/yyyy HH:mm'];
  const withTime = forms.map((form) => DateTime.fromFormat(typed, form, { zone })).find((at) => at.isValid);
  const days = ['yyyy-MM-dd', 'd/M/yyyy'].map((form) => DateTime.fromFormat(typed, form, { zone }));
  const day = days.find((one) => one.isValid);
  const at = withTime ?? (day && atClosing(day));
  if (!at) throw new Problem('dayUnreadable');
  return at.toJSDate();
}
