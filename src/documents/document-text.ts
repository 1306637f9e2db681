/**
 * Bytes of a document come in, its text goes out, or the Problem that says why not. Whoever sends the bytes may mean ill, so DOCX
 * and PDF are read in a process of their own with limits of time and memory: nothing in a file can stall or end the bot.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { cleanText } from '../domain/directives/directive.ts';
import { type Reading, readDirective } from '../domain/directives/reading.ts';
import { Problem, type ProblemCode } from '../domain/problem.ts';
import { packageRoot } from '../i18n.ts';
import { takingTurns } from '../lib/turns.ts';
import type { Answered, Reply } from './document-process.ts';
import { readPlainText } from './plain-text.ts';

export interface DocumentText {
  kind: 'docx' | 'pdf' | 'text';
  /** Cleaned as a directive's text is. */
  text: string;
  /** Only a PDF has pages of its own. */
  pages: number | null;
  /** A picture of a paper: there is nothing to read, but the file can be sent. */
  isScan: boolean;
  /** It carries a digital signature; whether that is valid is not judged. */
  isSigned: boolean;
}

export interface ReadingLimits {
  bytes: number;
  milliseconds: number;
  megabytes: number;
}

/** 20 MB is what a bot may download from Telegram. An ordinary plan of 30 pages takes less than a second and 150 MB. */
export const READING_LIMITS: ReadingLimits = { bytes: 20_000_000, milliseconds: 20_000, megabytes: 500 };

/** Node runs compiled files only; where sources are run in place, as the tests do, the build beside them is used. */
const READER = import.meta.filename.endsWith('.ts')
  ? join(packageRoot, 'dist/src/documents/document-process.js')
  : join(import.meta.dirname, 'document-process.js');

/**
 * Reads a document whatever it is called: its first bytes say what it is. Throws a Problem: `fileTooLarge` (also where it needs
 * more than its time or memory), `fileDamaged`, `fileProtected` (a password), `fileNotText` (some other kind), `fileEncoding`.
 */
export async function readDocument(bytes: Uint8Array, limits: Partial<ReadingLimits> = {}): Promise<DocumentText> {
  const within = { ...READING_LIMITS, ...limits };
  if (bytes.length > within.bytes) throw new Problem('fileTooLarge');
  const kind = kindOf(bytes);
  const read =
    kind === 'text'
      ? { kind, text: readPlainText(bytes), pages: null, isScan: false, isSigned: false }
      : await inTurn(() => readApart({ kind, ...within, bytes }));
  return { ...read, text: cleanText(read.text) };
}

function kindOf(bytes: Uint8Array): DocumentText['kind'] {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'docx';
  if (head.includes('%PDF-')) return 'pdf';
  // Word encrypts by putting the whole package into an old Office container.
  const container = head.startsWith('\xd0\xcf\x11\xe0');
  if (container) throw new Problem(Buffer.from(bytes).includes(ENCRYPTED) ? 'fileProtected' : 'fileNotText');
  if (head.startsWith('{\\rtf')) throw new Problem('fileNotText');
  return 'text';
}

const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** A text of fewer letters is understood within some milliseconds, and starting a process takes longer. */
const SHORT_TEXT = 10_000;

/** What a text says of itself as a directive. A long one is read apart, for it must not hold up everybody else's presses. */
export async function readDirectiveText(text: string, limits: Partial<ReadingLimits> = {}): Promise<Reading> {
  if (text.length < SHORT_TEXT) return readDirective(text);
  const request = { kind: 'directive' as const, ...READING_LIMITS, ...limits, bytes: Buffer.from(text) };
  return await inTurn(async () => (await askApart(request)).reading!);
}

/** The numbered parts of a text. */
export const readTextSections = async (text: string) => (await readDirectiveText(text)).sections;

export interface Request {
  kind: 'docx' | 'pdf' | 'directive';
  bytes: Uint8Array;
  megabytes: number;
  milliseconds: number;
}

/** One file at a time: many at once must not add up to more memory than the machine has. */
const inTurn = takingTurns();

const readApart = async (request: Request): Promise<DocumentText> => (await askApart(request)).document!;

async function askApart(request: Request): Promise<Answered> {
  const reader = fork(READER, {
    // What a hostile file might find there: the bot's token is not.
    env: {},
    execArgv: [`--max-old-space-size=${request.megabytes}`, '--disallow-code-generation-from-strings'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const timer = setTimeout(() => reader.kill('SIGKILL'), request.milliseconds);
  try {
    const reply = await replyOf(reader, request);
    if ('problem' in reply) throw new Problem(reply.problem);
    return reply;
  } finally {
    clearTimeout(timer);
    reader.kill('SIGKILL');
  }
}

function replyOf(reader: ReturnType<typeof fork>, request: Request): Promise<Reply> {
  return new Promise((resolve, reject) => {
    reader.once('message', (reply) => resolve(reply as Reply));
    reader.once('error', reject);
    // Ended without a word: by its limit of time or memory.
    const code: ProblemCode = 'fileTooLarge';
    reader.once('exit', () => resolve({ problem: code }));
    reader.send(request, (error) => error && resolve({ problem: code }));
  });
}
