import { type Clock, systemClock } from '../lib/clock.ts';
import { BotApi } from './bot-api.ts';
import type { Change, ChangeFeed } from './change-feed.ts';
import { Faults } from './faults.ts';
import { FloodControl, type FloodLimits } from './flood-control.ts';
import { listen } from './http-server.ts';
import { BotProfileTexts } from './methods/bot-profile.ts';
import { callbacks } from './methods/callbacks.ts';
import { chats } from './methods/chats.ts';
import { copying } from './methods/copying.ts';
import { editing } from './methods/editing.ts';
import { sending } from './methods/sending.ts';
import { updateMethods } from './methods/updates.ts';
import { createPage } from './page-answer.ts';
import type { RequestRecord } from './request-log.ts';
import { SandboxUser } from './sandbox-user.ts';
import type { Update } from './update-queue.ts';
import { Webhook } from './webhook.ts';
import { World } from './world.ts';

export interface SandboxOptions {
  /** The bot's token, such as `1000:test`. */
  token: string;
  bot?: { id?: number; firstName?: string; username?: string };
  /** 0, the default, is any free port. */
  port?: number;
  /** For flood control, the age of presses and messages, and a webhook's pauses; the wire itself runs in real time. */
  clock?: Clock;
  /** 30 per second and one per second and chat, with short bursts; `false` turns it off. */
  flood?: false | FloodLimits;
  /** Milliseconds added to every answer. */
  latency?: number;
  /** Called for every request to the Bot API, before it is answered. */
  onRequest?: (request: { method: string; params: Record<string, unknown> }) => void;
}

export interface NewUser {
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  phone: string;
  /** A line that the page shows under the name. */
  note?: string;
  /** Has written to the bot before, so that it may write first now. */
  hasStarted?: boolean;
}

/** A local stand-in for Telegram: the Bot API over HTTP on one side, people with their apps on the other. */
export interface Sandbox {
  /** The API's root; the chat page is at its `/`. */
  url: string;
  addUser(user: NewUser): SandboxUser;
  user(id: number): SandboxUser;
  users(): SandboxUser[];
  /** The last 200,000 requests to the Bot API; `requests.length = 0` forgets them. */
  requests: RequestRecord[];
  faults: Faults;
  /** Every update made so far. */
  updates: readonly Update[];
  /** Delivers an update again, the newest unless another is named. */
  redeliver(updateId?: number): void;
  /** How often the bot has uploaded exactly this content. */
  uploadCount(bytes: Buffer): number;
  /** Waits until this holds; looked at after every request and every change. */
  waitFor(isTrue: () => boolean, options?: { timeout?: number }): Promise<void>;
  /** Waits until the bot has confirmed every update and no request is under way. */
  idle(options?: { timeout?: number }): Promise<void>;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { token, clock = systemClock, flood, latency = 0, port = 0, onRequest } = options;
  const world = new World(botProfile(options), clock);
  const webhook = new Webhook(world);
  const profile = new BotProfileTexts();
  const faults = new Faults();
  const requests: RequestRecord[] = [];
  const users = new Map<number, SandboxUser>();
  const methods = {
    ...sending,
    ...editing,
    ...copying,
    ...callbacks,
    ...chats,
    ...profile.methods(),
    ...updateMethods(webhook),
  };
  const floodControl = flood === false ? undefined : new FloodControl(clock, flood);
  const api = new BotApi({ world, methods, flood: floodControl, faults, requests, onRequest });
  const page = createPage({ world, users, profile });
  const { server, url } = await listen({ token, latency, api, files: world.files, page: page.answer }, port);

  const waitFor = (isTrue: () => boolean, { timeout = 5_000 } = {}) => holds(world.changes, isTrue, timeout);
  return {
    url,
    requests,
    faults,
    updates: world.updates.log,
    addUser(user) {
      const { hasStarted = false, ...who } = user;
      const person = { ...who, blocked: false, deactivated: false };
      const chat = world.addPerson(person);
      chat.isOpened = hasStarted;
      const added = new SandboxUser(world, chat, person);
      users.set(user.id, added);
      return added;
    },
    user(id) {
      const found = users.get(id);
      if (!found) throw new Error(`there is no user ${id} in the sandbox`);
      return found;
    },
    users: () => [...users.values()],
    redeliver: (updateId) => world.updates.redeliver(updateId),
    uploadCount: (bytes) => world.files.uploadCount(bytes),
    waitFor,
    idle: (limits) => waitFor(() => api.isIdle, limits),
    async close() {
      webhook.close();
      world.updates.close();
      page.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function botProfile({ token, bot = {} }: SandboxOptions) {
  const id = bot.id ?? Number.parseInt(token, 10);
  if (!Number.isSafeInteger(id)) throw new Error('a bot token begins with the number of the bot');
  return { id, firstName: bot.firstName ?? 'Sandbox', username: bot.username ?? 'sandbox_bot' };
}

/** Waits for a predicate without sleeping; the time-out is in real time, since the bot on the wire is real. */
function holds(changes: ChangeFeed, isTrue: () => boolean, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let isScheduled = false;
    const look = () => {
      isScheduled = false;
      try {
        if (!isTrue()) return;
        finish(resolve);
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const stop = changes.listen((_: Change) => {
      // One look for all that happens at once.
      if (!isScheduled) setImmediate(look);
      isScheduled = true;
    });
    const timer = setTimeout(() => {
      finish(() => reject(new Error(`waited ${timeout} ms in vain for ${isTrue}`)));
    }, timeout);
    const finish = (end: () => void) => {
      clearTimeout(timer);
      stop();
      end();
    };
    look();
  });
}
