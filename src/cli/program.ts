import { Command, CommanderError } from 'commander';
import { type Config, type ConfigResult, readConfig, secretsOf } from '../config.ts';
import { createI18n, type T } from '../i18n.ts';
import { systemClock } from '../lib/clock.ts';
import { createLog } from '../lib/log.ts';
import { type OpenOffice, openOffice } from '../open-office.ts';
import { addAcknowledgementsCommand } from './acknowledgements.ts';
import { addDataKeyCommands } from './data-key.ts';
import { addDatabaseCommands } from './database.ts';
import { addEvidenceCommands } from './evidence.ts';
import { addIssueCommand } from './issue.ts';
import { addKeyCommands } from './key.ts';
import { addLevelsCommand } from './levels.ts';
import { addManageCommands } from './manage.ts';
import { addMissingCommand } from './missing.ts';
import { addPeopleCommands } from './people.ts';
import { addPrivacyRequestsCommand } from './privacy-requests.ts';
import { refusalOf } from './refusals.ts';
import { addReportCommand } from './report.ts';
import { addResendCommand } from './resend.ts';
import { addRestoreCommands } from './restore.ts';
import { addRosterCommands } from './roster.ts';
import { addStatusCommand } from './status.ts';
import { addTasksCommand } from './tasks.ts';
import { type Answer, type Cli, type Shelf, type Terminal, userName, WrongUsage } from './terminal.ts';

/** Runs one command and gives its status; never throws. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const read = readConfig(terminal.environment, { tokenRequired: false });
  const t = createI18n(read.ok ? read.config.defaultLocale : 'vi').t();
  let status = 0;
  const program = newProgram(terminal, t);
  const act: Shelf['act'] = async ({ json = false }, work) => {
    status = await perform(work, { terminal, read, t, isJson: json });
  };
  const shelves = [
    ...[
      addDatabaseCommands,
      addRestoreCommands,
      addDataKeyCommands,
      addKeyCommands,
      addRosterCommands,
      addIssueCommand,
      addManageCommands,
      addResendCommand,
    ],
    ...[
      addStatusCommand,
      addTasksCommand,
      addLevelsCommand,
      addMissingCommand,
      addAcknowledgementsCommand,
      addEvidenceCommands,
      addReportCommand,
      addPeopleCommands,
      addPrivacyRequestsCommand,
    ],
  ];
  for (const add of shelves) add({ program, t, act });
  for (const command of commandsOf(program)) command.option('--json', t('cli:help.json'));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    return sayUsage(error, terminal, t);
  }
}

/** All that do something, those of a family included. */
const commandsOf = ({ commands }: Command): Command[] =>
  commands.flatMap((command) => (command.commands.length > 0 ? commandsOf(command as Command) : (command as Command)));

function newProgram({ stdout, stderr }: Terminal, t: T): Command {
  const titles: Record<string, string> = {
    'Usage:': t('cli:help.usage'),
    'Arguments:': t('cli:help.arguments'),
    'Options:': t('cli:help.options'),
    'Commands:': t('cli:help.commands'),
  };
  return new Command('cli')
    .description(t('cli:help.about'))
    .helpOption('-h, --help', t('cli:help.help'))
    .helpCommand('help [command]', t('cli:help.help'))
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Said by sayUsage in the office's language.
      outputError: () => {},
    })
    .exitOverride();
}

function sayUsage(error: unknown, { stderr }: Terminal, t: T): number {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return 0;
  if (error.code !== 'commander.help') stderr.write(`${usageWords(error, t)}\n${t('cli:usage.hint')}\n`);
  return 2;
}

function usageWords({ code, message }: CommanderError, t: T): string {
  const what = /'(.*?)'/.exec(message)?.[1] ?? '';
  switch (code) {
    case 'commander.unknownOption':
      return t('cli:usage.unknownOption', { what });
    case 'commander.unknownCommand':
      return t('cli:usage.unknownCommand', { what });
    case 'commander.missingArgument':
      return t('cli:usage.missingArgument', { what });
    case 'commander.optionMissingArgument':
      return t('cli:usage.missingValue', { what });
    case 'commander.missingMandatoryOptionValue':
      return t('cli:usage.missingOption', { what });
    case 'commander.excessArguments':
      return t('cli:usage.tooMany');
    default:
      return message;
  }
}

interface Circumstances {
  terminal: Terminal;
  read: ConfigResult;
  t: T;
  isJson: boolean;
}

async function perform(work: (cli: Cli) => Promise<Answer>, about: Circumstances): Promise<number> {
  const { terminal, read, t } = about;
  if (!read.ok) {
    for (const { variable, expected } of read.faults) terminal.stderr.write(`${variable}: expected ${expected}\n`);
    return 1;
  }
  const { cli, close } = cliOn(read.config, terminal, t);
  try {
    return await say(await work(cli), about);
  } catch (error) {
    if (!(error instanceof WrongUsage)) return await say(refusalOf(error, cli), about);
    terminal.stderr.write(`${error.message}\n${t('cli:usage.hint')}\n`);
    return 2;
  } finally {
    await close().catch((error: unknown) => cli.log.warn({ error }, 'storage.close failed'));
  }
}

function cliOn(config: Config, { stderr, clock = systemClock }: Terminal, t: T) {
  const destination = { write: (line: string) => void stderr.write(line) };
  const log = createLog({ level: config.logLevel, secrets: secretsOf(config), destination });
  let opened: Promise<OpenOffice> | undefined;
  const open = () => {
    opened ??= openOffice(config, { log, clock });
    return opened;
  };
  const cli: Cli = { config, log, clock, t, actor: { kind: 'office', name: userName() }, open };
  const close = async () => {
    const office = await opened?.catch(() => undefined);
    await office?.close();
  };
  return { cli, close };
}

async function say(answer: Answer, { terminal, isJson }: Circumstances): Promise<number> {
  const { json, lines, remarks = [], isRefused = false } = answer;
  for (const remark of remarks) terminal.stderr.write(`${remark}\n`);
  if (!isJson) for await (const line of lines) terminal.stdout.write(`${line}\n`);
  else if (!(Symbol.asyncIterator in json)) terminal.stdout.write(`${JSON.stringify(json)}\n`);
  else for await (const piece of json) terminal.stdout.write(piece);
  return isRefused ? 1 : 0;
}
