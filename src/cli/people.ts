import type { Config } from '../config.ts';
import { leaveOffice, revokeAccount } from '../domain/people/account-actions.ts';
import { invite } from '../domain/people/enrolment-actions.ts';
import { BOT_NAME } from '../domain/settings.ts';
import { type Clock, SECOND } from '../lib/clock.ts';
import type { OpenOffice } from '../open-office.ts';
import { type Answer, type Cli, type CommonOptions, inColumns, type Shelf, WrongUsage } from './terminal.ts';
import { unitByCode } from './units.ts';

interface InviteOptions extends CommonOptions {
  unit?: string;
  staff?: string;
}

/** `invite`, `revoke`, `leave`. */
export function addPeopleCommands({ program, t, act }: Shelf): void {
  program
    .command('invite')
    .description(t('cli:invite.about'))
    .option('--unit <code>', t('cli:invite.unit'))
    .option('--staff <staff_no>', t('cli:invite.staff'))
    .action((options: InviteOptions) => act(options, (cli) => inviteThem(cli, options)));
  program
    .command('revoke')
    .description(t('cli:revoke.about'))
    .argument('<staff_no>', t('cli:help.staffNo'))
    .action((staffNo, options) => act(options, (cli) => revoke(cli, staffNo)));
  program
    .command('leave')
    .description(t('cli:leave.about'))
    .argument('<staff_no>', t('cli:help.staffNo'))
    .action((staffNo, options) => act(options, (cli) => leave(cli, staffNo)));
}

async function inviteThem(cli: Cli, { unit, staff }: InviteOptions): Promise<Answer> {
  const { t } = cli;
  if (unit !== undefined && staff !== undefined) throw new WrongUsage(t('cli:invite.unitOrStaff'));
  const open = await cli.open();
  const unitId = unit === undefined ? undefined : (await unitByCode(unit, open.office)).id;
  const name = await botName(cli, open);
  const people = await invite(cli.actor, { unitId, staffNo: staff }, open.office);
  const linkOf = (code: string) => `https://t.me/${name ?? ''}?start=${code}`;
  const invites = people.map(({ staffNo, fullName, code }) => ({ staffNo, fullName, link: linkOf(code) }));
  const lines = inColumns(invites.map((each) => [each.staffNo, each.fullName, each.link]));
  return {
    json: { invites },
    lines: invites.length > 0 ? lines : [t('cli:invite.nobody')],
    remarks: name === null ? [t('cli:invite.nameUnknown')] : [],
  };
}

/** The bot's name as Telegram says it now, or as it said it the last time. */
async function botName({ config, clock, log }: Cli, { office }: OpenOffice): Promise<string | null> {
  const kept = await office.read.settings.find(BOT_NAME);
  if (!config.botToken) return kept;
  try {
    const name = await askName(config, clock);
    if (name !== kept) await office.inTransaction(({ settings }) => settings.save(BOT_NAME, name));
    return name;
  } catch (error) {
    log.debug({ error }, 'telegram.getMe failed');
    return kept;
  }
}

async function askName(config: Config, clock: Clock): Promise<string> {
  // Loaded late: no other command needs Telegram.
  const { TelegramSender } = await import('../outbox/telegram-sender.ts');
  const { botToken: token, telegramApiRoot: apiRoot, proxyUrl, broadcastRate: rate } = config;
  const sender = new TelegramSender({ token, apiRoot, proxyUrl, rate, paid: false }, clock);
  const signal = AbortSignal.timeout(5 * SECOND);
  return (await sender.request<{ username: string }>('getMe', {}, { signal })).username;
}

async function revoke({ actor, t, open }: Cli, staffNo: string): Promise<Answer> {
  const { fullName } = await revokeAccount(actor, staffNo, (await open()).office);
  return { json: { staffNo, fullName }, lines: [t('cli:revoke.done', { staffNo, fullName })] };
}

async function leave({ actor, t, open }: Cli, staffNo: string): Promise<Answer> {
  const { fullName } = await leaveOffice(actor, staffNo, (await open()).office);
  return { json: { staffNo, fullName }, lines: [t('cli:leave.done', { staffNo, fullName })] };
}
