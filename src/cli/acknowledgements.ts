import { acknowledgementSheet } from '../documents/acknowledgement-sheet.ts';
import { listAcknowledgements } from '../domain/directives/acknowledgement-list-actions.ts';
import { Problem } from '../domain/problem.ts';
import { sheetSaying } from '../screens/acknowledgement-list.ts';
import { inNewFile } from './new-file.ts';
import { type Answer, type Cli, type CommonOptions, Refusal, readDirectiveId, type Shelf } from './terminal.ts';
import { unitByCode } from './units.ts';

interface Options extends CommonOptions {
  unit?: string;
  out: string;
}

/** `acknowledgements`: the list for the file, to be printed and signed. */
export function addAcknowledgementsCommand({ program, t, act }: Shelf): void {
  program
    .command('acknowledgements')
    .description(t('cli:acknowledgements.about'))
    .argument('<directive>', t('cli:status.directive'))
    .option('--unit <code>', t('cli:status.unit'))
    .requiredOption('--out <file>', t('cli:acknowledgements.out'))
    .action((directive: string, options: Options) => act(options, (cli) => acknowledgements(cli, directive, options)));
}

async function acknowledgements(cli: Cli, directive: string, { unit: code, out }: Options): Promise<Answer> {
  const { t } = cli;
  const directiveId = readDirectiveId(directive, t);
  const { office } = await cli.open();
  const unitId = code === undefined ? null : (await unitByCode(code, office)).id;
  try {
    return await inNewFile(out, t, async (append, file) => {
      const list = await listAcknowledgements(cli.actor, { directiveId, unitId }, office);
      await append(await acknowledgementSheet(list, sheetSaying({ t, zone: office.zone })));
      const { owed, acknowledged, onPaper, left } = list;
      const said = t('cli:acknowledgements.written', { file, acknowledged, owed });
      return { json: { file, owed, acknowledged, onPaper, left }, lines: [said] };
    });
  } catch (error) {
    const isUnknown = error instanceof Problem && error.code === 'notFound';
    throw isUnknown ? new Refusal('notFound', t('cli:acknowledgements.unknown', { id: directive })) : error;
  }
}
