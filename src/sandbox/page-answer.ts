import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { BotApiError } from './bot-api-error.ts';
import { answerControl, type ControlParts } from './control-endpoints.ts';
import { sendText } from './http-server.ts';
import { LiveEvents } from './live-events.ts';
import { checkIsLocal } from './local-only.ts';
import { pageFolder } from './page-folder.ts';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The chat page with all it asks for: its files, its live events and the acts of the people on it. */
export function createPage(parts: ControlParts) {
  const events = new LiveEvents(parts);
  return {
    async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
      checkIsLocal(request);
      response.setHeader('cache-control', 'no-store');
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('content-security-policy', POLICY);
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/sandbox/events') events.open(url, response);
      else if (url.pathname.startsWith('/sandbox/')) await answerControl(parts, url, request, response);
      else await answerFile(url.pathname, request, response);
    },
    close: () => events.close(),
  };
}

async function answerFile(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = path === '/' ? 'chat-page.html' : /^\/page\/([a-z-]+\.(?:css|js|svg))$/.exec(path)?.[1];
  if (!name || request.method !== 'GET') throw new BotApiError(404, 'Not Found');
  const text = await readFile(join(pageFolder(), name), 'utf8').catch(() => {
    throw new BotApiError(404, 'Not Found');
  });
  sendText(response, 200, text, TYPES[name.split('.').at(-1)!]);
}
