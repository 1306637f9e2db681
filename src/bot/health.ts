import { openPainter } from '../documents/chart-drawing.ts';
import { hasConsent } from '../domain/declarations/consent-actions.ts';
import { listFollowed } from '../domain/declarations/follow-up-views.ts';
import { declareSame } from '../domain/declarations/health-actions.ts';
import { endCampaign, getKeptCampaign, remindUndeclared } from '../domain/declarations/health-campaign-actions.ts';
import {
  listHealthUnits,
  listUndeclared,
  lookAtCare,
  viewUnitHealth,
} from '../domain/declarations/health-unit-views.ts';
import { listOwnLooks, lookAtDeclaration, viewOwnHealth } from '../domain/declarations/health-views.ts';
import { consentScreen } from '../screens/consent.ts';
import { remindedAnswer } from '../screens/directive-status.ts';
import { followUpsScreen } from '../screens/follow-up.ts';
import { healthScreen, looksScreen, ownHealthScreen } from '../screens/health.ts';
import * as units from '../screens/health-units.ts';
import { PAGE } from '../screens/screen.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';

interface OnPage {
  unitId: number;
  page: number;
}

const pageOf = (page: number) => ({ limit: PAGE, offset: page * PAGE });

/** `/health`: today's declaration; before the first one what it is for. */
export async function own(ctx: BotContext): Promise<void> {
  const actor = actorOf(ctx);
  const screen = (await hasConsent(actor, ctx.office))
    ? ownHealthScreen(await viewOwnHealth(actor, ctx.office), ctx.voice)
    : consentScreen('health', ctx.office.retention, ctx.voice);
  answer(ctx);
  show(ctx, screen);
}

/** "As before, no symptoms": stored before the press is answered. */
export async function same(ctx: BotContext, { day }: { day: string }): Promise<void> {
  const actor = actorOf(ctx);
  await declareSame(actor, day, ctx.office);
  answer(ctx, ctx.voice.t('health:recorded'));
  show(ctx, ownHealthScreen(await viewOwnHealth(actor, ctx.office), ctx.voice));
}

export async function open(ctx: BotContext, { declarationId }: { declarationId: number }): Promise<void> {
  const view = await lookAtDeclaration(actorOf(ctx), declarationId, ctx.office);
  answer(ctx);
  show(ctx, healthScreen(view, ctx.voice));
}

/** "Who has looked". */
export async function looks(ctx: BotContext, { page }: { page: number }): Promise<void> {
  const found = await listOwnLooks(actorOf(ctx), pageOf(page), ctx.office);
  answer(ctx);
  show(ctx, looksScreen({ ...found, page }, ctx.voice));
}

/** `/healthtoday`: how far one's units are today. */
export async function today(ctx: BotContext): Promise<void> {
  const found = await listHealthUnits(actorOf(ctx), ctx.office);
  answer(ctx);
  if (found.length > 1) return show(ctx, units.chooseHealthUnitScreen(found, ctx.voice));
  await showUnit(ctx, { unitId: found[0]!.id, page: 0 });
}

export async function unit(ctx: BotContext, at: OnPage): Promise<void> {
  if (at.unitId === 0) return await today(ctx);
  await showUnit(ctx, at);
  answer(ctx);
}

async function showUnit(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const view = await viewUnitHealth(actorOf(ctx), unitId, ctx.office);
  openPainter();
  show(ctx, units.unitHealthScreen({ ...view, page }, ctx.voice));
}

export async function missing(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const found = await listUndeclared(actorOf(ctx), unitId, pageOf(page), ctx.office);
  answer(ctx);
  show(ctx, units.undeclaredScreen({ ...found, page }, ctx.voice));
}

/** Who is to stay at home or be watched; each look is written down. */
export async function care(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const { unit: at, inCare: people, total } = await lookAtCare(actorOf(ctx), unitId, pageOf(page), ctx.office);
  answer(ctx);
  show(ctx, units.careScreen({ unit: at, people, total, page }, ctx.voice));
}

/** Who is followed up after a trip or a contact. */
export async function followUps(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const found = await listFollowed(actorOf(ctx), unitId, pageOf(page), ctx.office);
  answer(ctx);
  show(ctx, followUpsScreen({ ...found, unitId, page }, ctx.voice));
}

export async function remind(ctx: BotContext, { unitId }: { unitId: number }): Promise<void> {
  const reminded = await remindUndeclared(actorOf(ctx), unitId, ctx.office);
  answer(ctx, remindedAnswer(reminded, ctx.voice), true);
  await showUnit(ctx, { unitId, page: 0 });
}

export async function askEnd(ctx: BotContext, { campaignId }: { campaignId: number }): Promise<void> {
  const campaign = await getKeptCampaign(actorOf(ctx), campaignId, ctx.office.read);
  answer(ctx);
  show(ctx, units.askEndScreen(campaign, ctx.voice));
}

export async function end(ctx: BotContext, { campaignId }: { campaignId: number }): Promise<void> {
  const { unit: at } = await endCampaign(actorOf(ctx), campaignId, ctx.office);
  answer(ctx);
  await showUnit(ctx, { unitId: at.id, page: 0 });
}
