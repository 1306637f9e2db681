/**
 * Joins the rooms. `openOffice` gives what the command line needs: the office on its database. `createApp` adds the bot, the
 * outbox and the clock's routines, and promises an orderly start and stop.
 */
import { createBot, type RunningBot } from './bot/bot.ts';
import type { Config } from './config.ts';
import type { Consequences } from './domain/consequences.ts';
import type { SettledDelivery } from './domain/deliveries/delivery.ts';
import { afterCards, followRoster, oweToReachable } from './domain/directives/roster-consequences.ts';
import { markUnreachable } from './domain/people/account-actions.ts';
import type { Office, Stores } from './domain/stores.ts';
import { createI18n, type I18n } from './i18n.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import { Courier } from './outbox/courier.ts';
import { createRender } from './outbox/render.ts';
import { Replies } from './outbox/replies.ts';
import { TelegramSender } from './outbox/telegram-sender.ts';
import { routines } from './schedule/routines.ts';
import { Ticker } from './schedule/ticker.ts';
import { type Database, openDatabase } from './storage/database.ts';
import { officeModel } from './storage/model.ts';
import { storesOn } from './storage/stores/stores.ts';

export interface Ground {
  clock?: Clock;
  log: Log;
}

export interface OpenOffice {
  office: Office;
  database: Database;
  /** Called after every commit that may have left something to send or to prepare. */
  onWake(listener: () => void): void;
  close(): Promise<void>;
}

/** Opens the office's database, brings its tables up to date, and joins the nouns. */
export async function openOffice(config: Config, { clock = systemClock, log }: Ground): Promise<OpenOffice> {
  const onWarning = (error: unknown) => log.warn({ error }, 'storage.connection broke');
  const database = await openDatabase({ url: config.databaseUrl, ...officeModel, onWarning });
  await database.migrate();
  const listeners: (() => void)[] = [];
  const office: Office = {
    inTransaction: (work) => database.inTransaction((connection) => work(storesOn(connection))),
    read: storesOn(database.read),
    clock,
    zone: config.timeZone,
    consequences: consequencesFor(config.timeZone),
    wake: () => {
      for (const listener of listeners) listener();
    },
  };
  return { office, database, onWake: (listener) => listeners.push(listener), close: () => database.close() };
}

/** The table of what follows from what: left is what happened, right is who has to know. */
function consequencesFor(zone: string): Consequences {
  return {
    rosterChanged: (stores, personIds, at) => followRoster(stores, personIds, at, zone),
    personReachable: oweToReachable,
    personUnreachable: (stores, personId, because) => stores.receipts.markUnsent(personId, because),
  };
}

export interface App {
  office: Office;
  sender: TelegramSender;
  courier: Courier;
  ticker: Ticker;
  replies: Replies;
  bot: RunningBot;
  i18n: I18n;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole bot, not yet started. The caller holds the database's process lock. */
export async function createApp(config: Config, ground: Ground): Promise<App> {
  const { log, clock = systemClock } = ground;
  const open = await openOffice(config, ground);
  const { office } = open;
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
  const courier = new Courier({ office, sender, render: createRender(office, i18n), after, log, rate });
  const ticker = new Ticker({ office, log, routines });
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
    replies,
    bot,
    i18n,
    async start() {
      await courier.start();
      ticker.start();
      await bot.start();
    },
    async stop() {
      await bot.stop();
      await ticker.stop();
      await replies.settled();
      await courier.stop();
      await open.close();
    },
  };
}

/** A card that left makes its receipt `sent`; a person who is gone is marked, and what waits for them with it. */
async function afterDeliveries(office: Office, stores: Stores, settled: SettledDelivery[]): Promise<void> {
  await afterCards(stores, settled);
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
