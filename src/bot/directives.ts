import {
  type AckPress,
  acknowledge as acknowledgeReceipt,
  getOwnCard,
  openPage,
} from '../domain/directives/acknowledge-actions.ts';
import { disputeAttestation } from '../domain/directives/attest-actions.ts';
import { viewManaged } from '../domain/directives/manage-views.ts';
import { resumeSending, retrySending } from '../domain/directives/sending-actions.ts';
import { acknowledgedAnswer, readFirst } from '../screens/acknowledging.ts';
import { attestedScreen } from '../screens/attestation.ts';
import { cardScreen, pageScreen } from '../screens/directive-card.ts';
import { changesScreen } from '../screens/directive-changes.ts';
import { manageScreen } from '../screens/directive-ending.ts';
import { ackQuestionScreen, wrongAnswer } from '../screens/directive-question.ts';
import { resumedScreen } from '../screens/directive-sending.ts';
import { actorOf, answer, type BotContext, pressedMessageId, show, showBelow, showCard } from './context.ts';

type OfReceipt = { receiptId: number };

/** The press that this is all about. Stored first, then answered, then shown. */
export async function acknowledge(ctx: BotContext, { receiptId }: OfReceipt): Promise<void> {
  await pressAcknowledge(ctx, { receiptId, messageId: pressedMessageId(ctx) });
}

/** One of the answers to the directive's question. */
export async function answerQuestion(
  ctx: BotContext,
  { receiptId, ...chosen }: OfReceipt & { place: number; tries: number },
): Promise<void> {
  await pressAcknowledge(ctx, { receiptId, messageId: pressedMessageId(ctx), answer: chosen });
}

async function pressAcknowledge(ctx: BotContext, press: AckPress): Promise<void> {
  const { card, isNew, before } = await acknowledgeReceipt(actorOf(ctx), press, ctx.office);
  if (before?.what === 'read') {
    answer(ctx, readFirst(card, before.page, ctx.voice), true);
    return show(ctx, pageScreen(card, before.page, ctx.voice));
  }
  if (before) {
    answer(ctx, before.isWrong ? wrongAnswer(card, ctx.voice) : undefined, before.isWrong);
    return show(ctx, ackQuestionScreen(card, before.isWrong, ctx.voice));
  }
  answer(ctx, acknowledgedAnswer(card, isNew, ctx.voice));
  showCard(ctx, cardScreen(card, ctx.voice));
}

export async function card(ctx: BotContext, { receiptId }: OfReceipt): Promise<void> {
  const own = await getOwnCard(actorOf(ctx), receiptId, ctx.office);
  answer(ctx);
  show(ctx, cardScreen(own, ctx.voice));
}

/** From a list: the card comes as a message of its own, below. */
export async function openCard(ctx: BotContext, { receiptId }: OfReceipt): Promise<void> {
  const own = await getOwnCard(actorOf(ctx), receiptId, ctx.office);
  answer(ctx);
  showBelow(ctx, cardScreen(own, ctx.voice));
}

export async function readPage(ctx: BotContext, { receiptId, page }: OfReceipt & { page: number }): Promise<void> {
  const own = await openPage(actorOf(ctx), { receiptId, page }, ctx.office);
  answer(ctx);
  show(ctx, pageScreen(own, page, ctx.voice));
}

export async function files(ctx: BotContext, { receiptId }: OfReceipt): Promise<void> {
  const own = await getOwnCard(actorOf(ctx), receiptId, ctx.office);
  const attachments = await ctx.office.read.directives.listAttachments(own.receipt.directiveId);
  if (attachments.length === 0) return answer(ctx, ctx.voice.t('directives:card.noFiles'), true);
  answer(ctx);
  for (const { fileId } of attachments) ctx.parts.replies.sendFile(ctx.from!.id, fileId);
}

type OfDirective = { directiveId: number };

/** The mend was made: the sending goes on. */
export async function resume(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const directive = await resumeSending(actorOf(ctx), directiveId, ctx.office);
  answer(ctx);
  show(ctx, resumedScreen(directive, ctx.voice));
}

/** Those who did not get it, and nobody else, are sent it once more. */
export async function retry(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const count = await retrySending(actorOf(ctx), directiveId, ctx.office);
  answer(ctx, ctx.voice.t('directives:sending.retried', { count }), true);
}

/** "It was not so": what a leader recorded counts no more. */
export async function dispute(ctx: BotContext, { attestationId }: { attestationId: number }): Promise<void> {
  const attestation = await disputeAttestation(actorOf(ctx), attestationId, ctx.office);
  const receipt = await ctx.office.read.receipts.getCard(attestation.receiptId);
  answer(ctx);
  show(ctx, attestedScreen(attestation, { ...receipt, id: receipt.receipt.directiveId }, ctx.voice));
}

/** What an amendment added and removed. */
export async function changes(ctx: BotContext, { receiptId, page }: OfReceipt & { page: number }): Promise<void> {
  const own = await getOwnCard(actorOf(ctx), receiptId, ctx.office);
  answer(ctx);
  show(ctx, changesScreen(own, page, ctx.voice));
}

/** Amend, replace, withdraw, close. */
export async function manage(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const managed = await viewManaged(actorOf(ctx), directiveId, ctx.office);
  answer(ctx);
  show(ctx, manageScreen(managed, ctx.voice));
}
