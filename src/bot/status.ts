import { openPainter } from '../documents/chart-drawing.ts';
import { listOwnUnits, viewDirective } from '../domain/compliance/compliance-views.ts';
import { viewMatrix } from '../domain/compliance/matrix-views.ts';
import { findMeant, listLost, listOpenSteps, listOwedTasks, listOwing } from '../domain/compliance/names-views.ts';
import { type FoundPeople, listFoundPeople } from '../domain/compliance/people-views.ts';
import { viewDay, viewMore, viewNeeds, viewStatus } from '../domain/compliance/status-views.ts';
import { Problem } from '../domain/problem.ts';
import { foldText } from '../lib/text.ts';
import { attentionScreen } from '../screens/attention.ts';
import { directiveStatusScreen } from '../screens/directive-status.ts';
import { foundPeopleScreen, unpacked } from '../screens/found-people.ts';
import { matrixScreen } from '../screens/matrix.ts';
import { PAGE } from '../screens/screen.ts';
import * as names from '../screens/status-names.ts';
import { unitDayScreen } from '../screens/unit-day.ts';
import { chooseStatusScreen, moreStatusScreen, unitStatusScreen } from '../screens/unit-status.ts';
import { personCard } from './compliance.ts';
import { actorOf, answer, type BotContext, show } from './context.ts';

interface OnPage {
  unitId: number;
  page: number;
}
type OfUnit = Pick<OnPage, 'unitId'>;

const pageOf = (page: number) => ({ limit: PAGE, offset: page * PAGE });

/** Words that ask for what has happened today, as they are folded. */
const TODAY = /^(?:hom nay|homnay|today)$/;

/** `/status`: one's own unit; with words after it a unit, a directive by its number, somebody by name, or what has happened today. */
export async function status(ctx: BotContext): Promise<void> {
  const words = (ctx.text ?? '').replace(/^\/\S+\s*/, '').slice(0, 100);
  const isToday = TODAY.test(foldText(words));
  if (words && !isToday) return await showMeant(ctx, words);
  const units = await listOwnUnits(actorOf(ctx), ctx.office);
  if (units.length === 0) throw new Problem('mayNotSee');
  if (units.length > 1) return show(ctx, chooseStatusScreen({ units }, '', ctx.voice));
  if (isToday) await unitDay(ctx, { unitId: units[0]!.id });
  else await unitStatus(ctx, { unitId: units[0]!.id, page: 0 });
}

async function showMeant(ctx: BotContext, words: string): Promise<void> {
  const actor = actorOf(ctx);
  const meant = await findMeant(actor, words, PAGE, ctx.office);
  const [unit, directive, person] = [meant.units[0], meant.directives[0], meant.people.people[0]];
  const others = meant.units.length + meant.directives.length;
  if (others === 0 && meant.people.total > 1) return showFound(ctx, meant.people, words, 0);
  if (others + meant.people.total > 1) return show(ctx, chooseStatusScreen(meant, words, ctx.voice));
  if (unit) return await unitStatus(ctx, { unitId: unit.id, page: 0 });
  if (person) return await personCard(ctx, { personId: person.id });
  const about = { directiveId: directive!.id, unitId: directive!.unitId };
  show(ctx, directiveStatusScreen(await viewDirective(actor, about, ctx.office), ctx.voice));
}

/** Everybody of a name, as it was typed. */
export async function foundPeople(ctx: BotContext, { page, words }: { page: number; words: string }): Promise<void> {
  const typed = unpacked(words);
  const found = await listFoundPeople(actorOf(ctx), typed, pageOf(page), ctx.office);
  answer(ctx);
  showFound(ctx, found, typed, page);
}

const showFound = (ctx: BotContext, found: FoundPeople, words: string, page: number): void =>
  show(ctx, foundPeopleScreen({ ...found, words, page }, ctx.voice));

export async function unitStatus(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const view = await viewStatus(actorOf(ctx), unitId, page, ctx.office);
  answer(ctx);
  show(ctx, unitStatusScreen(view, ctx.voice));
}

/** All that needs the leader, beyond what stands on top. */
export async function unitNeeds(ctx: BotContext, { unitId }: OfUnit): Promise<void> {
  const view = await viewNeeds(actorOf(ctx), unitId, ctx.office);
  answer(ctx);
  show(ctx, attentionScreen(view, ctx.voice));
}

export async function more(ctx: BotContext, { unitId }: OfUnit): Promise<void> {
  const view = await viewMore(actorOf(ctx), unitId, ctx.office);
  openPainter();
  answer(ctx);
  show(ctx, moreStatusScreen(view, ctx.voice));
}

export async function unitDay(ctx: BotContext, { unitId }: OfUnit): Promise<void> {
  const day = await viewDay(actorOf(ctx), unitId, ctx.office);
  answer(ctx);
  show(ctx, unitDayScreen(day, ctx.voice));
}

/** Everything that the unit owes, by the units below. */
export async function matrix(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const view = await viewMatrix(actorOf(ctx), unitId, ctx.office);
  answer(ctx);
  show(ctx, matrixScreen({ ...view, page }, ctx.voice));
}

export async function owingPeople(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const view = await listOwing(actorOf(ctx), unitId, pageOf(page), ctx.office);
  answer(ctx);
  show(ctx, names.owingPeopleScreen({ ...view, page }, ctx.voice));
}

export async function openSteps(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const view = await listOpenSteps(actorOf(ctx), unitId, pageOf(page), ctx.office);
  answer(ctx);
  show(ctx, names.openStepsScreen({ ...view, page }, ctx.voice));
}

export async function owedTasks(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const view = await listOwedTasks(actorOf(ctx), unitId, pageOf(page), ctx.office);
  answer(ctx);
  show(ctx, names.owedTasksScreen({ ...view, page }, ctx.voice));
}

export async function lostPeople(ctx: BotContext, { unitId, page }: OnPage): Promise<void> {
  const view = await listLost(actorOf(ctx), unitId, pageOf(page), ctx.office);
  answer(ctx);
  show(ctx, names.lostPeopleScreen({ ...view, page }, ctx.voice));
}
