import { ownDataText } from '../documents/own-data.ts';
import { withdrawConsent } from '../domain/declarations/erase-actions.ts';
import { collectOwnData, viewKept } from '../domain/declarations/privacy-views.ts';
import { ownDataSaying, privacyScreen, withdrawnScreen, withdrawScreen } from '../screens/privacy.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';

/** `/privacy`: what is kept, why and for how long. */
export async function open(ctx: BotContext): Promise<void> {
  const kept = await viewKept(actorOf(ctx), ctx.office);
  answer(ctx);
  show(ctx, privacyScreen(kept, ctx.voice));
}

/** A copy of all that is kept about whoever asks. */
export async function copy(ctx: BotContext): Promise<void> {
  const actor = actorOf(ctx);
  const { t } = ctx.voice;
  answer(ctx, t('privacy:making'));
  const make = async () => ownDataText(await collectOwnData(actor, ctx.office), ownDataSaying(ctx.voice));
  const file = { name: t('privacy:copy.fileName'), caption: t('privacy:copy.caption'), make };
  ctx.parts.replies.sendUpload(ctx.from!.id, 'document', file);
}

export async function askWithdraw(ctx: BotContext): Promise<void> {
  actorOf(ctx);
  answer(ctx);
  show(ctx, withdrawScreen(ctx.voice));
}

export async function withdraw(ctx: BotContext): Promise<void> {
  const { erased } = await withdrawConsent(actorOf(ctx), ctx.office);
  answer(ctx);
  show(ctx, withdrawnScreen(erased, ctx.voice));
}
