import { randomBytes } from 'node:crypto';
import { addMilliseconds, HOUR } from '../../lib/clock.ts';
import type { Office } from '../stores.ts';
import { sealHash } from './seal.ts';
import { checkTimeStamp, timeStampRequest } from './time-stamp.ts';

/** Brings a request to the service, and its answer back. */
export type AskTime = (request: Buffer, ending: AbortSignal) => Promise<Buffer>;

/** Services count what they are asked; an anchor comes once an hour, and one more with each export. */
const STAMP_EVERY = HOUR;

/**
 * `evidence.stamp`: has a service outside the office say when the newest anchor was there, at most once an hour. Gives the number of
 * the seal, null when there is nothing new. Throws TimeStampRefused, or whatever kept the service from being reached.
 */
export async function stampAnchor(
  ask: AskTime,
  { read, clock, inTransaction }: Office,
  ending: AbortSignal,
): Promise<number | null> {
  const anchor = await read.seals.findLastAnchor();
  const last = await read.seals.findLastStamp();
  if (!anchor || (last && last.seal >= anchor.number)) return null;
  if (last && addMilliseconds(last.at, STAMP_EVERY) > clock.now()) return null;
  const asked = { hash: sealHash(anchor.line), nonce: randomBytes(8) };
  const response = await ask(timeStampRequest(asked.hash, asked.nonce), ending);
  checkTimeStamp(response, asked);
  await inTransaction(({ seals }) => seals.addStamp({ seal: anchor.number, at: clock.now(), response }));
  return anchor.number;
}
