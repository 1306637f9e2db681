import { reportFile } from '../documents/report-file.ts';
import { type ReportFormat, reportFormats, shareOf } from '../domain/compliance/report.ts';
import { exportReport } from '../domain/compliance/report-actions.ts';
import { type ReportView, viewReportNow } from '../domain/compliance/report-views.ts';
import type { Office } from '../domain/stores.ts';
import type { Unit } from '../domain/units/unit.ts';
import { sayNumber, type T } from '../i18n.ts';
import { sheetSaying } from '../screens/acknowledgement-list.ts';
import { sayInstant } from '../screens/dates.ts';
import { inNewFile } from './new-file.ts';
import { type Answer, type Cli, type CommonOptions, inColumns, Refusal, type Shelf, WrongUsage } from './terminal.ts';
import { unitByCode } from './units.ts';

interface Options extends CommonOptions {
  unit?: string;
  out?: string;
}

/** `report`: the figures of a unit as of now, or as a file to be signed. */
export function addReportCommand({ program, t, act }: Shelf): void {
  program
    .command('report')
    .description(t('cli:report.about'))
    .option('--unit <code>', t('cli:status.unit'))
    .option('--out <file>', t('cli:report.out'))
    .action((options: Options) => act(options, (cli) => report(cli, options)));
}

async function report(cli: Cli, { unit: code, out }: Options): Promise<Answer> {
  const { t } = cli;
  const format = out === undefined ? null : formatOf(out, t);
  const { office } = await cli.open();
  const unit = await unitOf(code, office, t);
  if (out === undefined || format === null) {
    const view = await viewReportNow(cli.actor, unit.id, { withPeople: true }, office);
    return { json: jsonOf(view), lines: linesOf(view, office.zone, t) };
  }
  return await inNewFile(out, t, async (append, file) => {
    const made = await exportReport(cli.actor, { reportId: 0, unitId: unit.id, format }, office);
    await append(await reportFile(made, format, sheetSaying({ t, zone: office.zone })));
    return { json: { file, ...jsonOf(made) }, lines: [t('cli:report.written', { file })] };
  });
}

function formatOf(out: string, t: T): ReportFormat {
  const format = reportFormats.find((one) => out.toLowerCase().endsWith(`.${one}`));
  if (!format) throw new WrongUsage(t('cli:report.format', { value: out }));
  return format;
}

async function unitOf(code: string | undefined, office: Office, t: T): Promise<Unit> {
  if (code !== undefined) return await unitByCode(code, office);
  const [root, ...others] = await office.read.units.listRoots();
  if (!root) throw new Refusal('officeEmpty', t('cli:status.officeEmpty'));
  if (others.length > 0) {
    throw new Refusal(
      'unitMissing',
      t('cli:report.which', { codes: [root, ...others].map((one) => one.code).join(', ') }),
    );
  }
  return root;
}

function jsonOf({ unit, content, table, before }: ReportView) {
  const codeOf = new Map(content.own.map(({ id, code }) => [id, code]));
  const { from, to, directives, overdue, silent, rollCalls } = content;
  return {
    unit: { code: unit.code, name: unit.name },
    from: from.toISOString(),
    to: to.toISOString(),
    before: before && { to: before.to.toISOString(), silent: before.silent },
    total: table.total,
    units: table.lines.map(({ unit: { id, name }, isSelf, now, before: last }) => {
      return { code: codeOf.get(id), name, isSelf, now, before: last };
    }),
    directives: directives.map(({ document: _, ...directive }) => directive),
    overduePeople: overdue.total,
    silent: silent.map(({ unitId }) => codeOf.get(unitId)),
    rollCalls,
  };
}

const SHOWN = ['owed', 'acknowledged', 'share', 'overdue', 'tasks', 'late', 'done', 'difficulties'] as const;

function linesOf({ unit, content, table: { total, lines } }: ReportView, zone: string, t: T): string[] {
  const figure = (figures: (typeof total)['now'], name: (typeof SHOWN)[number]) =>
    name === 'share' ? sayNumber(shareOf(figures) ?? 0, t.locale) : figures[name];
  const head = [t('report:paper.column.unit'), ...SHOWN.map((name) => t(`report:paper.column.${name}`))];
  const rows = lines.map(({ unit: { name }, now }) => [name, ...SHOWN.map((one) => figure(now, one))]);
  const sum = [t('report:paper.total'), ...SHOWN.map((one) => figure(total.now, one))];
  const [from, to] = [sayInstant(content.from, zone, t), sayInstant(content.to, zone, t)];
  const heading = t('cli:status.heading', { name: unit.name, code: unit.code, at: t('report:span', { from, to }) });
  return [heading, '', ...inColumns([head, ...rows, sum])];
}
