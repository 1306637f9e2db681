/**
 * The thread between the bot and the process that draws: hands on what is to be drawn and what was drawn, begins the process anew where
 * it has ended, and ends it where a picture takes too long.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { DrawingReply, DrawingRequest } from './chart-process.ts';

export type ThreadRequest = DrawingRequest | 'end';

/** Milliseconds that one picture may take. */
const PATIENCE = 15_000;

interface Painting {
  child: ChildProcess;
  /** What it owes, each with the timer that ends it. */
  owed: Map<number, NodeJS.Timeout>;
}

letOthersGoBefore();
/** Begun with the thread: whoever begins that wants a picture soon. */
let painting: Painting | undefined = begin();

parentPort?.on('message', (request: ThreadRequest) => {
  if (request === 'end') end();
  else draw(request);
});

function end(): void {
  painting?.child.kill('SIGKILL');
  process.exit();
}

function draw(request: DrawingRequest): void {
  painting ??= begin();
  const { child, owed } = painting;
  const giveUp = () => child.kill('SIGKILL');
  owed.set(request.id, setTimeout(giveUp, PATIENCE));
  child.send(request, (error) => error && giveUp());
}

function begin(): Painting {
  const child = fork(join(import.meta.dirname, 'chart-process.js'), {
    // Pictures bring their own letters: to look through the machine's takes longer than to draw.
    env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
    execArgv: ['--max-old-space-size=128'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const own: Painting = { child, owed: new Map() };
  child.on('message', (reply: DrawingReply) => handOn(own, reply));
  child.once('error', () => lose(own));
  child.once('exit', () => lose(own));
  return own;
}

/**
 * Where processors are few, replies go before pictures: from its first moment, since to begin takes longer than to draw. Only Linux lowers
 * a thread by itself, and what it begins inherits it.
 */
function letOthersGoBefore(): void {
  try {
    if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
  } catch {}
}

/** The picture changes hands without being copied once more. */
function handOn({ owed }: Painting, { id, png, fault }: DrawingReply): void {
  clearTimeout(owed.get(id));
  owed.delete(id);
  const own = png && new Uint8Array(png);
  parentPort?.postMessage({ id, png: own, fault } satisfies DrawingReply, own ? [own.buffer] : []);
}

function lose(own: Painting): void {
  if (painting === own) painting = undefined;
  for (const id of [...own.owed.keys()]) handOn(own, { id, fault: 'the process that draws has ended' });
}
