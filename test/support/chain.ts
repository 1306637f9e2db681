import { completedBy, sealLeaf } from '../../src/domain/evidence/history.ts';
import { rootOver } from '../../src/domain/evidence/merkle.ts';
import { changedRoot, type Head, linkOf, NO_LINK, type Seal, sealHash } from '../../src/domain/evidence/seal.ts';
import { keyAfter } from '../../src/domain/evidence/seal-actions.ts';
import { fingerprintOfKey, verifierOf } from '../../src/domain/evidence/signing.ts';
import { StateRoot, streamKey } from '../../src/domain/evidence/state.ts';
import { sha256 } from '../../src/lib/ids.ts';
import type { Database } from '../../src/storage/database.ts';
import { sql } from '../../src/storage/sql.ts';

interface LinkRow {
  stream: string;
  number: number;
  entryId: number;
  link: Uint8Array;
  seal: number;
  line: string;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Everything that is wrong with the chain of seals in a database, made anew from its first entry on; nothing when it is whole. */
export async function faultsOfChain({ read }: Pick<Database, 'read'>): Promise<string[]> {
  const faults: string[] = [];
  const links = await read.query<LinkRow>(sql`
    SELECT s.name AS stream, l.number, l.entry_id AS "entryId", l.link, l.seal, e.line FROM evidence_links l
    JOIN evidence_streams s ON s.id = l.stream_id JOIN evidence_entries e ON e.id = l.entry_id ORDER BY l.seal, l.number`);
  const seals = await read.query<{
    number: number;
    line: string;
    signature: string;
    heads: Uint8Array;
    parts: Uint8Array;
  }>(sql`SELECT number, line, signature, heads, parts FROM evidence_seals ORDER BY number`);
  const lost = await read.query<{ id: number }>(sql`
    SELECT e.id FROM evidence_entries e WHERE
      ((SELECT count(*) FROM evidence_links l WHERE l.entry_id = e.id)
        + (SELECT count(*) FROM evidence_unsealed u WHERE u.entry_id = e.id)) <> 1`);
  if (lost.length > 0) faults.push(`entries neither sealed once nor waiting: ${lost.map(({ id }) => id)}`);

  const heads = new Map<string, Head>();
  const keys = new Map<string, NonNullable<ReturnType<typeof verifierOf>>>();
  const leaves: Buffer[] = [];
  let before: Seal | null = null;
  let beforeLine = '';
  for (const { number, line, signature, heads: changed, parts } of seals) {
    const seal = JSON.parse(line) as Seal;
    const fault = (what: string) => faults.push(`seal ${number}: ${what}`);
    if (seal.number !== number || number !== (before?.number ?? 0) + 1) fault('its number');
    if (seal.before !== (before ? sealHash(beforeLine) : null)) fault('the seal before');
    if (seal.history !== (before ? rootOver(leaves).toString('hex') : null)) fault('its history');
    if (before && seal.kind !== 'revoke' && seal.key !== keyAfter(before)) fault('its key');
    if (before && seal.epoch !== before.epoch + (seal.kind === 'restore' ? 1 : 0)) fault('its epoch');
    if (seal.publicKey) keys.set(fingerprintOfKey(seal.publicKey), verifierOf(seal.publicKey)!);
    if (!keys.get(seal.key)?.(line, signature)) fault('its signature');

    const own = links.filter((link) => link.seal === number);
    const touched = new Set<string>();
    for (const { stream, number: place, link, line: entry } of own) {
      const head = heads.get(stream) ?? { stream, number: 0, link: NO_LINK };
      if (place !== head.number + 1) fault(`${stream} ${place} after ${head.number}`);
      const next = { stream, number: head.number + 1, link: linkOf(head, sha256(entry)) };
      if (hex(link) !== next.link) fault(`the link of ${stream} ${place}`);
      heads.set(stream, next);
      touched.add(stream);
    }
    const kept = hex(changed).match(/.{64}/g) ?? [];
    const expected = [...touched].map((stream) => heads.get(stream)!.link);
    if ([...kept].sort().join() !== expected.sort().join()) fault('the heads that it changes');
    if ((seal.changed ?? null) !== (kept.length > 0 ? changedRoot(kept.map((link) => ({ link }))) : null))
      fault('its root');
    if (seal.kind === 'anchor' && seal.state !== stateOf(heads)) fault('its state');

    const leaf = sealLeaf(sealHash(line));
    leaves.push(leaf);
    // What the sealer keeps of the history has to be what the history is.
    const partsNow = Buffer.concat(completedBy(number, leaf, peaksBefore(leaves.slice(0, -1))));
    if (hex(parts) !== hex(partsNow)) fault('its parts');
    [before, beforeLine] = [seal, line];
  }
  for (const row of await read.query<{ stream: string; number: number; link: Uint8Array }>(
    sql`SELECT name AS stream, number, link FROM evidence_streams`,
  )) {
    const head = heads.get(row.stream);
    if (head?.number !== row.number || head.link !== hex(row.link)) faults.push(`the head of ${row.stream}`);
  }
  return faults;
}

function peaksBefore(leaves: readonly Buffer[]): Buffer[] {
  const peaks: Buffer[] = [];
  for (let start = 0; start < leaves.length; ) {
    let size = 1;
    while (size * 2 <= leaves.length - start) size *= 2;
    peaks.push(rootOver(leaves.slice(start, start + size)));
    start += size;
  }
  return peaks;
}

function stateOf(heads: ReadonlyMap<string, Head>): string {
  const state = new StateRoot();
  const keyed = [...heads.values()].map(({ stream, link }) => ({ key: streamKey(stream), link }));
  for (const { key, link } of keyed.sort((a, b) => Buffer.compare(a.key, b.key))) state.add(key, link);
  return state.root().toString('hex');
}

/** The seals, read. */
export async function sealsOf({ read }: Pick<Database, 'read'>): Promise<Seal[]> {
  const rows = await read.query<{ line: string }>(sql`SELECT line FROM evidence_seals ORDER BY number`);
  return rows.map(({ line }) => JSON.parse(line) as Seal);
}
