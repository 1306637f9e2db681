import type { DirectiveFigures } from '../domain/compliance/compliance.ts';
import type { T } from '../i18n.ts';
import { sayInstant } from '../screens/dates.ts';
import {
  type Answer,
  type Cli,
  type CommonOptions,
  inColumns,
  Refusal,
  readDirectiveId,
  type Shelf,
} from './terminal.ts';
import { unitShown } from './units.ts';

interface Options extends CommonOptions {
  unit?: string;
  directive?: string;
}

/** `status`. */
export function addStatusCommand({ program, t, act }: Shelf): void {
  program
    .command('status')
    .description(t('cli:status.about'))
    .option('--unit <code>', t('cli:status.unit'))
    .option('--directive <id>', t('cli:status.directive'))
    .action((options: Options) => act(options, (cli) => status(cli, options)));
}

async function status(cli: Cli, { unit: code, directive }: Options): Promise<Answer> {
  const { t } = cli;
  const directiveId = directive === undefined ? undefined : readDirectiveId(directive, t);
  const { office } = await cli.open();
  const { unit, path } = await unitShown(code, office, t);
  const at = office.clock.now();
  const { directives } = await office.read.compliance.listDirectives({ path, directiveId }, at);
  if (directive !== undefined && directives.length === 0) {
    throw new Refusal('notFound', t('cli:status.directiveUnknown', { id: directive, unit: unit.name }));
  }
  const heading = t('cli:status.heading', { name: unit.name, code: unit.code, at: sayInstant(at, office.zone, t) });
  const table = directives.length > 0 ? tableOf(directives, office.zone, t) : [t('cli:status.none')];
  return { json: { unit, at: at.toISOString(), directives: directives.map(jsonOf) }, lines: [heading, '', ...table] };
}

function jsonOf(directive: DirectiveFigures) {
  const { id, number, title, urgency, state, issuedAt, deadlineAt, owed, acknowledged, onPaper } = directive;
  const { sent, waiting, unreachable, notEnrolled, unknown, closed, late } = directive;
  const about = { id, number, title, urgency, state, issuedAt: issuedAt.toISOString() };
  const counts = { owed, acknowledged, onPaper, sent, waiting, unreachable, notEnrolled, unknown, closed, late };
  return { ...about, deadlineAt: deadlineAt?.toISOString() ?? null, ...counts };
}

const LONGEST_TITLE = 48;

function tableOf(directives: DirectiveFigures[], zone: string, t: T): string[] {
  const head = [
    ...[t('cli:status.id'), t('cli:status.number'), t('cli:status.title'), t('cli:status.deadline')],
    ...[t('cli:status.owed'), t('cli:status.acknowledged'), t('cli:status.sent'), t('cli:status.waiting')],
    ...[t('cli:status.unreachable'), t('cli:status.notEnrolled'), t('cli:status.unknown'), t('cli:status.closed')],
    t('cli:status.late'),
  ];
  const rows = directives.map(({ id, number, title, deadlineAt, ...figures }) => [
    ...[id, number ?? '–', shortened(title), deadlineAt ? sayInstant(deadlineAt, zone, t) : '–'],
    ...[figures.owed, figures.acknowledged, figures.sent, figures.waiting],
    ...[figures.unreachable, figures.notEnrolled, figures.unknown, figures.closed],
    figures.late,
  ]);
  return inColumns([head, ...rows]);
}

const shortened = (title: string): string =>
  title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1).trimEnd()}…`;
