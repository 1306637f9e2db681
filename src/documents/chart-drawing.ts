/**
 * A drawing comes in, a PNG goes out. It is drawn in a process of its own, so that neither the time nor the memory nor a fault of the
 * graphics library is the bot's; the process is begun when it is needed and ends when nobody has asked for a while. A thread begins it
 * and speaks with it: to fork takes the longer the more memory the bot has, some 20 ms, and in the thread nobody waits for it.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../i18n.ts';
import type { DrawingReply } from './chart-process.ts';
import type { ThreadRequest } from './chart-thread.ts';
import type { Drawing } from './drawing.ts';

/** Milliseconds without a picture after which thread and process end. */
const IDLE = 60_000;
/** Node runs compiled files only; where sources are run in place, as the tests do, the build beside them is used. */
const THREAD = import.meta.filename.endsWith('.ts')
  ? join(packageRoot, 'dist/src/documents/chart-thread.js')
  : join(import.meta.dirname, 'chart-thread.js');

interface Waiting {
  resolve(png: Buffer): void;
  reject(error: Error): void;
}

interface Painter {
  thread: Worker;
  waiting: Map<number, Waiting>;
  idle: NodeJS.Timeout;
}

let painter: Painter | undefined;
let lastId = 0;

/** A picture may be wanted soon: the process that draws begins while somebody still reads the screen that leads to it. */
export function openPainter(): void {
  painter ??= begin();
  painter.idle.refresh();
}

/** Draws; one process serves all, one picture after another. Throws when it cannot be drawn. */
export function drawPicture(drawing: Drawing): Promise<Buffer> {
  painter ??= begin();
  const { thread, waiting, idle } = painter;
  idle.refresh();
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    // Only a picture that is waited for keeps the bot from ending.
    thread.ref();
    ask(thread, { id, drawing });
  });
}

const ask = (thread: Worker, request: ThreadRequest): void => thread.postMessage(request);

function begin(): Painter {
  const thread = new Worker(THREAD, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 32 } });
  thread.unref();
  const waiting: Painter['waiting'] = new Map();
  const own: Painter = { thread, waiting, idle: setTimeout(() => whenIdle(own), IDLE).unref() };
  thread.on('message', (reply: DrawingReply) => {
    settle(waiting, reply);
    if (waiting.size === 0) thread.unref();
  });
  // What ends the thread is told to those who wait by its `exit`, which follows.
  thread.on('error', () => {});
  thread.once('exit', () => {
    end(own);
    for (const id of [...waiting.keys()]) settle(waiting, { id, fault: 'the process that draws has ended' });
  });
  return own;
}

function whenIdle(own: Painter): void {
  if (own.waiting.size > 0) own.idle.refresh();
  else end(own);
}

function settle(waiting: Painter['waiting'], { id, png, fault }: DrawingReply): void {
  const one = waiting.get(id);
  if (!one) return;
  waiting.delete(id);
  if (png) one.resolve(Buffer.from(png.buffer, png.byteOffset, png.byteLength));
  else one.reject(new Error(`not drawn: ${fault}`));
}

/** The next picture gets a thread and a process of its own. */
function end(own: Painter): void {
  if (painter === own) painter = undefined;
  clearTimeout(own.idle);
  ask(own.thread, 'end');
}

/** For an orderly end of a benchmark: the next picture is drawn by a process that has just begun. */
export function endPainter(): void {
  if (painter) end(painter);
}
