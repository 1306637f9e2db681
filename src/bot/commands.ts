import { BOT_NAME } from '../domain/settings.ts';
import { SECOND } from '../lib/clock.ts';
import { type HelpName, helpScreen } from '../screens/account.ts';
import * as absence from './absence.ts';
import * as archive from './archive.ts';
import * as areas from './areas.ts';
import { type BotContext, type BotParts, show } from './context.ts';
import * as enrolment from './enrolment.ts';
import { beginForm, cancel } from './forms/conversation.ts';
import * as health from './health.ts';
import * as obligations from './obligations.ts';
import * as privacy from './privacy.ts';
import * as reports from './reports.ts';
import * as rollCalls from './roll-calls.ts';
import * as status from './status.ts';
import * as tasks from './tasks.ts';
import * as trips from './trips.ts';
import * as verification from './verification.ts';
import * as workPass from './work-pass.ts';

interface Command {
  /** Its name, and its Vietnamese name without accents. */
  names: [HelpName, string];
  /** Who finds it in the help; the domain decides who may. */
  for: 'everyone' | 'issuers' | 'leaders' | 'reporters' | 'callers' | 'strangers';
  handle: (ctx: BotContext) => Promise<void>;
}

/** Every command, in the order of the help. A new one is one line here and its words in `help.json`. */
export const commands: Command[] = [
  { names: ['inbox', 'canlam'], for: 'everyone', handle: (ctx) => obligations.inbox(ctx) },
  { names: ['directives', 'vanban'], for: 'everyone', handle: archive.search },
  { names: ['verify', 'kiemtra'], for: 'everyone', handle: verification.ask },
  { names: ['tasks', 'nhiemvu'], for: 'everyone', handle: (ctx) => tasks.tasks(ctx) },
  { names: ['trip', 'lichtrinh'], for: 'everyone', handle: trips.own },
  { names: ['trips', 'chuyendi'], for: 'leaders', handle: (ctx) => trips.below(ctx) },
  { names: ['risk', 'diaban'], for: 'everyone', handle: (ctx) => areas.list(ctx) },
  { names: ['health', 'khaibao'], for: 'everyone', handle: health.own },
  { names: ['healthtoday', 'suckhoe'], for: 'leaders', handle: health.today },
  { names: ['pass', 'thedilam'], for: 'everyone', handle: workPass.own },
  { names: ['rollcall', 'diemdanh'], for: 'callers', handle: rollCalls.home },
  { names: ['report', 'baocao'], for: 'reporters', handle: reports.report },
  { names: ['status', 'tinhhinh'], for: 'leaders', handle: status.status },
  { names: ['new', 'phathanh'], for: 'issuers', handle: beginForm('directive') },
  { names: ['away', 'vangmat'], for: 'everyone', handle: absence.away },
  { names: ['me', 'toi'], for: 'everyone', handle: enrolment.me },
  { names: ['language', 'ngonngu'], for: 'everyone', handle: enrolment.language },
  { names: ['privacy', 'riengtu'], for: 'everyone', handle: privacy.open },
  { names: ['cancel', 'huy'], for: 'everyone', handle: cancel },
  { names: ['help', 'trogiup'], for: 'everyone', handle: help },
  { names: ['start', 'batdau'], for: 'strangers', handle: enrolment.start },
];

export async function help(ctx: BotContext): Promise<void> {
  if (!ctx.actor) return await enrolment.start(ctx);
  const may = enrolment.abilitiesOf(ctx);
  const { issue, see, call, report } = may;
  const isFor = { everyone: true, issuers: issue, leaders: see, reporters: report, callers: call, strangers: false };
  const shown = commands.filter((command) => isFor[command.for]);
  const isVietnamese = ctx.voice.t.locale === 'vi';
  const lines = shown.map(({ names }) => ({ name: names[0], command: names[isVietnamese ? 1 : 0] }));
  show(ctx, helpScreen(lines, may, ctx.voice));
}

/** Milliseconds for each word with Telegram before polling begins anyway. */
const PATIENCE = 5 * SECOND;

/** Keeps the bot's name for invites, and publishes the commands under the menu button. The bot works without either. */
export async function introduce({ sender, i18n, log, office }: BotParts, end: AbortSignal): Promise<void> {
  const ask = <Result>(method: string, payload: object) =>
    sender.request<Result>(method, payload, { signal: AbortSignal.any([end, AbortSignal.timeout(PATIENCE)]) });
  try {
    const { username } = await ask<{ username: string }>('getMe', {});
    await office.inTransaction(({ settings }) => settings.save(BOT_NAME, username));
    for (const locale of i18n.locales) {
      const t = i18n.t(locale);
      const list = commands.map(({ names }) => ({
        command: names[locale === 'vi' ? 1 : 0],
        description: t(`help:command.${names[0]}`),
      }));
      const language = locale === 'vi' ? {} : { language_code: locale };
      await ask('setMyCommands', { commands: list, scope: { type: 'all_private_chats' }, ...language });
      // What stands in the empty chat before anybody presses Start.
      await ask('setMyDescription', { description: t('help:description'), ...language });
    }
  } catch (error) {
    if (!end.aborted) log.warn({ error }, 'bot.introduce failed');
  }
}
