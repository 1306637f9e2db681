/**
 * What is owed goes out here: claim → render → send → record. Deliveries come in from the database, messages go out through the
 * one gate, and what became of each is written down in batches. A crash loses nothing: what was claimed is owed again, and at
 * most those in flight and those of the last batch can arrive twice.
 */
import { randomUUID } from 'node:crypto';
import { type ClaimedDelivery, LEASE, type Outcome, type SettledDelivery } from '../domain/deliveries/delivery.ts';
import { type AfterSettling, settleDeliveries } from '../domain/deliveries/outcome-actions.ts';
import type { Office } from '../domain/stores.ts';
import { backOff } from '../lib/back-off.ts';
import { addMilliseconds } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { failureOf } from './outcome.ts';
import type { Render } from './render.ts';
import type { TelegramSender } from './telegram-sender.ts';

/** Milliseconds between two commits of outcomes: one commit per message is 152 per second on a slow disk. */
const RECORD_EVERY = 50;
/** What is held longer than usual (Telegram asked for silence) stays this process's own: the lease is renewed in time. */
const RENEW_EVERY = LEASE / 3;
/** Another process (the command line) may have added deliveries: look again after so many milliseconds. */
const LOOK_AGAIN = 500;
const UNKNOWN_TRIES = 3;

export interface CourierParts {
  office: Office;
  sender: TelegramSender;
  render: Render;
  after: AfterSettling;
  log: Log;
  rate: number;
}

export class Courier {
  readonly #parts: CourierParts;
  readonly #owner = randomUUID();
  /** Claimed and not yet settled: so many at most, to keep the lanes' order and the doubles after a crash small. */
  readonly #room: number;
  #held = 0;
  #renewAt = 0;
  #outcomes: SettledDelivery[] = [];
  #isRecording = false;
  #isStopping = false;
  #nudge = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    this.#room = Math.max(30, Math.min(parts.rate, 500));
  }

  /** Begins to send. What an earlier process had claimed is owed again: there is only one active bot per database. */
  async start(): Promise<void> {
    const { office } = this.#parts;
    await office.inTransaction(({ deliveries }) =>
      deliveries.releaseExpired(addMilliseconds(office.clock.now(), LEASE)),
    );
    this.#running = this.#run();
  }

  /** There may be something to send. */
  wake(): void {
    this.#nudge.abort();
  }

  /** Sends what is in flight, writes it down, gives the rest back, and ends. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.wake();
    await this.#running;
    await this.#idle();
    await this.#parts.office.inTransaction(({ deliveries }) => deliveries.releaseHeld(this.#owner));
  }

  async #run(): Promise<void> {
    const { office, log } = this.#parts;
    while (!this.#isStopping) {
      this.#nudge = new AbortController();
      const nudge = this.#nudge.signal;
      try {
        await this.#renew();
        const isFull = this.#held >= this.#room;
        const claimed = isFull ? [] : await this.#claim(this.#room - this.#held);
        if (claimed.length === 0) await office.clock.sleep(isFull ? 5 : LOOK_AGAIN, isFull ? undefined : nudge);
        else await this.#sendAll(claimed);
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

  async #sendAll(claimed: ClaimedDelivery[]): Promise<void> {
    this.#held += claimed.length;
    const messages = await this.#parts.render(claimed).catch((error: unknown) => error);
    for (const delivery of claimed) {
      if (messages instanceof Map) void this.#sendOne(delivery, messages.get(delivery.id));
      else this.#settle(delivery, this.#failed(delivery, messages));
    }
  }

  async #sendOne(delivery: ClaimedDelivery, message: object | null | undefined): Promise<void> {
    if (!message) return this.#settle(delivery, { state: 'never', reason: 'nothingToSay', personGone: false });
    const { sender, office } = this.#parts;
    const payload = { chat_id: delivery.telegramId, ...message };
    try {
      const sent = await sender.request<{ message_id: number }>('sendMessage', payload, { lane: delivery.lane });
      this.#settle(delivery, { state: 'sent', messageId: sent.message_id, at: office.clock.now() });
    } catch (error) {
      this.#settle(delivery, this.#failed(delivery, error));
    }
  }

  #failed(delivery: ClaimedDelivery, error: unknown): Outcome {
    const failure = failureOf(error);
    const now = this.#parts.office.clock.now();
    if (failure.kind === 'later') {
      const wait = failure.afterMilliseconds ?? backOff(delivery.attempts + 1);
      return { state: 'later', dueAt: addMilliseconds(now, wait), reason: failure.reason, counts: !failure.isFlood };
    }
    this.#parts.log.warn({ error, delivery: delivery.id }, 'outbox.send failed');
    if (failure.kind === 'never') return { state: 'never', reason: failure.reason, personGone: failure.personGone };
    const reason = failure.kind === 'unknown' ? failure.reason : failure.kind;
    // A double is better than a gap: what may not have arrived is sent again, a few times.
    if (delivery.attempts + 1 >= UNKNOWN_TRIES) return { state: 'unknown', reason };
    return { state: 'later', dueAt: now, reason, counts: true };
  }

  #settle(delivery: ClaimedDelivery, outcome: Outcome): void {
    this.#outcomes.push({ delivery, outcome });
    if (!this.#isRecording) void this.#record();
  }

  async #record(): Promise<void> {
    const { office, after, log } = this.#parts;
    this.#isRecording = true;
    while (this.#outcomes.length > 0) {
      await office.clock.sleep(RECORD_EVERY);
      const batch = this.#outcomes.splice(0, this.#outcomes.length);
      try {
        await settleDeliveries(this.#owner, batch, after, office);
        this.#held -= batch.length;
      } catch (error) {
        log.error({ error, outcomes: batch.length }, 'outbox.record failed');
        this.#outcomes.unshift(...batch);
        await office.clock.sleep(LOOK_AGAIN);
      }
    }
    this.#isRecording = false;
    this.wake();
  }

  /** Resolves when nothing is claimed any more. */
  async #idle(): Promise<void> {
    while (this.#held > 0) await this.#parts.office.clock.sleep(5);
  }

  /** Resolves when nothing due is left: for tests and an orderly demo. */
  async drained(): Promise<void> {
    const { office } = this.#parts;
    for (;;) {
      const next = await office.read.deliveries.nextDueAt();
      if (this.#held === 0 && (!next || next > office.clock.now())) return;
      this.wake();
      await office.clock.sleep(5);
    }
  }
}
