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
  align?: 'left' | 'center' | 'right' | 'both';
  /** Points of room above. */
  above?: number;
  /** The first line begins a centimetre further in, as in the body of a letter. */
  isIndented?: boolean;
  /** Never the last line of a page. */
  isKept?: boolean;
}

export function paragraph(text: string, look: Look = {}): string {
  const { isBold, isItalic, isUnderlined, size } = look;
  const letters = [
    isBold ? '<w:b/>' : '',
    isItalic ? '<w:i/>' : '',
    size ? `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>` : '',
    isUnderlined ? '<w:u w:val="single"/>' : '',
  ].join('');
  // The mark that ends a paragraph has a size, too: it decides how high an empty one is.
  const place = `${placeOf(look)}${size ? `<w:rPr><w:sz w:val="${size * 2}"/></w:rPr>` : ''}`;
  const run = `<w:r>${letters ? `<w:rPr>${letters}</w:rPr>` : ''}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  return `<w:p>${place ? `<w:pPr>${place}</w:pPr>` : ''}${run}</w:p>`;
}

const placeOf = ({ isKept, above, isIndented, align }: Look): string =>
  [
    isKept ? '<w:keepNext/>' : '',
    above ? `<w:spacing w:before="${above * 20}"/>` : '',
    isIndented ? `<w:ind w:firstLine="${CENTIMETRE}"/>` : '',
    align ? `<w:jc w:val="${align}"/>` : '',
  ].join('');

const CENTIMETRE = 567;

/** Room between a heading and its table, on the same page as both. */
export const gap = (points: number): string =>
  `<w:p><w:pPr><w:keepNext/><w:spacing w:line="${points * 20}" w:lineRule="exact"/></w:pPr></w:p>`;

/** A drawn line of some width in the middle of a place of another, as below the name of an office. */
export function rule(length: number, width: number): string {
  const side = Math.round((width - length) / 2);
  const line = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>';
  return `<w:p><w:pPr>${line}<w:spacing w:before="60" w:line="120" w:lineRule="exact"/><w:ind w:left="${side}" w:right="${side}"/></w:pPr></w:p>`;
}

/** A cell of a table's heading: over several columns, or over both rows of the heading. */
export interface HeadingCell {
  content: string;
  columns?: number;
  /** `first` of two rows; `on` where the cell above goes on. */
  rows?: 'first' | 'on';
}

const cell = ({ content, columns = 1, rows }: HeadingCell, width: number, isCentred = false): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : ''}${
    rows ? `<w:vMerge${rows === 'first' ? ' w:val="restart"' : ''}/>` : ''
  }${isCentred ? '<w:vAlign w:val="center"/>' : ''}</w:tcPr>${content}</w:tc>`;

/** A row of paragraphs; a heading is repeated on every page, and no row is broken over two. */
export const row = (cells: readonly string[], widths: readonly number[], isHeading = false): string =>
  `<w:tr><w:trPr><w:cantSplit/>${isHeading ? '<w:tblHeader/>' : ''}</w:trPr>${cells
    .map((content, at) => cell({ content }, widths[at]!, isHeading))
    .join('')}</w:tr>`;

/** A row of a heading that has several. */
export function headingRow(cells: readonly HeadingCell[], widths: readonly number[]): string {
  let at = 0;
  const written = cells.map((one) => {
    const under = widths.slice(at, at + (one.columns ?? 1));
    at += under.length;
    return cell(
      one,
      under.reduce((sum, width) => sum + width, 0),
      true,
    );
  });
  return `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${written.join('')}</w:tr>`;
}

export function tableBegins(widths: readonly number[], hasLines: boolean): string {
  const line = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`;
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const lines = hasLines ? `<w:tblBorders>${sides.map(line).join('')}</w:tblBorders>` : '';
  const width = widths.reduce((sum, one) => sum + one, 0);
  const grid = widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('');
  const margin = hasLines ? 40 : 0;
  const margins = `<w:tblCellMar><w:left w:w="${margin}" w:type="dxa"/><w:right w:w="${margin}" w:type="dxa"/></w:tblCellMar>`;
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

/** Where pages are numbered: below, with how many there are; or above from the second on, as Decree 30/2020/NĐ-CP has it. */
export type Numbering = 'below' | 'above';

const NUMBERED = {
  below: {
    part: 'footer',
    tag: 'ftr',
    number: `${field('PAGE')}<w:r><w:t xml:space="preserve">/</w:t></w:r>${field('NUMPAGES')}`,
  },
  above: { part: 'header', tag: 'hdr', number: field('PAGE') },
} as const;

const numbers = (numbering: Numbering): string => {
  const { tag, number } = NUMBERED[numbering];
  return `${XML_HEAD}<w:${tag} ${WORD}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${number}</w:p></w:${tag}>`;
};

const endOf = (numbering: Numbering): string =>
  `<w:sectPr><w:${NUMBERED[numbering].part}Reference w:type="default" r:id="rId2"/><w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/><w:pgMar w:top="${PAGE.top}" w:right="${PAGE.right}" w:bottom="${PAGE.bottom}" w:left="${PAGE.left}" w:header="567" w:footer="567" w:gutter="0"/>${numbering === 'above' ? '<w:titlePg/>' : ''}</w:sectPr>`;

/** The pieces of a body as a document with numbered pages. */
export async function writeDocx(body: Iterable<string>, numbering: Numbering = 'below'): Promise<Buffer> {
  const document = function* () {
    yield `${XML_HEAD}<w:document ${WORD} xmlns:r="${OFFICE}"><w:body>`;
    yield* body;
    yield `${endOf(numbering)}</w:body></w:document>`;
  };
  const { part } = NUMBERED[numbering];
  const types = contentTypes([
    ['word/document.xml', `${KIND}.document.main`],
    ['word/styles.xml', `${KIND}.styles`],
    [`word/${part}1.xml`, `${KIND}.${part}`],
  ]);
  const links = relations([
    ['styles', 'styles.xml'],
    [part, `${part}1.xml`],
  ]);
  return writeZip([
    ['[Content_Types].xml', types],
    ['_rels/.rels', relations([['officeDocument', 'word/document.xml']])],
    ['word/document.xml', await deflated(document())],
    ['word/_rels/document.xml.rels', links],
    ['word/styles.xml', Buffer.from(STYLES)],
    [`word/${part}1.xml`, Buffer.from(numbers(numbering))],
  ]);
}
