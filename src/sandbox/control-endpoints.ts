import type { IncomingMessage, ServerResponse } from 'node:http';
import { BotApiError, badRequest } from './bot-api-error.ts';
import { summary, wholeChat } from './chat-view.ts';
import { sendText } from './http-server.ts';
import type { BotProfileTexts } from './methods/bot-profile.ts';
import { searchPeople } from './people-search.ts';
import { readBody } from './request-body.ts';
import type { SandboxUser } from './sandbox-user.ts';
import type { World } from './world.ts';

export interface ControlParts {
  world: World;
  users: Map<number, SandboxUser>;
  profile: BotProfileTexts;
}

/** Answers what the page asks for under `/sandbox/`, and lets its people act. */
export async function answerControl(
  parts: ControlParts,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, , room, id = '', act] = url.pathname.split('/');
  const isReading = request.method === 'GET';
  if (isReading && room === 'people') sendJson(response, people(parts, url.searchParams.get('q') ?? ''));
  else if (isReading && room === 'files') sendFile(parts, decodeURIComponent(id), response);
  else if (isReading && room === 'chats' && !act) {
    const user = userOf(parts, id);
    const chat = parts.world.chat(user.id);
    sendJson(response, wholeChat(parts.world, parts.profile, chat));
  } else if (request.method === 'POST' && room === 'chats' && act) {
    const body = await readBody(request);
    sendJson(response, runAct(userOf(parts, id), act, url.searchParams, body));
  } else throw new BotApiError(404, 'Not Found');
}

function people({ world }: ControlParts, query: string) {
  const { found, total } = searchPeople(world.chats.values(), query);
  const { firstName, username } = world.bot;
  return { bot: { name: firstName, username }, people: found.map(summary), total };
}

function runAct(user: SandboxUser, act: string, query: URLSearchParams, body: Buffer): object {
  try {
    return acts[act]?.(user, query, body) ?? {};
  } catch (error) {
    throw error instanceof BotApiError ? error : badRequest(error instanceof Error ? error.message : String(error));
  }
}

const acts: Record<string, (user: SandboxUser, query: URLSearchParams, body: Buffer) => object | undefined> = {
  send: (user, _, body) => user.send(String(json(body).text ?? '')),
  tap: (user, _, body) => user.tap(String(json(body).label ?? '')),
  contact: (user) => user.shareContact(),
  block: (user) => void user.block(),
  unblock: (user) => void user.unblock(),
  press: (user, _, body) => {
    const { messageId, data } = json(body);
    const message = user.messages().find((one) => one.messageId === messageId);
    if (!message) throw badRequest('message not found');
    return { queryId: user.press({ data: String(data) }, message).id };
  },
  file: (user, query, bytes) => {
    const name = query.get('name') || 'tep';
    const mime = query.get('mime') || 'application/octet-stream';
    return user.sendDocument({ name, mime, bytes, caption: query.get('caption') ?? '' });
  },
};

function json(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString('utf8')) ?? {};
  } catch {
    throw badRequest("can't parse JSON object");
  }
}

function userOf({ users }: ControlParts, id: string): SandboxUser {
  const user = users.get(Number(id));
  if (!user) throw new BotApiError(404, 'Not Found');
  return user;
}

function sendFile({ world }: ControlParts, fileId: string, response: ServerResponse): void {
  const file = world.files.byId(fileId);
  if (!file) throw new BotApiError(404, 'Not Found');
  // Only pictures are shown; everything else is downloaded and never run by the browser.
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(file.mime) && file.kind !== 'document';
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
  response.writeHead(200, {
    'content-type': isPicture ? file.mime : 'application/octet-stream',
    'content-length': file.bytes.length,
    ...(isPicture ? {} : { 'content-disposition': disposition }),
  });
  response.end(file.bytes);
}

const sendJson = (response: ServerResponse, value: object) => sendText(response, 200, JSON.stringify(value));
