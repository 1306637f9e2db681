import { type Actor, nameForRecord } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Office } from '../stores.ts';
import { entryOf } from './evidence.ts';
import type { KeyKeeper } from './evidence-key.ts';
import type { Seal } from './seal.ts';
import { closeSeal, findLast, keyAfter, type Saying } from './seal-actions.ts';
import type { EvidenceKey } from './signing.ts';

/** The bot seals once a second; a seal of ours that comes second is made anew. */
const TRIES = 50;

export interface KeyChanged {
  from: string;
  to: string;
  /** The number of the seal that says so. */
  seal: number;
}

/** `evidence.rotateKey`: the key before signs the new one. Throws KeyRefusal without the one before, and Problem `chainNotBegun`. */
export async function rotateKey(actor: Actor, keys: KeyKeeper, office: Office): Promise<KeyChanged> {
  const before = keys.get(await presentKey(office));
  const next = keys.makeNext();
  const saying = () => ({ kind: 'rotate' as const, publicKey: next.publicKey });
  return await change({ action: 'evidence.rotateKey', actor, signer: before, to: next, saying }, keys, office);
}

/**
 * `evidence.revokeKey`: the present key was lost, or may be in other hands, from a seal on (the next one unless told). A new key says so
 * itself, so its fingerprint has to be made known anew. Throws Problem `chainNotBegun` or `sealUnknown`.
 */
export async function revokeKey(
  actor: Actor,
  { from }: { from: number | null },
  keys: KeyKeeper,
  office: Office,
): Promise<KeyChanged> {
  await presentKey(office);
  const next = keys.makeNext();
  const saying = (last: Seal) => {
    if (from !== null && (from < 1 || from > last.number + 1)) throw new Problem('sealUnknown', { number: `${from}` });
    const revoked = { key: keyAfter(last), from: from ?? last.number + 1 };
    return { kind: 'revoke' as const, publicKey: next.publicKey, revoked };
  };
  return await change({ action: 'evidence.revokeKey', actor, signer: next, to: next, saying }, keys, office);
}

async function presentKey({ read }: Office): Promise<string> {
  const last = await findLast(read);
  if (!last) throw new Problem('chainNotBegun');
  return keyAfter(last.seal);
}

interface Change {
  action: 'evidence.rotateKey' | 'evidence.revokeKey';
  actor: Actor;
  signer: EvidenceKey;
  to: EvidenceKey;
  saying(last: Seal): Saying;
}

async function change({ action, actor, signer, to, saying }: Change, keys: KeyKeeper, office: Office) {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const last = (await findLast(office.read))!;
    const from = keyAfter(last.seal);
    const said = saying(last.seal);
    const seal = await closeSeal(last, said, signer, office);
    const isDone = await office.inTransaction(async ({ seals, evidence }) => {
      if (!(await seals.add(seal))) return false;
      const details = { from, to: to.fingerprint, seal: seal.number, believedBefore: said.revoked?.from ?? null };
      const fact = { stream: 'office', action, at: office.clock.now(), way: 'cli' as const };
      await evidence.append(entryOf({ ...fact, actor: nameForRecord(actor), subject: `key:${from}`, details }));
      return true;
    });
    if (!isDone) continue;
    keys.get(to.fingerprint);
    return { from, to: to.fingerprint, seal: seal.number };
  }
  throw new Error('somebody else seals all the time');
}
