import { Problem } from '../domain/problem.ts';
import type { DocumentText } from './document-text.ts';
import { joinLines, type PageLine, type Piece, pageLines, withoutFurniture } from './pdf-lines.ts';

/** A directive with all its annexes stays far below. */
const MOST_PAGES = 1000;
const MOST_LETTERS = 2_000_000;
/** Letters per page below which a document is a picture of a paper: a stamp or a signature's words may still be there. */
const SCAN_LETTERS = 25;

/** The text of a PDF, its lines put together from where the letters stand on the page. */
export async function readPdf(bytes: Uint8Array): Promise<DocumentText> {
  const isSigned = hasSignature(bytes);
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const document = await task.promise.catch((error: Error) => {
    throw new Problem(error.name === 'PasswordException' ? 'fileProtected' : 'fileDamaged');
  });
  const pages = document.numPages;
  if (pages > MOST_PAGES) throw new Problem('fileTooLarge');
  const lines: PageLine[][] = [];
  let letters = 0;
  for (let number = 1; number <= pages; number++) {
    const page = await document.getPage(number).catch(() => null);
    const content = await page?.getTextContent().catch(() => null);
    // A page that cannot be read must not be left out in silence.
    if (!content) throw new Problem('fileDamaged');
    const pieces = content.items.flatMap((item) => ('str' in item ? pieceOf(item) : []));
    letters += pieces.reduce((sum, piece) => sum + piece.text.trim().length, 0);
    if (letters > MOST_LETTERS) throw new Problem('fileTooLarge');
    lines.push(pageLines(pieces));
    page?.cleanup();
  }
  const text = joinLines(withoutFurniture(lines));
  return { kind: 'pdf', text, pages, isScan: letters < SCAN_LETTERS * pages, isSigned };
}

/** Words that stand upright; a watermark across the page is none of the text. */
function pieceOf(item: { str: string; transform: number[]; width: number }): Piece[] {
  const [, slope = 0, , size = 0, x = 0, y = 0] = item.transform;
  if (Math.abs(slope) > 0.01 || size <= 0 || item.str === '') return [];
  return [{ text: item.str, x, y, right: x + item.width, size }];
}

/**
 * Whether a PDF carries an electronic signature (ISO 32000-1, 12.8): a signature dictionary with the range of bytes that it
 * covers. Such a dictionary is never compressed. A time stamp alone (ETSI.RFC3161) is none.
 */
function hasSignature(bytes: Uint8Array): boolean {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!/\/ByteRange\s{0,9}\[\s{0,9}\d/.test(source)) return false;
  return /\/SubFilter\s{0,9}\/(?:adbe\.|ETSI\.CAdES)|\/Type\s{0,9}\/Sig\b/.test(source);
}
