import { readZip } from '../../src/documents/zip.ts';

export interface ReadSheet {
  /** What stands outside the table of people, paragraph by paragraph. */
  words: string[];
  /** The table of people, its heading first: a long one stands in several. */
  rows: string[][];
  footer: string;
}

/** A list of acknowledgement as a word processor reads it. */
export function readSheet(bytes: Buffer): ReadSheet {
  const parts = readZip(bytes, 100_000_000, () => true);
  const part = (name: string) => parts.get(name)!.toString();
  const document = part('word/document.xml');
  const all = [...document.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([table]) => table);
  const tables = all.filter((table) => table.includes('<w:tblHeader/>'));
  const rows = tables.flatMap((table, at) => rowsOf(table).slice(at === 0 ? 0 : 1));
  const words = textsOf(tables.reduce((rest, table) => rest.replace(table, ''), document));
  return { words, rows, footer: part('word/footer1.xml') };
}

const rowsOf = (table: string): string[][] =>
  [...table.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) =>
    [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => textsOf(cell).join('\n')),
  );

const textsOf = (xml: string): string[] =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs)].map(([, text]) => unescaped(text!)).join(''),
    )
    .filter((text) => text !== '');

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
