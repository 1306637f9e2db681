import { requireConsent } from '../../domain/declarations/consent-actions.ts';
import { declareHealth } from '../../domain/declarations/health-actions.ts';
import { beginCampaign, getKeptUnit } from '../../domain/declarations/health-campaign-actions.ts';
import { campaignOf, healthCampaignForm } from '../../domain/declarations/health-campaign-form.ts';
import { healthAnswers, healthForm, healthOf } from '../../domain/declarations/health-form.ts';
import { viewUnitHealth } from '../../domain/declarations/health-unit-views.ts';
import { viewOwnHealth } from '../../domain/declarations/health-views.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { dayOf } from '../../lib/day.ts';
import { ownHealthScreen } from '../../screens/health.ts';
import { campaignOverview, healthOverview } from '../../screens/health-forms.ts';
import { unitHealthScreen } from '../../screens/health-units.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

const todayOf = ({ voice }: BotContext): string => dayOf(voice.now, voice.zone);
const dayIn = ({ answers }: Draft): string => answers.day as string;

/** `/health`: how somebody is today, or a correction of what they declared today (`subject`). */
export const healthFilling: Filling = {
  form: healthForm,
  mayFill() {},
  async begin(ctx, subject) {
    const actor = actorOf(ctx);
    const { health } = ctx.office.read;
    await requireConsent(actor, ctx.office.read);
    const day = todayOf(ctx);
    if (subject === 0) {
      const last = await health.findLastBefore(actor.person.id, day);
      const vaccination = (last && (await health.getDetails(last)))?.answers.vaccination;
      return { day, ...(vaccination ? { vaccination } : {}) };
    }
    const declaration = await health.findOf(actor.person.id, day);
    const details = declaration?.id === subject ? await health.getDetails(declaration) : null;
    if (!details) throw new Problem('healthDayOver');
    return { day, ...healthAnswers(details.answers) };
  },
  async overview(ctx, draft) {
    const day = dayIn(draft);
    return healthOverview({ draft, day, answers: healthOf(draft.answers), isOver: day !== todayOf(ctx) }, ctx.voice);
  },
  async submit(ctx, draft) {
    const actor = actorOf(ctx);
    await declareHealth(actor, healthOf(draft.answers), { day: dayIn(draft), draftId: draft.id }, ctx.office);
    return ownHealthScreen(await viewOwnHealth(actor, ctx.office), ctx.voice);
  },
};

/** Daily declarations of a unit (`subject`). */
export const healthCampaignFilling: Filling = {
  form: healthCampaignForm,
  mayFill() {},
  begin: async (ctx, subject) => ({ unitId: (await getKeptUnit(actorOf(ctx), subject, ctx.office.read)).id }),
  async overview(ctx, draft) {
    const wish = campaignOf(draft.answers);
    const { name: unitName } = await getKeptUnit(actorOf(ctx), wish.unitId, ctx.office.read);
    const isReplacing = (await ctx.office.read.healthCampaigns.findUnended(wish.unitId)) !== null;
    return campaignOverview({ draft, unitName, wish, isReplacing }, ctx.voice);
  },
  async submit(ctx, draft) {
    const actor = actorOf(ctx);
    const { unit } = await beginCampaign(actor, campaignOf(draft.answers), draft.id, ctx.office);
    return unitHealthScreen({ ...(await viewUnitHealth(actor, unit.id, ctx.office)), page: 0 }, ctx.voice);
  },
};
