import type { MiddlewareFn } from 'telegraf';
import type { PersonActor } from '../../domain/actor.ts';
import { markReachable } from '../../domain/people/account-actions.ts';
import { dayOf } from '../../lib/day.ts';
import { type Locale, locales } from '../../lib/locale.ts';
import type { BotContext } from '../context.ts';

/** Who is it, and in which language do they want to be spoken to? */
export function recognise(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { office, parts } = ctx;
    ctx.actor = ctx.from ? await findActor(ctx, ctx.from.id) : null;
    const locale = ctx.actor?.person.locale ?? (ctx.actor ? null : localeOf(ctx.from?.language_code));
    ctx.voice = { t: parts.i18n.t(locale), now: office.clock.now(), zone: office.zone };
    await next();
  };
}

/** A stranger is spoken to as their Telegram is set, if that is one of ours. */
function localeOf(code: string | undefined): Locale | null {
  return locales.find((locale) => locale === code?.split('-')[0]) ?? null;
}

async function findActor(
  { office, message, callbackQuery }: BotContext,
  telegramId: number,
): Promise<PersonActor | null> {
  const today = dayOf(office.clock.now(), office.zone);
  const speaker = await office.read.people.findSpeaker(telegramId, today);
  if (!speaker) return null;
  const { accountId, isUnreachable, person, posts } = speaker;
  // Whoever writes or presses has let the bot in again, even where Telegram's own word of it was lost.
  if (isUnreachable && (message || callbackQuery)) await markReachable(accountId, office);
  return { kind: 'person', person, accountId, posts };
}
