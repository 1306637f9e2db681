import { liftLevel, maySetLevels } from '../domain/areas/area-level-actions.ts';
import { viewLevel } from '../domain/declarations/level-actions.ts';
import { Problem } from '../domain/problem.ts';
import { dayOf } from '../lib/day.ts';
import { levelScreen, levelsScreen, liftScreen } from '../screens/area-levels.ts';
import { shortName } from '../screens/directive-head.ts';
import { PAGE } from '../screens/screen.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';

/** `/risk`: which provinces stand at a level of a hazard. */
export async function list(ctx: BotContext, { page } = { page: 0 }): Promise<void> {
  const actor = actorOf(ctx);
  const { read, hazards } = ctx.office;
  const levels = await read.areaLevels.listCurrent(dayOf(ctx.voice.now, ctx.voice.zone));
  const maySet = await maySetLevels(actor, read);
  answer(ctx);
  show(ctx, levelsScreen({ levels, page, maySet }, hazards, ctx.voice));
}

export async function open(ctx: BotContext, { levelId, page }: { levelId: number; page: number }): Promise<void> {
  const actor = actorOf(ctx);
  const { read, hazards } = ctx.office;
  const view = await viewLevel(actor, levelId, { limit: PAGE, offset: page * PAGE }, ctx.office);
  const maySet = await maySetLevels(actor, read);
  const rests = await restsOn(ctx, view.level.directiveId);
  answer(ctx);
  show(ctx, levelScreen({ ...view, page, maySet, rests }, hazards, ctx.voice));
}

/** The directive that a level rests on, by its name. */
export async function restsOn(ctx: BotContext, directiveId: number | null): Promise<string | null> {
  const directive = directiveId === null ? null : await ctx.office.read.directives.find(directiveId);
  return directive && shortName(directive, ctx.voice);
}

/** People are told at once, so it is asked once. */
export async function askLift(ctx: BotContext, { levelId }: { levelId: number }): Promise<void> {
  const actor = actorOf(ctx);
  if (!(await maySetLevels(actor, ctx.office.read))) throw new Problem('mayNotSetLevels');
  const { level } = await viewLevel(actor, levelId, { limit: 1, offset: 0 }, ctx.office);
  answer(ctx);
  show(ctx, liftScreen(level, ctx.office.hazards, ctx.voice));
}

export async function lift(ctx: BotContext, { levelId }: { levelId: number }): Promise<void> {
  await liftLevel(actorOf(ctx), levelId, ctx.office);
  await open(ctx, { levelId, page: 0 });
}
