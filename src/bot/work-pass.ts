import { qrPicture } from '../documents/qr.ts';
import { checkPass, viewOwnPass } from '../domain/declarations/work-pass-actions.ts';
import { checkedPassScreen, passButtons, passCaption } from '../screens/work-pass.ts';
import { actorOf, answer, type BotContext, showBelow } from './context.ts';
import { startLink } from './start-link.ts';

/** `/pass`: the picture by which others check today that one may work. */
export async function own(ctx: BotContext): Promise<void> {
  const pass = await viewOwnPass(actorOf(ctx), ctx.office);
  const link = await startLink(ctx, pass.code);
  answer(ctx);
  const shown = { caption: passCaption(pass, ctx.voice), keyboard: passButtons(pass, ctx.voice) };
  const picture = { name: 'pass.png', key: `pass:${pass.code}`, make: () => qrPicture(link) };
  ctx.parts.replies.sendUpload(ctx.from!.id, 'photo', { ...picture, ...shown });
}

/** Somebody scanned a pass. */
export async function check(ctx: BotContext, code: string): Promise<void> {
  const checked = await checkPass(actorOf(ctx), code, ctx.office);
  showBelow(ctx, checkedPassScreen(checked, ctx.voice));
}
