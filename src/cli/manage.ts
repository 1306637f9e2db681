import { amendDirective } from '../domain/directives/amend-actions.ts';
import type { Directive, Ending } from '../domain/directives/directive.ts';
import { endDirective, getManaged } from '../domain/directives/ending-actions.ts';
import { carryAll, prepareIssue } from '../domain/directives/prepare-actions.ts';
import { readDocumentFile } from './document.ts';
import { readDeadline } from './issue.ts';
import { type Answer, type Cli, type CommonOptions, readDirectiveId, type Shelf, WrongUsage } from './terminal.ts';

interface AmendOptions extends CommonOptions {
  reason: string;
  title?: string;
  deadline?: string;
  keep: boolean;
}

interface EndOptions extends CommonOptions {
  reason?: string;
}

/** `amend`, `withdraw`, `close`. */
export function addManageCommands({ program, t, act }: Shelf): void {
  program
    .command('amend')
    .description(t('cli:amend.about'))
    .argument('<directive>', t('cli:amend.directive'))
    .argument('[file]', t('cli:amend.file'))
    .requiredOption('--reason <words>', t('cli:amend.reason'))
    .option('--title <title>', t('cli:issue.title'))
    .option('--deadline <iso>', t('cli:issue.deadline'))
    .option('--keep', t('cli:amend.keep'), false)
    .action((id, file, options: AmendOptions) => act(options, (cli) => amend(cli, id, file, options)));
  program
    .command('withdraw')
    .description(t('cli:withdraw.about'))
    .argument('<directive>', t('cli:amend.directive'))
    .requiredOption('--reason <words>', t('cli:withdraw.reason'))
    .action((id, options: EndOptions) => act(options, (cli) => end(cli, id, 'withdrawn', options)));
  program
    .command('close')
    .description(t('cli:close.about'))
    .argument('<directive>', t('cli:amend.directive'))
    .option('--reason <words>', t('cli:close.reason'))
    .action((id, options: EndOptions) => act(options, (cli) => end(cli, id, 'closed', options)));
}

async function amend(cli: Cli, id: string, file: string | undefined, options: AmendOptions): Promise<Answer> {
  const { actor, config, t } = cli;
  const directiveId = readDirectiveId(id, t);
  const { office } = await cli.open();
  const before = await getManaged(actor, directiveId, office.read);
  const deadline = options.deadline === undefined ? before.deadlineAt : readDeadline(options.deadline, config.timeZone);
  if (options.deadline !== undefined && !deadline) {
    throw new WrongUsage(t('cli:issue.deadlineUnreadable', { value: options.deadline }));
  }
  const text = file === undefined ? null : (await readDocumentFile(file, t)).text;
  const wish = {
    title: options.title ?? before.title,
    text: text ?? (await office.read.directives.getText(directiveId)).text,
    deadlineAt: deadline,
    reason: options.reason,
    keepsAcknowledged: options.keep,
  };
  const { directive, way } = await amendDirective(actor, directiveId, wish, office);
  const isCorrection = way === 'correction';
  // The bot's own routine may be at it already; whoever comes second finds nothing to do.
  if (!isCorrection) await prepareIssue(directiveId, office);
  if (!isCorrection) await carryAll(directiveId, office);
  const { title } = directive;
  const done = isCorrection ? t('cli:amend.corrected', { id, title }) : t('cli:amend.done', { id, title });
  return { json: { id: directiveId, corrected: isCorrection }, lines: [done] };
}

async function end(cli: Cli, id: string, as: Exclude<Ending, 'replaced'>, { reason }: EndOptions): Promise<Answer> {
  const { actor, t } = cli;
  const { office } = await cli.open();
  const directive: Directive = await endDirective(
    actor,
    readDirectiveId(id, t),
    { as, reason: reason ?? null },
    office,
  );
  const { title } = directive;
  const done = as === 'closed' ? t('cli:close.done', { id, title }) : t('cli:withdraw.done', { id, title });
  return { json: { id: directive.id, ended: directive.endedAs }, lines: [done] };
}
