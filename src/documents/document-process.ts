/** The process that reads one document for `document-text.ts`, and its guard: a thread that ends it when it takes too much memory. */
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import type { Reading } from '../domain/directives/reading.ts';
import { Problem, type ProblemCode } from '../domain/problem.ts';
import type { DocumentText, Request } from './document-text.ts';

/** One of both, as it was asked. */
export type Answered = { document?: DocumentText; reading?: Reading };
export type Reply = Answered | { problem: ProblemCode };

if (isMainThread) {
  process.once('message', (request) => void answer(request as Request));
  process.once('disconnect', () => process.exit());
} else guard(workerData as Limits);

type Limits = Pick<Request, 'megabytes' | 'milliseconds'>;

async function answer({ kind, bytes, ...limits }: Request): Promise<void> {
  const watch = new Worker(import.meta.filename, { workerData: limits });
  await new Promise((resolve) => watch.once('online', resolve));
  process.send?.(await read(kind, bytes));
}

async function read(kind: Request['kind'], bytes: Uint8Array): Promise<Reply> {
  try {
    if (kind === 'directive') {
      const { readDirective } = await import('../domain/directives/reading.ts');
      return { reading: readDirective(Buffer.from(bytes).toString()) };
    }
    const document =
      kind === 'docx'
        ? await (await import('./docx.ts')).readDocx(bytes)
        : await (await import('./pdf.ts')).readPdf(bytes);
    return { document };
  } catch (error) {
    // Whatever a library throws at a file is the file's fault here.
    return { problem: error instanceof Problem ? error.code : 'fileDamaged' };
  }
}

/** V8's own limit does not count the buffers into which streams are unpacked. The time is for when the bot has gone away. */
function guard({ megabytes, milliseconds }: Limits): void {
  const end = () => process.kill(process.pid, 'SIGKILL');
  setTimeout(end, milliseconds);
  setInterval(() => {
    if (process.memoryUsage.rss() > megabytes * 1024 * 1024) end();
  }, 20);
}
