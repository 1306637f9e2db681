import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BotApi } from './bot-api.ts';
import { BotApiError } from './bot-api-error.ts';
import type { FileStore } from './file-store.ts';
import { parseParameters, readBody } from './request-body.ts';

export interface HttpParts {
  token: string;
  latency: number;
  api: BotApi;
  files: FileStore;
  /** Answers everything that is not the Bot API's: the page and what it asks for. */
  page: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Listens on the loopback address only; returns the server and its root address. */
export async function listen(parts: HttpParts, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer({ keepAlive: true, keepAliveTimeout: 120_000 }, (request, response) => {
    route(parts, request, response).catch((error) => fail(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function route(parts: HttpParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/', query] = splitOnce(request.url ?? '/', '?');
  const api = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(path);
  if (api) {
    checkToken(parts.token, api[1]!);
    await answerApi(parts, api[2]!, query, request, response);
    return;
  }
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
  if (file) {
    checkToken(parts.token, file[1]!);
    const stored = parts.files.byPath(decodeURIComponent(file[2]!));
    if (!stored) throw new BotApiError(404, 'Not Found');
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': stored.bytes.length });
    response.end(stored.bytes);
    return;
  }
  await parts.page(request, response);
}

async function answerApi(
  { api, latency }: HttpParts,
  method: string,
  query: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const parameters = parseParameters(query, request.headers['content-type'] ?? '', body);
  const reply = await api.answer(method, parameters, (callback) => response.once('close', callback));
  if (reply === 'silence') return;
  if (reply === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const wait = latency + (reply.delay ?? 0);
  const send = () => {
    sendText(response, reply.status, reply.body);
    reply.onLeft?.();
  };
  if (wait > 0) setTimeout(send, wait);
  else send();
}

export function sendText(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function checkToken(token: string, given: string): void {
  if (given !== token && decodeURIComponent(given) !== token) throw new BotApiError(401, 'Unauthorized');
}

function fail(response: ServerResponse, error: unknown): void {
  const known = error instanceof BotApiError ? error : new BotApiError(500, 'Internal Server Error');
  sendText(response, known.code, JSON.stringify(known.toJson()));
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
