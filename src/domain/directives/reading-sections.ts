import { goesOn, type Line } from './reading-lines.ts';

export interface Section {
  /** As numbered: "II", "1", "2.1", "a", "Điều 3", "Phần I". */
  mark: string;
  /** 1 for parts and Roman numbers, 2 for articles and 1., 3 for 1.1, 4 for 1.1.1 and a). */
  level: number;
  /** Its first line, without the number. */
  heading: string;
  /** What follows up to the next number of whatever level, broken lines joined. */
  text: string;
  where: string;
}

const MARKS: [RegExp, level: number | null][] = [
  [/^(phần (?:thứ )?\p{L}{1,12})\s?[.:–-]?\s?/iu, 1],
  [/^([IVX]{1,6})\s?[.:)/–-]\s?(?=\p{L})/u, 1],
  [/^(điều \d{1,3}\p{L}?)\s?[.:]\s?/iu, 2],
  [/^(\d{1,2}(?:\.\d{1,2}){0,3})\s?(?:[.):]\s?|\s)(?=[\p{L}“"(])/u, null],
  [/^(\p{Ll})\s?[).]\s(?=\p{L})/u, 4],
];

/** The numbered parts of a text in their order (Decree 30/2020/NĐ-CP, annex I, II.6). Numbers count only where a line begins. */
export function readSections(body: Line[]): Section[] {
  const sections: Section[] = [];
  let texts: string[] = [];
  let before = '';
  const close = () => {
    const last = sections.at(-1);
    if (last) last.text = texts.join('\n');
    texts = [];
  };
  for (const line of body) {
    const found = startOf(line, before);
    const last = sections.at(-1);
    if (found) {
      close();
      sections.push(found);
      before = line.text;
      continue;
    }
    if (last) {
      const isBroken = goesOn(before, line);
      if (isBroken && texts.length === 0) last.heading = `${last.heading} ${line.text}`;
      else if (isBroken) texts.push(`${texts.pop()} ${line.text}`);
      else texts.push(line.text);
    }
    before = line.text;
  }
  close();
  return sections;
}

function startOf(line: Line, before: string): Section | null {
  for (const [pattern, level] of MARKS) {
    const match = pattern.exec(line.text);
    if (!match) continue;
    const [all, mark] = match as unknown as [string, string];
    // A number alone needs its full stop: "5 xã, phường" is no heading, nor is what an old scan broke off after "ngày".
    const isBare = /^\d+$/.test(mark) && !/[.):]/.test(all);
    if (isBare || /(?:ngày|số|tháng|năm|Điều|khoản|,)$/u.test(before)) return null;
    return {
      mark,
      level: level ?? Math.min(mark.split('.').length + 1, 4),
      heading: line.text.slice(all.length),
      text: '',
      where: line.where,
    };
  }
  return null;
}
