/**
 * A drawing comes in, a PNG goes out. It is drawn in a process of its own, so that neither the time nor the memory nor a fault of the
 * graphics library is the bot's; the process is begun when it is needed and ends when nobody has asked for a while.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../i18n.ts';
import type { DrawingReply } from './chart-process.ts';
import type { Drawing } from './drawing.ts';

/** Milliseconds: how long it waits for the next picture, and how long one may take. */
const IDLE = 20_000;
const PATIENCE = 15_000;

/** Node runs compiled files only; where sources are run in place, as the tests do, the build beside them is used. */
const PAINTER = import.meta.filename.endsWith('.ts')
  ? join(packageRoot, 'dist/src/documents/chart-process.js')
  : join(import.meta.dirname, 'chart-process.js');

interface Waiting {
  resolve(png: Buffer): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

interface Painter {
  child: ChildProcess;
  waiting: Map<number, Waiting>;
  idle: NodeJS.Timeout;
}

let painter: Painter | undefined;
let lastId = 0;

/** Draws; one process serves all, one picture after another. Throws when it cannot be drawn. */
export function drawPicture(drawing: Drawing): Promise<Buffer> {
  painter ??= begin();
  const own = painter;
  own.idle.refresh();
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => own.child.kill('SIGKILL'), PATIENCE).unref();
    own.waiting.set(id, { resolve, reject, timer });
    keepAlive(own);
    own.child.send({ id, drawing }, (error) => error && own.child.kill('SIGKILL'));
  });
}

function begin(): Painter {
  const child = fork(PAINTER, {
    env: {},
    execArgv: ['--max-old-space-size=128'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const waiting: Painter['waiting'] = new Map();
  const idle = setTimeout(() => waiting.size === 0 && end(child), IDLE).unref();
  const own = { child, waiting, idle };
  child.on('message', (reply: DrawingReply) => {
    settle(waiting, reply);
    keepAlive(own);
  });
  child.once('error', () => end(child));
  child.once('exit', () => {
    end(child);
    for (const id of [...waiting.keys()]) settle(waiting, { id, fault: 'the process that draws has ended' });
  });
  return own;
}

/** Only a picture that is waited for keeps the bot from ending. */
function keepAlive({ child, waiting }: Painter): void {
  for (const one of [child, child.channel]) waiting.size > 0 ? one?.ref() : one?.unref();
}

function settle(waiting: Painter['waiting'], { id, png, fault }: DrawingReply): void {
  const one = waiting.get(id);
  if (!one) return;
  waiting.delete(id);
  clearTimeout(one.timer);
  if (png) one.resolve(Buffer.from(png.buffer, png.byteOffset, png.byteLength));
  else one.reject(new Error(`not drawn: ${fault}`));
}

/** The next picture gets a process of its own. */
function end(child: ChildProcess): void {
  if (painter?.child === child) painter = undefined;
  child.kill();
}

/** For an orderly end of a benchmark: the next picture is drawn by a process that has just begun. */
export function endPainter(): void {
  if (painter) end(painter.child);
}
