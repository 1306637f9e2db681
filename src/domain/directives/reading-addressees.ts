import type { Found } from './reading.ts';
import { BODY } from './reading-issuer.ts';
import { firstSentence, goesOn, isCapitals, type Line, plainOf } from './reading-lines.ts';

/** Why somebody receives it: to act on it, as a report, to work along, to know of it, or to keep it (Lưu). */
export type Purpose = 'act' | 'report' | 'cooperate' | 'know' | 'keep';

export interface Addressee {
  /** Without its mark: "Các phòng, đơn vị thuộc Sở". */
  text: string;
  /** Null where none is marked. */
  purpose: Purpose | null;
  /** Whom "Như trên" or "Như Điều 3" stands for. */
  standsFor: string[];
}

export interface Addressees {
  kinhGui: Found<string>[];
  noiNhan: Found<Addressee>[];
  /** Whom the text itself orders or asks to act, where nothing says "Kính gửi": "… giao các Hạt trưởng tổ chức …". */
  ordered: Found<string> | null;
}

/** "Kính gửi" above the text and "Nơi nhận" below it (Decree 30/2020/NĐ-CP, annex I, II.9). */
export function readAddressees(lines: { heading: Line[]; body: Line[]; end: Line[] }): Addressees {
  const kinhGui = itemsAfter([...lines.heading, ...lines.body].slice(0, MOST_LINES), KINH_GUI).map(
    ({ text, where }) => {
      return { value: trimmed(firstSentence(text)), where, confidence: 'sure' as const };
    },
  );
  const noiNhan = itemsAfter(lines.end, NOI_NHAN).flatMap((item) =>
    receivers(item.text).map((text) => ({
      value: addresseeOf(text, kinhGui, lines.body),
      where: item.where,
      confidence: 'sure' as const,
    })),
  );
  const ordered = kinhGui.length > 0 ? null : orderedIn(lines.body);
  return { kinhGui, noiNhan: noiNhan.filter(({ value }) => value.text !== ''), ordered };
}

const ORDERED = new RegExp(
  `\\b(?:yeu cau|de nghi|giao) ?:? ((?:cac|thu truong|truong|lanh dao|giam doc|chu tich|toan the|${BODY})\\b[^.;:]{0,150}?) (?:trien khai|thuc hien|nghiem tuc|khan truong|tap trung|chu dong|phoi hop|quan triet|to chuc|tang cuong|can cu)\\b`,
);

function orderedIn(body: Line[]): Found<string> | null {
  for (const line of body.slice(0, MOST_LINES)) {
    const match = ORDERED.exec(line.plain.slice(0, 5000));
    if (!match) continue;
    const from = match.index + match[0].indexOf(match[1]!);
    return { value: trimmed(line.text.slice(from, from + match[1]!.length)), where: line.where, confidence: 'likely' };
  }
  return null;
}

const MOST_LINES = 60;
const MOST_ITEMS = 300;
const KINH_GUI = /^(?:tran trong )?kinh (?:gui|moi) ?:? ?|^[^:.]{3,80}\bdien ?: ?(?!\d)/;
const NOI_NHAN = /^(?:- ?)?noi nhan ?:? ?/;

interface Item {
  text: string;
  where: string;
}

/** What is listed after a label: on its own line, or below it with dashes, as far as the list goes. */
function itemsAfter(lines: Line[], label: RegExp): Item[] {
  const from = lines.findIndex(({ plain }) => label.test(plain.slice(0, 120)));
  if (from < 0) return [];
  const first = lines[from]!;
  const said = first.text.slice(label.exec(first.plain.slice(0, 120))![0].length).trim();
  const items: Item[] = said ? [{ text: said, where: first.where }] : [];
  for (const line of lines.slice(from + 1, from + MOST_ITEMS)) {
    const last = items.at(-1);
    const isItem = /^[-+]/.test(line.text);
    if (!isItem && last && goesOn(last.text, line) && !line.isAfterBlank) last.text = `${last.text} ${line.text}`;
    else if (isItem || isListed(line, last)) items.push({ text: line.text.replace(/^[-+]\s*/, ''), where: line.where });
    else break;
  }
  return items;
}

/** A list without dashes goes on while its lines end as those of a list do. */
const isListed = (line: Line, last: Item | undefined): boolean =>
  line.text.length < 150 &&
  !isCapitals(line.text) &&
  (last === undefined || /[;,]$/.test(last.text)) &&
  !ORDER.test(line.plain);

const ORDER = /^(?:can cu|thuc hien|i\.|1\.|dieu \d|de |hien nay|theo )/;

/** Several on one line, parted by ";". A mark after the ";" belongs to the one before: "UBND tỉnh; (báo cáo)". */
const receivers = (text: string): string[] =>
  text
    .replace(/;\s*\(/g, ' (')
    .split(/;\s*/)
    .filter(Boolean);

const trimmed = (text: string): string => text.replace(/^[\s\-+:]+|[\s;.,/]+$/g, '');

const KEPT = /^luu\b ?(?:tru\b)? ?:? ?/;
const MARK =
  '(?:de )?(?:b\\/?c|bao cao|t\\/?h|thuc hien|p\\/h|phoi hop(?: thuc hien)?|biet|t\\/d|theo doi|c\\/d|chi dao|trien khai|thi hanh)';
const IN_BRACKETS = new RegExp(` ?\\((${MARK})[^()]{0,40}\\)`);
const UNBRACKETED = new RegExp(`,? ((?:de )(?:${MARK.replace('(?:de )?', '')}))$`);

function addresseeOf(said: string, kinhGui: Found<string>[], body: Line[]): Addressee {
  const text = trimmed(said);
  const plain = plainOf(text);
  const kept = KEPT.exec(plain);
  if (kept) return { text: trimmed(text.slice(kept[0].length)) || text, purpose: 'keep', standsFor: [] };
  const mark = IN_BRACKETS.exec(plain) ?? UNBRACKETED.exec(plain);
  const name = mark ? text.slice(0, mark.index) + text.slice(mark.index + mark[0].length) : text;
  return {
    text: trimmed(name),
    purpose: mark ? purposeOf(mark[1]!) : null,
    standsFor: standsFor(plain, kinhGui, body),
  };
}

function purposeOf(mark: string): Purpose {
  if (/b\/?c|bao cao/.test(mark)) return 'report';
  if (/p\/h|phoi hop/.test(mark)) return 'cooperate';
  return /biet|t\/d|theo doi|c\/d|chi dao/.test(mark) ? 'know' : 'act';
}

function standsFor(plain: string, kinhGui: Found<string>[], body: Line[]): string[] {
  if (/^nhu (?:tren|kinh gui)\b/.test(plain)) return kinhGui.flatMap(({ value }) => receivers(value).map(trimmed));
  const article = /^nhu dieu (\d{1,3})\b/.exec(plain)?.[1];
  if (!article) return [];
  const from = body.findIndex((line) => new RegExp(`^dieu ${article}\\b`).test(line.plain));
  // Whoever "chịu trách nhiệm thi hành" according to that article.
  for (const line of from < 0 ? [] : body.slice(from, from + 4)) {
    const end = line.plain.search(/(?: co trach nhiem| chiu trach nhiem| can cu) /);
    const who = line.text.slice(0, Math.max(end, 0)).replace(/^Điều \d+\s?[.:]?\s*/iu, '');
    if (who) return [trimmed(who)];
  }
  return [];
}
