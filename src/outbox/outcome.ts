import { TelegramError } from 'telegraf';
import { SECOND } from '../lib/clock.ts';

/** What an attempt that failed means. `later` never counts against the person; `never` says why; `unknown` may have arrived. */
export type Failure =
  | { kind: 'later'; reason: string; afterMilliseconds: number | null; isFlood: boolean }
  | { kind: 'never'; reason: string; personGone: boolean }
  | { kind: 'unknown'; reason: string }
  | { kind: 'unchanged' };

/** Permanent for the person (Bot API, 400 and 403). */
const GONE: [RegExp, string][] = [
  [/bot was blocked by the user/i, 'blocked'],
  [/user is deactivated/i, 'deactivated'],
  [/chat not found/i, 'chatNotFound'],
  [/bot can't initiate conversation/i, 'notStarted'],
];

/** Nothing left this machine, so trying again cannot double anything. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNABORTED',
]);

export function failureOf(error: unknown): Failure {
  if (error instanceof TelegramError) return refusalOf(error);
  const { code, errno } = error as { code?: string; errno?: string };
  const reason = code ?? errno ?? (error instanceof Error ? error.name : 'fault');
  if (NOT_CONNECTED.has(reason)) return { kind: 'later', reason, afterMilliseconds: null, isFlood: false };
  return { kind: 'unknown', reason };
}

function refusalOf(error: TelegramError): Failure {
  const gone = GONE.find(([pattern]) => pattern.test(error.description));
  if (gone) return { kind: 'never', reason: gone[1], personGone: true };
  if (/message is not modified/i.test(error.description)) return { kind: 'unchanged' };
  if (error.code === 429) {
    const afterMilliseconds = (error.parameters?.retry_after ?? 1) * SECOND;
    return { kind: 'later', reason: 'flood', afterMilliseconds, isFlood: true };
  }
  if (error.code >= 500 || error.code === 401 || error.code === 409) {
    return { kind: 'later', reason: `telegram${error.code}`, afterMilliseconds: null, isFlood: false };
  }
  return { kind: 'never', reason: error.description.slice(0, 120), personGone: false };
}
