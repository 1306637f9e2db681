/**
 * Word documents, written as a stream: ten thousand rows of a table are never in memory as objects, nor do they hold up the main
 * thread. (The package `docx` took 370 MB for them and stood still for 1.5 s.)
 */
import { contentTypes, escapeXml, OFFICE, relations, XML_HEAD } from './xml.ts';
import { deflated, writeZip } from './zip.ts';

/** Twentieths of a point: A4 with the margins of Decree 30/2020/NĐ-CP, and the width between them. */
const PAGE = { width: 11906, height: 16838, top: 1134, right: 1134, bottom: 1134, left: 1701 } as const;
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

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
  const run = `<w:r>${look ? `<w:rPr>${look}</w:rPr>` : ''}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
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
const KIND = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const FONT =
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>';
const STYLES = `${XML_HEAD}<w:styles ${WORD}><w:docDefaults><w:rPrDefault><w:rPr>${FONT}<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults></w:styles>`;

const field = (name: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${name} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

const footer = (): string =>
  `${XML_HEAD}<w:ftr ${WORD}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${field('PAGE')}<w:r><w:t xml:space="preserve">/</w:t></w:r>${field('NUMPAGES')}</w:p></w:ftr>`;

const END = `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/><w:pgMar w:top="${PAGE.top}" w:right="${PAGE.right}" w:bottom="${PAGE.bottom}" w:left="${PAGE.left}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`;

/** The pieces of a body as a document with numbered pages. */
export async function writeDocx(body: Iterable<string>): Promise<Buffer> {
  const document = function* () {
    yield `${XML_HEAD}<w:document ${WORD} xmlns:r="${OFFICE}"><w:body>`;
    yield* body;
    yield `${END}</w:body></w:document>`;
  };
  const types = contentTypes([
    ['word/document.xml', `${KIND}.document.main`],
    ['word/styles.xml', `${KIND}.styles`],
    ['word/footer1.xml', `${KIND}.footer`],
  ]);
  const links = relations([
    ['styles', 'styles.xml'],
    ['footer', 'footer1.xml'],
  ]);
  return writeZip([
    ['[Content_Types].xml', types],
    ['_rels/.rels', relations([['officeDocument', 'word/document.xml']])],
    ['word/document.xml', await deflated(document())],
    ['word/_rels/document.xml.rels', links],
    ['word/styles.xml', Buffer.from(STYLES)],
    ['word/footer1.xml', Buffer.from(footer())],
  ]);
}
