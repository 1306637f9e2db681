import { rootsBefore } from './history.ts';
import { climb, type Step } from './merkle.ts';
import type { SealRecord } from './package.ts';
import { type Anchor, headLeaf, lineOf, type Seal, sealHash } from './seal.ts';
import { fingerprintOfKey, verifierOf } from './signing.ts';
import { climbState, type StateStep } from './state.ts';
import type { Fault, FaultKind } from './verdict.ts';

/** What is kept of each seal that is shown. */
interface Shown {
  hash: string;
  epoch: number;
  at: string;
  key: string;
  history: string | null;
  isSigned: boolean;
}

type Check = NonNullable<ReturnType<typeof verifierOf>>;

/** Holds the seals of a package against each other, against their keys and against the heads of the stream, one after another. */
export class SealCheck {
  readonly faults: Fault[] = [];
  readonly shown = new Map<number, Shown>();
  readonly revoked: { key: string; from: number; by: number }[] = [];
  /** Where the database was restored from a backup: the seal that says so. */
  readonly restores: { epoch: number; seal: number }[] = [];
  last: Seal | null = null;
  readonly #fingerprint: string | null;
  readonly #keys = new Map<string, Check>();
  /** Keys that the given fingerprint vouches for: its own, and those that such a key has signed. */
  readonly #vouched = new Set<string>();
  #inForce: string | null = null;
  #epoch = 1;
  #lastHash: string | null = null;

  constructor(fingerprint: string | null) {
    this.#fingerprint = fingerprint;
  }

  get isVouched(): boolean {
    return this.last !== null && this.#vouched.has(this.last.key);
  }

  /** Whether the fingerprint is that of a key that was revoked since. */
  get isRevoked(): boolean {
    return this.revoked.some(({ key }) => this.#isGiven(key));
  }

  /** `link`: the head of the stream by what was shown of it so far. */
  take({ seal, hash, path, signature }: SealRecord, link: string): void {
    const { number, kind } = seal;
    const fault = (what: FaultKind) => this.faults.push({ kind: what, seal: number });
    const line = lineOf(seal);
    if (sealHash(line) !== hash) fault('sealChanged');
    if (this.last && number <= this.last.number) fault('sealMoved');
    if (this.last?.number === number - 1 && seal.before !== this.#lastHash) fault('sealNotAfter');
    if (seal.epoch !== this.#epoch + (kind === 'restore' ? 1 : 0)) fault('epochWrong');
    this.#turnKey(seal, fault);
    if (kind === 'entries') {
      if (!path || signature !== undefined || !leadsTo(seal.changed, link, path)) fault('sealNotOfStream');
    } else if (path || !this.#keys.get(seal.key)?.(line, signature ?? '')) fault('signatureWrong');
    if (kind === 'rotate') this.#inForce = fingerprintOfKey(seal.publicKey ?? '');
    this.shown.set(number, {
      hash,
      epoch: seal.epoch,
      at: seal.at,
      key: seal.key,
      history: seal.history,
      isSigned: kind !== 'entries',
    });
    this.#epoch = seal.epoch;
    this.#lastHash = hash;
    this.last = seal;
  }

  /** Which key a seal brings, and whether the one that signs it is the one that has to. */
  #turnKey({ number, kind, key, epoch, publicKey, revoked }: Seal, fault: (kind: FaultKind) => void): void {
    if (publicKey !== undefined) {
      const brought = fingerprintOfKey(publicKey);
      const check = verifierOf(publicKey);
      if (check) this.#keys.set(brought, check);
      if (this.#isGiven(brought) || (kind === 'rotate' && this.#vouched.has(key))) this.#vouched.add(brought);
    }
    if (kind === 'begin' || kind === 'revoke')
      this.#inForce = publicKey === undefined ? null : fingerprintOfKey(publicKey);
    if (revoked) {
      this.revoked.push({ ...revoked, by: number });
      this.#vouched.delete(revoked.key);
    }
    if (kind === 'restore') this.restores.push({ epoch, seal: number });
    if (key !== this.#inForce) fault('keyWrong');
  }

  #isGiven(key: string): boolean {
    return this.#fingerprint !== null && key.startsWith(this.#fingerprint);
  }

  /** The stream's head against the state that the last anchor names, and all seals against its history. */
  end(stream: string, link: string, { state, history }: { state: StateStep[] | null; history: Buffer[] }): void {
    const { last } = this;
    if (last?.kind !== 'anchor' || !state) {
      this.faults.push({ kind: 'cutOff' });
      return;
    }
    const isFalling = state.every(([bit], at) => at === 0 || bit < state[at - 1]![0]);
    if (!isFalling || climbState(stream, link, state).toString('hex') !== last.state)
      this.faults.push({ kind: 'stateWrong', seal: last.number });
    const targets = [...this.shown.keys()].filter((number) => number < last.number).sort((a, b) => a - b);
    const hashes = new Map([...this.shown].map(([number, { hash }]) => [number, hash]));
    const parts = history.values();
    // Nobody has another on paper, or its time from outside; and there may be very many.
    const isAsked = (number: number) => this.shown.get(number)!.isSigned;
    const roots = rootsBefore(hashes, targets, last.number - 1, parts, isAsked);
    const isWhole = roots !== null && parts.next().done === true;
    const wrong = isWhole ? this.#firstOfAnotherHistory(roots) : last.number;
    if (wrong !== null) this.faults.push({ kind: 'historyWrong', seal: wrong });
  }

  /** The first seal that says something else of all before it than what is shown here; what comes after it follows from that. */
  #firstOfAnotherHistory(roots: ReadonlyMap<number, string>): number | null {
    for (const [number, root] of roots) {
      if (this.shown.get(number)!.history !== (number === 1 ? null : root)) return number;
    }
    return null;
  }

  /** What is wrong with an anchor from outside; null when it is one of the seals shown here. */
  holdAnchor({ epoch, number, hash }: Anchor): FaultKind | null {
    if (this.restores.some(({ epoch: later, seal }) => epoch < later && number >= seal)) return 'anchorLost';
    if (!this.last || number > this.last.number) return 'anchorBeyond';
    const shown = this.shown.get(number);
    if (!shown) return 'anchorUnknown';
    return shown.epoch === epoch && shown.hash.startsWith(hash) ? null : 'anchorDiffers';
  }
}

const leadsTo = (root: string | undefined, link: string, path: readonly Step[]): boolean =>
  climb(headLeaf({ link }), path).toString('hex') === root;
