import { type ArchiveQuery, readQuery, yearIn } from '../domain/directives/archive.ts';
import { searchArchive, viewArchived } from '../domain/directives/archive-views.ts';
import { countPending } from '../domain/directives/manage-views.ts';
import { archivedPageScreen, archivedScreen, foundScreen } from '../screens/directive-archive.ts';
import { PAGE } from '../screens/screen.ts';
import { actorOf, answer, type BotContext, show, showBelow } from './context.ts';

/** `/directives`, with words, a year, a unit to search for, or without. */
export async function search(ctx: BotContext): Promise<void> {
  await showFound(ctx, readQuery((ctx.text ?? '').replace(/^\/\S+\s*/, '').slice(0, 200)), 0);
}

/** A list of before there were filters. */
export async function firstPage(ctx: BotContext, { page: number }: { page: number }): Promise<void> {
  await showFound(ctx, readQuery(''), number);
}

interface Pressed {
  page: number;
  inForce: number;
  year: number;
  words: string;
}

export async function page(ctx: BotContext, { page: number, inForce, year, words }: Pressed): Promise<void> {
  const query = { ...readQuery(words.replaceAll('_', ' ')), year: yearIn(year), isInForce: inForce === 1 };
  await showFound(ctx, query, number);
}

async function showFound(ctx: BotContext, query: ArchiveQuery, number: number): Promise<void> {
  const place = { limit: PAGE, offset: number * PAGE };
  const actor = actorOf(ctx);
  const found = await searchArchive(actor, query, place, ctx.office);
  const pending = number === 0 ? await countPending(actor, ctx.office) : 0;
  answer(ctx);
  show(ctx, foundScreen({ ...found, query, page: number, pending }, ctx.voice));
}

type OfDirective = { directiveId: number };

/** As a message of its own, below the list. */
export async function open(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const view = await viewArchived(actorOf(ctx), directiveId, ctx.office);
  answer(ctx);
  showBelow(ctx, archivedScreen(view, ctx.voice));
}

/** From one of its pages, in place of that. */
export async function back(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  const view = await viewArchived(actorOf(ctx), directiveId, ctx.office);
  answer(ctx);
  show(ctx, archivedScreen(view, ctx.voice));
}

export async function readPage(ctx: BotContext, about: OfDirective & { page: number }): Promise<void> {
  const view = await viewArchived(actorOf(ctx), about.directiveId, ctx.office);
  answer(ctx);
  show(ctx, archivedPageScreen(view, about.page, ctx.voice));
}

export async function files(ctx: BotContext, { directiveId }: OfDirective): Promise<void> {
  await viewArchived(actorOf(ctx), directiveId, ctx.office);
  const attachments = await ctx.office.read.directives.listAttachments(directiveId);
  if (attachments.length === 0) return answer(ctx, ctx.voice.t('directives:card.noFiles'), true);
  answer(ctx);
  for (const { fileId } of attachments) ctx.parts.replies.sendFile(ctx.from!.id, fileId);
}
