import { foldText } from '../../lib/text.ts';
import type { Section as TextSection } from '../directives/reading-sections.ts';
import type { Unit } from '../units/unit.ts';
import { type Place, TASK_LIMITS } from './task.ts';

/** A numbered part of a document's text; parts of a higher level stand inside those of a lower one. */
export type Section = Pick<TextSection, 'mark' | 'level' | 'heading' | 'text'>;

/** A task as the document seems to give it, to be confirmed: what was not found is left open, never guessed. */
export interface TaskProposal {
  mark: string;
  lead: Place;
  cooperating: Place[];
  text: string;
  /** `YYYY-MM-DD`, where the text names a whole date as a deadline. */
  dueOn: string | null;
  isStanding: boolean;
  isRequest: boolean;
}

type Named = Pick<Unit, 'id' | 'name' | 'aliases'>;

/** Sections whose heading begins with a unit's name (or alias) are its tasks, with all that stands inside them: one for each order. */
export function proposeTasks(sections: readonly Section[], units: readonly Named[]): TaskProposal[] {
  const names = namesOf(units);
  const proposals: TaskProposal[] = [];
  let owner: { level: number; leads: Place[]; isRequest: boolean } | null = null;
  for (const section of sections) {
    const { leads, rest, isRequest } = addressedIn(section.heading, names);
    if (leads.length > 0) owner = { level: section.level, leads, isRequest };
    else if (owner && section.level <= owner.level) owner = null;
    if (!owner) continue;
    const orders = ordersIn(leads.length > 0 ? rest : section.heading, section.text);
    for (const text of orders) {
      for (const lead of owner.leads) proposals.push(proposalOf(section, lead, text, owner.isRequest, names));
    }
  }
  return proposals;
}

function proposalOf({ mark }: Section, lead: Place, text: string, isRequest: boolean, names: Name[]): TaskProposal {
  const plain = foldText(text);
  const dueOn = deadlineIn(plain);
  return {
    mark,
    lead,
    cooperating: cooperatingIn(text, names).filter(({ id }) => id !== lead.id),
    text: cut(text),
    dueOn,
    isStanding: dueOn === null && STANDING.test(plain),
    isRequest: isRequest || /^de nghi\b/.test(plain),
  };
}

const STANDING = /\b(?:thuong xuyen|hang (?:ngay|tuan|thang|quy|nam)|24\/24)\b/;
const DEADLINE =
  /\b(?:truoc|cham nhat|muon nhat|den het|het|han|xong|hoan thanh)\b[^.;]{0,40}?\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/;

function deadlineIn(plain: string): string | null {
  const [, day, month, year] = DEADLINE.exec(plain) ?? [];
  if (!day || !month || Number(day) > 31 || Number(month) > 12) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const cut = (text: string): string =>
  text.length > TASK_LIMITS.text ? `${text.slice(0, TASK_LIMITS.text - 1).replace(/\s+\S*$/, '')}…` : text;

interface Name {
  place: Place;
  words: string[];
}

/** The longest first, so that "Chi cục Thủy lợi số 1" is not taken for "Chi cục Thủy lợi". */
function namesOf(units: readonly Named[]): Name[] {
  const names = units.flatMap(({ id, name, aliases }) =>
    [name, ...aliases].map((one) => ({ place: { id, name }, words: wordsOf(one).map(({ plain }) => plain) })),
  );
  return names.filter(({ words }) => words.length > 0).sort((one, other) => other.words.length - one.words.length);
}

interface Word {
  raw: string;
  plain: string;
}

const wordsOf = (text: string): Word[] =>
  text
    .split(/\s+/)
    .map((raw) => ({ raw, plain: foldText(raw).replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '') }))
    .filter(({ raw }) => raw !== '');

const nameAt = (words: Word[], at: number, names: Name[]): Name | null =>
  names.find((name) => name.words.every((word, index) => words[at + index]?.plain === word)) ?? null;

/** What stands before the unit that is ordered or asked. */
const OPENINGS = [
  'trach nhiem cua',
  'doi voi',
  'yeu cau',
  'de nghi',
  'giao cho',
  'giao',
  'phan cong',
  'cac don vi',
].map((opening) => opening.split(' '));
/** Between two that are ordered alike; empty for a dash or an "&" alone. */
const BETWEEN = ['va', 'cung', ''];

function addressedIn(heading: string, names: Name[]): { leads: Place[]; rest: string; isRequest: boolean } {
  const words = wordsOf(heading);
  const opening = OPENINGS.find((one) => one.every((word, index) => words[index]?.plain === word)) ?? [];
  const leads: Place[] = [];
  let at = opening.length;
  for (let name = nameAt(words, at, names); name; name = nameAt(words, at, names)) {
    leads.push(name.place);
    at += name.words.length;
    const next = BETWEEN.includes(words[at]?.plain ?? 'x') ? at + 1 : at;
    if (!nameAt(words, next, names)) break;
    at = next;
  }
  const rest = words.slice(at).map(({ raw }) => raw);
  return {
    leads,
    rest: capitalised(rest.join(' ').replace(/^[\s:,.;–-]+/, '')),
    isRequest: opening.join(' ') === 'de nghi',
  };
}

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

/** Fewer words are no order but what is left of a name. */
const LEAST_WORDS = 3;
const ITEM = /^\s*[-–•+*]\s*/;

/** One order per paragraph; a paragraph that ends in a colon takes the ones after it that are marked deeper ("+"). */
function ordersIn(first: string, text: string): string[] {
  const orders: string[] = [];
  for (const line of [first, ...text.split('\n')]) {
    const said = line.replace(ITEM, '').trim();
    const last = orders.at(-1);
    const isInside = /^\s*\+/.test(line) && last !== undefined && /:(?:\n\+|$)/.test(last);
    if (isInside) orders[orders.length - 1] = `${last}\n+ ${said}`;
    else if (wordsOf(said).length >= LEAST_WORDS) orders.push(said);
  }
  return orders;
}

/** Units named after "phối hợp với", up to the end of the clause. */
function cooperatingIn(text: string, names: Name[]): Place[] {
  const found = new Map<number, Place>();
  for (const [, clause] of text.matchAll(/phối hợp(?:[^.;]{0,30}?)\s(?:với|cùng)\s([^.;\n]{1,300})/giu)) {
    const words = wordsOf(clause!);
    for (let at = 0; at < words.length; ) {
      const name = nameAt(words, at, names);
      if (name) found.set(name.place.id, name.place);
      at += name?.words.length ?? 1;
    }
  }
  return [...found.values()];
}
