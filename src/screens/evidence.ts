import type { EvidenceExport } from '../domain/directives/evidence-export-actions.ts';
import { sayAnchor } from '../domain/evidence/seal.ts';
import { sayFingerprint } from '../domain/evidence/signing.ts';
import type { Acknowledged, Erasure, Fault, Stamp, Verdict } from '../domain/evidence/verdict.ts';
import { erasureReasons } from '../domain/vault/erasure-memory.ts';
import type { Key, T } from '../i18n.ts';
import { instant } from '../lib/clock.ts';
import { cleanName, foldText } from '../lib/text.ts';
import { sayInstant } from './dates.ts';
import { shortName } from './directive-head.ts';
import type { Voice } from './screen.ts';

type Saying = Pick<Voice, 't' | 'zone'>;

/** A name for the file that every system takes. */
export function exportName({ directive: { id, number } }: EvidenceExport): string {
  const name = foldText(number ?? String(id)).replace(/[^a-z0-9]+/g, '-');
  return `bang-chung-${name}.jsonl.gz`;
}

/** Beside a package that is sent. */
export function exportCaption({ directive, anchor, unsealed }: EvidenceExport, voice: Voice): string {
  const { t } = voice;
  const lines = [
    t('evidence:export.caption', { name: shortName(directive, voice), anchor: anchor.text }),
    ...(unsealed > 0 ? [t('evidence:export.unsealed', { count: unsealed })] : []),
  ];
  return lines.join('\n');
}

/** More faults than this say nothing new. */
const FAULTS = 20;

/** What a package proves and what it does not, in words. */
export function verdictLines(verdict: Verdict, saying: Saying): string[] {
  const { t } = saying;
  const { proven, faults } = verdict;
  const isWhole = faults.every(({ kind }) => kind === 'fingerprintMissing');
  return [
    ...aboutLines(verdict, saying),
    '',
    t(proven ? 'evidence:verdict.proven' : isWhole ? 'evidence:verdict.whose' : 'evidence:verdict.notProven'),
    ...(isWhole ? provenLines(verdict, saying) : faultLines(faults, t)),
    ...(isWhole ? stampLines(verdict, saying) : []),
    ...(isWhole ? besideLines(verdict, t) : []),
    ...(isWhole ? erasureLines(verdict, saying) : []),
    '',
    t('evidence:verdict.never'),
    t('evidence:verdict.noSignature'),
  ];
}

function aboutLines({ stream, entries, seals, head, key, directive }: Verdict, { t, zone }: Saying): string[] {
  const { number, title } = directive;
  return [
    t('evidence:verdict.stream', { stream: cleanName(stream), entries, seals }),
    ...(title ? [cleanName([number, title].filter(Boolean).join(' · '))] : []),
    ...(head ? [t('evidence:head.anchor', { anchor: head.text, when: sayInstant(instant(head.at), zone, t) })] : []),
    ...(key ? [t('evidence:key.show.fingerprint', { fingerprint: sayFingerprint(key) })] : []),
  ];
}

/** In the words of the specification. */
function provenLines(verdict: Verdict, { t, zone }: Saying): string[] {
  const { anchor, acknowledgements, isVouched, entries } = verdict;
  const { button, listed, joined, paper } = acknowledgements;
  const when = anchor && sayInstant(instant(anchor.at), zone, t);
  const existed = anchor
    ? t('evidence:verdict.existedBy', { anchor: sayAnchor(anchor), when: when!, count: anchor.entries })
    : isVouched && t('evidence:verdict.existed');
  return [
    ...[existed, (anchor || isVouched) && t('evidence:verdict.unchanged')],
    anchor && anchor.entries < entries && t('evidence:verdict.after', { count: entries - anchor.entries }),
    isVouched && button > 0 && t('evidence:verdict.acknowledged', { count: button }),
    isVouched && listed > 0 && t('evidence:verdict.listed', { count: listed }),
    isVouched && joined > 0 && t('evidence:verdict.joined', { count: joined }),
    isVouched && paper > 0 && t('evidence:verdict.paper', { count: paper }),
  ]
    .filter((line) => typeof line === 'string')
    .map((line) => `• ${line}`);
}

