import { resumeSending, retrySending } from '../domain/directives/sending-actions.ts';
import { type Answer, type Cli, Refusal, readDirectiveId, type Shelf } from './terminal.ts';

/** `resend`: what the author's buttons do, for directives whose author is not there to press them. */
export function addResendCommand({ program, t, act }: Shelf): void {
  program
    .command('resend')
    .description(t('cli:resend.about'))
    .argument('<directive>', t('cli:resend.directive'))
    .action((directive, options) => act(options, (cli) => resend(cli, directive)));
}

async function resend({ actor, t, open }: Cli, id: string): Promise<Answer> {
  const directiveId = readDirectiveId(id, t);
  const { office } = await open();
  if (!(await office.read.directives.find(directiveId))) throw new Refusal('notFound', t('cli:resend.unknown', { id }));
  const { haltedAt, ...directive } = await resumeSending(actor, directiveId, office);
  const people = await retrySending(actor, directive.id, office);
  const again = people > 0 ? t('cli:resend.done', { count: people }) : t('cli:resend.nobody');
  const lines = haltedAt ? [t('cli:resend.resumed'), ...(people > 0 ? [again] : [])] : [again];
  return { json: { id: directive.id, resumed: haltedAt !== null, people }, lines };
}
