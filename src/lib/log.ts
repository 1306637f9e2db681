import { randomInt } from 'node:crypto';
import pino from 'pino';

/**
 * The log: lines of JSON for those who run the bot. What a person wrote, a phone number or a secret never gets in, whoever logs
 * it: every argument and every binding goes through one redacting serialiser.
 */
export type Log = pino.Logger;

export interface LogOptions {
  level: string;
  /** Exact strings that must never be seen: the bot token, passwords, keys. */
  secrets?: readonly (string | null | undefined)[];
  /** Standard output when left out; the command line gives `process.stderr`. */
  destination?: { write(line: string): void };
}

/** Gives a logger; everything that it is handed is redacted first. */
export function createLog({ level, secrets = [], destination }: LogOptions): Log {
  const redact = createRedactor(secrets);
  const options: pino.LoggerOptions = {
    level,
    base: null,
    serializers: { err: (redacted: unknown) => redacted },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: {
      logMethod(args, method, level) {
        if (level > DEBUG && args.some(isSaid) && !this.isLevelEnabled('debug')) return;
        method.apply(this, redactArguments(args, redact) as Parameters<typeof method>);
      },
    },
  };
  const log = destination ? pino(options, destination) : pino(options);
  // Bindings of a child are written out at once and pass no hook; children inherit this door from their parent.
  const { child } = log;
  log.child = function (this: Log, bindings: pino.Bindings, ...rest: unknown[]) {
    return Reflect.apply(child, this, [redact(bindings), ...rest]);
  } as typeof child;
  return log;
}

const DEBUG = 20;
const SAID = new WeakSet<object>();

/** This trouble was told in words of its own: further lines about it are only for those who look closer (`debug`). */
export function said(error: unknown): void {
  if (typeof error === 'object' && error !== null) SAID.add(error);
}

function isSaid(argument: unknown): boolean {
  if (typeof argument !== 'object' || argument === null) return false;
  return SAID.has(argument) || SAID.has((argument as { error?: object }).error ?? argument);
}

type Redact = (value: unknown) => unknown;

function redactArguments([first, ...others]: readonly unknown[], redact: Redact): unknown[] {
  if (!(first instanceof Error)) return [first, ...others].map(redact);
  // Handed a bare error pino would take its message for the line's text before any serialiser sees it.
  const message = others.length > 0 ? others.map(redact) : [redact(first.message)];
  return [{ err: redact(first) }, ...message];
}

/** Fields that hold what a person wrote, who they are or how to get in; `on` is where a TelegramError keeps the request. */
const UNSPOKEN = new Set(
  ['on', 'payload', 'text', 'caption', 'body', 'html', 'entities', 'reply_markup', 'quote', 'update', 'draft', 'answer']
    .concat(['answers', 'contact', 'phone', 'phone_number', 'phoneNumber', 'first_name', 'last_name', 'username'])
    .concat([
      'fullName',
      'full_name',
      'query',
      'parameters',
      'token',
      'botToken',
      'password',
      'secret',
      'authorization',
    ]),
);

const DEEPEST = 6;

/** The one redacting serialiser: gives a copy of any value that may be written down. */
export function createRedactor(secrets: readonly (string | null | undefined)[] = []): Redact {
  const mask = createMask(secrets);

  function redact(value: unknown, depth = 0, seen: readonly unknown[] = []): unknown {
    if (typeof value === 'string') return mask(value);
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    if (seen.includes(value)) return '[circular]';
    if (depth >= DEEPEST) return '[deeper]';
    const inside = (part: unknown) => redact(part, depth + 1, [...seen, value]);
    if (value instanceof Error) return errorParts(value, mask, inside);
    if (value instanceof URL) return mask(value.href);
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (value instanceof Map || value instanceof Set) return inside([...value]);
    if (Array.isArray(value)) return value.map(inside);
    const parts = Object.entries(value).map(([key, part]) => [
      mask(key),
      isUnspoken(key, part) ? '[unspoken]' : inside(part),
    ]);
    return Object.fromEntries(parts);
  }

  return (value) => redact(value);
}

function isUnspoken(key: string, part: unknown): boolean {
  if (part === undefined || part === null) return false;
  // `message` is a whole Telegram message in an update, and plain words elsewhere.
  return UNSPOKEN.has(key) || (key === 'message' && typeof part === 'object');
}

/** Telegram, and PostgreSQL about a value that does not fit (class 22), quote in their words what they were given. */
const quotes = (error: Error, code: unknown): boolean => 'on' in error || /^22/.test(String(code));

const withoutQuotes = (text: string): string => text.replace(/"[^"]*"/g, '"…"');

function errorParts(error: Error, masked: (text: string) => string, inside: Redact): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  const mask = quotes(error, code) ? (text: string) => masked(withoutQuotes(text)) : masked;
  return {
    name: error.name,
    message: mask(error.message),
    ...(typeof code === 'number' ? { code } : typeof code === 'string' ? { code: mask(code) } : {}),
    stack: mask(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: inside(error.cause) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map(inside) } : {}),
  };
}

const PATTERNS: [RegExp, string][] = [
  [/\bbot\d+(?::|%3A)[^/\s"'?#]+/gi, 'bot[token]'],
  [/(?<!\d)\d{6,12}(?::|%3A)[\w-]{30,}/gi, '[token]'],
  [/(\w:\/\/)[^\s/@"']+@/g, '$1[secret]@'],
  // E.164 and 00 spellings of any country, then Vietnamese numbers that begin with 84 or 0.
  [/(?:\+|%2B)\(?[1-9](?:[ .()-]{0,2}\d){7,14}/gi, '[phone]'],
  [/(?<![\w.-])00[1-9](?:[ .()-]{0,2}\d){8,13}(?!\d)/g, '[phone]'],
  [/(?<![\w.-])(?:\(?84\)?[ .-]?\(?0?\)?|\(?0[ (-]?)[2-9](?:[ .()-]{0,2}\d){8,9}(?!\d)/g, '[phone]'],
];

/** Shorter strings would tear holes into innocent words. */
const SHORTEST_SECRET = 4;

function createMask(secrets: readonly (string | null | undefined)[]): (text: string) => string {
  const exact = secrets
    .filter((secret): secret is string => (secret ?? '').length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let masked = text;
    for (const secret of exact) masked = masked.replaceAll(secret, '[secret]');
    for (const [pattern, instead] of PATTERNS) masked = masked.replace(pattern, instead);
    return masked;
  };
}

/** No letter or digit that is mistaken for another when it is read out over the telephone. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A short reference such as `K7QM-3X` that stands in the log and in what the person is told. */
export function reference(): string {
  const letters = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
