/**
 * Holds a package against itself, and against what came from outside it: a fingerprint and an anchor. Lines come in one by one, a
 * verdict goes out; nothing else is needed, neither the database nor the network.
 */
import { instant, MINUTE } from '../../lib/clock.ts';
import { sha256 } from '../../lib/ids.ts';
import { EntryCheck } from './entry-check.ts';
import { canonicalJson } from './evidence.ts';
import { type PackageRecord, type RecordKind, readRecord, type SealRecord } from './package.ts';
import { type Anchor, sayAnchor } from './seal.ts';
import { SealCheck } from './seal-check.ts';
import type { StateStep } from './state.ts';
import { readTimeStamp, TimeStampRefused } from './time-stamp.ts';
import { type Acknowledged, type Fault, joined, type Stamp, type Verdict } from './verdict.ts';

export interface FromOutside {
  /** Of the key, as it was posted or printed: all of it or its first half at least. */
  fingerprint: string | null;
  anchor: Anchor | null;
}

/** What may come after what. */
const ORDER: Record<RecordKind, number> = {
  package: 0,
  text: 1,
  entry: 2,
  roster: 2,
  seal: 2,
  stamp: 2,
  state: 3,
  history: 4,
};

/** An entry is sealed within seconds; what took longer than this is counted. */
const LATE = 10 * MINUTE;

export class Verification {
  readonly #outside: FromOutside;
  readonly #entries = new EntryCheck();
  readonly #seals: SealCheck;
  readonly #faults: Fault[] = [];
  readonly #texts = new Set<string>();
  /** Instants of entries that no seal has come for yet. */
  #unsealed: number[] = [];
  /** Up to which entry each seal of the stream goes. */
  readonly #sealedUpTo: { entry: number; seal: number }[] = [];
  readonly #stamps: Stamp[] = [];
  #late = 0;
  #stream: string | null = null;
  #place = 0;
  #line = 0;
  #state: StateStep[] | null = null;
  readonly #history: Buffer[] = [];

  constructor(outside: FromOutside) {
    this.#outside = outside;
    this.#seals = new SealCheck(outside.fingerprint);
  }

  /** A line without its end; empty ones say nothing. Null is a line that is no text. */
  take(line: string | null): void {
    this.#line += 1;
    if (line === '') return;
    const record = line === null ? null : readRecord(line, canonicalJson);
    if (!record) {
      this.#faults.push({ kind: 'lineUnreadable', line: this.#line });
      return;
    }
    const place = ORDER[record.kind];
    const isFirst = this.#stream === null;
    const isTwice = record.kind === 'state' && this.#state !== null;
    if (isFirst !== (record.kind === 'package') || place < this.#place || isTwice) {
      this.#faults.push({ kind: isFirst ? 'noPackage' : 'lineMisplaced', line: this.#line });
      if (isFirst) this.#stream = '';
      if (isTwice) return;
    }
    this.#place = Math.max(this.#place, place);
    this.#read(record);
  }

