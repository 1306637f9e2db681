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
import { addMilliseconds, MINUTE, SECOND } from '../lib/clock.ts';
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
/** While nothing gets through to anybody it is nobody's own fault; even then somebody may not be told for ever. */
const UNKNOWN_TRIES_AWAY = 20;
/** So many people in a row whose card of one directive was refused, and it is taken for the directive's own fault. */
const REFUSALS_IN_A_ROW = 3;
/** A card that was refused is tried so often, with so many milliseconds in between, unless its directive was halted meanwhile. */
const REFUSED_TRIES = 2;
const AFTER_REFUSAL = 5_000;
/** What has waited so long at the gate (Telegram asked for silence) is looked at anew: it may have been acknowledged meanwhile. */
const FRESH = 5_000;
/** No wait is longer: what is due later than this was written down before the clock was set back. */
const LONGEST_WAIT = 10 * MINUTE;
/** The wall clock may be off by so many milliseconds against the monotonic one before it counts as having been set. */
const CLOCK_SET = SECOND;
/** Rows per transaction, and milliseconds left to others between two. */
const CHUNK = 1_000;
const BREATH = 5;

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
  /** Of them those that were handed to Telegram and not yet answered. */
  #onTheWire = 0;
  /** How far the wall clock is ahead of the monotonic one. */
  #ahead: number;
  /** Deliveries refused in a row, by directive. */
  readonly #refusals = new Map<number, Set<number>>();
  /** When (monotonic) a directive was halted: nothing of it that was claimed before then leaves. */
  readonly #haltedAt = new Map<number, number>();
  /** How often it was unknown what became of a delivery while others got through. */
  readonly #unknowns = new Map<number, number>();
  #outcomes: SettledDelivery[] = [];
  #isRecording = false;
  #isStopping = false;
  #nudge = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    this.#room = Math.max(30, Math.min(parts.rate, 500));
    this.#ahead = this.#wallAhead();
  }

  /** Begins to send. What an earlier process had claimed is owed again: there is only one active bot per database. */
  async start(): Promise<void> {
    const { office } = this.#parts;
    await office.inTransaction(({ deliveries }) => deliveries.releaseAll());
    await this.#bringForward(LONGEST_WAIT);
    this.#running = this.#run();
  }

  /** There may be something to send. */
  wake(): void {
    this.#nudge.abort();
  }

  /** Waits for what is on the wire, writes it down, gives back what still waits at the gate, and ends. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.wake();
    await this.#running;
    while (this.#onTheWire > 0 || this.#isRecording) await this.#parts.office.clock.sleep(5);
    await this.#parts.office.inTransaction(({ deliveries }) => deliveries.releaseHeld(this.#owner));
  }

  async #run(): Promise<void> {
    const { office, log } = this.#parts;
    while (!this.#isStopping) {
      this.#nudge = new AbortController();
      const nudge = this.#nudge.signal;
      try {
        await this.#followClock();
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

  /** The wall clock was set: leases are reckoned anew, and where it was set back nobody waits until it has come so far again. */
  async #followClock(): Promise<void> {
    const ahead = this.#wallAhead();
    const by = ahead - this.#ahead;
    if (Math.abs(by) < CLOCK_SET) return;
    this.#renewAt = 0;
    if (by < 0) await this.#bringForward(0);
    this.#ahead = ahead;
  }

  #wallAhead(): number {
    const { clock } = this.#parts.office;
    return clock.now().getTime() - clock.monotonic();
  }

  async #bringForward(longerThan: number): Promise<void> {
    const { clock, inTransaction } = this.#parts.office;
    const now = clock.now();
    const after = addMilliseconds(now, longerThan);
    while ((await inTransaction(({ deliveries }) => deliveries.bringForward(after, now, CHUNK))) === CHUNK) {
      await clock.sleep(BREATH);
    }
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
    const since = this.#parts.office.clock.monotonic();
    const messages = await this.#parts.render(claimed).catch((error: unknown) => error);
    for (const delivery of claimed) {
      const message = messages instanceof Map ? messages.get(delivery.id) : messages;
      if (message instanceof Error) this.#settle(delivery, this.#notRendered(delivery, message));
      else void this.#sendOne(delivery, message, since);
    }
  }

  async #sendOne(delivery: ClaimedDelivery, message: object | null | undefined, since: number): Promise<void> {
    if (!message) return this.#settle(delivery, { state: 'never', reason: 'nothingToSay', personGone: false });
    const now = () => this.#parts.office.clock.now();
    try {
      const messageId = await this.#say(delivery, message, since);
      if (messageId === null) {
        return this.#settle(delivery, { state: 'later', dueAt: now(), reason: 'waited', counts: false });
      }
      if (delivery.directiveId !== null) this.#refusals.delete(delivery.directiveId);
      this.#settle(delivery, { state: 'sent', messageId, at: now() });
    } catch (error) {
      this.#settle(delivery, this.#failed(delivery, error, since));
    }
  }

  /** Nothing left the house: it is tried again, and nobody else's message waits for it. */
  #notRendered(delivery: ClaimedDelivery, error: Error): Outcome {
    const { log, office } = this.#parts;
    log.error({ error, delivery: delivery.id, kind: delivery.kind }, 'outbox.render failed');
    const dueAt = addMilliseconds(office.clock.now(), backOff(delivery.attempts + 1));
    return { state: 'later', dueAt, reason: 'notRendered', counts: true };
  }

  /** A delivery that has its message already is an edit of it. Gives the message; null when it was not said after all. */
  async #say(delivery: ClaimedDelivery, message: object, since: number): Promise<number | null> {
    const { messageId, telegramId: chatId, lane } = delivery;
    let isHanded = false;
    const payload = () => {
      if (this.#isLate(delivery, since)) return null;
      isHanded = true;
      this.#onTheWire += 1;
      return { chat_id: chatId, ...message, ...(messageId === null ? {} : { message_id: messageId }) };
    };
    const method = messageId === null ? 'sendMessage' : 'editMessageText';
    try {
      const sent = await this.#parts.sender.request<{ message_id?: number }>(method, payload, { lane, chatId });
      return isHanded ? (messageId ?? sent.message_id!) : null;
    } catch (error) {
      if (messageId === null || failureOf(error).kind !== 'unchanged') throw error;
      return messageId;
    } finally {
      if (isHanded) this.#onTheWire -= 1;
    }
  }

  /** Its turn at the gate came too late: what it says may be true no more, its directive was halted, or the bot ends. */
  #isLate({ directiveId }: ClaimedDelivery, since: number): boolean {
    const hasWaited = this.#parts.office.clock.monotonic() - since > FRESH;
    return this.#isStopping || hasWaited || this.#isHalted(directiveId, since);
  }

  #isHalted(directiveId: number | null, since: number): boolean {
    return directiveId !== null && since <= (this.#haltedAt.get(directiveId) ?? -1);
  }

  #failed(delivery: ClaimedDelivery, error: unknown, since: number): Outcome {
    const failure = failureOf(error);
    const now = this.#parts.office.clock.now();
    if (failure.kind === 'later') {
      const wait = failure.afterMilliseconds ?? backOff(delivery.attempts + 1);
      return { state: 'later', dueAt: addMilliseconds(now, wait), reason: failure.reason, counts: !failure.isFlood };
    }
    this.#parts.log.warn({ error, delivery: delivery.id }, 'outbox.send failed');
    if (failure.kind === 'never' && this.#isEverybodys(delivery, failure, since)) {
      return { state: 'later', dueAt: addMilliseconds(now, AFTER_REFUSAL), reason: failure.reason, counts: true };
    }
    if (failure.kind === 'never') return { state: 'never', reason: failure.reason, personGone: failure.personGone };
    return this.#unknown(delivery, failure.kind === 'unknown' ? failure.reason : failure.kind);
  }

  /** A double is better than a gap: what may not have arrived is sent again, a few times. */
  #unknown({ id, attempts }: ClaimedDelivery, reason: string): Outcome {
    const { isAway } = this.#parts.sender;
    const now = this.#parts.office.clock.now();
    const tries = (this.#unknowns.get(id) ?? 0) + (isAway ? 0 : 1);
    const isHopeless = isAway ? attempts + 1 >= UNKNOWN_TRIES_AWAY : tries >= UNKNOWN_TRIES;
    if (isHopeless) this.#unknowns.delete(id);
    else this.#unknowns.set(id, tries);
    if (isHopeless) return { state: 'unknown', reason };
    const dueAt = isAway ? addMilliseconds(now, backOff(attempts + 1)) : now;
    return { state: 'later', dueAt, reason, counts: true };
  }

  /**
   * Whether a refusal may be the directive's own fault and not the person's: it waits for a second try, and when the first few in a
   * row are refused the sending of that directive stops.
   */
  #isEverybodys(delivery: ClaimedDelivery, failure: { reason: string; personGone: boolean }, since: number): boolean {
    const { id, directiveId, kind, attempts } = delivery;
    if (directiveId === null || kind !== 'directive.card' || failure.personGone) return false;
    if (this.#isHalted(directiveId, since)) return true;
    const refused = (this.#refusals.get(directiveId) ?? new Set()).add(id);
    this.#refusals.set(directiveId, refused);
    if (refused.size >= REFUSALS_IN_A_ROW) this.#halt(directiveId, failure.reason);
    return refused.size >= REFUSALS_IN_A_ROW || attempts + 1 < REFUSED_TRIES;
  }

  #halt(directiveId: number, reason: string): void {
    const { office, log } = this.#parts;
    log.error({ directiveId, reason }, 'outbox.halt: refused for everybody');
    this.#refusals.delete(directiveId);
    const until = () => this.#haltedAt.set(directiveId, office.clock.monotonic());
    until();
    // What was claimed until then is halted as well; what is claimed afterwards was resumed by somebody.
    haltSending(directiveId, reason, office).then(until, (error: unknown) =>
      log.error({ error }, 'outbox.halt failed'),
    );
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
        for (const { delivery, outcome } of batch) {
          if (outcome.state !== 'later') this.#unknowns.delete(delivery.id);
        }
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
