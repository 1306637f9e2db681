import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageRoot } from '../src/i18n.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The demo as a process of its own, with this folder for what it throws away. */
function start(port: number) {
  const env = { ...process.env, DEMO_PORT: String(port), TMPDIR: folder };
  const child = spawn(process.execPath, [join(packageRoot, 'dist/src/demo.js')], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  const ended = new Promise<{ status: number | null; said: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, said }));
  });
  return { child, ended };
}

/** A port on which something listens until `close`. */
async function takePort(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: (server.address() as AddressInfo).port, close };
}

test('the demo says that its port is taken, and which way is open', async () => {
  const { port, close } = await takePort();
  const { status, said } = await start(port).ended;
  await close();
  expect(status).toBe(1);
  expect(said).toBe(`Cổng ${port} đang được dùng. Đặt DEMO_PORT=${port + 1} rồi chạy lại.\n`);
  expect(readdirSync(folder)).toEqual([]);
});

test('the demo that is stopped while it starts leaves nothing behind', async () => {
  const { port, close } = await takePort();
  await close();
  const { child, ended } = start(port);
  while (!readdirSync(folder).some((name) => name.startsWith('bao-nhan-demo-'))) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGTERM');
  expect((await ended).status).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});
