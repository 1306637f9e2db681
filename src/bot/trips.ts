import { giveConsent, hasConsent } from '../domain/declarations/consent-actions.ts';
import type { Trip } from '../domain/declarations/trip.ts';
import { endTrip } from '../domain/declarations/trip-actions.ts';
import { decideTrip } from '../domain/declarations/trip-decision-actions.ts';
import { listOwnTrips, listTrips, viewTrip } from '../domain/declarations/trip-views.ts';
import { Problem } from '../domain/problem.ts';
import { consentRefusedScreen, consentScreen } from '../screens/consent.ts';
import { PAGE } from '../screens/screen.ts';
import { cancelTripScreen, tripScreen } from '../screens/trip.ts';
import { ownTripsScreen, tripsScreen } from '../screens/trips.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';
import { begin, beginForm } from './forms/conversation.ts';

/** `/trip`: one's own trips, or the form for one; before the first declaration what it is for. */
export async function own(ctx: BotContext): Promise<void> {
  const actor = actorOf(ctx);
  if (!(await hasConsent(actor, ctx.office))) return show(ctx, consentScreen('trip', ctx.office.retention, ctx.voice));
  const trips = await listOwnTrips(actor, ctx.office);
  if (trips.length === 0) return await beginForm('trip')(ctx);
  show(ctx, ownTripsScreen(trips, ctx.voice));
}

/** The same from one of them, where there may be none any more. */
export async function listOwn(ctx: BotContext): Promise<void> {
  const trips = await listOwnTrips(actorOf(ctx), ctx.office);
  answer(ctx);
  show(ctx, ownTripsScreen(trips, ctx.voice));
}

/** "I agree", and on with what was wanted. */
export async function consent(ctx: BotContext, { form }: { form: string }): Promise<void> {
  await giveConsent(actorOf(ctx), ctx.office);
  await begin(ctx, form);
}

export async function refuseConsent(ctx: BotContext): Promise<void> {
  answer(ctx);
  show(ctx, consentRefusedScreen(ctx.voice));
}

/** `/trips`: who of one's people is away, will be, or asks to be. */
export async function below(ctx: BotContext, { page } = { page: 0 }): Promise<void> {
  const found = await listTrips(actorOf(ctx), { limit: PAGE, offset: page * PAGE }, ctx.office);
  answer(ctx);
  show(ctx, tripsScreen({ ...found, page }, ctx.voice));
}

export async function open(ctx: BotContext, { tripId }: { tripId: number }): Promise<void> {
  const view = await viewTrip(actorOf(ctx), tripId, ctx.office);
  answer(ctx);
  show(ctx, tripScreen(view, ctx.office.hazards, ctx.voice));
}

/** The steps that one press takes. */
export async function step(ctx: BotContext, { tripId, step }: { tripId: number; step: string }): Promise<void> {
  if (step === 'askCancel') return await askCancel(ctx, tripId);
  await takeStep(ctx, tripId, step);
  await open(ctx, { tripId });
}

/** A trip that was cancelled cannot be taken up again, and its leader is told: asked once. */
async function askCancel(ctx: BotContext, tripId: number): Promise<void> {
  const { trip, steps } = await viewTrip(actorOf(ctx), tripId, ctx.office);
  if (!steps.includes('cancel')) throw new Problem('tripMovedOn');
  answer(ctx);
  show(ctx, cancelTripScreen(trip, ctx.voice));
}

async function takeStep(ctx: BotContext, tripId: number, step: string): Promise<Trip> {
  const actor = actorOf(ctx);
  if (step === 'approve') return await decideTrip(actor, tripId, { as: 'approve' }, ctx.office);
  if (step === 'cancel' || step === 'return') return await endTrip(actor, tripId, step, ctx.office);
  throw new Problem('tripMovedOn');
}
