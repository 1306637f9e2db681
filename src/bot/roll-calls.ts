import { startDraft } from '../domain/forms/draft-actions.ts';
import { Problem } from '../domain/problem.ts';
import { answerRollCall, recordAnswer } from '../domain/rollcalls/answer-actions.ts';
import { endRollCall } from '../domain/rollcalls/end-actions.ts';
import { type RollCallAnswer, rollCallAnswers } from '../domain/rollcalls/roll-call.ts';
import { helpForm } from '../domain/rollcalls/roll-call-form.ts';
import {
  findOwnRollCall,
  findUnitRollCall,
  listRollCalls,
  listWanting,
  viewListed,
  viewOwnListed,
  viewRollCall,
} from '../domain/rollcalls/roll-call-views.ts';
import { rollCallCard, rollCallsScreen } from '../screens/roll-call.ts';
import { endRollCallScreen, rollCallAccount, rollCallUnits, rollCallWanting } from '../screens/roll-call-account.ts';
import { rollCallPerson } from '../screens/roll-call-person.ts';
import { PAGE } from '../screens/screen.ts';
import { actorOf, answer, type BotContext, pressedMessageId, show, showBelow, showCard } from './context.ts';
import { beginForm } from './forms/conversation.ts';

/** `/rollcall`: the roll calls of one's units, or the form for one; for everybody else what they are asked themselves. */
export async function home(ctx: BotContext): Promise<void> {
  const actor = actorOf(ctx);
  const calls = await listRollCalls(actor, ctx.office);
  if (calls.length > 0) return show(ctx, rollCallsScreen(calls, ctx.voice));
  const own = await findOwnRollCall(actor, ctx.office);
  if (own) return show(ctx, rollCallCard(own.call, own.listed, ctx.voice));
  await beginForm('rollCall')(ctx);
}

/** What one is asked oneself. */
export async function openOwn(ctx: BotContext, { listedId }: { listedId: number }): Promise<void> {
  const { call, listed } = await viewOwnListed(actorOf(ctx), listedId, ctx.office);
  answer(ctx);
  show(ctx, rollCallCard(call, listed, ctx.voice));
}

/** "I am safe", or "I need help": then whatever the person writes or shows next belongs to it. */
export async function answerOwn(ctx: BotContext, pressed: { listedId: number; answer: string }): Promise<void> {
  const actor = actorOf(ctx);
  const said = { answer: wordIn(pressed.answer), messageId: pressedMessageId(ctx) };
  const listed = await answerRollCall(actor, pressed.listedId, said, ctx.office);
  const call = (await ctx.office.read.rollCalls.find(listed.rollCallId))!;
  if (listed.answer === 'help') await startDraft(actor, helpForm, { listedId: listed.id }, ctx.office);
  answer(ctx, ctx.voice.t(`rollcall:taken.${said.answer}`));
  const screen = rollCallCard(call, listed, ctx.voice);
  if (listed.answer === 'help') show(ctx, screen);
  else showCard(ctx, screen);
}

/** A client can send anything. */
function wordIn(word: string): RollCallAnswer {
  const found = rollCallAnswers.find((one) => one === word);
  if (!found) throw new Problem('notFound');
  return found;
}

export async function open(ctx: BotContext, { rollCallId: id }: { rollCallId: number }): Promise<void> {
  const account = await viewRollCall(actorOf(ctx), { id, unitId: 0 }, ctx.office);
  answer(ctx);
  show(ctx, rollCallAccount(account, ctx.voice));
}

interface At {
  rollCallId: number;
  unitId: number;
  page: number;
  isBelow: number;
}

/** Calls for help, then the silent by name. */
export async function wanting(ctx: BotContext, { rollCallId: id, unitId, page, isBelow }: At): Promise<void> {
  const at = { limit: PAGE, offset: page * PAGE };
  const found = await listWanting(actorOf(ctx), { id, unitId }, at, ctx.office);
  answer(ctx);
  (isBelow === 1 ? showBelow : show)(ctx, rollCallWanting({ ...found, unitId, page }, ctx.voice));
}

/** The roll call that runs in a unit: who is wanting there. */
export async function ofUnit(ctx: BotContext, { unitId }: { unitId: number }): Promise<void> {
  const found = await findUnitRollCall(actorOf(ctx), unitId, ctx.office);
  await wanting(ctx, { rollCallId: found.id, unitId: found.unitId, page: 0, isBelow: 0 });
}

export async function units(ctx: BotContext, { rollCallId: id, unitId, page, isBelow }: At): Promise<void> {
  const account = await viewRollCall(actorOf(ctx), { id, unitId }, ctx.office);
  answer(ctx);
  (isBelow === 1 ? showBelow : show)(ctx, rollCallUnits(account, page, ctx.voice));
}

export async function person(ctx: BotContext, { listedId }: { listedId: number }): Promise<void> {
  const view = await viewListed(actorOf(ctx), listedId, ctx.office);
  answer(ctx);
  show(ctx, rollCallPerson(view, ctx.voice));
}

/** A leader was told by telephone. */
export async function told(ctx: BotContext, pressed: { listedId: number; answer: string }): Promise<void> {
  await recordAnswer(actorOf(ctx), pressed.listedId, wordIn(pressed.answer), ctx.office);
  await person(ctx, pressed);
}

/** Asked once; then it is over, with the closing account below. */
export async function end(
  ctx: BotContext,
  { rollCallId: id, isSure }: { rollCallId: number; isSure: number },
): Promise<void> {
  const actor = actorOf(ctx);
  if (isSure === 1) await endRollCall(actor, id, ctx.office);
  const account = await viewRollCall(actor, { id, unitId: 0 }, ctx.office);
  if (isSure === 0 && account.mayEnd) {
    answer(ctx);
    return show(ctx, endRollCallScreen(account.call, account.figures, ctx.voice));
  }
  show(ctx, rollCallAccount(account, ctx.voice));
  await wanting(ctx, { rollCallId: id, unitId: 0, page: 0, isBelow: 1 });
}
