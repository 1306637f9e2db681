/**
 * What is owed goes out here: claim → render → send → record. Deliveries come in from the database, messages go out through the
 * one gate, and what became of each is written down in batches. A crash loses nothing: what was claimed is owed again, and at
 * most those in flight and those of the last batch can arrive twice.
 */
import { randomUUID } from 'node:crypto';
import { type ClaimedDelivery, LEASE, type Outcome, type SettledDelivery } from '../domain/deliveries/delivery.ts';
import { type AfterSettling, settleDeliveries } from '../domain/deliveries/outcome-actions.ts';
import type { Office } from '../domain/stores.ts';
import { addMilliseconds } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { Halting } from './halting.ts';
import { Records } from './records.ts';
import type { Render } from './render.ts';
import type { TelegramSender } from './telegram-sender.ts';
import { Verdicts } from './verdicts.ts';
import { WallClock } from './wall-clock.ts';
import { Wire } from './wire.ts';

/** What is held longer than usual (Telegram asked for silence) stays this process's own: the lease is renewed in time. */
const RENEW_EVERY = LEASE / 3;
/** Another process (the command line) may have added deliveries: look again after so many milliseconds. */
const LOOK_AGAIN = 500;

/**
 * Claimed and not yet settled are, at most, what leaves in so many seconds (one at the usual rate): enough for slow answers, and few
 * enough that the order of the lanes holds and a crash leaves little in doubt.
 */
const ROOM = 0.3;
const LEAST_ROOM = 30;
/** A claim is a commit: it waits until there is room for this share of them. */
const WORTHWHILE = 1 / 6;
/** So many are made into messages at once, without the event loop in between. */
const AT_ONCE = 50;

export interface CourierParts {
  office: Office;
  sender: TelegramSender;
  render: Render;
  after: AfterSettling;
  log: Log;
  rate: number;
  /** Everything that was claimed has been written down. */
  onIdle(): void;
}

