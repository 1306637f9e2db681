import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readTable, type Table, type TableProblem } from '../documents/tables.ts';
import type { RosterFault, RosterFile, RosterPlan, RosterWarning } from '../domain/people/roster.ts';
import { importRoster } from '../domain/people/roster-actions.ts';
import type { T } from '../i18n.ts';
import { type Answer, type Cli, type CommonOptions, type Shelf, WrongUsage } from './terminal.ts';

type Files = Partial<Record<RosterFile, string>>;

interface Options extends Files, CommonOptions {
  dryRun?: boolean;
}

/** A line that was refused, or a whole file that cannot be read (then without a code of the roster). */
interface Fault {
  file: string;
  line: number | null;
  code: string;
  reason: string;
}

/** `import`. */
export function addRosterCommands({ program, t, act }: Shelf): void {
  program
    .command('import')
    .description(t('cli:import.about'))
    .option('--units <file>', t('cli:import.units'))
    .option('--people <file>', t('cli:import.people'))
    .option('--groups <file>', t('cli:import.groups'))
    .option('--dry-run', t('cli:import.dryRun'))
    .action((options: Options) => act(options, (cli) => importFiles(cli, options)));
}

async function importFiles(cli: Cli, { units, people, groups, dryRun = false }: Options): Promise<Answer> {
  const { t } = cli;
  const files: Files = { units, people, groups };
  if (Object.values(files).every((file) => file === undefined)) throw new WrongUsage(t('cli:import.filesMissing'));
  const { tables, faults } = await readTables(files, t);
  if (faults.length > 0) return refused(faults, t);
  const { office } = await cli.open();
  const result = await importRoster(cli.actor, tables, { dryRun }, office);
  const warnings = result.warnings.map((warning) => sayWarning(warning, files, t));
  if (result.ok) return done(result.plan, { dryRun, warnings }, t);
  return refused(
    result.faults.map((fault) => faultOf(fault, files, t)),
    t,
  );
}

/** Every file that cannot be read is a fault of its own; then nothing more is looked at. */
async function readTables(files: Files, t: T) {
  const tables: Partial<Record<RosterFile, Table>> = {};
  const faults: Fault[] = [];
  for (const [kind, path] of Object.entries(files) as [RosterFile, string | undefined][]) {
    if (path === undefined) continue;
    const file = basename(path);
    const result = await readTable(await readFile(path), file);
    if (result.ok) tables[kind] = result;
    else
      faults.push({ file, line: result.problem.line, code: result.problem.code, reason: sayTable(result.problem, t) });
  }
  return { tables, faults };
}

/** Line numbers and the like are no quantities: they are written without separators. */
const asText = (params: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

// i18n: cli:table.*
const sayTable = ({ code, params }: TableProblem, t: T): string => t(`cli:table.${code}`, asText(params));

const nameOf = (files: Files, kind: RosterFile): string => basename(files[kind] ?? kind);

// i18n: people:fault.*
const faultOf = ({ file, line, code, params }: RosterFault, files: Files, t: T): Fault => {
  return { file: nameOf(files, file), line, code, reason: t(`people:fault.${code}`, asText(params)) };
};

// i18n: people:warning.*
const sayWarning = ({ file, code, params }: RosterWarning, files: Files, t: T): string =>
  t(`people:warning.${code}`, { file: nameOf(files, file), ...params });

function refused(faults: Fault[], t: T): Answer {
  const remarks = faults.map(({ file, line, reason }) =>
    line === null ? t('people:inFile', { file, reason }) : t('people:inLine', { file, line: String(line), reason }),
  );
  remarks.push(t('cli:import.refused', { count: faults.length }));
  return { json: { faults }, lines: [], remarks, isRefused: true };
}

function done(
  { units, people, groups }: RosterPlan,
  { dryRun, warnings }: { dryRun: boolean; warnings: string[] },
  t: T,
): Answer {
  const missingUnits = (units?.missing ?? []).map(({ code, name }) => ({ code, name }));
  const missingPeople = (people?.missing ?? []).map(({ staffNo, fullName }) => ({ staffNo, fullName }));
  const missingGroups = (groups?.missing ?? []).map(({ code, name }) => ({ code, name }));
  const counts = { units: countsOf(units), people: countsOf(people), ...(groups ? { groups: countsOf(groups) } : {}) };
  const lines = [
    ...sayCounts(counts, t),
    ...missingUnits.map(({ code, name }) => t('cli:import.missing', { code, name })),
    ...missingPeople.map(({ staffNo, fullName }) => t('cli:import.missing', { code: staffNo, name: fullName })),
    ...missingGroups.map(({ code, name }) => t('cli:import.missing', { code, name })),
    ...(dryRun ? [t('cli:import.nothingWritten')] : []),
  ];
  const missing = { units: missingUnits, people: missingPeople, ...(groups ? { groups: missingGroups } : {}) };
  return { json: { ...counts, missing, dryRun, warnings }, lines, remarks: warnings };
}

type Counts = ReturnType<typeof countsOf>;

function sayCounts({ units, people, groups }: { units: Counts; people: Counts; groups?: Counts }, t: T): string[] {
  const { added, changed, unchanged } = units;
  return [
    t('cli:import.unitCounts', { added, changed, unchanged }),
    t('cli:import.peopleCounts', { added: people.added, changed: people.changed, unchanged: people.unchanged }),
    ...(groups
      ? [t('cli:import.groupCounts', { added: groups.added, changed: groups.changed, unchanged: groups.unchanged })]
      : []),
  ];
}

const countsOf = (part: { added: unknown[]; changed: unknown[]; unchanged: unknown[] } | null) => ({
  added: part?.added.length ?? 0,
  changed: part?.changed.length ?? 0,
  unchanged: part?.unchanged.length ?? 0,
});