/** Who doubts the office's clock has theirs; that its signature is good is for them to check. */
function stampLines({ stamps }: Verdict, { t, zone }: Saying): string[] {
  const [first, last] = [stamps[0], stamps.at(-1)];
  if (!first || !last) return [];
  const line = ({ seal, at, entries }: Stamp) => {
    const when = sayInstant(instant(at), zone, t);
    return `• ${t('evidence:verdict.stamped', { seal: String(seal), when, count: entries })}`;
  };
  return [...new Set([line(first), line(last)]), `• ${t('evidence:verdict.stampByHand')}`];
}

/** What whoever weighs it should know. */
function besideLines({ erased, late, unnamed, restores, revocations }: Verdict, t: T): string[] {
  return [
    erased > 0 && t('evidence:verdict.erased', { count: erased }),
    late > 0 && t('evidence:verdict.late', { count: late }),
    unnamed > 0 && t('evidence:verdict.unnamed', { count: unnamed }),
    restores > 0 && t('evidence:verdict.restores', { count: restores }),
    revocations > 0 && t('evidence:verdict.revocations', { count: revocations }),
  ]
    .filter((line) => line !== false)
    .map((line) => `• ${line}`);
}

/** More erasures than this, each with its entry, say nothing new. */
const ERASURES = 20;

function erasureLines({ erasures }: Verdict, saying: Saying): string[] {
  const more = erasures.length - ERASURES;
  const lines = erasures.slice(0, ERASURES).map((one) => `  – ${erasureLine(one, saying)}`);
  return more > 0 ? [...lines, `  – ${saying.t('evidence:more', { count: more })}`] : lines;
}

// i18n: evidence:why.*
function erasureLine({ entry, at, why, values }: Erasure, { t, zone }: Saying): string {
  const kinds = [...new Set(values.map(({ what }) => what))].map((what) => {
    const entries = values.filter((one) => one.what === what).map((one) => one.entry);
    return t('evidence:erasedOf', { what: sayWhat(what, t), entries: entries.join(', ') });
  });
  const isKnown = (erasureReasons as readonly string[]).includes(why);
  const because = isKnown ? t(`evidence:why.${why}` as Key) : cleanName(why);
  const when = sayInstant(instant(at), zone, t);
  return t('evidence:erasure', { values: kinds.join('; '), when, why: because, entry: String(entry) });
}

// i18n: evidence:fault.*
function faultLines(faults: readonly Fault[], t: T): string[] {
  const lines = faults.slice(0, FAULTS).map(({ kind, entry = 0, to = 0, seal = 0, line = 0, what = '' }) => {
    const isSpan = to > entry;
    const place = isSpan ? t('evidence:span', { from: String(entry), to: String(to) }) : String(entry);
    const params = { entry: place, seal: String(seal), line: String(line), what: sayWhat(what, t) };
    return `• ${t(`evidence:fault.${kind}` as Key, params)}`;
  });
  const more = faults.length - FAULTS;
  return more > 0 ? [...lines, `• ${t('evidence:more', { count: more })}`] : lines;
}

const VALUES = ['actor', 'subject', 'details'] as const;

// i18n: evidence:value.*
const sayWhat = (what: string, t: T): string =>
  (VALUES as readonly string[]).includes(what) ? t(`evidence:value.${what}` as Key) : what;

/** One acknowledgement in the words of the specification. */
export function acknowledgedLine(one: Acknowledged, { t, zone }: Saying): string {
  const { person, account, bound, textHash: hash, at, standing } = one;
  const who = cleanName(person.replace(/^person:/, ''));
  const how = bound === 'contact' || bound === 'invite' ? t(`evidence:bound.${bound}`) : t('evidence:bound.unknown');
  const when = sayInstant(instant(at), zone, t);
  const said = t('evidence:acknowledged', { account: String(account ?? '?'), person: who, how, hash, when });
  return `• ${said} ${t(`evidence:standing.${standing}`)}`;
}