export class Courier {
  readonly #parts: CourierParts;
  readonly #wallClock: WallClock;
  readonly #halting: Halting;
  readonly #wire: Wire;
  readonly #verdicts: Verdicts;
  readonly #records: Records;
  readonly #owner = randomUUID();
  readonly #room: number;
  #held = 0;
  #renewAt = 0;
  #isStopping = false;
  #hasEnded = false;
  #nudge = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: CourierParts) {
    const { office, sender, after, log, rate } = parts;
    this.#parts = parts;
    this.#room = Math.max(LEAST_ROOM, rate * ROOM);
    const { clock } = office;
    const halting = new Halting(office, log);
    this.#wallClock = new WallClock(office);
    this.#halting = halting;
    this.#wire = new Wire({ clock, sender, halting, mayLeave: () => !this.#records.isOverdue });
    this.#verdicts = new Verdicts({ clock, log, halting, isAway: () => sender.isAway });
    this.#records = new Records({
      clock,
      log,
      write: (batch) => settleDeliveries(this.#owner, batch, after, office),
      onRecorded: (batch) => this.#recorded(batch),
      onIdle: () => this.#idle(),
    });
  }

  /** Begins to send. What an earlier process had claimed is owed again: there is only one active bot per database. */
  async start(): Promise<void> {
    const { office } = this.#parts;
    await office.inTransaction(({ deliveries }) => deliveries.releaseAll());
    await this.#wallClock.start();
    this.#running = this.#run();
  }

  /** There may be something to send. */
  wake(): void {
    this.#nudge.abort();
  }

  /** Waits for what is on the wire, writes it down, gives back what still waits at the gate, and ends. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wire.close();
    this.wake();
    await this.#running;
    while (this.#wire.isBusy || this.#records.isRecording) await this.#parts.office.clock.sleep(5);
    this.#hasEnded = true;
    await this.#parts.office.inTransaction(({ deliveries }) => deliveries.releaseHeld(this.#owner));
  }

  async #run(): Promise<void> {
    const { office, log } = this.#parts;
    while (!this.#isStopping) {
      this.#nudge = new AbortController();
      const nudge = this.#nudge.signal;
      try {
        // Leases are reckoned by the wall clock.
        if (await this.#wallClock.follow()) this.#renewAt = 0;
        await this.#renew();
        const free = this.#room - this.#held;
        const isFull = free < this.#room * WORTHWHILE;
        // Before the claim: what is halted while it is being made is halted for it too.
        const since = office.clock.monotonic();
        const claimed = isFull ? [] : await this.#claim(Math.min(free, AT_ONCE));
        if (claimed.length === 0) await office.clock.sleep(isFull ? 5 : LOOK_AGAIN, isFull ? undefined : nudge);
        else await this.#sendAll(claimed, since);
      } catch (error) {
        log.error({ error }, 'outbox.claim failed');
        await office.clock.sleep(LOOK_AGAIN);
      }
    }
  }

  async #renew(): Promise<void> {
    const { clock, inTransaction } = this.#parts.office;
    if (this.#held === 0 || clock.monotonic() < this.#renewAt) return;
    this.#renewAt = clock.monotonic() + RENEW_EVERY;
    const until = addMilliseconds(clock.now(), LEASE);
    await inTransaction(({ deliveries }) => deliveries.renewLeases(this.#owner, until));
  }

  async #claim(limit: number): Promise<ClaimedDelivery[]> {
    const { office } = this.#parts;
    const now = office.clock.now();
    // Looked at before the write door is taken, so that an idle bot writes nothing.
    const nextDueAt = await office.read.deliveries.nextDueAt();
    if (!nextDueAt || nextDueAt > now) return [];
    return await office.inTransaction(({ deliveries }) =>
      deliveries.claim(this.#owner, now, addMilliseconds(now, LEASE), limit),
    );
  }

  async #sendAll(claimed: ClaimedDelivery[], since: number): Promise<void> {
    this.#held += claimed.length;
    const messages = await this.#parts.render(claimed).catch((error: unknown) => error);
    for (const delivery of claimed) {
      const message = messages instanceof Map ? messages.get(delivery.id) : messages;
      if (message instanceof Error) this.#settle(delivery, this.#verdicts.notRendered(delivery, message));
      else void this.#sendOne(delivery, message, since);
    }
  }

  async #sendOne(delivery: ClaimedDelivery, message: object | null | undefined, since: number): Promise<void> {
    if (!message) return this.#settle(delivery, { state: 'never', reason: 'nothingToSay', personGone: false });
    const leave = await this.#halting.enter(delivery);
    try {
      const messageId = await this.#wire.say(delivery, message, since);
      if (messageId === null) return this.#settle(delivery, this.#verdicts.waited(delivery));
      this.#halting.accepted(delivery);
      this.#settle(delivery, { state: 'sent', messageId, at: this.#parts.office.clock.now() });
    } catch (error) {
      this.#settle(delivery, this.#verdicts.failed(delivery, error, since));
    } finally {
      leave();
    }
  }

  /** Whatever learns only after the end that it may not leave any more was given back already. */
  #settle(delivery: ClaimedDelivery, outcome: Outcome): void {
    if (this.#hasEnded) return;
    this.#records.add({ delivery, outcome });
  }

  #recorded(batch: SettledDelivery[]): void {
    this.#held -= batch.length;
    for (const { delivery, outcome } of batch) if (outcome.state !== 'later') this.#verdicts.forget(delivery);
  }

  #idle(): void {
    this.wake();
    if (this.#held === 0) this.#parts.onIdle();
  }

  /** Resolves when nothing due is left: for tests and an orderly demo. */
  async drained(): Promise<void> {
    const { office } = this.#parts;
    for (;;) {
      // What is held is told by the one who holds it: the database is asked only when that is over.
      if (this.#held === 0) {
        const next = await office.read.deliveries.nextDueAt();
        if (this.#held === 0 && (!next || next > office.clock.now())) return;
        this.wake();
      }
      await office.clock.sleep(5);
    }
  }
}
