import { type Clock, DAY, SECOND } from '../lib/clock.ts';
import { badRequest, conflict } from './bot-api-error.ts';

export interface Update {
  update_id: number;
  [type: string]: unknown;
}

interface Pending {
  update: Update;
  at: number;
}

/** Kinds that a bot gets only when it asks for them by name. */
const ONLY_WHEN_ASKED = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const LARGEST_ID = 0x7fffffff;

/** Updates that wait for the bot: kept for 24 hours, or until an offset above them confirms them. */
export class UpdateQueue {
  /** Every update ever made, oldest first. */
  readonly log: Update[] = [];
  /** Called whenever the queue has something for the bot, for a webhook. */
  onPush: () => void = () => {};
  allowed: string[] | undefined;
  readonly #clock: Clock;
  #pending: Pending[] = [];
  #again: Update[] = [];
  #nextId = 500_000_001;
  #endPoll: ((reason: 'other' | 'update' | 'time' | 'gone') => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get pendingCount(): number {
    this.#forgetOld();
    return this.#pending.length + this.#again.length;
  }

  get isPolled(): boolean {
    return this.#endPoll !== undefined;
  }

  push(type: string, payload: object): void {
    if (this.allowed ? !this.allowed.includes(type) : ONLY_WHEN_ASKED.has(type)) return;
    const update: Update = { update_id: this.#nextId++, [type]: payload };
    this.log.push(update);
    this.#pending.push({ update, at: this.#clock.now().getTime() });
    this.#wake();
  }

  /** Delivers an update once more, the newest unless another is named, even when it was confirmed. */
  redeliver(updateId?: number): void {
    const update = updateId === undefined ? this.log.at(-1) : this.log.find((one) => one.update_id === updateId);
    if (!update) throw new Error(`there is no update ${updateId ?? 'yet'} to deliver again`);
    this.#again.push(update);
    this.#wake();
  }

  setAllowed(types: unknown[] | undefined): void {
    if (!types) return;
    if (types.some((type) => typeof type !== 'string'))
      throw badRequest('expected an Array of String as allowed_updates');
    this.allowed = types.length === 0 ? undefined : (types as string[]);
  }

  drop(): void {
    this.#pending = [];
    this.#again = [];
  }

  /** The oldest pending update, for a webhook; stays until `confirm`. */
  oldest(): Update | undefined {
    this.#forgetOld();
    return this.#again[0] ?? this.#pending[0]?.update;
  }

  confirm(update: Update): void {
    if (this.#again[0] === update) this.#again.shift();
    else if (this.#pending[0]?.update === update) this.#pending.shift();
  }

  /** Answers getUpdates; waits up to `timeout` seconds, and gives up with 409 when another one comes. */
  async poll(offset: number, limit: number, timeout: number, onGone: (end: () => void) => void): Promise<Update[]> {
    this.#endPoll?.('other');
    this.#confirmBefore(offset);
    if (this.#hasNothing && timeout > 0) {
      const reason = await this.#wait(timeout, onGone);
      if (reason === 'other')
        throw conflict('terminated by other getUpdates request; make sure that only one bot instance is running');
      if (reason === 'gone') return [];
    }
    this.#forgetOld();
    const again = this.#again.splice(0, limit);
    return [...again, ...this.#pending.slice(0, limit - again.length).map((one) => one.update)];
  }

  /** Ends a waiting poll with an empty answer. */
  close(): void {
    this.#endPoll?.('gone');
  }

  get #hasNothing(): boolean {
    return this.#pending.length + this.#again.length === 0;
  }

  #wait(timeout: number, onGone: (end: () => void) => void) {
    return new Promise<'other' | 'update' | 'time' | 'gone'>((resolve) => {
      const end = (reason: 'other' | 'update' | 'time' | 'gone') => {
        clearTimeout(timer);
        if (this.#endPoll === end) this.#endPoll = undefined;
        resolve(reason);
      };
      // The other side of the wire waits in real time, whatever clock was given.
      const timer = setTimeout(end, Math.min(timeout, 50) * SECOND, 'time');
      this.#endPoll = end;
      onGone(() => end('gone'));
    });
  }

  #confirmBefore(offset: number): void {
    if (offset < 0) {
      this.#pending = this.#pending.slice(offset);
      return;
    }
    if (offset > LARGEST_ID) return;
    let confirmed = 0;
    while ((this.#pending[confirmed]?.update.update_id ?? LARGEST_ID) < offset) confirmed++;
    if (confirmed > 0) this.#pending.splice(0, confirmed);
  }

  #forgetOld(): void {
    const oldest = this.#clock.now().getTime() - DAY;
    let old = 0;
    while ((this.#pending[old]?.at ?? oldest) < oldest) old++;
    if (old > 0) this.#pending.splice(0, old);
  }

  #wake(): void {
    // A moment later, so that what happens at once is delivered in one batch.
    if (this.#endPoll) queueMicrotask(() => this.#endPoll?.('update'));
    this.onPush();
  }
}
