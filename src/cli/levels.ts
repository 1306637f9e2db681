import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readTable } from '../documents/tables.ts';
import { setLevel } from '../domain/areas/area-level-actions.ts';
import { type LevelRows, levelColumns, readLevelRows } from '../domain/areas/area-level-rows.ts';
import { numberKey } from '../domain/directives/directive.ts';
import type { Office } from '../domain/stores.ts';
import { dayOf } from '../lib/day.ts';
import { sayLevel } from '../screens/hazards.ts';
import type { Answer, Cli, CommonOptions, Shelf } from './terminal.ts';

interface Options extends CommonOptions {
  file?: string;
}

/** `levels`. */
export function addLevelsCommand({ program, t, act }: Shelf): void {
  program
    .command('levels')
    .description(t('cli:levels.about'))
    .option('--file <file>', t('cli:levels.file', { columns: levelColumns.join(',') }))
    .action((options: Options) => act(options, (cli) => (options.file ? set(cli, options.file) : list(cli))));
}

async function list({ t, clock, open }: Cli): Promise<Answer> {
  const { office } = await open();
  const levels = await office.read.areaLevels.listCurrent(dayOf(clock.now(), office.zone));
  const voice = { t, now: clock.now(), zone: office.zone };
  const json = levels.map(({ id, hazard, province, level, fromOn, toOn }) => ({
    id,
    hazard,
    province,
    level,
    fromOn,
    toOn,
  }));
  const lines = levels.map((level) => sayLevel(level, office.hazards, voice));
  return { json: { levels: json }, lines: lines.length > 0 ? lines : [t('areas:none')] };
}

/** All of a file's levels, or none. */
async function set(cli: Cli, path: string): Promise<Answer> {
  const { t, actor, clock } = cli;
  const file = basename(path);
  const table = await readTable(await readFile(path), file);
  if (!table.ok) {
    const { line, code, params } = table.problem;
    // i18n: cli:table.*
    return refused(file, [{ line, reason: t(`cli:table.${code}`, asText(params)) }], cli);
  }
  const { office } = await cli.open();
  const today = dayOf(clock.now(), office.zone);
  const directives = await directivesIn(table, office);
  const directiveOf = (number: string) => directives.get(number) ?? null;
  const { wishes, faults } = readLevelRows(table, { hazards: office.hazards, today, directiveOf });
  // i18n: cli:levels.fault.*
  const said = faults.map(({ line, code, params }) => ({ line, reason: t(`cli:levels.fault.${code}`, params) }));
  if (said.length > 0) return refused(file, said, cli);
  for (const wish of wishes) await setLevel(actor, wish, office);
  return { json: { set: wishes.length }, lines: [t('cli:levels.set', { count: wishes.length })] };
}

async function directivesIn({ rows }: LevelRows, { read }: Office): Promise<Map<string, number>> {
  const numbers = new Set(rows.map(({ cells }) => cells.directive?.trim() ?? '').filter(Boolean));
  const found = new Map<string, number>();
  for (const number of numbers) {
    const key = numberKey(number);
    const [directive] = key ? await read.archive.listByNumber(key, 1) : [];
    if (directive) found.set(number, directive.id);
  }
  return found;
}

const asText = (params: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

function refused(file: string, faults: { line: number | null; reason: string }[], { t }: Cli): Answer {
  const remarks = faults.map(({ line, reason }) =>
    line === null ? t('people:inFile', { file, reason }) : t('people:inLine', { file, line: String(line), reason }),
  );
  remarks.push(t('cli:levels.refused', { count: faults.length }));
  return { json: { faults: faults.map((fault) => ({ file, ...fault })) }, lines: [], remarks, isRefused: true };
}
