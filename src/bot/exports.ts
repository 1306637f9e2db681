import { exportFormats, exportKinds } from '../domain/compliance/export.ts';
import { makeExport, mustStillMay } from '../domain/compliance/export-actions.ts';
import { exportPlaces, viewExports } from '../domain/compliance/export-views.ts';
import { Problem } from '../domain/problem.ts';
import { exportsScreen } from '../screens/exports.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';

interface InUnit {
  directiveId: number;
  unitId: number;
}

/** Some 40 MB as a CSV: Telegram takes 50. */
const LIMITS = { least: 1, most: 200_000 };

/** What can be had as a file from a screen. */
export async function offer(ctx: BotContext, { place, ...ids }: InUnit & { place: string }): Promise<void> {
  const found = await viewExports(actorOf(ctx), { ...ids, place: oneOf(exportPlaces, place) }, ctx.office);
  answer(ctx);
  show(ctx, exportsScreen(found, ctx.voice));
}

/** One file at a time of the same: asked for again while it is being made, it is said how far it is. */
export async function make(ctx: BotContext, wish: InUnit & { kind: string; format: string }): Promise<void> {
  const actor = actorOf(ctx);
  const kind = oneOf(exportKinds, wish.kind);
  const format = oneOf(exportFormats, wish.format);
  const key = [actor.person.id, kind, format, wish.directiveId, wish.unitId].join(':');
  const percent = ctx.exporting.percentOf(key);
  if (percent !== null) return answer(ctx, ctx.voice.t('exports:underWay', { percent }), true);
  ctx.exporting.refuseMore(ctx.from!.id);
  const ids = { unitId: wish.unitId || null, directiveId: wish.directiveId || null };
  const { office, voice } = ctx;
  const made = await makeExport(actor, { kind, format, ...ids }, LIMITS, office);
  answer(ctx, voice.t('exports:making'));
  ctx.exporting.begin({
    ...{ key, chatId: ctx.from!.id, made, format, voice },
    mustStillMay: () => mustStillMay(actor, { kind, ...ids }, office),
  });
}

/** A client may send any word. */
function oneOf<Word extends string>(words: readonly Word[], word: string): Word {
  const found = words.find((one) => one === word);
  if (!found) throw new Problem('notFound');
  return found;
}
