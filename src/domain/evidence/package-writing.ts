import { setImmediate } from 'node:timers/promises';
import type { Office } from '../stores.ts';
import { canonicalJson, type Opened, openPart } from './evidence.ts';
import type { SealedEntry } from './evidence-store.ts';
import { lastOf, type Part, partsBeside } from './history.ts';
import { pathOf } from './merkle.ts';
import { PACKAGE, PACKAGE_VERSION, type RosterItem } from './package.ts';
import { headLeaf, sealHash } from './seal.ts';
import { stateNow } from './seal-actions.ts';
import type { KeptSeal } from './seal-store.ts';

/** Entries that are read at a time: a few milliseconds, since three values of each are deciphered. */
const PAGE = 200;
/** Seals, and hashes of the history, at a time. */
const SEALS = 500;

/** What goes along with a stream from outside the record. */
export interface Enclosed {
  /** Exact texts whose hashes the entries name. */
  texts: readonly string[];
  /** The people of a list, some at a time, as far as they can still be named; nothing where an entry froze none. */
  listFrozen(entry: SealedEntry, secret: Buffer): AsyncIterable<RosterItem[]>;
}

/** The lines of a package: a stream up to an anchor, with all that shows that it is what was sealed. Never more than a page in memory. */
export async function* packageLines(
  stream: string,
  anchor: KeptSeal,
  enclosed: Enclosed,
  office: Office,
): AsyncGenerator<string> {
  yield canonicalJson({ package: PACKAGE, stream, v: PACKAGE_VERSION });
  for (const text of enclosed.texts) yield canonicalJson({ text: Buffer.from(text, 'utf8').toString('base64') });
  const shown: number[] = [];
  const besides = new Besides(anchor.number, office);
  let open: SealedEntry | null = null;
  for await (const entry of entriesOf(stream, anchor.number, office)) {
    if (open && open.seal !== entry.seal) {
      yield await sealOver(open, shown, office);
      besides.hasNews = true;
    }
    if (open?.seal !== entry.seal) yield* besides.before(entry.seal, shown, open !== null);
    yield* entryLines(entry, enclosed);
    open = entry;
  }
  if (open) {
    yield await sealOver(open, shown, office);
    besides.hasNews = true;
  }
  yield* besides.before(anchor.number, shown, open !== null);
  yield signedLine(anchor);
  yield* besides.stampOf(anchor);
  const state = await stateNow(anchor.number, office, stream);
  state.root();
  yield canonicalJson({ state: state.path });
  yield* historyLines(shown, anchor.number - 1, office);
}

async function* entriesOf(stream: string, upTo: number, { read }: Office): AsyncGenerator<SealedEntry> {
  for (let after = 0; ; ) {
    const page = await read.evidence.listSealed(stream, upTo, after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.number;
    await setImmediate();
  }
}

async function* entryLines(entry: SealedEntry, { listFrozen }: Enclosed): AsyncGenerator<string> {
  let secret: Buffer | null = null;
  const open: string[] = [];
  for (const part of [...entry.privateParts].sort((one, other) => (one.label < other.label ? -1 : 1))) {
    const opened = openPart(part);
    if (part.label === 'roster') secret = opened && Buffer.from(opened.value, 'hex');
    else if (opened) open.push(`"${part.label}":${openedJson(part.label, opened)}`);
  }
  // The line stands in it byte by byte: it was hashed as it is.
  yield `{"entry":${entry.line},"link":"${entry.link}","n":${entry.number},"open":{${open.join(',')}}}`;
  if (!secret) return;
  for await (const roster of listFrozen(entry, secret)) yield canonicalJson({ roster });
}

/** Details are canonical JSON themselves. */
const openedJson = (label: string, { random, value }: Opened): string =>
  `["${random.toString('base64')}",${label === 'details' ? value : JSON.stringify(value)}]`;

/** The seal with which an entry, the last of its stream there, was sealed: with the way from it to the seal's root. */
async function sealOver({ seal: number, link }: SealedEntry, shown: number[], { read }: Office): Promise<string> {
  const [kept] = await read.seals.list([number]);
  const changed = await read.seals.listChanged(number);
  const leaves = changed.map((head) => headLeaf({ link: head }));
  const path = pathOf(leaves, Math.max(changed.indexOf(link), 0));
  shown.push(number);
  return `{"hash":"${sealHash(kept!.line)}","path":${canonicalJson(path)},"seal":${kept!.line}}`;
}

const signedLine = ({ line, signature }: KeptSeal): string =>
  `{"hash":"${sealHash(line)}","seal":${line},"signature":"${signature}"}`;

/** Seals that say something else: all that concern the key or a restore, and the anchors since the stream began. */
class Besides {
  readonly #upTo: number;
  readonly #office: Office;
  #page: KeptSeal[] = [];
  #after = 0;
  #isOver = false;
  /** Entries of the stream came since the last time-stamp; more of them would say nothing new, and each has some 6,000 bytes. */
  hasNews = false;

  constructor(upTo: number, office: Office) {
    this.#upTo = upTo;
    this.#office = office;
  }

  async *before(number: number, shown: number[], hasBegun: boolean): AsyncGenerator<string> {
    for (let next = await this.#peek(); next && next.number < number; next = await this.#peek()) {
      this.#page.shift();
      if (next.kind === 'anchor' && !hasBegun) continue;
      shown.push(next.number);
      yield signedLine(next);
      yield* this.stampOf(next);
    }
  }

  async *stampOf({ kind, number: stamped }: KeptSeal): AsyncGenerator<string> {
    if (kind !== 'anchor' || !this.hasNews) return;
    const kept = await this.#office.read.seals.findStamp(stamped);
    if (!kept) return;
    this.hasNews = false;
    yield canonicalJson({ stamp: kept.response.toString('base64'), stamped });
  }

  async #peek(): Promise<KeptSeal | null> {
    if (this.#page.length === 0 && !this.#isOver) {
      this.#page = await this.#office.read.seals.listBesides(this.#after, this.#upTo - 1, SEALS);
      this.#isOver = this.#page.length < SEALS;
      this.#after = this.#page.at(-1)?.number ?? this.#after;
    }
    return this.#page[0] ?? null;
  }
}

/** The hashes that link the seals shown here to the history of the last one. */
async function* historyLines(shown: readonly number[], size: number, office: Office): AsyncGenerator<string> {
  let parts: Part[] = [];
  const flush = async () => {
    const hashes = await office.read.seals.listParts(parts.map((part) => ({ seal: lastOf(part), level: part.level })));
    parts = [];
    return canonicalJson({ history: hashes.map((hash) => hash.toString('hex')) });
  };
  for (const part of partsBeside(shown, size)) {
    parts.push(part);
    if (parts.length < SEALS) continue;
    yield await flush();
    await setImmediate();
  }
  if (parts.length > 0) yield await flush();
}
