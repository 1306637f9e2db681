/**
 * Word documents, written as a stream: ten thousand rows of a table are never in memory as objects, nor do they hold up the main
 * thread. (The package `docx` took 370 MB for them and stood still for 1.5 s.)
 */
import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import { type Packed, writeZip } from './zip.ts';

/** Twentieths of a point: A4 with the margins of Decree 30/2020/NĐ-CP, and the width between them. */
const PAGE = { width: 11906, height: 16838, top: 1134, right: 1134, bottom: 1134, left: 1701 } as const;
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML: what it cannot hold (controls, halves of signs) and what would turn its direction is left out. */
const escaped = (text: string): string =>
  text
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, '')
    .replace(/[&<>"]/g, (sign) => SIGNS[sign]!);

export interface Look {
  isBold?: boolean;
  isItalic?: boolean;
  isUnderlined?: boolean;
  /** In points; 13 unless told. */
  size?: number;
  align?: 'left' | 'center' | 'right';
  /** Points of room above. */
  above?: number;
}

export function paragraph(text: string, { isBold, isItalic, isUnderlined, size, align, above }: Look = {}): string {
  const look = [
    isBold ? '<w:b/>' : '',
    isItalic ? '<w:i/>' : '',
    size ? `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>` : '',
    isUnderlined ? '<w:u w:val="single"/>' : '',
  ].join('');
  const place = `${above ? `<w:spacing w:before="${above * 20}"/>` : ''}${align ? `<w:jc w:val="${align}"/>` : ''}`;
  const run = `<w:r>${look ? `<w:rPr>${look}</w:rPr>` : ''}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  return `<w:p>${place ? `<w:pPr>${place}</w:pPr>` : ''}${run}</w:p>`;
}

const cell = (content: string, width: number): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;

/** A row of paragraphs; a heading is repeated on every page, and no row is broken over two. */
export const row = (cells: readonly string[], widths: readonly number[], isHeading = false): string =>
  `<w:tr><w:trPr><w:cantSplit/>${isHeading ? '<w:tblHeader/>' : ''}</w:trPr>${cells
    .map((content, at) => cell(content, widths[at]!))
    .join('')}</w:tr>`;

export function tableBegins(widths: readonly number[], hasLines: boolean): string {
  const line = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`;
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const lines = hasLines ? `<w:tblBorders>${sides.map(line).join('')}</w:tblBorders>` : '';
  const width = widths.reduce((sum, one) => sum + one, 0);
  const grid = widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('');
  const margins = hasLines
    ? ''
    : '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>';
  return `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/>${lines}<w:tblLayout w:type="fixed"/>${margins}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>`;
}

export const TABLE_ENDS = '</w:tbl>';

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const KIND = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${KIND}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${KIND}.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="${KIND}.footer+xml"/></Types>`;
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
const relations = (list: string) => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list}</Relationships>`;
const FONT =
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>';
const STYLES = `${HEAD}<w:styles ${WORD}><w:docDefaults><w:rPrDefault><w:rPr>${FONT}<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults></w:styles>`;

const field = (name: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${name} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

const footer = (): string =>
  `${HEAD}<w:ftr ${WORD}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${field('PAGE')}<w:r><w:t xml:space="preserve">/</w:t></w:r>${field('NUMPAGES')}</w:p></w:ftr>`;

const END = `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/><w:pgMar w:top="${PAGE.top}" w:right="${PAGE.right}" w:bottom="${PAGE.bottom}" w:left="${PAGE.left}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`;

/** The pieces of a body as a document with numbered pages. */
export async function writeDocx(body: Iterable<string>): Promise<Buffer> {
  const document = function* () {
    yield `${HEAD}<w:document ${WORD} xmlns:r="${OFFICE}"><w:body>`;
    yield* body;
    yield `${END}</w:body></w:document>`;
  };
  const links = relation('rId1', 'styles', 'styles.xml') + relation('rId2', 'footer', 'footer1.xml');
  return writeZip([
    ['[Content_Types].xml', Buffer.from(TYPES)],
    ['_rels/.rels', Buffer.from(relations(relation('rId1', 'officeDocument', 'word/document.xml')))],
    ['word/document.xml', await packed(document())],
    ['word/_rels/document.xml.rels', Buffer.from(relations(links))],
    ['word/styles.xml', Buffer.from(STYLES)],
    ['word/footer1.xml', Buffer.from(footer())],
  ]);
}

/** Deflated on a thread of its own while the next pieces are made; others have their turn after each. */
async function packed(pieces: Iterable<string>): Promise<Packed> {
  const deflate = createDeflateRaw({ level: 6 });
  const parts: Buffer[] = [];
  deflate.on('data', (part: Buffer) => parts.push(part));
  let [size, crc] = [0, 0];
  for (const piece of pieces) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    crc = crc32(bytes, crc);
    if (!deflate.write(bytes)) await once(deflate, 'drain');
  }
  const ended = once(deflate, 'end');
  deflate.end();
  await ended;
  return { packed: Buffer.concat(parts), size, crc };
}
