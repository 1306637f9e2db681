import { drawPicture, openPainter } from '../documents/chart-drawing.ts';
import { drawingOf } from '../documents/chart-words.ts';
import type { PersonActor } from '../domain/actor.ts';
import { type Chart, type ChartKind, chartKinds } from '../domain/compliance/chart.ts';
import { type ChartPlace, listChartKinds, viewCurve, viewUnitsChart } from '../domain/compliance/chart-views.ts';
import { viewAcknowledgedDays, viewDeclaredDays } from '../domain/compliance/heat-views.ts';
import { Problem } from '../domain/problem.ts';
import type { Office } from '../domain/stores.ts';
import { chartCaption } from '../screens/chart-caption.ts';
import { chartKeyboard, chartSaying } from '../screens/charts.ts';
import { behind } from './behind.ts';
import { actorOf, answer, type BotContext } from './context.ts';

interface InUnit {
  directiveId: number;
  unitId: number;
}

const VIEWS: Record<ChartKind, (actor: PersonActor, place: ChartPlace, office: Office) => Promise<Chart>> = {
  units: viewUnitsChart,
  curve: viewCurve,
  acknowledged: (actor, { unitId }, office) => viewAcknowledgedDays(actor, unitId, office),
  declared: (actor, { unitId }, office) => viewDeclaredDays(actor, unitId, office),
};

/** Read and drawn behind the handler; the same figures stand below the picture in words. */
export async function draw(ctx: BotContext, { kind, ...ids }: InUnit & { kind: string }): Promise<void> {
  const actor = actorOf(ctx);
  const known = chartKinds.find((one) => one === kind);
  if (!known) throw new Problem('notFound');
  answer(ctx, ctx.voice.t('charts:making'));
  openPainter();
  behind(ctx, async () => {
    const place = { unitId: ids.unitId, directiveId: ids.directiveId || null };
    const chart = await VIEWS[known](actor, place, ctx.office);
    const png = await drawPicture(drawingOf(chart, chartSaying(chart, ctx.voice)));
    const keyboard = chartKeyboard(chart, await listChartKinds(actor, place, ctx.office), ctx.voice);
    const file = { name: `${kind}.png`, caption: chartCaption(chart, ctx.voice), keyboard, make: async () => png };
    ctx.parts.replies.sendUpload(ctx.from!.id, 'photo', file);
  });
}
