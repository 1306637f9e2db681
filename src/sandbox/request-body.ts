import type { IncomingMessage } from 'node:http';
import { BotApiError, badRequest } from './bot-api-error.ts';
import { parseMultipart } from './multipart.ts';
import { Parameters } from './parameters.ts';

const MEGABYTE = 1024 * 1024;
/** Telegram takes files of up to 50 MB; the rest of the form needs a little room too. */
const LARGEST_BODY = 51 * MEGABYTE;

/** The whole body of a request; refuses with 413 what is larger than Telegram takes. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => {
      if (size > LARGEST_BODY) reject(new BotApiError(413, 'Request Entity Too Large'));
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on('error', reject);
    // A request that was broken off says no more than "close".
    request.on('close', () => reject(new Error('the request was broken off')));
  });
}

/** The parameters of a Bot API request: query and body together, whatever the body's format. */
export function parseParameters(query: string | undefined, contentType: string, body: Buffer): Parameters {
  const fromQuery = query ? Object.fromEntries(new URLSearchParams(query)) : {};
  if (body.length === 0) return new Parameters(fromQuery);
  if (/^application\/json/i.test(contentType)) return new Parameters({ ...fromQuery, ...parseJsonObject(body) });
  if (/^multipart\/form-data/i.test(contentType)) {
    const { values, files } = parseMultipart(body, contentType);
    return new Parameters({ ...fromQuery, ...values }, files);
  }
  if (/^application\/x-www-form-urlencoded/i.test(contentType))
    return new Parameters({ ...fromQuery, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) });
  return new Parameters(fromQuery);
}

function parseJsonObject(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('object expected');
  return value as Record<string, unknown>;
}
