import { Problem } from '../domain/problem.ts';
import type { DocumentText } from './document-text.ts';
import { writeNumbersOut } from './docx-numbering.ts';
import { layOutRows } from './layout.ts';
import { readZip, writeZip, ZipProblem } from './zip.ts';

/** Unpacked, all parts that hold words together: a plan of 300 pages takes about 10 MB. */
const MOST_UNPACKED = 50 * 1024 * 1024;
const WORDS = /^(?:\[Content_Types\]\.xml|_rels\/.+|word\/[^/]+\.xml|word\/_rels\/.+)$/;

/** A node of what mammoth gives: https://github.com/mwilliamson/mammoth.js#document-transforms */
interface Node {
  type: string;
  value?: string;
  isAllCaps?: boolean;
  children?: Node[];
}

/** The text of a Word document: a paragraph per line, a table as lines. Pictures, comments and footnotes are left out. */
export async function readDocx(bytes: Uint8Array): Promise<DocumentText> {
  const names: string[] = [];
  const parts = unpack(bytes, names);
  const main = [...parts.keys()].find((name) => /^word\/document\d*\.xml$/.test(name));
  if (!main) throw new Problem('fileNotText');
  const xml = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  parts.set(main, Buffer.from(writeNumbersOut(xml(main), xml('word/numbering.xml'), xml('word/styles.xml'))));
  const blocks = (await readNodes(writeZip(parts))).map(blockText);
  // Word's own signatures; those of most offices are on the PDF.
  const isSigned = names.some((name) => /^_xmlsignatures\/[^/]+\.xml$/i.test(name));
  return { kind: 'docx', text: blocks.join('\n'), pages: null, isScan: false, isSigned };
}

function unpack(bytes: Uint8Array, names: string[]): Map<string, Buffer> {
  try {
    return readZip(Buffer.from(bytes), MOST_UNPACKED, (name) => names.push(name) > 0 && WORDS.test(name));
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error;
    throw new Problem(error.code === 'tooLarge' ? 'fileTooLarge' : 'fileDamaged');
  }
}

async function readNodes(buffer: Buffer): Promise<Node[]> {
  const { default: mammoth } = await import('mammoth');
  let nodes: Node[] = [];
  const transformDocument = (document: Node) => {
    nodes = document.children ?? [];
    return { ...document, children: [], notes: { resolve: () => [] }, comments: [] };
  };
  try {
    await mammoth.convertToHtml({ buffer }, { transformDocument, includeEmbeddedStyleMap: false });
  } catch {
    throw new Problem('fileDamaged');
  }
  return nodes;
}

function blockText(node: Node): string {
  if (node.type !== 'table') return wordsOf(node, false);
  const rows = (node.children ?? []).map((row) => (row.children ?? []).map(cellText));
  return layOutRows(rows);
}

const cellText = (cell: Node): string => (cell.children ?? []).map(blockText).join('\n').trim();

function wordsOf(node: Node, isCaps: boolean): string {
  if (node.type === 'text') return isCaps ? (node.value ?? '').toUpperCase() : (node.value ?? '');
  if (node.type === 'tab') return '\t';
  if (node.type === 'break') return '\n';
  return (node.children ?? []).map((child) => wordsOf(child, isCaps || node.isAllCaps === true)).join('');
}
