/**
 * A stream of the record that stands by itself: one JSON object per line, canonical, so that what is in it can be cut out as it was
 * hashed. In order: the heading, texts, then entries in their order, each list after the entry that froze it and each seal after the
 * entries that it sealed; at the end the newest anchor, the way from the stream to it, and what links all seals to it.
 */
import { z } from 'zod';
import { sealKinds } from './seal.ts';

export const PACKAGE = 'bao-nhan-evidence';
export const PACKAGE_VERSION = 1;

const hash = z.string().regex(/^[\da-f]{64}$/);
/** Base64 as it is written, and no other spelling of the same bytes. */
const bytes = z.string().refine((text) => Buffer.from(text, 'base64').toString('base64') === text);
const number = z.int().min(1);
const instant = z.iso.datetime({ precision: 3 });

/** The random bytes of a commitment and the value behind it. */
const opened = z.tuple([bytes, z.string()]);
const openedDetails = z.tuple([bytes, z.record(z.string(), z.unknown())]);

const entry = z.strictObject({
  v: z.literal(1),
  stream: z.string(),
  action: z.string(),
  at: instant,
  way: z.enum(['button', 'typed', 'paper', 'phone', 'cli', 'clock']),
  textHash: hash.optional(),
  commitments: z.strictObject({ actor: hash, subject: hash, details: hash, roster: hash.optional() }),
});

const seal = z.strictObject({
  v: z.literal(1),
  kind: z.enum(sealKinds),
  number,
  epoch: number,
  at: instant,
  key: hash,
  before: hash.nullable(),
  history: hash.nullable(),
  changed: hash.optional(),
  state: hash.optional(),
  publicKey: bytes.optional(),
  revoked: z.strictObject({ key: hash, from: number }).optional(),
});

const records = {
  package: z.strictObject({ package: z.literal(PACKAGE), stream: z.string(), v: z.literal(PACKAGE_VERSION) }),
  text: z.strictObject({ text: bytes }),
  entry: z.strictObject({
    entry,
    link: hash,
    n: number,
    open: z.strictObject({ actor: opened.optional(), subject: opened.optional(), details: openedDetails.optional() }),
  }),
  /** Who stands on the list: staff number, unit and random bytes; of whom cannot be named any more the leaf alone. */
  roster: z.strictObject({ roster: z.array(z.union([z.tuple([z.string(), z.string(), bytes]), hash])).min(1) }),
  /** With the way from the stream's head to what it changed, or with its signature where it says something else. */
  seal: z.strictObject({
    hash,
    path: z.array(z.templateLiteral([z.enum(['left', 'right']), ':', hash])).optional(),
    seal,
    signature: bytes.optional(),
  }),
  /** What a time-stamp service said of the anchor before it. */
  stamp: z.strictObject({ stamp: bytes, stamped: number }),
  state: z.strictObject({ state: z.array(z.tuple([z.int().min(0).max(255), hash])) }),
  history: z.strictObject({ history: z.array(hash).min(1) }),
};

export type RecordKind = keyof typeof records;
type RecordOf<Kind extends RecordKind> = z.output<(typeof records)[Kind]>;
export type PackageRecord = { [Kind in RecordKind]: { kind: Kind } & RecordOf<Kind> }[RecordKind];
export type EntryRecord = RecordOf<'entry'>;
export type SealRecord = RecordOf<'seal'>;
export type RosterItem = RecordOf<'roster'>['roster'][number];

const kinds = Object.keys(records) as RecordKind[];

/** One line, read; null when it is none of these, or not written as it has to be. */
export function readRecord(line: string, canonical: (value: unknown) => string): PackageRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || canonical(value) !== line) return null;
  const kind = kinds.find((name) => name in value);
  const read = kind && records[kind].safeParse(value);
  return read?.success ? ({ kind, ...read.data } as PackageRecord) : null;
}
