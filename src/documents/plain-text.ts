import { Problem } from '../domain/problem.ts';

/** A text file's limit in bytes: 300,000 letters of Vietnamese take up to 900 KB. */
export const TEXT_BYTES = 1_000_000;
const NAMES = /\.(txt|md|markdown|text)$/i;

/** Whether a file by its name and kind is one that is read as plain text. */
export function isPlainText(fileName: string, mime: string | null): boolean {
  return NAMES.test(fileName) || mime === 'text/plain' || mime === 'text/markdown';
}

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark, as Notepad saves "Unicode". Throws a Problem for any other
 * encoding, for binary content and for what is too large.
 */
export function readPlainText(bytes: Uint8Array): string {
  if (bytes.length > TEXT_BYTES) throw new Problem('fileTooLarge');
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (text.includes('\u0000')) throw new Problem('fileNotText');
    return text;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(bytes.includes(0) ? 'fileNotText' : 'fileEncoding');
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
