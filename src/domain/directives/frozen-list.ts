import { setImmediate } from 'node:timers/promises';
import { openPart } from '../evidence/evidence.ts';
import type { SealedEntry } from '../evidence/evidence-store.ts';
import { FrozenRoster, type Listed, rosterLeaf, rosterName, rosterRandom } from '../evidence/frozen-roster.ts';
import type { RosterItem } from '../evidence/package.ts';
import type { Office, Stores } from '../stores.ts';
import type { FrozenLine } from './proof-reads.ts';

const PAGE = 1_000;

/** Who stood on the list that an entry froze, as it can be held against its root; nothing where that is no longer possible. */
export async function* listFrozen(
  directiveId: number,
  entry: SealedEntry,
  secret: Buffer,
  office: Office,
): AsyncGenerator<RosterItem[]> {
  const kept = keptLeaves(secret, office);
  const first = await kept.next();
  if (!first.done) {
    yield first.value;
    yield* kept;
    return;
  }
  // Issued before leaves were kept: receipts tell it, unless somebody was moved among its units since.
  const details = detailsOf(entry);
  const version = Number(details.version);
  const roster = new FrozenRoster(secret);
  for await (const page of pagesOf(directiveId, version, office))
    for (const line of page) roster.add(line.id, line.staffNo, line.unitCode);
  if (roster.root() !== details.roster) return;
  for await (const page of pagesOf(directiveId, version, office))
    yield page.map((line) => itemOf(line, line.id, secret));
}

function detailsOf({ privateParts }: SealedEntry): Record<string, unknown> {
  const part = privateParts.find(({ label }) => label === 'details');
  const opened = part && openPart(part);
  return opened ? JSON.parse(opened.value) : {};
}

const itemOf = ({ staffNo, unitCode }: Listed, id: number, secret: Buffer): RosterItem =>
  [...[staffNo, unitCode], rosterRandom(secret, id).toString('base64')] as RosterItem;

async function* pagesOf(directiveId: number, version: number, { read }: Office): AsyncGenerator<FrozenLine[]> {
  for (let after = 0; ; ) {
    const page = await read.proofs.listFrozen(directiveId, version, after, PAGE);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.personId;
    await setImmediate();
  }
}

async function* keptLeaves(secret: Buffer, { read }: Office): AsyncGenerator<RosterItem[]> {
  const name = rosterName(secret);
  let codes: string[] | null = null;
  for (let place = 0; ; place += 1) {
    const leaves = await read.evidence.listRoster(name, place);
    if (leaves.length === 0) return;
    const lines = new Map((await read.proofs.listListed(leaves.map(({ id }) => id))).map((line) => [line.id, line]));
    const page: RosterItem[] = [];
    for (const { id, leaf } of leaves) {
      const line = lines.get(id);
      const isAs = (unitCode: string) =>
        line !== undefined && rosterLeaf({ ...line, unitCode }, rosterRandom(secret, id)).equals(leaf);
      let unitCode = line && isAs(line.unitCode) ? line.unitCode : undefined;
      // Whoever has been moved among its units since stands on it with the unit of that day.
      if (line && unitCode === undefined) {
        codes ??= await allCodes(read);
        unitCode = codes.find(isAs);
      }
      page.push(
        unitCode === undefined ? leaf.toString('hex') : itemOf({ staffNo: line!.staffNo, unitCode }, id, secret),
      );
    }
    yield page;
    await setImmediate();
  }
}

const allCodes = async ({ units }: Stores): Promise<string[]> => (await units.listAll()).map(({ code }) => code);
