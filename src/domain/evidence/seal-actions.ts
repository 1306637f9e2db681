import { setImmediate } from 'node:timers/promises';
import { addMilliseconds, HOUR, instant } from '../../lib/clock.ts';
import { sha256 } from '../../lib/ids.ts';
import type { Office, Stores } from '../stores.ts';
import type { KeyKeeper } from './evidence-key.ts';
import { completedBy, lastOf, peaksOf, rootOfPeaks, sealLeaf } from './history.ts';
import { changedRoot, type Head, lineOf, linkOf, NO_LINK, type Seal, sealHash } from './seal.ts';
import type { KeptSeal, NewLink, NewSeal, UnsealedEntry } from './seal-store.ts';
import type { EvidenceKey } from './signing.ts';
import { StateRoot } from './state.ts';

/** Entries that one seal takes at most: some milliseconds at the door where acknowledgements come in too, however many streams they are of. */
const CHUNK = 200;
/** Streams whose heads are read at a time for an anchor. */
const PAGE = 500;
/** Without being asked for, an anchor comes at most so often. */
const ANCHOR_EVERY = HOUR;

/** Names of settings: an anchor that somebody waits for (when they asked), and the epoch that a restore begins. */
const ANCHOR_WANTED = 'evidence.anchorWanted';
const EPOCH = 'evidence.epoch';

/**
 * `evidence.seal`: what was committed and has no number yet gets it, and one seal is put on it; now and then an anchor over everything.
 * Does one step and gives whether there is more to do. Somebody who seals at the same time makes it do nothing. Throws KeyRefusal.
 */
export async function sealNext(keys: KeyKeeper, office: Office): Promise<boolean> {
  const { seals } = office.read;
  const last = await findLast(office.read);
  if (!last) return await begin(keys, office);
  const epoch = Number((await office.read.settings.find(EPOCH)) ?? last.seal.epoch);
  if (epoch > last.seal.epoch) {
    const key = keys.get(keyAfter(last.seal));
    return await take(await closeSeal(last, { kind: 'restore', epoch }, key, office), office);
  }
  const entries = await seals.listUnsealed(CHUNK);
  const hasNews = entries.length > 0 || (last.kind !== 'anchor' && last.kind !== 'begin');
  const isDue = hasNews && (await wantsAnchor(office, entries.length === CHUNK));
  if (entries.length === 0 && !isDue) return false;
  const key = keys.get(keyAfter(last.seal));
  if (entries.length > 0 && !(await sealEntries(last, entries, key, office))) return false;
  if (isDue) await sealAll(key, office);
  return entries.length === CHUNK;
}

/** An anchor: over the heads of all streams as they are now. */
async function sealAll(key: EvidenceKey, office: Office): Promise<boolean> {
  const last = (await findLast(office.read))!;
  const state = await stateNow(last.seal.number, office);
  const saying = { kind: 'anchor' as const, state: state.root().toString('hex') };
  return await take(await closeSeal(last, saying, key, office), office);
}

/** What was sealed since the backup is not in this chain: the next seal says that it goes on from here. Part of a restore's transaction. */
export async function beginEpoch(stores: Pick<Stores, 'seals' | 'settings'>): Promise<void> {
  const last = await findLast(stores);
  if (last) await stores.settings.save(EPOCH, String(last.seal.epoch + 1));
}

/** Somebody waits for an anchor: it comes with the next seal. */
export const wantAnchor = ({ clock, inTransaction }: Pick<Office, 'clock' | 'inTransaction'>): Promise<void> =>
  inTransaction(({ settings }) => settings.save(ANCHOR_WANTED, clock.now().toISOString()));

interface Last extends KeptSeal {
  seal: Seal;
}

export async function findLast({ seals }: Pick<Stores, 'seals'>): Promise<Last | null> {
  const kept = await seals.findLast();
  return kept && { ...kept, seal: JSON.parse(kept.line) as Seal };
}

