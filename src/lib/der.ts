/** As much of DER (ITU-T X.690) as small signed structures need; anything else is refused. */

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

export class DerBroken extends Error {
  override readonly name = 'DerBroken';
  constructor() {
    super('not the DER that was expected');
  }
}

export function der(tag: number, ...content: Uint8Array[]): Buffer {
  const inner = Buffer.concat(content);
  if (inner.length < 0x80) return Buffer.concat([Buffer.from([tag, inner.length]), inner]);
  const length = Buffer.from(inner.length.toString(16).padStart(inner.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, inner]);
}

/** A whole number that is not negative, the highest byte first. */
export function derInteger(bytes: Uint8Array): Buffer {
  const from = bytes.findIndex((byte) => byte !== 0);
  const digits = from < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(from));
  return der(TAG.integer, digits[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

export interface DerValue {
  tag: number;
  content: Buffer;
}

/** The values that stand one after another. Throws DerBroken where something is cut off, or longer than it says. */
export function readDer(bytes: Buffer): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag, first] = [bytes[at], bytes[at + 1]];
    if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerBroken();
    const digits = first & 0x80 ? first & 0x7f : 0;
    // Neither without an end nor longer than anything that is taken in.
    if (first === 0x80 || digits > 3 || at + 2 + digits > bytes.length) throw new DerBroken();
    const length = digits > 0 ? bytes.readUIntBE(at + 2, digits) : first;
    const start = at + 2 + digits;
    if (start + length > bytes.length) throw new DerBroken();
    values.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}

/** The one value of this kind, or the values in it. Throws DerBroken where it is another, or there are more. */
export function contentOf(value: DerValue | undefined, tag: number): Buffer {
  if (value?.tag !== tag) throw new DerBroken();
  return value.content;
}

export function readOne(bytes: Buffer, tag: number): Buffer {
  const [value, ...others] = readDer(bytes);
  if (others.length > 0) throw new DerBroken();
  return contentOf(value, tag);
}
