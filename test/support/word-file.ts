/** Word documents made by hand, as small as they can be. */
import { deflateRawSync } from 'node:zlib';
import { writeZip } from '../../src/documents/zip.ts';

const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"';
const TYPES = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`;
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const rels = (entries: [type: string, target: string][]): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(([type, target], at) => `<Relationship Id="rId${at}" Type="${REL}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Paragraph {
  text: string;
  /** The number of a list and a level of it. */
  numbered?: [list: number, level: number];
  style?: string;
  /** Shown in capitals, kept in small letters. */
  caps?: boolean;
}

export function p(said: string | Paragraph): string {
  const { text, numbered, style, caps } = typeof said === 'string' ? { text: said } : said;
  const list = numbered ? `<w:numPr><w:ilvl w:val="${numbered[1]}"/><w:numId w:val="${numbered[0]}"/></w:numPr>` : '';
  const styled = style ? `<w:pStyle w:val="${style}"/>` : '';
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`);
  return `<w:p><w:pPr>${styled}${list}</w:pPr><w:r><w:rPr>${caps ? '<w:caps/>' : ''}</w:rPr>${lines.join('<w:br/>')}</w:r></w:p>`;
}

/** Each cell is one or several paragraphs. */
export const table = (rows: (string | string[])[][]): string =>
  `<w:tbl>${rows
    .map((row) => `<w:tr>${row.map((cell) => `<w:tc>${[cell].flat().map(p).join('')}</w:tc>`).join('')}</w:tr>`)
    .join('')}</w:tbl>`;

const LISTS = `<w:numbering ${NAMES}><w:abstractNum w:abstractNumId="0">${[
  ['upperRoman', '%1.'],
  ['decimal', '%2.'],
  ['decimal', '%2.%3.'],
  ['lowerLetter', '%4)'],
]
  .map(
    ([format, text], at) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  )
  .join(
    '',
  )}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`;
const STYLES = `<w:styles ${NAMES}><w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`;

/** The parts of a document with this body, to which others may be added. */
export function wordParts(body: string, more: Record<string, string> = {}): Map<string, Buffer> {
  const parts = {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': rels([['officeDocument', 'word/document.xml']]),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${NAMES}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': rels([
      ['numbering', 'numbering.xml'],
      ['styles', 'styles.xml'],
    ]),
    'word/numbering.xml': LISTS,
    'word/styles.xml': STYLES,
    ...more,
  };
  return new Map(Object.entries(parts).map(([name, content]) => [name, Buffer.from(content)]));
}

export const wordFile = (body: string, more: Record<string, string> = {}): Buffer => writeZip(wordParts(body, more));

/** A document whose text is this many megabytes of spaces. */
export function zipBomb(megabytes: number): Buffer {
  const parts = wordParts('');
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024, ' '));
  const zip = writeZip([...parts, ['word/document.xml', packed]]);
  // The last entry is marked as deflated in both of its headers.
  const name = Buffer.from('word/document.xml');
  const local = zip.lastIndexOf(name, zip.lastIndexOf(name) - 1);
  zip.writeUInt16LE(8, local - 30 + 8);
  zip.writeUInt16LE(8, zip.lastIndexOf(name) - 46 + 10);
  return zip;
}
