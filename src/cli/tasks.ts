import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option } from 'commander';
import { readTable } from '../documents/tables.ts';
import type { Actor } from '../domain/actor.ts';
import type { Office } from '../domain/stores.ts';
import { getGivable, giveTasks } from '../domain/tasks/give-actions.ts';
import { isTaskLate, type Task } from '../domain/tasks/task.ts';
import { mayGiveTo } from '../domain/tasks/task-policy.ts';
import {
  readTaskRows,
  type TaskFault,
  type TaskRows,
  taskColumns,
  type UnitsKnown,
} from '../domain/tasks/task-rows.ts';
import { ALL_TASKS } from '../domain/tasks/task-store.ts';
import type { T } from '../i18n.ts';
import { dayOf } from '../lib/day.ts';
import { sayProblem } from '../screens/account.ts';
import { sayInstant } from '../screens/dates.ts';
import { propose } from './task-proposals.ts';
import {
  type Answer,
  type Cli,
  type CommonOptions,
  inColumns,
  Refusal,
  readDirectiveId,
  type Shelf,
} from './terminal.ts';

interface Options extends CommonOptions {
  file?: string;
  propose?: string;
}

/** `tasks`: lists a directive's tasks, proposes those that its text names, or gives those of a file. */
export function addTasksCommand({ program, t, act }: Shelf): void {
  program
    .command('tasks')
    .description(t('cli:tasks.about'))
    .argument('<directive>', t('cli:tasks.directive'))
    .option('--file <file>', t('cli:tasks.file', { columns: taskColumns.join(', ') }))
    .addOption(new Option('--propose <file>', t('cli:tasks.propose')).conflicts('file'))
    .action((id, { file, propose: out, ...options }: Options) =>
      act(options, (cli) => {
        if (out !== undefined) return propose(cli, id, out);
        return file === undefined ? list(cli, id) : give(cli, id, file);
      }),
    );
}

async function list({ t, clock, open }: Cli, id: string): Promise<Answer> {
  const directiveId = readDirectiveId(id, t);
  const { office } = await open();
  await mustBeThere(directiveId, office, t);
  const now = clock.now();
  const about = { directiveId, path: null };
  const { tasks } = await office.read.tasks.listOfDirective(about, ALL_TASKS, dayOf(now, office.zone));
  const figures = await office.read.tasks.count(about, now);
  const heading = [
    t('cli:tasks.id'),
    t('cli:tasks.lead'),
    t('cli:tasks.due'),
    t('cli:tasks.state'),
    t('cli:tasks.text'),
  ];
  const rows = tasks.map((task) => rowOf(task, office.zone, t));
  const lines = [
    ...(rows.length > 0 ? inColumns([heading, ...rows]) : [t('cli:tasks.none')]),
    ...(rows.length > 0
      ? [t('cli:tasks.figures', { total: figures.total, done: figures.done, late: figures.late })]
      : []),
  ];
  return { json: { directive: directiveId, ...figures, tasks: tasks.map((task) => jsonOf(task, now)) }, lines };
}

async function mustBeThere(directiveId: number, { read }: Office, t: T): Promise<void> {
  if (await read.directives.find(directiveId)) return;
  throw new Refusal('notFound', t('cli:resend.unknown', { id: String(directiveId) }));
}

const SHORT = 60;

function rowOf({ id, lead, dueAt, state, text }: Task, zone: string, t: T): string[] {
  const due = dueAt ? sayInstant(dueAt, zone, t) : t('tasks:short.standing');
  const line = text.replace(/\s+/g, ' ');
  return [
    String(id),
    lead.name,
    due,
    t(`tasks:state.${state}`),
    line.length > SHORT ? `${line.slice(0, SHORT)}…` : line,
  ];
}

function jsonOf(task: Task, now: Date) {
  const { id, lead, cooperating, text, dueAt, isStanding, amount, measure, isRequest, state, assignee } = task;
  return {
    ...{ id, lead: lead.name, cooperating: cooperating.map(({ name }) => name), text },
    ...{ due: dueAt?.toISOString() ?? null, standing: isStanding, amount, measure, request: isRequest },
    ...{ state, assignee: assignee?.fullName ?? null, late: isTaskLate(task, now) },
  };
}

async function give(cli: Cli, id: string, path: string): Promise<Answer> {
  const { t, actor, clock } = cli;
  const directiveId = readDirectiveId(id, t);
  const file = basename(path);
  const table = await readTable(await readFile(path), file);
  if (!table.ok) {
    const { line, code, params } = table.problem;
    // i18n: cli:table.*
    return refused([{ file, line, code, reason: t(`cli:table.${code}`, asText(params)) }], t);
  }
  const { office } = await cli.open();
  await mustBeThere(directiveId, office, t);
  const units = await unitsKnown(actor, directiveId, office);
  const { drafts, faults } = readTaskRows(table, units, { now: clock.now(), zone: office.zone });
  if (faults.length > 0) {
    return refused(
      faults.map((fault) => ({ file, line: fault.line, code: fault.code, reason: sayFault(fault, t) })),
      t,
    );
  }
  const { tasks, known } = await giveTasks(actor, directiveId, drafts, office);
  const lines = [
    t('cli:tasks.given', { count: tasks.length }),
    ...(known > 0 ? [t('cli:tasks.known', { count: known })] : []),
  ];
  const remarks = unknownColumns(table).map((column) => t('people:warning.columnUnknown', { file, column }));
  return { json: { directive: directiveId, given: tasks.map((task) => task.id), known }, lines, remarks };
}

/** Codes are taken as they are written, or in capitals. */
async function unitsKnown(actor: Actor, directiveId: number, { read }: Office): Promise<UnitsKnown> {
  const { addressed } = await getGivable(actor, directiveId, read);
  const byCode = new Map((await read.units.listAll()).map((unit) => [unit.code, unit]));
  return {
    find: (code) => byCode.get(code) ?? byCode.get(code.toUpperCase()) ?? null,
    mayLead: (unit, isRequest) => mayGiveTo(actor, unit, { addressed, isRequest }),
  };
}

const unknownColumns = ({ header }: TaskRows): string[] =>
  header.filter((name) => !(taskColumns as readonly string[]).includes(name.toLowerCase()));

/** Line numbers and the like are no quantities: they are written without separators. */
const asText = (params: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

// i18n: cli:tasks.fault.*
function sayFault({ code, params }: TaskFault, t: T): string {
  if (code === 'columnMissing' || code === 'yesOrNo') return t(`cli:tasks.fault.${code}`, asText(params));
  return sayProblem({ code, params }, t);
}

interface Fault {
  file: string;
  line: number | null;
  code: string;
  reason: string;
}

function refused(faults: Fault[], t: T): Answer {
  const remarks = faults.map(({ file, line, reason }) =>
    line === null ? t('people:inFile', { file, reason }) : t('people:inLine', { file, line: String(line), reason }),
  );
  remarks.push(t('cli:tasks.refused', { count: faults.length }));
  return { json: { faults }, lines: [], remarks, isRefused: true };
}
