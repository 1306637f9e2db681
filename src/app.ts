/** Joins the rooms: on the open office come the bot, the outbox and the clock's routines, with an orderly start and stop. */
import { createBot, type RunningBot } from './bot/bot.ts';
import type { Config } from './config.ts';
import { eraseAgain } from './domain/declarations/erase-again-actions.ts';
import type { SettledDelivery } from './domain/deliveries/delivery.ts';
import { afterCards } from './domain/directives/roster-consequences.ts';
import { markUnreachable } from './domain/people/account-actions.ts';
import { afterRollCallCards } from './domain/rollcalls/roll-call-consequences.ts';
import type { Office, Stores } from './domain/stores.ts';
import { createI18n, type I18n } from './i18n.ts';
import { systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import { type Ground, type OpenOffice, openOffice } from './open-office.ts';
import { Courier } from './outbox/courier.ts';
import { createRender } from './outbox/render.ts';
import { Replies } from './outbox/replies.ts';
import { TelegramSender } from './outbox/telegram-sender.ts';
import { createRoutines, slowRoutines } from './schedule/routines.ts';
import { sealing } from './schedule/sealing.ts';
import { askAt, stamping } from './schedule/stamping.ts';
import { Ticker } from './schedule/ticker.ts';
import { watchingDisk } from './storage/disk-watch.ts';
import { type EvidenceKeyFile, evidenceKeysOf, isOpenToOthers } from './storage/evidence-key-file.ts';

export interface App {
  office: Office;
  sender: TelegramSender;
  courier: Courier;
  ticker: Ticker;
  /** Its clock is its own, so that a routine that takes long keeps nothing from being sealed. */
  sealer: Ticker;
  /** So is that of what reads a whole office through. */
  reader: Ticker;
  replies: Replies;
  bot: RunningBot;
  i18n: I18n;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole bot, not yet started. The caller holds the database's process lock. Throws VaultRefusal without the right data key. */
export async function createApp(config: Config, ground: Ground): Promise<App> {
  const { log, clock = systemClock } = ground;
  const open = await openOffice(config, ground, { isBot: true });
  await mustOpenVault(open, log);
  await mustRememberErasures(open, log);
  // Only here: the command line says it in its own words.
  const office: Office = { ...open.office, inTransaction: watchingDisk(open.office.inTransaction, { clock, log }) };
  const i18n = createI18n(config.defaultLocale);
  const { botToken: token, telegramApiRoot: apiRoot, proxyUrl, broadcastRate: rate, paidBroadcast: paid } = config;
  const sender = new TelegramSender({ token, apiRoot, proxyUrl, rate, paid }, clock);
  const replies = new Replies({
    sender,
    clock,
    log,
    onGone: (chatId, reason) => void lose(office, chatId, reason, log),
  });
  const after = (stores: Stores, settled: SettledDelivery[]) => afterDeliveries(office, stores, settled);
  const courier = new Courier({
    office,
    sender,
    render: createRender(office, i18n, rate),
    after,
    log,
    rate,
    onIdle: () => ticker.wake(),
  });
  const ticker = new Ticker({ office, log, routines: createRoutines() });
  const sealer = new Ticker({ office, log, routines: [sealing(evidenceKeys(config, log))] });
  const stamps = config.timestampUrl === null ? [] : [stamping(askAt(config.timestampUrl))];
  const reader = new Ticker({ office, log, routines: [...slowRoutines, ...stamps] });
  const bot = createBot({ office, sender, replies, i18n, log });
  open.onWake(() => {
    courier.wake();
    ticker.wake();
  });
  return {
    office,
    sender,
    courier,
    ticker,
    sealer,
    reader,
    replies,
    bot,
    i18n,
    async start() {
      await courier.start();
      ticker.start();
      sealer.start();
      reader.start();
      bot.start();
    },
    async stop() {
      await bot.stop();
      await Promise.all([ticker.stop(), reader.stop()]);
      await courier.stop();
      await replies.close();
      await sealer.stop();
      await sealer.runAll();
      await open.close();
    },
  };
}

const KEY_BESIDE =
  'vault.keyFile: the data key stands in this file. Keep it apart from the backups of the database: who has both can read everything';

async function mustOpenVault({ vault, close }: OpenOffice, log: Log): Promise<void> {
  try {
    vault.dataKey();
  } catch (error) {
    await close();
    throw error;
  }
  if (vault.keyFile) log.warn({ file: vault.keyFile }, KEY_BESIDE);
}

const BROUGHT_BACK =
  'vault.broughtBack: a backup was put in place without `restore` or `after-restore`; what had been erased since was erased again';

/** Nothing is erased that could not be remembered, and nothing stays that is remembered as erased. */
async function mustRememberErasures({ journal, office, close }: OpenOffice, log: Log): Promise<void> {
  try {
    await journal.prepare();
    const count = await eraseAgain({ kind: 'office', name: 'bot' }, 'clock', office);
    if (count > 0) log.warn({ count }, BROUGHT_BACK);
  } catch (error) {
    await close();
    throw error;
  }
}

const EVIDENCE_KEY_BESIDE =
  'evidence.keyFile: the key that signs stands in this file beside the database. Keep it apart from the database and its backups: who has both can write another record';
const EVIDENCE_KEY_OPEN = 'evidence.keyFile: others than its owner can read the key that signs; chmod 600 it';

function evidenceKeys(config: Config, log: Log): EvidenceKeyFile {
  const keys = evidenceKeysOf(config);
  const { file } = keys;
  if (config.evidenceKeyFile === null) log.warn({ file }, EVIDENCE_KEY_BESIDE);
  if (isOpenToOthers(file)) log.warn({ file }, EVIDENCE_KEY_OPEN);
  return keys;
}

/** A card that left makes its receipt `sent`; a person who is gone is marked, and what waits for them with it. */
async function afterDeliveries(office: Office, stores: Stores, settled: SettledDelivery[]): Promise<void> {
  await afterCards(stores, settled);
  await afterRollCallCards(stores, settled);
  for (const { delivery, outcome } of settled) {
    if (outcome.state !== 'never' || !outcome.personGone) continue;
    await markUnreachable(delivery.accountId, outcome.reason, stores, office);
  }
}

async function lose(office: Office, telegramId: number, reason: string, log: Log): Promise<void> {
  await office
    .inTransaction(async (stores) => {
      const account = await stores.people.findAccountByTelegramId(telegramId);
      if (account) await markUnreachable(account.id, reason, stores, office);
    })
    .catch((error: unknown) => log.error({ error }, 'account.unreachable failed'));
}