  #read(record: PackageRecord): void {
    switch (record.kind) {
      case 'package':
        this.#stream = record.stream;
        this.#entries.begin(record.stream);
        break;
      case 'text':
        this.#texts.add(sha256(Buffer.from(record.text, 'base64')));
        break;
      case 'entry':
        this.#unsealed.push(instant(record.entry.at).getTime());
        this.#entries.take(record);
        break;
      case 'roster':
        this.#entries.takeList(record.roster, this.#line);
        break;
      case 'seal':
        this.#takeSeal(record);
        break;
      case 'stamp':
        this.#takeStamp(record);
        break;
      case 'state':
        this.#state = record.state;
        break;
      case 'history':
        for (const hash of record.history) this.#history.push(Buffer.from(hash, 'hex'));
    }
  }

  #takeSeal(record: SealRecord): void {
    this.#entries.endList();
    this.#seals.take(record, this.#entries.lastLink);
    if (record.seal.kind !== 'entries') return;
    const at = instant(record.seal.at).getTime();
    this.#late += this.#unsealed.filter((recorded) => at - recorded > LATE).length;
    this.#unsealed = [];
    this.#sealedUpTo.push({ entry: this.#entries.last, seal: record.seal.number });
  }

  /** Its signature is not looked at: nobody here knows whom to trust. */
  #takeStamp({ stamp, stamped: seal }: Extract<PackageRecord, { kind: 'stamp' }>): void {
    try {
      const { at, hash } = readTimeStamp(Buffer.from(stamp, 'base64'));
      if (hash !== this.#seals.shown.get(seal)?.hash) this.#faults.push({ kind: 'stampOther', seal });
      else this.#stamps.push({ seal, at: at.toISOString(), entries: this.#entriesBefore(seal) });
    } catch (error) {
      if (!(error instanceof TimeStampRefused)) throw error;
      this.#faults.push({ kind: 'stampUnreadable', seal });
    }
  }

  /** Who acknowledged, by their own button, in the order of the record. */
  *acknowledged(): Generator<Acknowledged> {
    for (const { version, receipt, ...one } of this.#entries.acknowledged) {
      const list = this.#entries.listed.get(version);
      const isListed = list?.names.has(one.person);
      const standing = isListed ? 'listed' : this.#entries.joined.has(receipt) ? 'joined' : 'unknown';
      yield { ...one, standing };
    }
  }

  end(): Verdict {
    this.#entries.end();
    if (this.#stream === null) this.#faults.push({ kind: 'noPackage' });
    else this.#seals.end(this.#stream, this.#entries.lastLink, { state: this.#state, history: this.#history });
    this.#holdTexts();
    const anchor = this.#holdOutside();
    const entries = joined(this.#entries.faults, this.#entries.last);
    const faults = [...this.#faults, ...entries, ...this.#seals.faults];
    return { proven: faults.length === 0, stream: this.#stream ?? '', anchor, ...this.#figures(), faults };
  }

  #figures(): Omit<Verdict, 'proven' | 'stream' | 'anchor' | 'faults'> {
    const { directive, last: entries, paper, erasures, unnamed, acknowledged } = this.#entries;
    const erased = erasures.reduce((sum, { values }) => sum + values.length, 0);
    const { last, shown, isVouched, restores, revoked } = this.#seals;
    const head = last && { epoch: last.epoch, number: last.number, hash: shown.get(last.number)!.hash };
    const standings = { listed: 0, joined: 0, unknown: 0 };
    for (const { standing } of this.acknowledged()) standings[standing] += 1;
    const { listed, joined } = standings;
    return {
      ...{ directive, entries, seals: shown.size, key: last?.key ?? null, isVouched },
      head: head && { ...head, at: last!.at, text: sayAnchor(head) },
      acknowledgements: { button: acknowledged.length, listed, joined, paper },
      stamps: this.#stamps,
      ...{ erased, erasures, late: this.#late, unnamed, restores: restores.length, revocations: revoked.length },
    };
  }

  #holdTexts(): void {
    for (const hash of this.#texts) {
      if (!this.#entries.named.has(hash)) this.#faults.push({ kind: 'textUnknown', what: hash });
    }
    for (const [hash, entry] of this.#entries.issued) {
      if (!this.#texts.has(hash)) this.#faults.push({ kind: 'textMissing', entry, what: hash });
    }
  }

  #entriesBefore(number: number): number {
    return this.#sealedUpTo.findLast(({ seal }) => seal < number)?.entry ?? 0;
  }

  #holdOutside(): Verdict['anchor'] {
    const { fingerprint, anchor } = this.#outside;
    const { isVouched, isRevoked, last } = this.#seals;
    if (fingerprint === null) this.#faults.push({ kind: 'fingerprintMissing' });
    else if (last && !isVouched) this.#faults.push({ kind: isRevoked ? 'keyRevoked' : 'keyUnknown' });
    if (!anchor) return null;
    const kind = this.#seals.holdAnchor(anchor);
    if (kind) this.#faults.push({ kind, seal: anchor.number });
    if (kind) return null;
    const { at, hash } = this.#seals.shown.get(anchor.number)!;
    return { ...anchor, hash, at, entries: this.#entriesBefore(anchor.number) };
  }
}
