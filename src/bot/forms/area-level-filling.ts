import type { AreaLevel } from '../../domain/areas/area-level.ts';
import { hazardOf, maySetLevels, setLevel } from '../../domain/areas/area-level-actions.ts';
import { areaLevelForm, levelOf } from '../../domain/areas/area-level-form.ts';
import { levelIn } from '../../domain/areas/hazard.ts';
import { viewLevel } from '../../domain/declarations/level-actions.ts';
import { numberKey } from '../../domain/directives/directive.ts';
import type { Draft } from '../../domain/forms/form.ts';
import { Problem } from '../../domain/problem.ts';
import { levelOverview, levelScreen } from '../../screens/area-levels.ts';
import { hazardName } from '../../screens/hazards.ts';
import { PAGE } from '../../screens/screen.ts';
import { restsOn } from '../areas.ts';
import { actorOf, type BotContext } from '../context.ts';
import type { Filling } from './filling.ts';

/** "Set a level", below `/risk`. */
export const areaLevelFilling: Filling = {
  form: areaLevelForm,
  mayFill() {},
  async begin(ctx) {
    if (!(await maySetLevels(actorOf(ctx), ctx.office.read))) throw new Problem('mayNotSetLevels');
    return {};
  },
  async choices(ctx, step, draft) {
    const { hazards } = ctx.office;
    if (step.name === 'hazard')
      return hazards.map((hazard) => ({ value: hazard.code, label: hazardName(hazard, ctx.voice) }));
    if (step.name !== 'level') return null;
    const levels = hazardOf(String(draft.answers.hazard), ctx.office)?.levels ?? [];
    return levels.map((value) => ({ value, label: ctx.voice.t('areas:levelButton', { level: value }) }));
  },
  async overview(ctx, draft) {
    const { t } = ctx.voice;
    const directiveId = await directiveIn(ctx, draft);
    const level = levelAsSet(ctx, draft, directiveId ?? null);
    const number = draft.answers.number as string;
    const unknown = directiveId === undefined ? t('problems:numberUnknown', { number }) : null;
    const fault = level ? unknown : t('problems:levelUnknown');
    const look = { draft, level, rests: await restsOn(ctx, directiveId ?? null), fault };
    return levelOverview(look, ctx.office.hazards, ctx.voice);
  },
  async submit(ctx, draft) {
    const actor = actorOf(ctx);
    const directiveId = await directiveIn(ctx, draft);
    if (directiveId === undefined) throw new Problem('numberUnknown', { number: draft.answers.number as string });
    const { id } = await setLevel(actor, levelOf(draft.answers, directiveId), ctx.office);
    const view = await viewLevel(actor, id, { limit: PAGE, offset: 0 }, ctx.office);
    const rests = await restsOn(ctx, view.level.directiveId);
    return levelScreen({ ...view, page: 0, maySet: true, rests }, ctx.office.hazards, ctx.voice);
  },
};

/** The level as it would be set; null where the hazard was changed and has no such level. */
function levelAsSet(ctx: BotContext, draft: Draft, directiveId: number | null): AreaLevel | null {
  const wish = levelOf(draft.answers, directiveId);
  const hazard = hazardOf(wish.hazard, ctx.office);
  const level = hazard && levelIn(hazard, wish.level);
  if (!level) return null;
  return { ...wish, id: 0, level, setByName: '', setAt: ctx.voice.now, endedAt: null };
}

/** The directive that was issued here under the number that was typed; undefined where none was. */
async function directiveIn(ctx: BotContext, { answers }: Draft): Promise<number | null | undefined> {
  const number = answers.number as string | null | undefined;
  if (!number) return null;
  const key = numberKey(number);
  const [directive] = key ? await ctx.office.read.archive.listByNumber(key, 1) : [];
  return directive?.id;
}
