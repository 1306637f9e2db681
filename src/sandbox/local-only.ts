import type { IncomingMessage } from 'node:http';
import { BotApiError } from './bot-api-error.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses what another web site sends through the browser of whoever runs the sandbox:
 * a foreign Host is a rebound name, a foreign Origin a foreign page.
 */
export function checkIsLocal({ headers }: IncomingMessage): void {
  const host = headers.host ?? '';
  const isLocalHost = URL.canParse(`http://${host}`) && LOOPBACK.has(new URL(`http://${host}`).hostname);
  const isOwnOrigin = headers.origin === undefined || headers.origin === `http://${host}`;
  const site = headers['sec-fetch-site'] ?? 'none';
  const isOwnSite = site === 'same-origin' || site === 'none' || headers['sec-fetch-mode'] === 'navigate';
  if (!isLocalHost || !isOwnOrigin || !isOwnSite) throw new BotApiError(403, 'Forbidden: local pages only');
}