/** Whose signature the next seal needs. */
export const keyAfter = ({ kind, publicKey, key }: Seal): string =>
  kind === 'rotate' ? sha256(Buffer.from(publicKey!, 'base64')) : key;

async function begin(keys: KeyKeeper, office: Office): Promise<boolean> {
  const key = keys.get(null);
  const seal = await closeSeal(null, { kind: 'begin', publicKey: key.publicKey }, key, office);
  return await take(seal, office);
}

const take = (seal: NewSeal, office: Office): Promise<boolean> => office.inTransaction(({ seals }) => seals.add(seal));

/** What a seal says beside the chain. */
export type Saying = Pick<Seal, 'kind'> & Partial<Pick<Seal, 'epoch' | 'changed' | 'state' | 'publicKey' | 'revoked'>>;

interface Sealed {
  links: NewLink[];
  heads: Head[];
}

/** A seal upon the last one, signed and ready to be added. */
export async function closeSeal(
  last: Last | null,
  saying: Saying,
  key: EvidenceKey,
  { read, clock }: Pick<Office, 'read' | 'clock'>,
  sealed: Sealed = { links: [], heads: [] },
): Promise<NewSeal> {
  const before = last?.seal.number ?? 0;
  const peaks = await read.seals.listParts(peaksOf(before).map((part) => ({ seal: lastOf(part), level: part.level })));
  const line = lineOf({
    v: 1,
    number: before + 1,
    epoch: last?.seal.epoch ?? 1,
    at: clock.now().toISOString(),
    key: key.fingerprint,
    before: last && sealHash(last.line),
    history: last && rootOfPeaks(peaks).toString('hex'),
    ...saying,
  });
  const parts = completedBy(before + 1, sealLeaf(sealHash(line)), peaks);
  return { number: before + 1, kind: saying.kind, line, signature: key.sign(line), parts, ...sealed };
}

async function sealEntries(last: Last, entries: UnsealedEntry[], key: EvidenceKey, office: Office): Promise<boolean> {
  const streams = [...new Set(entries.map(({ stream }) => stream))];
  const heads = new Map<string, Head>((await office.read.seals.listHeads(streams)).map((head) => [head.stream, head]));
  const links = entries.map(({ id, stream, line }): NewLink => {
    const head = heads.get(stream) ?? { stream, number: 0, link: NO_LINK };
    const next = { stream, number: head.number + 1, link: linkOf(head, sha256(line)) };
    heads.set(stream, next);
    return { ...next, entryId: id };
  });
  const changed = streams.map((stream) => heads.get(stream)!);
  const saying = { kind: 'entries' as const, changed: changedRoot(changed) };
  const seal = await closeSeal(last, saying, key, office, { links, heads: changed });
  return await take(seal, office);
}

/**
 * The last anchor is an hour old, or somebody waits for a new one. While there is more than one seal can take (`isBusy`), anchors wait
 * for the end of it: the first one comes over everything that an office has had for years.
 */
async function wantsAnchor({ read, clock }: Office, isBusy: boolean): Promise<boolean> {
  const anchor = await read.seals.findLastAnchor();
  if (!anchor || isBusy) return !isBusy;
  const anchoredAt = instant((JSON.parse(anchor.line) as Seal).at);
  if (addMilliseconds(anchoredAt, ANCHOR_EVERY) <= clock.now()) return true;
  const wanted = await read.settings.find(ANCHOR_WANTED);
  return wanted !== null && instant(wanted) > anchoredAt;
}

/** The root over all heads as they were at a seal; with the way from one of them where a stream is named. */
export async function stateNow(number: number, office: Office, stream: string | null = null): Promise<StateRoot> {
  const state = new StateRoot(stream);
  for (let after: Buffer | null = null; ; ) {
    const { heads, last } = await office.read.seals.listState(number, after, PAGE);
    for (const { key, link } of heads) state.add(key, link);
    if (last === null) return state;
    after = last;
    // SQLite answers at once: others would have no turn before the last page.
    await setImmediate();
  }
}
