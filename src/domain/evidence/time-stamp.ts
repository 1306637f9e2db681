/**
 * What a time-stamp service is asked and answers (RFC 3161): that a hash was there at a time, signed by somebody outside the office.
 * Its signature is for whoever trusts the service to check, with its certificate; here is checked what it speaks of.
 */
import { instant } from '../../lib/clock.ts';
import { contentOf, DerBroken, type DerValue, der, derInteger, readDer, readOne, TAG } from '../../lib/der.ts';

const oid = (hex: string): Buffer => der(TAG.oid, Buffer.from(hex, 'hex'));
/** 2.16.840.1.101.3.4.2.1 */
const SHA_256 = oid('608648016503040201');
/** 1.2.840.113549.1.7.2 */
const SIGNED_DATA = oid('2a864886f70d010702');
/** 1.2.840.113549.1.9.16.1.4 */
const TST_INFO = oid('2a864886f70d0109100104');

/** Why an answer is none; worded for the log by this code. */
export type NoTimeStamp = 'refused' | 'unreadable' | 'otherHash' | 'otherRequest';

export class TimeStampRefused extends Error {
  override readonly name = 'TimeStampRefused';
  readonly code: NoTimeStamp;
  constructor(code: NoTimeStamp, options?: ErrorOptions) {
    super(`time-stamp: ${code}`, options);
    this.code = code;
  }
}

const imprintOf = (hash: string): Buffer =>
  der(TAG.sequence, der(TAG.sequence, SHA_256, der(TAG.nothing)), der(TAG.octets, Buffer.from(hash, 'hex')));

/** Asks for a time over a SHA-256, with the certificate of whoever signs it. */
export function timeStampRequest(hash: string, nonce: Buffer): Buffer {
  const version = derInteger(Buffer.from([1]));
  const wantsCertificate = der(TAG.boolean, Buffer.from([0xff]));
  return der(TAG.sequence, version, imprintOf(hash), derInteger(nonce), wantsCertificate);
}

/** What an answer says. */
export interface TimeStamp {
  at: Date;
  /** The SHA-256 (hexadecimal) that it speaks of. */
  hash: string;
  /** As it was asked; null where it is not repeated. */
  nonce: Buffer | null;
}

/** Reads an answer as it came. Throws TimeStampRefused `refused` or `unreadable`. */
export function readTimeStamp(response: Buffer): TimeStamp {
  try {
    const [status, token, ...more] = readDer(readOne(response, TAG.sequence));
    const granted = contentOf(readDer(contentOf(status, TAG.sequence))[0], TAG.integer);
    // 0: granted, 1: granted with changes; all others are refusals.
    if (granted.length !== 1 || granted[0]! > 1) throw new TimeStampRefused('refused');
    if (more.length > 0) throw new DerBroken();
    return readInfo(infoIn(token));
  } catch (error) {
    if (error instanceof DerBroken) throw new TimeStampRefused('unreadable', { cause: error });
    throw error;
  }
}

/** Holds an answer against what was asked. Throws TimeStampRefused. */
export function checkTimeStamp(response: Buffer, { hash, nonce }: { hash: string; nonce: Buffer }): TimeStamp {
  const stamp = readTimeStamp(response);
  if (stamp.hash !== hash) throw new TimeStampRefused('otherHash');
  if (!stamp.nonce || !derInteger(stamp.nonce).equals(derInteger(nonce))) throw new TimeStampRefused('otherRequest');
  return stamp;
}

/** From the token (CMS signed data) to what is signed in it. */
function infoIn(token: DerValue | undefined): Buffer {
  const signed = explicit(contentOf(token, TAG.sequence), SIGNED_DATA);
  const [, , content] = readDer(readOne(signed, TAG.sequence));
  return readOne(explicit(contentOf(content, TAG.sequence), TST_INFO), TAG.octets);
}

/** `SEQUENCE { type, [0] content }` of one type. */
function explicit(bytes: Buffer, type: Buffer): Buffer {
  const [kind, content, ...more] = readDer(bytes);
  if (more.length > 0 || !der(TAG.oid, contentOf(kind, TAG.oid)).equals(type)) throw new DerBroken();
  return contentOf(content, TAG.context0);
}

function readInfo(info: Buffer): TimeStamp {
  const [version, policy, imprint, serial, time, ...rest] = readDer(readOne(info, TAG.sequence));
  if (!contentOf(version, TAG.integer).equals(Buffer.from([1]))) throw new DerBroken();
  contentOf(policy, TAG.oid);
  contentOf(serial, TAG.integer);
  const nonce = rest.find(({ tag }) => tag === TAG.integer);
  return { at: readTime(contentOf(time, TAG.time)), hash: readImprint(imprint), nonce: nonce?.content ?? null };
}

function readImprint(imprint: DerValue | undefined): string {
  const [algorithm, digest, ...more] = readDer(contentOf(imprint, TAG.sequence));
  const [name] = readDer(contentOf(algorithm, TAG.sequence));
  const hash = contentOf(digest, TAG.octets);
  if (more.length > 0 || hash.length !== 32 || !der(TAG.oid, contentOf(name, TAG.oid)).equals(SHA_256))
    throw new DerBroken();
  return hash.toString('hex');
}

/** GeneralizedTime as RFC 3161 wants it: `20261121070000Z`, with a fraction or without. */
function readTime(bytes: Buffer): Date {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z$/.exec(bytes.toString('latin1'));
  if (!match) throw new DerBroken();
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  const at = instant(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  if (Number.isNaN(at.getTime())) throw new DerBroken();
  return at;
}
