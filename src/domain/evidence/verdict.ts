import type { Anchor } from './seal.ts';

/** What can be wrong with a package; each is worded in `locales/<language>/evidence.json` under `fault`. */
export const faultKinds = [
  'noPackage',
  'lineUnreadable',
  'lineMisplaced',
  'cutOff',
  'textUnknown',
  'textMissing',
  'otherStream',
  'entryChanged',
  'entriesBroken',
  'entryMissing',
  'entryDouble',
  'entryMoved',
  'valueChanged',
  'valueMissing',
  'listChanged',
  'sealChanged',
  'sealMoved',
  'sealNotOfStream',
  'sealNotAfter',
  'epochWrong',
  'keyWrong',
  'signatureWrong',
  'historyWrong',
  'stateWrong',
  'stampUnreadable',
  'stampOther',
  'anchorBeyond',
  'anchorUnknown',
  'anchorDiffers',
  'anchorLost',
  'keyUnknown',
  'keyRevoked',
  'fingerprintMissing',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** One fault, with where it is: an entry (to another, where several have it), a seal, a line of the file, one of an entry's values. */
export interface Fault {
  kind: FaultKind;
  entry?: number;
  to?: number;
  seal?: number;
  line?: number;
  what?: string;
}

/** Somebody's acknowledgement, as the record has it. */
export interface Acknowledged {
  person: string;
  /** The office's number of the Telegram account, and how it was bound to the person; null where the record does not say. */
  account: number | null;
  bound: string | null;
  textHash: string;
  at: string;
  /** On the frozen list, owing it since they came later, or not to be told from what is shown. */
  standing: 'listed' | 'joined' | 'unknown';
}

/** An entry that says that values of others were erased, and why, with those that are missing here. */
export interface Erasure {
  entry: number;
  at: string;
  why: string;
  values: { entry: number; what: string }[];
}

/** What a time-stamp service outside the office states of an anchor: its time, and up to which entry it stands over the stream. */
export interface Stamp {
  seal: number;
  at: string;
  entries: number;
}

export interface Verdict {
  /** Everything fits together, and a fingerprint from outside says whose it is. */
  proven: boolean;
  stream: string;
  /** What the directive was called when it was submitted. */
  directive: { number: string | null; title: string | null };
  entries: number;
  /** The seals that are shown, the last of which is an anchor over everything before it. */
  seals: number;
  head: (Anchor & { at: string; text: string }) | null;
  /** The fingerprint of the key that signed it; null when none of it could be read. */
  key: string | null;
  /** Whether the given fingerprint vouches for that key. */
  isVouched: boolean;
  /** The anchor that was given, with how many entries it proves to have been there; null without one, or where it does not fit. */
  anchor: (Anchor & { at: string; entries: number }) | null;
  acknowledgements: { button: number; listed: number; joined: number; paper: number };
  stamps: Stamp[];
  /** Values that were erased lawfully, entries that were sealed long after their own time, people on lists who cannot be named any more. */
  erased: number;
  erasures: Erasure[];
  late: number;
  unnamed: number;
  /** How often the database was restored from a backup, and keys were revoked. */
  restores: number;
  revocations: number;
  faults: Fault[];
}

/** Neighbours with the same fault become one; and where nothing fits any more up to the end, the place where that begins is what counts. */
export function joined(faults: readonly Fault[], entries: number): Fault[] {
  const all: Fault[] = [];
  for (const fault of faults) {
    const last = all.at(-1);
    const isNext =
      fault.entry !== undefined && last?.entry !== undefined && fault.entry === (last.to ?? last.entry) + 1;
    if (isNext && last.kind === fault.kind && last.what === fault.what) last.to = fault.to ?? fault.entry!;
    else all.push({ ...fault });
  }
  return all.map((fault) =>
    fault.kind === 'entryChanged' && fault.to === entries ? { ...fault, kind: 'entriesBroken' } : fault,
  );
}
