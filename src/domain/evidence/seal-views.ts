import { instant } from '../../lib/clock.ts';
import type { Office } from '../stores.ts';
import { type Anchor, type Seal, sayAnchor, sealHash } from './seal.ts';
import { keyAfter } from './seal-actions.ts';
import type { KeptSeal } from './seal-store.ts';

/** The newest anchor: what is posted, printed and sent, so that the record can be held against it later. */
export interface SealHead extends Anchor {
  at: Date;
  /** As it is printed: `1-17 3f2a91c0 b4d5e6f7 08192a3b 4c5d6e7f`. */
  text: string;
}

/** Null as long as nothing was sealed. */
export async function viewSealHead({ read }: Pick<Office, 'read'>): Promise<SealHead | null> {
  const kept = await read.seals.findLastAnchor();
  return kept && headOf(kept);
}

export function headOf({ line }: KeptSeal): SealHead {
  const { epoch, number, at } = JSON.parse(line) as Seal;
  const anchor = { epoch, number, hash: sealHash(line) };
  return { ...anchor, at: instant(at), text: sayAnchor(anchor) };
}

/** Where the chain stands: its last seal, the fingerprint of the key that the next one needs (null before the first), and what waits. */
export async function viewChain({ read }: Pick<Office, 'read'>) {
  const last = await read.seals.findLast();
  return {
    last: last && headOf(last),
    key: last && keyAfter(JSON.parse(last.line) as Seal),
    head: await viewSealHead({ read }),
    unsealed: await read.seals.countUnsealed(),
  };
}
