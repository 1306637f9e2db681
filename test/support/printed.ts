import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What it takes to print: LibreOffice, the tools that look into a PDF, and letters as wide as those of Times New Roman. */
const TOOLS = ['soffice', 'pdftotext', 'pdftoppm', 'fc-match'];
export const canPrint =
  TOOLS.every((tool) => existsSync(join('/usr/bin', tool))) &&
  /Times|Liberation Serif|Tinos/.test(execFileSync('fc-match', ['Times New Roman']).toString());

/** Words of one line of a page, and where they stand: points from the page's upper left corner. */
export interface Line {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Page {
  width: number;
  height: number;
  lines: Line[];
  text: string;
}

export interface Printed {
  pages: Page[];
  /** All of it as one reads it, the spaces between words single. */
  text: string;
}

/** Files as LibreOffice prints them, by their names (which differ without their endings, too); pictures of their pages are left in a folder. */
export async function print<Name extends string>(
  files: Record<Name, Buffer>,
  pictures: string,
): Promise<Record<Name, Printed>> {
  const folder = mkdtempSync(join(tmpdir(), 'bao-nhan-print-'));
  try {
    const names = Object.keys(files) as Name[];
    for (const name of names) writeFileSync(join(folder, name), files[name]);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const how = [
      profile,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      ...names.map((name) => join(folder, name)),
    ];
    await run('soffice', how, { timeout: 200_000 });
    const pdfOf = (name: string) => join(folder, name.replace(/\.\w+$/, '.pdf'));
    for (const name of names) await picture(pdfOf(name), join(pictures, name));
    const looked = names.map(async (name) => [name, await look(pdfOf(name))] as const);
    return Object.fromEntries(await Promise.all(looked)) as Record<Name, Printed>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first pages are enough to be looked at. */
const SHOWN = 3;

async function picture(pdf: string, to: string): Promise<void> {
  mkdirSync(join(to, '..'), { recursive: true });
  await run('pdftoppm', ['-png', '-r', '70', '-l', String(SHOWN), pdf, to]);
}

async function look(pdf: string): Promise<Printed> {
  const { stdout: words } = await run('pdftotext', ['-bbox-layout', pdf, '-'], { maxBuffer: 1e9 });
  const pages = words.split('<page ').slice(1).map(pageOf);
  const { stdout: text } = await run('pdftotext', [pdf, '-'], { maxBuffer: 1e9 });
  return { pages, text: text.replace(/\s+/g, ' ') };
}

const numbersIn = (tag: string): number[] => [...tag.matchAll(/"([\d.]+)"/g)].map(([, number]) => Number(number));

function pageOf(xml: string): Page {
  const [width = 0, height = 0] = numbersIn(xml.slice(0, xml.indexOf('>')));
  const lines = [...xml.matchAll(/<line ([^>]*)>(.*?)<\/line>/gs)].map(([, tag, inside]) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = numbersIn(tag!);
    const words = [...inside!.matchAll(/<word [^>]*>(.*?)<\/word>/gs)].map(([, word]) => unescaped(word!));
    return { text: words.join(' '), left, top, right, bottom };
  });
  return { width, height, lines, text: lines.map(({ text }) => text).join('\n') };
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
