import { requireConsent } from '../../domain/declarations/consent-actions.ts';
import { longestAfter } from '../../domain/declarations/follow-up.ts';
import { checkLeaving, checkStops, type Trip, type TripStep } from '../../domain/declarations/trip.ts';
import { changeTrip, declareTrip, extendTrip } from '../../domain/declarations/trip-actions.ts';
import { answerTrip, decideTrip } from '../../domain/declarations/trip-decision-actions.ts';
import {
  tripAnswers,
  tripExtendForm,
  tripForm,
  tripOf,
  tripStepForm,
  type WordedTripStep,
} from '../../domain/declarations/trip-form.ts';
import { levelsOn } from '../../domain/declarations/trip-levels.ts';
import { lastTripOf, viewTrip } from '../../domain/declarations/trip-views.ts';
import type { Draft, Step } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { dayOf } from '../../lib/day.ts';
import { sayProblem } from '../../screens/account.ts';
import { callbacks } from '../../screens/callbacks.ts';
import type { Screen } from '../../screens/screen.ts';
import { tripScreen } from '../../screens/trip.ts';
import { extendOverview, tripOverview, tripStepOverview } from '../../screens/trip-forms.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

const tripIdOf = ({ answers }: Draft): number => answers.tripId as number;

/** Cancelled, what is said about a trip leads back to it. */
const backToTrip = async (_: BotContext, draft: Draft): Promise<string> =>
  callbacks.trip.pack({ tripId: tripIdOf(draft) });

/** The trip of which this is to be said: an old button asks for nothing that is over. */
async function getTripFor(ctx: BotContext, id: number, step: TripStep): Promise<Trip> {
  const { trip, steps } = await viewTrip(actorOf(ctx), id, ctx.office);
  if (!steps.includes(step)) throw new Problem('tripMovedOn');
  return trip;
}

const shown = async (ctx: BotContext, { id }: Pick<Trip, 'id'>): Promise<Screen> =>
  tripScreen(await viewTrip(actorOf(ctx), id, ctx.office), ctx.office.hazards, ctx.voice);

/** `/trip`: where somebody goes, or what of it has changed. */
export const tripFilling: Filling = {
  form: tripForm,
  mayFill() {},
  async begin(ctx, subject) {
    const actor = actorOf(ctx);
    await requireConsent(actor, ctx.office.read);
    if (subject === 0) return {};
    const trip = await getTripFor(ctx, subject, 'change');
    const details = await ctx.office.read.trips.getDetails(trip);
    if (!details) throw new Problem('tripMovedOn');
    return tripAnswers(trip.id, { kind: trip.kind, stops: trip.stops, ...details });
  },
  async before(ctx, step) {
    const last = await lastTripOf(actorOf(ctx), ctx.office);
    if (!last) return null;
    if (step.kind === 'place') return [...new Set(last.stops.map(({ place }) => place))];
    return last[step.name as 'reason' | 'companions' | 'contacts'] ?? null;
  },
  back: async (_, { answers }) =>
    answers.tripId === undefined
      ? callbacks.ownTrips.pack({})
      : callbacks.trip.pack({ tripId: answers.tripId as number }),
  editable: ({ answers }) => editable(answers.tripId === undefined),
  async overview(ctx, draft) {
    const { kind, stops, ...details } = tripOf(draft.answers);
    const isAsked = ctx.office.trips.approved.includes(kind);
    const { read, hazards } = ctx.office;
    const levels = await levelsOn(stops, dayOf(ctx.voice.now, ctx.voice.zone), read);
    return tripOverview(
      {
        draft,
        kind,
        stops,
        details,
        isAsked,
        levels,
        followUpDays: longestAfter(levels, ctx.office),
        fault: faultOf(ctx, draft),
      },
      hazards,
      ctx.voice,
    );
  },
  async submit(ctx, draft) {
    const [actor, wish] = [actorOf(ctx), tripOf(draft.answers)];
    const trip =
      draft.answers.tripId === undefined
        ? await declareTrip(actor, wish, draft.id, ctx.office)
        : await changeTrip(actor, tripIdOf(draft), wish, draft.id, ctx.office);
    return await shown(ctx, trip);
  },
};

/** Of a trip that was declared the kind stays: another kind is another trip. */
function editable(isNew: boolean): string[] {
  const left = isNew ? ['truth'] : ['truth', 'kind'];
  return tripForm.steps.map(({ name }: Step) => name).filter((name) => !left.includes(name));
}

function faultOf({ voice, office }: BotContext, { answers }: Draft): string | null {
  try {
    checkStops(tripOf(answers).stops, dayOf(voice.now, voice.zone));
    checkLeaving(tripOf(answers), office.homeProvince);
    return null;
  } catch (error) {
    if (error instanceof Problem) return sayProblem(error, voice.t);
    throw error;
  }
}

/** What a leader says to a trip, and what its traveller answers. */
export const tripStepFilling = (step: WordedTripStep): Filling => ({
  form: tripStepForm(step),
  mayFill() {},
  async begin(ctx, subject) {
    return { tripId: (await getTripFor(ctx, subject, step)).id };
  },
  back: backToTrip,
  overview: async (ctx, draft) => tripStepOverview(draft, step, textOf(draft), ctx.voice),
  async submit(ctx, draft) {
    const [actor, id, text] = [actorOf(ctx), tripIdOf(draft), textOf(draft)];
    const trip =
      step === 'answer'
        ? await answerTrip(actor, id, text ?? '', draft.id, ctx.office)
        : await decideTrip(actor, id, { as: step, text, draftId: draft.id }, ctx.office);
    return await shown(ctx, trip);
  },
});

const textOf = ({ answers }: Draft): string | null => (answers.note as string | null | undefined) ?? null;

/** "Back later". */
export const tripExtendFilling: Filling = {
  form: tripExtendForm,
  mayFill() {},
  async begin(ctx, subject) {
    const trip = await getTripFor(ctx, subject, 'extend');
    return { tripId: trip.id, least: trip.toOn };
  },
  back: backToTrip,
  overview: async (ctx, draft) => extendOverview(draft, draft.answers.to as string, ctx.voice),
  async submit(ctx, draft) {
    const to = draft.answers.to as string;
    return await shown(ctx, await extendTrip(actorOf(ctx), tripIdOf(draft), to, draft.id, ctx.office));
  },
};
