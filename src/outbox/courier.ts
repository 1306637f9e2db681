/**
 * What is owed goes out here: claim → render → send → record. Deliveries come in from the database, messages go out through the
 * one gate, and what became of each is written down in batches. A crash loses nothing: what was claimed is owed again, and at
 * most those in flight and those of the last batch can arrive twice.
 */
import { randomUUID } from 'node:crypto';
import { type ClaimedDelivery, LEASE, type Outcome, type SettledDelivery } from '../domain/deliveries/delivery.ts';
import { type AfterSettling, settleDeliveries } from '../domain/deliveries/outcome-actions.ts';
import { haltSending } from '../domain/directives/sending-actions.ts';
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
/** So many refusals in a row of one directive's cards are taken for its own fault. */
const REFUSALS_IN_A_ROW = 3;
/** A card that was refused is tried once more after so many milliseconds, unless its directive was halted meanwhile. */
const AFTER_REFUSAL = 5_000;

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
  readonly #owner = randomUUID();
  /** Claimed and not yet settled: so many at most, to keep the lanes' order and the doubles after a crash small. */
  readonly #room: number;
  #held = 0;
  #renewAt = 0;
  /** Refusals in a row, by directive. */
  readonly #refusals = new Map<number, number>();
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
    const { clock } = this.#parts.office;
    try {
      const messageId = await this.#say(delivery, message);
      if (delivery.directiveId !== null) this.#refusals.delete(delivery.directiveId);
      this.#settle(delivery, { state: 'sent', messageId, at: clock.now() });
    } catch (error) {
      this.#settle(delivery, this.#failed(delivery, error));
    }
  }

  /** A delivery that has its message already is an edit of it. */
  async #say(delivery: ClaimedDelivery, message: object): Promise<number> {
    const { sender } = this.#parts;
    const { messageId, telegramId, lane } = delivery;
    const payload = { chat_id: telegramId, ...message };
    if (messageId === null) {
      return (await sender.request<{ message_id: number }>('sendMessage', payload, { lane })).message_id;
    }
    try {
      await sender.request('editMessageText', { ...payload, message_id: messageId }, { lane });
    } catch (error) {
      if (failureOf(error).kind !== 'unchanged') throw error;
    }
    return messageId;
  }

  #failed(delivery: ClaimedDelivery, error: unknown): Outcome {
    const failure = failureOf(error);
    const now = this.#parts.office.clock.now();
    if (failure.kind === 'later') {
      const wait = failure.afterMilliseconds ?? backOff(delivery.attempts + 1);
      return { state: 'later', dueAt: addMilliseconds(now, wait), reason: failure.reason, counts: !failure.isFlood };
    }
    this.#parts.log.warn({ error, delivery: delivery.id }, 'outbox.send failed');
    if (failure.kind === 'never' && this.#isEverybodys(delivery, failure)) {
      return { state: 'later', dueAt: addMilliseconds(now, AFTER_REFUSAL), reason: failure.reason, counts: true };
    }
    if (failure.kind === 'never') return { state: 'never', reason: failure.reason, personGone: failure.personGone };
    const reason = failure.kind === 'unknown' ? failure.reason : failure.kind;
    // A double is better than a gap: what may not have arrived is sent again, a few times.
    if (delivery.attempts + 1 >= UNKNOWN_TRIES) return { state: 'unknown', reason };
    return { state: 'later', dueAt: now, reason, counts: true };
  }

  /**
   * Whether a refusal may be the directive's own fault and not the person's: it waits for a second try, and when the first few in a
   * row are refused the sending of that directive stops.
   */
  #isEverybodys(delivery: ClaimedDelivery, failure: { reason: string; personGone: boolean }): boolean {
    const { directiveId, kind, attempts } = delivery;
    if (directiveId === null || kind !== 'directive.card' || failure.personGone) return false;
    const refusals = (this.#refusals.get(directiveId) ?? 0) + 1;
    this.#refusals.set(directiveId, refusals);
    if (refusals === REFUSALS_IN_A_ROW) this.#halt(directiveId, failure.reason);
    return refusals >= REFUSALS_IN_A_ROW || attempts === 0;
  }

  #halt(directiveId: number, reason: string): void {
    const { office, log } = this.#parts;
    log.error({ directiveId, reason }, 'outbox.halt: refused for everybody');
    this.#refusals.delete(directiveId);
    haltSending(directiveId, reason, office).catch((error: unknown) => log.error({ error }, 'outbox.halt failed'));
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
    if (this.#held === 0) this.#parts.onIdle();
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
