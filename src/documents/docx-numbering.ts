/**
 * Word numbers paragraphs itself: "1." or "a)" of a heading stands nowhere in the text. Here each such paragraph is given the
 * words that Word would show, so that an order keeps the number by which everybody will speak of it.
 */
interface Level {
  format: string;
  /** Such as `%1.%2.`: each sign stands for the count of a level. */
  text: string;
  start: number;
}

interface Numbering {
  /** Levels and the counts so far, shared by all lists of one definition. */
  lists: Map<string, { levels: Level[]; counts: number[] }>;
  /** What a paragraph refers to: a definition, and where it begins anew. */
  uses: Map<string, { list: string; starts: Map<number, number> }>;
  styles: Map<string, { numId: string; level: number }>;
}

/** `word/document.xml` with the number of each numbered paragraph written out. */
export function writeNumbersOut(documentXml: string, numberingXml: string, stylesXml: string): string {
  const numbering = readNumbering(numberingXml, stylesXml);
  return documentXml
    .replace(/<w:pPrChange\b.*?<\/w:pPrChange>/gs, '')
    .replace(/<w:pPr>.*?<\/w:pPr>/gs, (properties) => {
      const label = labelOf(properties, numbering);
      return label ? `${properties}<w:r><w:t xml:space="preserve">${label} </w:t></w:r>` : properties;
    });
}

function readNumbering(numberingXml: string, stylesXml: string): Numbering {
  const lists: Numbering['lists'] = new Map();
  for (const [xml] of numberingXml.matchAll(/<w:abstractNum\b.*?<\/w:abstractNum>/gs)) {
    const levels: Level[] = [];
    for (const [level] of xml.matchAll(/<w:lvl\b.*?<\/w:lvl>/gs)) {
      const start = Number(value(level, 'w:start') ?? 1);
      const format = value(level, 'w:numFmt') ?? 'decimal';
      levels[Number(attribute(level, 'w:ilvl') ?? 0)] = { format, text: value(level, 'w:lvlText') ?? '', start };
    }
    lists.set(attribute(xml, 'w:abstractNumId') ?? '', { levels, counts: [] });
  }
  const uses: Numbering['uses'] = new Map();
  for (const [xml] of numberingXml.matchAll(/<w:num\s.*?<\/w:num>/gs)) {
    const starts = new Map<number, number>();
    for (const [override] of xml.matchAll(/<w:lvlOverride\b.*?<\/w:lvlOverride>/gs)) {
      const start = value(override, 'w:startOverride');
      if (start !== null) starts.set(Number(attribute(override, 'w:ilvl')), Number(start));
    }
    uses.set(attribute(xml, 'w:numId') ?? '', { list: value(xml, 'w:abstractNumId') ?? '', starts });
  }
  return { lists, uses, styles: readStyles(stylesXml) };
}

function readStyles(stylesXml: string): Numbering['styles'] {
  const styles: Numbering['styles'] = new Map();
  for (const [xml] of stylesXml.matchAll(/<w:style\b.*?<\/w:style>/gs)) {
    const numId = value(xml, 'w:numId');
    if (numId !== null) {
      styles.set(attribute(xml, 'w:styleId') ?? '', { numId, level: Number(value(xml, 'w:ilvl') ?? 0) });
    }
  }
  return styles;
}

function labelOf(properties: string, { lists, uses, styles }: Numbering): string {
  const style = styles.get(value(properties, 'w:pStyle') ?? '');
  const use = uses.get(value(properties, 'w:numId') ?? style?.numId ?? '');
  const list = lists.get(use?.list ?? '');
  const at = Number(value(properties, 'w:ilvl') ?? style?.level ?? 0);
  const level = list?.levels[at];
  if (!use || !list || !level) return '';
  if (level.format === 'bullet') return '-';
  const begins = use.starts.get(at);
  use.starts.delete(at);
  list.counts[at] = begins ?? (list.counts[at] ?? level.start - 1) + 1;
  list.counts.length = at + 1;
  return level.text.replace(/%(\d)/g, (_, digit: string) => {
    const shown = list.levels[Number(digit) - 1];
    return shown ? say(list.counts[Number(digit) - 1] ?? shown.start, shown.format) : '';
  });
}

function say(count: number, format: string): string {
  if (/roman/i.test(format)) return format === 'lowerRoman' ? roman(count).toLowerCase() : roman(count);
  if (/letter/i.test(format)) return format === 'lowerLetter' ? letter(count) : letter(count).toUpperCase();
  if (format === 'none') return '';
  return format === 'decimalZero' ? String(count).padStart(2, '0') : String(count);
}

const ROMAN: [number, string][] = [
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(count: number): string {
  let left = Math.min(count, 89);
  let said = '';
  for (const [worth, sign] of ROMAN) for (; left >= worth; left -= worth) said += sign;
  return said;
}

/** After z comes aa, then bb. */
const letter = (count: number): string =>
  String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.min(Math.ceil(count / 26), 9));

const value = (xml: string, tag: string): string | null =>
  new RegExp(`<${tag}\\s[^>]*?w:val="([^"<]*)"`).exec(xml)?.[1] ?? null;

const attribute = (xml: string, name: string): string | null => new RegExp(`${name}="([^"<]*)"`).exec(xml)?.[1] ?? null;
