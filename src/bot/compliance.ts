import { acknowledgementSheet, sheetName } from '../documents/acknowledgement-sheet.ts';
import { openPainter } from '../documents/chart-drawing.ts';
import { viewDirective, viewMissing, viewOwing } from '../domain/compliance/compliance-views.ts';
import { viewLife } from '../domain/compliance/life-views.ts';
import { viewPersonCard } from '../domain/compliance/person-views.ts';
import { listAcknowledgements } from '../domain/directives/acknowledgement-list-actions.ts';
import { remind as remindMissing, remindOne as remindPerson } from '../domain/directives/remind-actions.ts';
import { listCaption, sheetSaying } from '../screens/acknowledgement-list.ts';
import { directiveLifeScreen } from '../screens/directive-life.ts';
import { directiveMoreScreen, directiveStatusScreen, remindedAnswer } from '../screens/directive-status.ts';
import { missingScreen } from '../screens/missing.ts';
import { owingScreen } from '../screens/owing-person.ts';
import { personCardScreen } from '../screens/person-card.ts';
import { PAGE } from '../screens/screen.ts';
import { behind } from './behind.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';

/** A card lists so much of what is still owed. */
const ON_CARD = 5;

interface InUnit {
  directiveId: number;
  unitId: number;
}

export async function directiveStatus(ctx: BotContext, about: InUnit): Promise<void> {
  const view = await viewDirective(actorOf(ctx), about, ctx.office);
  answer(ctx);
  show(ctx, directiveStatusScreen(view, ctx.voice));
}

/** What is done with it less often. */
export async function more(ctx: BotContext, about: InUnit): Promise<void> {
  const view = await viewDirective(actorOf(ctx), about, ctx.office);
  openPainter();
  answer(ctx);
  show(ctx, directiveMoreScreen(view, ctx.voice));
}

/** When how many had acknowledged it. */
export async function directiveLife(ctx: BotContext, { page, ...about }: InUnit & { page: number }): Promise<void> {
  const view = await viewLife(actorOf(ctx), about, ctx.office);
  openPainter();
  answer(ctx);
  show(ctx, directiveLifeScreen({ ...view, page }, ctx.voice));
}

export async function missing(ctx: BotContext, about: InUnit & { page: number }): Promise<void> {
  const place = { ...about, limit: PAGE, offset: about.page * PAGE };
  const view = await viewMissing(actorOf(ctx), place, ctx.office);
  answer(ctx);
  show(ctx, missingScreen({ ...view, page: about.page }, ctx.voice));
}

/** One person of the list, with what can be done for them, and back to the page of the list. */
export async function owing(
  ctx: BotContext,
  { receiptId, ...list }: { receiptId: number; unitId?: number; page?: number },
): Promise<void> {
  const view = await viewOwing(actorOf(ctx), receiptId, ctx.office);
  answer(ctx);
  show(ctx, owingScreen(view, ctx.voice, list));
}

/** How somebody does: what they owed of late, and still owe. */
export async function personCard(ctx: BotContext, { personId }: { personId: number }): Promise<void> {
  const card = await viewPersonCard(actorOf(ctx), personId, ON_CARD, ctx.office);
  answer(ctx);
  show(ctx, personCardScreen(card, ctx.voice));
}

/** The list for the file: made behind the handler, sent when it is there. */
export async function acknowledgements(ctx: BotContext, about: InUnit): Promise<void> {
  const actor = actorOf(ctx);
  answer(ctx, ctx.voice.t('acknowledgements:making'));
  behind(ctx, async () => {
    const list = await listAcknowledgements(actor, about, ctx.office);
    const sheet = await acknowledgementSheet(list, sheetSaying(ctx.voice));
    const file = { name: sheetName(list), caption: listCaption(list, ctx.voice), make: async () => sheet };
    ctx.parts.replies.sendUpload(ctx.from!.id, 'document', file);
  });
}

export async function remind(ctx: BotContext, about: InUnit): Promise<void> {
  const actor = actorOf(ctx);
  const reminded = await remindMissing(actor, about, ctx.office);
  answer(ctx, remindedAnswer(reminded, ctx.voice), true);
  show(ctx, directiveStatusScreen(await viewDirective(actor, about, ctx.office), ctx.voice));
}

/** One person alone. */
export async function remindOne(ctx: BotContext, about: { receiptId: number }): Promise<void> {
  const reminded = await remindPerson(actorOf(ctx), about.receiptId, ctx.office);
  answer(ctx, remindedAnswer(reminded, ctx.voice), true);
}
