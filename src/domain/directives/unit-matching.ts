import { foldText } from '../../lib/text.ts';
import type { Unit } from '../units/unit.ts';

export interface UnitMatch {
  /** As the document says it. */
  phrase: string;
  /** The units meant; none where nothing matches, or where a name fits several. */
  units: Unit[];
  /** `each`: these units. `allBelow`: every unit directly below them. Null: nobody of this office is recognised. */
  scope: 'each' | 'allBelow' | null;
  /** Only their heads are meant: "Thủ trưởng các đơn vị". */
  isHeads: boolean;
}

/**
 * Whom phrases such as "Kính gửi" and "Nơi nhận" mean among the units of an office, by folded name, alias or code. `issuing` is the
 * unit that "thuộc Sở" or "trực thuộc" refers to. Names are never matched by likeness: a near one is left to the clerk.
 */
export function matchUnits(
  phrases: readonly string[],
  units: readonly Unit[],
  issuing: Unit | null = null,
): UnitMatch[] {
  const names = namesOf(units);
  return phrases.flatMap((phrase) => matchPhrase(phrase, names, issuing));
}

type Names = Map<string, Unit[]>;

function namesOf(units: readonly Unit[]): Names {
  const names: Names = new Map();
  for (const unit of units) {
    for (const name of new Set([unit.name, unit.code, ...unit.aliases].map(keyOf))) {
      if (name) names.set(name, [...(names.get(name) ?? []), unit]);
    }
  }
  return names;
}

/** Written out or short, with or without dashes, commas and "tỉnh": one name. */
const keyOf = (name: string): string =>
  foldText(name)
    .replace(/\buy ban nhan dan\b/g, 'ubnd')
    .replace(/\bhoi dong nhan dan\b/g, 'hdnd')
    .replace(/\buy ban mat tran to quoc(?: viet nam)?\b/g, 'ubmttq')
    .replace(/&/g, ' va ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bva\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const HEADS =
  /^(?:dong chi |ong |ba )?(?:thu truong|lanh dao|nguoi dung dau|giam doc|chi cuc truong|hat truong|hieu truong|truong(?= (?:cac|phong|ban|khoa|tram|doi)\b)|chanh(?= (?:van phong|thanh tra)\b)|chu tich(?= (?:ubnd|uy ban|hdnd|hoi)\b))\s+/;

/** "Các phòng, đơn vị thuộc Sở", "UBND các xã, phường": kinds of units, and below whom. */
const GROUP =
  /^(?:tat ca |toan the |toan bo )?(?<before>ubnd |uy ban nhan dan |dang uy )?cac (?<kinds>.{1,120}?)(?: (?:truc )?thuoc(?: (?<of>.{1,120}))?)?$/;
const EVERY_KIND = new Set(['co quan', 'don vi', 'to chuc', 'bo phan']);
const KINDS = new Set(
  'phong,ban,chi cuc,cuc,vu,trung tam,khoa,hat,tram,doi,xa,phuong,thi tran,huyen,dac khu,so,nganh,truong,benh vien,ban quan ly,vien'.split(
    ',',
  ),
);
const MOST_PIECES = 20;
const MOST_LETTERS = 1000;

function matchPhrase(phrase: string, names: Names, issuing: Unit | null): UnitMatch[] {
  // "Các phòng: Trồng trọt, Chăn nuôi": the list says which, and the first word what each is.
  const [label = '', kind = ''] = /^[Cc]ác ([^:,;]{2,40}):\s*(?=\p{L})/u.exec(phrase) ?? [];
  const listed = phrase.slice(label.length, MOST_LETTERS);
  const whole = { ...matchWhole(listed, names, issuing), phrase };
  if (whole.scope !== null) return [whole];
  const pieces = listed.split(/\s*[,;:]\s*|\s+và\s+/u).filter((piece) => /\p{L}/u.test(piece));
  if (pieces.length < (kind ? 1 : 2) || pieces.length > MOST_PIECES) return [whole];
  const matches = matchPieces(listed, pieces, kind, names, issuing);
  return matches.some(({ scope }) => scope !== null) ? matches : [whole];
}

/** Names hold commas and "và" themselves, so the longest run of pieces that is a name goes first. */
function matchPieces(phrase: string, pieces: string[], kind: string, names: Names, issuing: Unit | null): UnitMatch[] {
  const matches: UnitMatch[] = [];
  for (let from = 0; from < pieces.length; ) {
    let match: UnitMatch | null = null;
    let to = pieces.length;
    for (; to > from && !match; to--) {
      const span = spanOf(phrase, pieces, from, to);
      const tried = [span, `${kind} ${span}`].map((words) => ({ ...matchWhole(words, names, issuing), phrase: span }));
      const found = tried.find(({ scope }) => scope !== null);
      if (found || to === from + 1) match = found ?? tried[0]!;
    }
    matches.push(match!);
    from = to + 1;
  }
  return matches;
}

function spanOf(phrase: string, pieces: string[], from: number, to: number): string {
  let start = 0;
  for (const piece of pieces.slice(0, from)) start = phrase.indexOf(piece, start) + piece.length;
  start = phrase.indexOf(pieces[from]!, start);
  let end = start;
  for (const piece of pieces.slice(from, to)) end = phrase.indexOf(piece, end) + piece.length;
  return phrase.slice(start, end);
}

function matchWhole(phrase: string, names: Names, issuing: Unit | null): UnitMatch {
  const folded = foldText(phrase).replace(/[\s;.,:]+$/, '');
  const heads = HEADS.exec(folded)?.[0] ?? '';
  const found = (units: Unit[], scope: UnitMatch['scope'], isHeads: boolean): UnitMatch => ({
    phrase,
    units,
    scope,
    isHeads,
  });
  const own = names.get(keyOf(folded));
  if (own?.length === 1) return found(own, 'each', false);
  const rest = folded.slice(heads.length);
  const headed = heads ? namedBy(rest, names, issuing) : null;
  if (headed) return found([headed], 'each', true);
  const group = groupOf(rest, names, issuing);
  return group ? found(group.units, group.scope, heads !== '') : found([], null, heads !== '');
}

function groupOf(words: string, names: Names, issuing: Unit | null): Pick<UnitMatch, 'units' | 'scope'> | null {
  const { before = '', kinds = '', of = '' } = GROUP.exec(words)?.groups ?? {};
  const wanted = kinds
    .replace(/ (?:chuyen mon|nghiep vu|truc thuoc|tren dia ban.*)(?=,| va |$)/g, '')
    .split(/ ?, ?| va /)
    .filter(Boolean);
  const above = wanted.length > 0 ? namedBy(of, names, issuing) : null;
  if (!above || !wanted.every((kind) => EVERY_KIND.has(kind) || KINDS.has(kind))) return null;
  if (wanted.some((kind) => EVERY_KIND.has(kind))) return { units: [above], scope: 'allBelow' };
  const below = [...new Set([...names.values()].flat())].filter((unit) => unit.parentId === above.id);
  const starts = wanted.map((kind) => `${keyOf(`${before}${kind}`)} `);
  const units = below.filter((unit) => starts.some((start) => keyOf(unit.name).startsWith(start)));
  return units.length > 0 ? { units, scope: 'each' } : null;
}

/** "Sở" alone, or nothing, is the issuing body itself where that is one. */
function namedBy(words: string, names: Names, issuing: Unit | null): Unit | null {
  const named = names.get(keyOf(words));
  if (named?.length === 1) return named[0]!;
  const isOwn = words === '' || (issuing !== null && keyOf(issuing.name).startsWith(`${keyOf(words)} `));
  return isOwn && !named ? issuing : null;
}
