import { BOT_NAME } from '../domain/settings.ts';
import type { BotContext } from './context.ts';

/** The link that opens the bot with a code; the bare code as long as the bot does not know its own name. */
export async function startLink(ctx: BotContext, code: string): Promise<string> {
  const botName = await ctx.office.read.settings.find(BOT_NAME);
  return botName ? `https://t.me/${botName}?start=${code}` : code;
}
