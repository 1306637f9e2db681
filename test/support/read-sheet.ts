import { readZip } from '../../src/documents/zip.ts';

export interface ReadSheet {
  /** What stands outside the table of people, paragraph by paragraph. */
  words: string[];
  /** The table of people, its heading first. */
  rows: string[][];
  footer: string;
}

/** A list of acknowledgement as a word processor reads it. */
export function readSheet(bytes: Buffer): ReadSheet {
  const parts = readZip(bytes, 100_000_000, () => true);
  const part = (name: string) => parts.get(name)!.toString();
  const document = part('word/document.xml');
  const tables = [...document.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([table]) => table);
  const people = tables.find((table) => table.includes('<w:tblHeader/>')) ?? '';
  const rows = [...people.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) =>
    [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => textsOf(cell).join('\n')),
  );
  return { words: textsOf(document.replace(people, '')), rows, footer: part('word/footer1.xml') };
}

const textsOf = (xml: string): string[] =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs)].map(([, text]) => unescaped(text!)).join(''),
    )
    .filter((text) => text !== '');

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
