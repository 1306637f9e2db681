import { resumeSending, retrySending } from '../domain/directives/sending-actions.ts';
import { type Answer, type Cli, readDirectiveId, type Shelf } from './terminal.ts';

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
  const { haltedAt, ...directive } = await resumeSending(actor, directiveId, office);
  const people = await retrySending(actor, directive.id, office);
  const lines = [...(haltedAt ? [t('cli:resend.resumed')] : []), t('cli:resend.done', { count: people })];
  return { json: { id: directive.id, resumed: haltedAt !== null, people }, lines };
}
