import { sha256 } from '../../lib/ids.ts';
import { canonicalJson, commitment } from './evidence.ts';
import { rosterLeaf } from './frozen-roster.ts';
import { MerkleRoot } from './merkle.ts';
import type { EntryRecord, RosterItem } from './package.ts';
import { linkOf, NO_LINK } from './seal.ts';
import type { Acknowledged, Erasure, Fault, FaultKind } from './verdict.ts';

const LABELS = ['actor', 'subject', 'details'] as const;

/** A frozen list that an entry promises, as far as it has come. */
interface Promised {
  entry: number;
  version: number;
  root: string;
  tree: MerkleRoot;
}

/** Holds the entries of a stream against their links and commitments, and lists against their roots, one after another. */
export class EntryCheck {
  readonly faults: Fault[] = [];
  readonly acknowledged: (Omit<Acknowledged, 'standing'> & { version: number; receipt: string })[] = [];
  readonly joined = new Set<string>();
  /** Who is on the list of each version; null where somebody on it cannot be named. */
  readonly listed = new Map<number, { names: Set<string>; isWhole: boolean }>();
  /** Hashes of texts that some entry names, and those that somebody was asked to acknowledge, with the entry. */
  readonly named = new Set<string>();
  readonly issued = new Map<string, number>();
  directive: { number: string | null; title: string | null } = { number: null, title: null };
  unnamed = 0;
  paper = 0;
  /** The entry with the highest number so far. */
  last = 0;
  #stream = '';
  readonly #links = new Map<number, string>([[0, NO_LINK]]);
  readonly #waiting = new Map<number, string>();
  readonly #gone: { entry: number; label: string; name: string }[] = [];
  /** By the name of each value that an entry says was erased. */
  readonly #erasures = new Map<string, Erasure>();
  #promised: Promised | null = null;

  begin(stream: string): void {
    this.#stream = stream;
  }

  get lastLink(): string {
    return this.#links.get(this.last) ?? NO_LINK;
  }

  take({ entry, link, n, open }: EntryRecord): void {
    this.endList();
    const hash = sha256(canonicalJson(entry));
    if (entry.stream !== this.#stream) this.#fault('otherStream', n);
    if (this.#place(n, link)) this.#hold(n, hash);
    for (const label of LABELS) {
      const part = open[label];
      if (!part) this.#gone.push({ entry: n, label, name: `${hash}:${label}` });
      else if (!isCommitted(entry.commitments[label], label, part)) this.#fault('valueChanged', n, label);
    }
    if (entry.textHash) this.named.add(entry.textHash);
    this.#learn(n, entry, open);
  }

  /** Puts an entry in its place among the others; false when its number was there already. */
  #place(n: number, link: string): boolean {
    if (this.#links.has(n)) {
      this.#fault('entryDouble', n);
      return false;
    }
    if (n < this.last) {
      const gap = this.faults.find(
        ({ kind, entry, to }) => kind === 'entryMissing' && entry! <= n && n <= (to ?? entry!),
      );
      if (gap) this.faults.splice(this.faults.indexOf(gap), 1, ...without(gap, n));
      this.#fault('entryMoved', n);
    } else if (n > this.last + 1) this.faults.push({ kind: 'entryMissing', entry: this.last + 1, to: n - 1 });
    this.#links.set(n, link);
    this.last = Math.max(this.last, n);
    return true;
  }

  /** Against the one before; where that has not come yet, as soon as it has. */
  #hold(n: number, hash: string): void {
    const before = this.#links.get(n - 1);
    if (before === undefined) this.#waiting.set(n, hash);
    else if (linkOf({ stream: this.#stream, number: n - 1, link: before }, hash) !== this.#links.get(n))
      this.#fault('entryChanged', n);
    const next = this.#waiting.get(n + 1);
    if (next === undefined) return;
    this.#waiting.delete(n + 1);
    this.#hold(n + 1, next);
  }

  #learn(n: number, entry: EntryRecord['entry'], open: EntryRecord['open']): void {
    const details = open.details?.[1] ?? {};
    // Other texts are named among the details, as those of tasks are.
    for (const [hash] of JSON.stringify(details).matchAll(/[\da-f]{64}/g)) this.named.add(hash);
    const { action, textHash = '', at } = entry;
    const version = Number(details.version);
    if (action === 'directive.submit')
      this.directive = { number: textIn(details.number), title: textIn(details.title) };
    if (action === 'directive.issue') {
      this.issued.set(textHash, n);
      if (typeof details.roster === 'string')
        this.#promised = { entry: n, version, root: details.roster, tree: new MerkleRoot() };
    } else if (action === 'directive.acknowledge') {
      const { account = null, bound = null } = details as { account?: number | null; bound?: string | null };
      const person = open.actor?.[1] ?? '';
      this.acknowledged.push({ person, account, bound, textHash, at, version, receipt: String(details.receipt) });
    } else if (action === 'directive.join') for (const receipt of listIn(details.receipts)) this.joined.add(receipt);
    else if (action === 'evidence.erase') {
      const erasure = { entry: n, at, why: textIn(details.why) ?? '', values: [] };
      for (const name of listIn(details.erased)) this.#erasures.set(name, erasure);
    } else if (action === 'receipt.attest' && entry.way === 'paper') this.paper += 1;
  }

  takeList(items: readonly RosterItem[], line: number): void {
    const promised = this.#promised;
    if (!promised) {
      this.faults.push({ kind: 'lineMisplaced', line });
      return;
    }
    const { names, isWhole } = this.listed.get(promised.version) ?? { names: new Set<string>(), isWhole: true };
    let whole = isWhole;
    for (const item of items) {
      if (typeof item === 'string') {
        promised.tree.add(Buffer.from(item, 'hex'));
        this.unnamed += 1;
        whole = false;
        continue;
      }
      const [staffNo, unitCode, random] = item;
      promised.tree.add(rosterLeaf({ staffNo, unitCode }, Buffer.from(random, 'base64')));
      names.add(`person:${staffNo}`);
    }
    this.listed.set(promised.version, { names, isWhole: whole });
  }

  /** A list ends where something else begins. */
  endList(): void {
    const promised = this.#promised;
    this.#promised = null;
    if (!promised || promised.tree.count === 0) return;
    if (promised.tree.root().toString('hex') === promised.root) return;
    this.#fault('listChanged', promised.entry);
    this.listed.delete(promised.version);
  }

  end(): void {
    this.endList();
    for (const { entry, label, name } of this.#gone) {
      const erasure = this.#erasures.get(name);
      if (erasure) erasure.values.push({ entry, what: label });
      else this.#fault('valueMissing', entry, label);
    }
  }

  /** Those of which something is missing here, in the order of the record. */
  get erasures(): Erasure[] {
    return [...new Set(this.#erasures.values())].filter(({ values }) => values.length > 0);
  }

  #fault(kind: FaultKind, entry: number, what?: string): void {
    this.faults.push({ kind, entry, ...(what ? { what } : {}) });
  }
}

const isCommitted = (expected: string, label: string, [random, value]: [string, unknown]): boolean =>
  commitment(label, Buffer.from(random, 'base64'), label === 'details' ? canonicalJson(value) : String(value)) ===
  expected;

const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A gap after one of its entries was found elsewhere. */
function without({ kind, entry: from, to = from }: Fault, n: number): Fault[] {
  return [
    ...(from! < n ? [{ kind, entry: from!, to: n - 1 }] : []),
    ...(n < to! ? [{ kind, entry: n + 1, to: to! }] : []),
  ];
}
