import { filed, gathered } from '../documents/text-lines.ts';
import { exportEvidence } from '../domain/directives/evidence-export-actions.ts';
import { Problem } from '../domain/problem.ts';
import { exportCaption, exportName } from '../screens/evidence.ts';
import { behind } from './behind.ts';
import { actorOf, answer, type BotContext } from './context.ts';

/** It stands in memory until it is sent: some 40,000 acknowledgements; larger ones are for the command line. */
const LARGEST = 20_000_000;

/** A directive's record of evidence: put together behind the handler, sent when it is there. */
export async function exportRecord(ctx: BotContext, { directiveId }: { directiveId: number }): Promise<void> {
  const actor = actorOf(ctx);
  answer(ctx, ctx.voice.t('evidence:export.making'));
  behind(ctx, async () => {
    const made = await exportEvidence(actor, directiveId, ctx.office);
    const bytes = await gathered(filed(made.lines, { gzipped: true }), LARGEST);
    if (!bytes) throw new Problem('recordTooLarge', { id: String(directiveId) });
    const file = { name: exportName(made), caption: exportCaption(made, ctx.voice), make: async () => bytes };
    ctx.parts.replies.sendUpload(ctx.from!.id, 'document', file);
  });
}
