import { ownDataText } from '../documents/own-data.ts';
import { collectOwnData } from '../domain/compliance/own-data-views.ts';
import { withdrawConsent, withdrawDeclaration } from '../domain/declarations/erase-actions.ts';
import {
  type DeclaredKind,
  declaredKinds,
  getWithdrawable,
  listOwnDeclarations,
} from '../domain/declarations/own-declarations-views.ts';
import { viewKept } from '../domain/declarations/privacy-views.ts';
import { Problem } from '../domain/problem.ts';
import { ownDataParts } from '../screens/own-data.ts';
import { askEraseScreen, erasedScreen, ownDeclarationsScreen } from '../screens/own-declarations.ts';
import { privacyScreen, withdrawnScreen, withdrawScreen } from '../screens/privacy.ts';
import { PAGE } from '../screens/screen.ts';
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
  const make = async () =>
    ownDataText(ownDataParts(await collectOwnData(actor, ctx.office), ctx.voice), t('privacy:copy.none'));
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

/** What one has declared and can still be read. */
export async function declarations(ctx: BotContext, { page }: { page: number }): Promise<void> {
  const found = await listOwnDeclarations(actorOf(ctx), { limit: PAGE, offset: page * PAGE }, ctx.office);
  answer(ctx);
  show(ctx, ownDeclarationsScreen({ ...found, page }, ctx.voice));
}

interface Declared {
  what: string;
  id: number;
}

/** A client can send anything. */
function kindIn({ what }: Declared): DeclaredKind {
  const kind = declaredKinds.find((one) => one === what);
  if (!kind) throw new Problem('notFound');
  return kind;
}

export async function askErase(ctx: BotContext, declared: Declared): Promise<void> {
  const found = await getWithdrawable(actorOf(ctx), kindIn(declared), declared.id, ctx.office.read);
  answer(ctx);
  show(ctx, askEraseScreen(found, ctx.voice));
}

export async function erase(ctx: BotContext, declared: Declared): Promise<void> {
  const found = await withdrawDeclaration(actorOf(ctx), kindIn(declared), declared.id, ctx.office);
  answer(ctx);
  show(ctx, erasedScreen(found, ctx.voice));
}
