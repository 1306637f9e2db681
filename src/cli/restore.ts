import { resolve } from 'node:path';
import { eraseAgain } from '../domain/declarations/erase-again-actions.ts';
import { type AskedAbout, holdRestored, type Restored } from '../domain/directives/restore-actions.ts';
import { type OpenOffice, openOffice } from '../open-office.ts';
import { restoreFrom } from '../storage/backup.ts';
import { withoutBot } from '../storage/process-lock.ts';
import { VaultRefusal } from '../storage/vault-refusal.ts';
import type { Vault } from '../storage/vault-unlocking.ts';
import { vaultRefusal } from './refusals.ts';
import { type Answer, type Cli, inColumns, type Shelf } from './terminal.ts';

/** `restore`, and `after-restore` for a database that was brought back by its own tools. */
export function addRestoreCommands({ program, t, act }: Shelf): void {
  program
    .command('restore')
    .description(t('cli:restore.about'))
    .argument('<file>', t('cli:restore.file'))
    .action((file, options) => act(options, (cli) => restore(cli, file)));
  program
    .command('after-restore')
    .description(t('cli:afterRestore.about'))
    .action((options) => act(options, afterRestore));
}

async function restore(cli: Cli, source: string): Promise<Answer> {
  const { config, clock, log, t } = cli;
  const file = resolve(source);
  let settled: Settled | undefined;
  let remarks: string[] = [];
  const before = await restoreFrom(config.databaseUrl, file, clock, async (databaseUrl) => {
    const open = await openOffice({ ...config, databaseUrl }, { log, clock }, { isBot: true });
    remarks = whyShut(open.vault, t);
    settled = await settle(cli, open).finally(open.close);
  });
  const lines = [t('cli:restore.done', { file }), ...(before ? [t('cli:restore.before', { file: before })] : [])];
  return {
    json: { file, before, ...jsonOf(settled!) },
    lines: [...lines, ...linesOf(settled!, cli)],
    remarks: [...remarks, ...settled!.remarks],
  };
}

/** What was made of a restored database, and what there is to be said of it besides. */
interface Settled extends Restored {
  erasedAgain: number;
  /** Where erasures are remembered; null where nothing is. */
  journal: string | null;
  remarks: string[];
}

/** Before anybody reads in it what was erased since the backup is erased again. */
async function settle({ actor, t }: Cli, { office, journal }: OpenOffice): Promise<Settled> {
  const erasedAgain = await eraseAgain(actor, 'cli', office);
  const file = journal.isThere ? journal.file : null;
  const remarks = file ? [] : [t('cli:restore.journalMissing', { file: journal.file })];
  if (journal.unreadable > 0) remarks.push(t('cli:restore.journalDamaged', { count: journal.unreadable }));
  return { ...(await holdRestored(actor, office)), erasedAgain, journal: file, remarks };
}

/** A backup made before the data key was changed wants the key of its day: better said now than when the bot does not start. */
function whyShut(vault: Vault, t: Cli['t']): string[] {
  try {
    vault.dataKey();
    return [];
  } catch (error) {
    if (error instanceof VaultRefusal) return [vaultRefusal(error, t).reason];
    throw error;
  }
}

async function afterRestore(cli: Cli): Promise<Answer> {
  const open = await cli.open();
  const settled = await withoutBot(cli.config.databaseUrl, () => settle(cli, open));
  return { json: jsonOf(settled), lines: linesOf(settled, cli), remarks: settled.remarks };
}

const cardsOf = (doubted: AskedAbout[]): number => doubted.reduce((sum, { cards }) => sum + cards, 0);

function jsonOf({ doubted, halted, erasedAgain, journal }: Settled) {
  const about = ({ directive: { id, number, title }, asked }: AskedAbout) => {
    return { id, number, title, asked: asked.map((person) => person.staffNo) };
  };
  return {
    inDoubt: {
      messages: cardsOf(doubted),
      directives: doubted.map((each) => ({ ...about(each), messages: each.cards })),
    },
    halted: halted.map(about),
    erasedAgain,
    journal,
  };
}

/** How much is in doubt, of what, who was asked, and what is to be done. */
function linesOf({ doubted, halted, erasedAgain }: Settled, { t }: Cli): string[] {
  return [
    ...(doubted.length > 0
      ? ['', t('cli:restore.doubted', { count: cardsOf(doubted) }), ...tableOf(doubted, t)]
      : [t('cli:restore.nothingDoubted')]),
    ...(halted.length > 0 ? ['', t('cli:restore.halted', { count: halted.length }), ...tableOf(halted, t)] : []),
    ...(doubted.length + halted.length > 0 ? ['', t('cli:restore.howTo')] : []),
    '',
    t('cli:restore.erasedAgain', { count: erasedAgain }),
    t('cli:restore.since'),
  ];
}

function tableOf(about: AskedAbout[], t: Cli['t']): string[] {
  const head = [t('cli:status.id'), t('cli:status.number'), t('cli:restore.cards'), t('cli:restore.asked')];
  const rows = about.map(({ directive, cards, asked }) => [
    directive.id,
    directive.number ?? '–',
    cards,
    asked.length > 0 ? asked.map((person) => person.fullName).join(', ') : t('cli:restore.nobodyAsked'),
  ]);
  return inColumns([
    [...head, t('cli:status.title')],
    ...rows.map((row, index) => [...row, about[index]!.directive.title]),
  ]);
}
